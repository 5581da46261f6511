"""The export as other programs read it: types, fields, offsets, labels, and a file that is whole or not there."""

import json

from cli.harness import call, rows

FIELDS = {
    "report": {
        *("id", "location", "outlet", "title", "language", "published", "captured", "text", "origins"),
        *("copy_of", "copy_kind", "event", "story"),
    },
    "statement": {
        *("id", "report", "span", "text", "speaker", "via", "act", "content", "quoted", "directness", "said"),
        *("quantities", "places", "claim", "stance"),
    },
    "event": {"id", "story", "date", "title", "reports", "statements", "places"},
    "story": {"id", "title", "reports", "first", "last", "languages"},
    "claim": {
        *("id", "story", "text", "status", "contested", "positions", "values", "origins", "sources"),
        *("independence", "rating"),
    },
    "source": {"id", "rating"},
}


def test_every_line_has_the_fields_that_are_promised(held):
    found = [json.loads(line) for line in call(held, "export").stdout.splitlines()]
    assert {row["type"] for row in found} == set(FIELDS)
    for row in found:
        assert FIELDS[row["type"]] <= row.keys()
        assert row["label"]["classification"] == "UNCLASSIFIED"
        assert row["label"]["caveats"] == ["NO-FULLTEXT"]
        assert row["label"]["audience"]


def test_offsets_point_at_the_quoted_text(held):
    texts = {row["id"]: row["text"] for row in rows(held, "report")}
    for row in rows(held, "statement"):
        text = texts[row["report"]]
        assert text[slice(*row["span"])] == row["text"]
        if row["speaker"]["span"]:
            assert text[slice(*row["speaker"]["span"])] == row["speaker"]["surface"]
        for quantity in row["quantities"]:
            assert text[slice(*quantity["span"])] in row["text"]


def test_names_lead_to_other_lines(held):
    found = {row["id"] for kind in FIELDS for row in rows(held, kind)}
    for row in rows(held, "statement"):
        assert {row["report"], row["claim"]} <= found
    for row in rows(held, "report"):
        assert {row["event"], row["story"]} <= found
    copied = [row for row in rows(held, "report") if row["copy_of"]]
    assert [row["copy_kind"] for row in copied] == ["duplicate"]


def test_a_file_is_replaced_whole(held, tmp_path):
    output = tmp_path / "picture.jsonl"
    output.write_text("old")
    assert call(held, "export", "--output", output).exit_code == 0
    assert output.read_text(encoding="utf-8") == call(held, "export").stdout
    assert list(tmp_path.iterdir()) == [output]
