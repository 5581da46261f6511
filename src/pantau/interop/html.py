"""Blocks in, one self-contained HTML page out: no scripts, no outside resources, readable in print, dark and light."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from importlib import resources

from pantau.interop.blocks import Block, Bullets, Heading, Line, Paragraph, Table

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def to_html(blocks: Iterable[Block], *, title: str, language: str = "en") -> str:
    """The page as an HTML5 document."""
    style = resources.files("pantau.interop").joinpath("brief.css").read_text(encoding="utf-8")
    body = "\n".join(_block(block) for block in blocks)
    return (
        f'<!doctype html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n<main>\n{body}\n</main>\n"
        "</body>\n</html>\n"
    )


def _block(block: Block) -> str:
    match block:
        case Heading():
            anchor = f' id="{escape(block.anchor)}"' if block.anchor else ""
            return f"<h{block.level}{anchor}>{escape(block.text)}</h{block.level}>"
        case Paragraph():
            return f"<p>{_line(block.line)}</p>"
        case Bullets():
            items = "\n".join(f"<li>{_line(content)}</li>" for content in block.lines)
            return f"<ul>\n{items}\n</ul>"
        case Table():
            return _table(block)


def _line(content: Line) -> str:
    return "".join(
        escape(run.text) if run.weight == "plain" else f'<span class="{run.weight}">{escape(run.text)}</span>'
        for run in content
    )


def _table(table: Table) -> str:
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in table.head)
    rows = "\n".join(f"<tr>{_cells(row, table)}</tr>" for row in table.rows)
    return (
        f'<div class="table" role="region" tabindex="0" aria-label="{escape(" ".join(table.head).strip())}">'
        f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table></div>"
    )


def _cells(row: tuple[Line, ...], table: Table) -> str:
    return "".join(f"<td{_cell_class(index, table)}>{_line(cell)}</td>" for index, cell in enumerate(row))


def _cell_class(index: int, table: Table) -> str:
    if index in table.numeric:
        return ' class="numeric"'
    return ' class="narrow"' if index in table.narrow else ""
