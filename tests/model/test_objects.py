"""Bodies as others send them: what does not hold what its type promises is refused when it is read."""

import msgspec
import pytest

from pantau.model.objects import read_body
from pantau.model.report import Reading

STATEMENT = {
    "ordinal": 0,
    "span": [0, 9],
    "text": "Ana: open",
    "speaker": {"name": "Ana", "surface": "Ana", "kind": "person", "span": [0, 3]},
    "act": "assert",
    "content": [[5, 9]],
    "words": "open",
    "quoted": "direct",
    "directness": "own words",
}
ANCHOR = {
    "report": "a",
    "statement": "b",
    "span": [0, 9],
    "content": [[5, 9]],
    "act": "assert",
    "surface": "Ana",
}


def figure(**values):
    return {"quantities": [{"span": [0, 1], "unit": "person", **values}]}


def place(**values):
    return {"places": [{"name": "Kota", "span": [0, 4], **values}]}


def read(kind, body):
    return read_body(kind, msgspec.json.encode(body))


def test_a_statement_reads():
    assert read("statement", STATEMENT).words == "open"
    assert read("statement", {**STATEMENT, **figure(low="6", high="7.5")}).quantities[0].unit == "person"
    assert read("statement", {**STATEMENT, **place(lat="-6.2", lon="106.8")}).places[0].name == "Kota"


@pytest.mark.parametrize(
    "wrong",
    [
        {"span": [9, 4]},
        {"span": [-4, 9]},
        {"span": [0, 9, 12]},
        {"content": []},
        {"content": [[5, 9], [9, 5]]},
        {"speaker": {**STATEMENT["speaker"], "span": [3, 0]}},
        {"mentions": [{"key": "IDN", "kind": "party", "span": [3, 0]}]},
        {"said": {"value": "soon"}},
        {"said": {"value": "2024-10-22/"}},
        {"act": "shrug"},
        figure(value="NaN"),
        figure(value="Infinity"),
        figure(value="1e999999999"),
        figure(low="7", high="6"),
        {"quantities": [{"span": [2, 1], "unit": "person"}]},
        place(lat="91", lon="0"),
        place(lat="0", lon="NaN"),
        {"places": [{"name": "Kota", "span": [4, 0]}]},
    ],
)
def test_a_statement_that_does_not_hold_together_is_refused(wrong):
    with pytest.raises(msgspec.ValidationError):
        read("statement", {**STATEMENT, **wrong})


@pytest.mark.parametrize(
    "change",
    [
        {"type": "act", "target": {**ANCHOR, "span": [9, 0]}, "act": "deny"},
        {"type": "figure", "target": ANCHOR, "was": [9, 0], "now": None},
        {
            "type": "figure",
            "target": ANCHOR,
            "was": None,
            "now": {"span": [0, 1], "unit": "x", "value": "NaN"},
        },
        {"type": "date", "target": ANCHOR, "said": {"value": "soon"}},
    ],
)
def test_a_correction_that_does_not_hold_together_is_refused(change):
    with pytest.raises(msgspec.ValidationError):
        read("correction", {"change": change})


@pytest.mark.parametrize(
    "wrong",
    [
        {"lead": [9, 0]},
        {"title_span": [9, 0]},
        {"segments": [{"text": [9, 0]}]},
        {"segments": [{"text": [0, 9], "raw": [9, 0]}]},
        {"origins": [{"name": "Kantor", "kind": "agency", "how": "credit", "span": [9, 0]}]},
        {"outlet": {"span": [9, 0]}},
        {"published": {"value": "yesterday"}},
    ],
)
def test_a_reading_that_does_not_hold_together_is_refused(wrong):
    assert msgspec.json.decode(b'{"language":"id"}', type=Reading)
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(msgspec.json.encode({"language": "id", **wrong}), type=Reading)


@pytest.mark.parametrize(
    "wrong", [{"credibility": 0}, {"credibility": 7}, {"reliability": "G"}, {"credibility": "2"}]
)
def test_an_evaluation_outside_the_scale_is_refused(wrong):
    assert read("evaluation", {"credibility": 6, "reliability": "F"})
    with pytest.raises(msgspec.ValidationError):
        read("evaluation", wrong)


def test_types_that_nobody_knows_have_no_body():
    assert read("horoscope", {"sign": "lion"}) is None


PROBLEM = {
    "name": "P",
    "question": "?",
    "levels": [{"name": "low"}],
    "indicators": [{"name": "i", "text": "t"}],
}


@pytest.mark.parametrize(
    ("kind", "body", "wrong"),
    [
        ("requirement", {"name": "P", "question": "?", "topic": {}}, {"valid_until": "soon"}),
        ("requirement", {"name": "P", "question": "?", "topic": {}}, {"priority": 0}),
        ("channel", {"name": "C", "matches": []}, {"every_hours": 0}),
        ("indicators", PROBLEM, {"levels": []}),
        ("indicators", PROBLEM, {"levels": [{"name": "low"}, {"name": "low"}]}),
        ("indicators", PROBLEM, {"indicators": [{"name": "i", "text": "t", "figure": {"at_least": "NaN"}}]}),
        ("source-setting", {"name": "S", "reliability": "A", "reason": ""}, {"reliability": "1"}),
    ],
)
def test_a_declaration_that_does_not_hold_together_is_refused(kind, body, wrong):
    assert read(kind, body)
    with pytest.raises(msgspec.ValidationError):
        read(kind, {**body, **wrong})
