"""The command `pantau`: the table of its subcommands, and how errors become messages and exit statuses."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from pantau import __version__
from pantau.cli.output import prepare_streams, say, silence
from pantau.config import default_home
from pantau.errors import PantauError, UsageError

EXIT_REFUSED = 1
EXIT_USAGE = 2

COMMANDS = {
    "init": "pantau.cli.inspect:init",
    "ingest": "pantau.cli.ingest:ingest",
    "brief": "pantau.cli.brief:brief",
    "export": "pantau.cli.export:export",
    "show": "pantau.cli.inspect:show",
    "correct": "pantau.cli.correct:correct",
    "reliability": "pantau.cli.reliability:reliability",
    "require": "pantau.cli.require:require",
    "coverage": "pantau.cli.coverage:coverage",
    "warning": "pantau.cli.warning:warning",
    "withdraw": "pantau.cli.require:withdraw",
    "rate": "pantau.cli.rate:rate",
    "judge": "pantau.cli.judge:judge",
    "product": "pantau.cli.product:product",
    "verify": "pantau.cli.inspect:verify",
    "rebuild": "pantau.cli.inspect:rebuild",
    "doctor": "pantau.cli.inspect:doctor",
}
"""Each subcommand and where it is: only the one that is called is imported, which keeps the start short."""


class Commands(click.Group):
    """Finds subcommands in the table and turns our errors into messages."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - the same
        place = COMMANDS.get(cmd_name)
        if place is None:
            return None
        from importlib import import_module

        module, _, name = place.partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the subcommand; errors of ours and of the system become one line and an exit status."""
        prepare_streams()
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except PantauError as error:
            say(f"pantau: {error}", err=True)
            sys.exit(EXIT_USAGE if isinstance(error, UsageError) else EXIT_REFUSED)
        except BrokenPipeError:
            # Only commands whose output is the whole job get here: their reader has seen enough.
            silence(sys.stdout)
            sys.exit(0)
        except OSError as error:
            where = f" {error.filename}:" if error.filename else ""
            silence(sys.stdout)
            say(f"pantau:{where} {error.strerror or error}", err=True)
            sys.exit(EXIT_REFUSED)
        return result


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--home",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder of this node's journal, key and settings. [default: PANTAU_HOME or the platform's data folder]",
)
@click.version_option(__version__, prog_name="pantau")
@click.pass_context
def main(ctx: click.Context, home: Path | None) -> None:
    """Keep watch: take reports in, see who claims, denies and counts what, on whose word, since when."""
    ctx.obj = home or default_home()
