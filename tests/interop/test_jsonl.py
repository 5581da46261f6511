"""Lines come one by one, as they are asked for, each with the whole label; decimals stay numbers, spans pairs."""

import json
from itertools import islice

from collate.brief_rows import claim, count, page, picture, position, said, value
from pantau.interop.jsonl import export_lines
from pantau.model.label import Label

LABEL = Label(
    classification="RESTRICTED", audience=(("member:m-1", "member:m-2"), ("community:c",)), caveats=("X",)
)


def small():
    row = said("s1", "a", since="2031-05-01", quantities=(count("2.5", unit="tonne"), count(12)))
    return picture(
        [page("a", "2031-05-01"), page("b")],
        [row],
        [claim("c", [row], [position(row)], [value(row, "2.5", unit="tonne")])],
    )


def lines(text_of=lambda _row: "text"):
    return [json.loads(line) for line in export_lines(small(), text_of, label=LABEL)]


def test_every_line_carries_the_whole_label():
    for row in lines():
        assert row["label"] == {
            "policy": "PANTAU",
            "classification": "RESTRICTED",
            "audience": [["member:m-1", "member:m-2"], ["community:c"]],
            "caveats": ["X"],
        }


def test_numbers_are_numbers_and_spans_are_pairs():
    statement = next(row for row in lines() if row["type"] == "statement")
    assert [quantity["value"] for quantity in statement["quantities"]] == [2.5, 12]
    assert statement["content"] == [0, 9]
    assert statement["said"] is None
    found = next(row for row in lines() if row["type"] == "claim")
    assert found["positions"][0]["party"] == "ARL"
    assert found["values"][0]["value"] == 2.5


def test_a_text_that_stays_home_is_null():
    assert {row["text"] for row in lines(lambda _row: None) if row["type"] == "report"} == {None}


def test_lines_are_made_as_they_are_asked_for():
    asked = []

    def text_of(row):
        asked.append(row.id)
        return ""

    assert len(list(islice(export_lines(small(), text_of, label=LABEL), 1))) == 1
    assert asked == ["a"]
