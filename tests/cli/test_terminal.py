"""Pages on terminals of any width: nothing is lost, nothing is markup, a bullet's lines hang together."""

import io

import pytest
from rich.console import Console

from pantau.cli.terminal import WIDTH, Page, show_blocks
from pantau.interop.blocks import Bullets, Paragraph, Table, heading, line, text

WORDS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"


def shown(*blocks, width):
    stream = io.StringIO()
    show_blocks(blocks, Console(file=stream, width=width, color_system=None))
    return stream.getvalue()


@pytest.mark.parametrize("width", [40, 80, 200])
def test_lines_fit_and_keep_their_words(width):
    page = shown(heading(2, WORDS), Paragraph(line=line(WORDS)), Bullets(lines=(line(WORDS),)), width=width)
    assert max(map(len, page.splitlines())) <= min(width, WIDTH)
    assert " ".join(page.split()).count(WORDS) == 3
    assert all(row == row.rstrip() for row in page.splitlines())


def test_what_follows_a_bullet_is_set_in_under_it():
    rows = shown(Bullets(lines=(line(WORDS),)), width=40).splitlines()
    assert rows[0].startswith("• one")
    assert all(row.startswith("  ") for row in rows[1:])


def test_text_is_never_markup():
    assert "[bold]x[/bold] :smile:" in shown(Paragraph(line=line("[bold]x[/bold] :smile:")), width=80)


def test_tables_keep_every_cell():
    table = Table(
        head=("A", "B"), rows=((line(text("1,500", "strong")), line(WORDS)),), numeric=(0,), narrow=(0,)
    )
    page = shown(table, width=60)
    assert "1,500" in page
    assert " ".join(page.split()).endswith("sixteen")


def test_a_closed_pipe_is_the_commands_to_judge():
    with pytest.raises(BrokenPipeError):
        Page(file=io.StringIO()).on_broken_pipe()
