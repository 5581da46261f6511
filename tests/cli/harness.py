"""Pages that we wrote about an invented ferry, and the command line as tests call it."""

import json

from click.testing import CliRunner

from pantau.cli import main

LEAD = (
    "Indonesia's Foreign Ministry said on Tuesday that 12 sailors of the ferry Melati were detained by a Malaysian "
    'patrol boat. "Our crew was taken by force," Foreign Minister Rara Sunyoto told reporters.'
)
DENIAL = (
    'Malaysia\'s Defence Ministry denied the report. "No ferry was boarded," Malaysian Defence Minister Halim Ombak said. '
    "Rescuers searched the strait until nightfall and found three empty rafts."
)
PAGES = {
    "wire.txt": f"""Selat Post
4 March 2025

Indonesia says ferry was boarded

JAKARTA, March 4 (Selat Wire) - {LEAD}

{DENIAL}
""",
    "copy.txt": f"""Kabar Pesisir
5 March 2025

Indonesia says ferry was boarded

JAKARTA, March 4 (Selat Wire) - {LEAD}

{DENIAL}
""",
    "later.txt": """Pulau Tribune
7 March 2025

Malaysia leaves open whether ferry was boarded

Malaysia's Defence Ministry declined to say whether the ferry Melati was boarded by a patrol boat.

Indonesia's Foreign Ministry said on March 6, 2025 that 14 sailors of the ferry Melati were detained.
""",
}
FAST = {"PANTAU_EXPLOIT_VECTORS": "false", "PANTAU_EXPLOIT_WORKERS": "1", "NO_COLOR": "1", "COLUMNS": "110"}


def call(home, *arguments, env=None, stdin=None):
    """The command in this process, with standard error beside the output."""
    words = ["--home", str(home), *(str(argument) for argument in arguments)]
    return CliRunner().invoke(main, words, env={**FAST, **(env or {})}, input=stdin)


def rows(home, kind, *options):
    """The export's objects of one type."""
    found = [json.loads(line) for line in call(home, "export", *options).stdout.splitlines()]
    return [row for row in found if row["type"] == kind]
