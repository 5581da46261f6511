"""What the pages say holds: the reference follows from the code, commands exist, links lead somewhere."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest

from pantau.cli.app import main

ROOT = Path(__file__).parent.parent
PAGES = sorted(
    page for page in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")) if page.name != "CHANGELOG.md"
)
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)(#[^)\s]*)?\)")


def commands():
    """Each `pantau ...` in a block of code or between backticks, with the page that shows it."""
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        blocks = re.findall(r"^```(?:sh|bash|console)?\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
        rows = [row for block in blocks for row in block.splitlines()]
        rows += [row.strip() for row in text.splitlines() if row.startswith("    ")]
        rows += re.findall(r"`(pantau [^`]+)`", text)
        for row in rows:
            for found in re.findall(r"(?:^|[\s/|])pantau ((?:--|[a-z])[^|>#]*)", row):
                if "reference" not in page.parts and not found.startswith(("--home DIR]", "error")):
                    yield pytest.param(
                        found.split(" && ")[0].strip(), id=f"{page.name}: {found[:50].strip()}"
                    )


@pytest.mark.parametrize("words", list(commands()))
def test_commands_in_the_pages_parse(words):
    group, rest = main, shlex.split(words)
    context = click.Context(main, info_name="pantau")
    if rest[0] == "--home":
        rest = rest[2:]
    while isinstance(group, click.Group):
        command = group.get_command(context, rest[0])
        assert command is not None, f"there is no command {rest[0]}"
        group, rest = command, rest[1:]
        if not rest and isinstance(group, click.Group):
            return
    if not rest:
        return
    with group.make_context("pantau", rest, resilient_parsing=False, parent=context) as parsed:
        assert parsed.params is not None


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_to_files(page):
    for target, _ in LINK.findall(page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_settings_that_the_pages_name_exist():
    from pantau.config import TABLE

    known = {setting.variable for setting in TABLE} | {"PANTAU_HOME", "PANTAU_CACHE", "PANTAU_SHARED"}
    known |= {setting.default for setting in TABLE if setting.name == "model.key_variable"}
    for page in PAGES:
        named = set(re.findall(r"\bPANTAU_[A-Z_]+\b", page.read_text(encoding="utf-8")))
        assert named <= known, page.name


def test_the_reference_is_what_the_code_says():
    checked = subprocess.run(
        [sys.executable, ROOT / "scripts" / "reference.py", "--check"],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert checked.returncode == 0, f"run make docs: {checked.stdout}{checked.stderr}"
