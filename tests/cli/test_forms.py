"""Whatever is wrong in a file is named by its line and field."""

import pytest

from pantau.cli.declaring import ProblemForm, RequirementsForm
from pantau.cli.forms import Form
from pantau.errors import UsageError

GOOD = """\
[[requirement]]
name = "PIR-1"
question = "?"
due = 2031-01-05
topic = { subjects = ["gate"] }

[[requirement]]
name = "PIR-2"
question = "?"
priority = 2

[requirement.topic]
about = ["PRT"]

[requirement.topic.terms]
en = ["gate*"]

[[channel]]
name = "a"
matches = ["a.example"]
"""


def form(folder, text):
    path = folder / "my.toml"
    path.write_text(text, encoding="utf-8")
    return Form(path)


def test_days_are_read_as_text(tmp_path):
    read = form(tmp_path, GOOD).read(RequirementsForm)
    assert read.requirement[0].due == "2031-01-05"
    assert read.requirement[1].topic.terms == {"en": ("gate*",)}


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        ('name = "PIR-2"', "name = 2", "line 8, requirement 2 name: Expected `str`"),
        ('name = "PIR-2"\n', "", "line 7, requirement 2: it lacks the field `name`"),
        ("priority = 2", "priority = 0", "line 10, requirement 2 priority: Expected `int` >= 1"),
        ("priority = 2", "prioriti = 2", "line 10, requirement 2 prioriti: nobody knows this field: did you mean 'priority'?"),
        ('about = ["PRT"]', 'abuot = ["PRT"]', "line 13, requirement 2 topic abuot: nobody knows this field: did you mean 'about'?"),
        ('about = ["PRT"]', "about = 7", "line 13, requirement 2 topic about: Expected `array`"),
        ('en = ["gate*"]', "en = [3]", "line 15, requirement 2 topic terms"),
        ('subjects = ["gate"]', "subject = 1", "line 5, requirement 1 topic subject: nobody knows this field"),
        ('matches = ["a.example"]', 'match = ["a.example"]', "line 20, channel 1 match: nobody knows this field"),
        ("[[channel]]", "[[chanel]]", "line 18, chanel: nobody knows this field: did you mean 'channel'?"),
        ("due = 2031-01-05", 'due = "soon"', "line 1, requirement 1: 'soon' is not a date"),
        ("priority = 2", "priority = ", "at line 10"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_named(tmp_path, was, now, told):
    assert was in GOOD
    with pytest.raises(UsageError) as error:
        form(tmp_path, GOOD.replace(was, now, 1)).read(RequirementsForm)
    assert f"my.toml, {told}" in str(error.value) or ("at line" in told and told in str(error.value))


def test_a_file_that_is_not_there_or_no_text_is_refused(tmp_path):
    with pytest.raises(UsageError, match="cannot be read"):
        Form(tmp_path / "none.toml")
    (tmp_path / "raw.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(UsageError, match="no TOML"):
        Form(tmp_path / "raw.toml")


def test_amounts_keep_their_digits(tmp_path):
    text = """name = "x"
question = "?"
[[level]]
name = "low"
[[indicator]]
name = "i"
text = "t"
figure = { at_least = 2.5 }
"""
    read = form(tmp_path, text).read(ProblemForm)
    assert str(read.indicator[0].figure.at_least) == "2.5"
