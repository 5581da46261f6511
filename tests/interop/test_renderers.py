"""Whatever a page says, it stays text: no markup, no tags, no table cells of its own making."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pantau.interop.blocks import Bullets, Paragraph, Table, heading, line, plain, text
from pantau.interop.html import to_html
from pantau.interop.markdown import to_markdown
from pantau.interop.printable import printable

hostile = st.text(alphabet=st.sampled_from("<>&\"'`*_[]()#|\\!-+=.1 \n\r\tab/é:@w;"), max_size=40)


class Texts(HTMLParser):
    """Gathers tags and the text of the body."""

    def __init__(self):
        super().__init__()
        self.tags, self.body, self.depth = [], "", 0

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.depth += tag == "main"

    def handle_endtag(self, tag):
        self.depth -= tag == "main"

    def handle_data(self, data):
        if self.depth:
            self.body += data


def page(content):
    return (
        heading(2, content, "a"),
        Paragraph(line=line(text(content, "strong"), content)),
        Bullets(lines=(line(content),)),
        Table(head=("A", "B"), rows=((line(content), line("x")),), numeric=(0,)),
    )


@given(hostile)
def test_html_shows_the_text_and_nothing_else(content):
    parser = Texts()
    parser.feed(to_html(page(content), title=content))
    assert set(parser.tags) <= {
        *("html", "head", "meta", "title", "style", "body", "main"),
        *("h2", "p", "span", "ul", "li", "div", "table", "thead", "tbody", "tr", "th", "td"),
    }
    assert parser.body.count(printable(content)) >= (5 if content else 0)
    assert "<script" not in to_html(page("<script>alert(1)</script>"), title="x")


@given(hostile)
def test_markdown_keeps_its_structure(content):
    shown = to_markdown(page(content)).splitlines()
    assert shown[0].startswith("## ")
    assert sum(1 for row in shown if row.startswith("| ")) == 3
    cells = re.split(r"(?<!\\)\|", shown[-1])
    assert len(cells) == 4
    assert not any(re.match(r"#|>|```|1\.|\+ ", row) for row in shown[1:])


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        ("---", "\\---"),
        ("===", "\\==="),
        ("- a", "\\- a"),
        ("1. a", "1\\. a"),
        ("    code", "code"),
        ("&copy;", "\\&copy;"),
        ("a\rb", "a\ufffdb"),
        ("https://a.example", "https\\://a.example"),
        ("www.a.example", "www\\.a.example"),
        ("a@b.example", "a\\@b.example"),
        ("-5 men", "-5 men"),
    ],
)
def test_what_markdown_gives_a_meaning_is_escaped(content, shown):
    assert to_markdown((Paragraph(line=line(content)),)) == f"{shown}\n"


def test_lines_leave_out_what_is_empty():
    assert plain(line("a", "", text("b", "muted"))) == "ab"


def test_white_space_stays_outside_of_emphasis():
    content = line(text("denies   ", "bad"), text(" ASEAN ", "strong"), "x")
    assert to_markdown((Paragraph(line=content),)) == "**denies**    **ASEAN** x\n"
