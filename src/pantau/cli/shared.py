"""What several subcommands share: opening the node, options for a picture, readers, times as people write them."""

from __future__ import annotations

import getpass
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click

from pantau.errors import SettingInvalid, UsageError
from pantau.model.envelope import By
from pantau.model.release import Reader
from pantau.model.time import PartialDate
from pantau.node import Node, open_node

Command = TypeVar("Command", bound=Callable[..., Any])


@contextmanager
def opened(home: Path) -> Iterator[Node]:
    """The node in `home`, closed at the end."""
    node = open_node(home)
    try:
        yield node
    finally:
        node.close()


def audience_options(command: Command) -> Command:
    """`--for` and `--as-of`, for commands that show a picture."""
    command = click.option(
        "--as-of",
        "as_of",
        metavar="TIME",
        help="The picture as it was then: only what had been received. An RFC 3339 time or a day.",
    )(command)
    return click.option(
        "--for", "member", metavar="MEMBER", help="Show only what is released to this member. [default: own]"
    )(command)


def reader_for(node: Node, member: str | None) -> Reader:
    """The reader whom a picture is for; raises UsageError for a member that is not on the roll."""
    name = member or node.parts.identity.member
    if node.parts.roll.standing(name) is None:
        raise UsageError(f"{name!r} is no member on the roll: `pantau init` shows the own one")
    return Reader(member=name)


def signer(node: Node) -> By:
    """Who signs: `member.analyst`, else the account's name, or its number where it has none (in a container)."""
    try:
        return By(kind="analyst", name=node.settings.member_analyst or getpass.getuser())
    except (KeyError, OSError):
        return By(kind="analyst", name=f"uid {os.getuid()}")


def zone_of(node: Node) -> ZoneInfo:
    """The zone of setting `brief.timezone`; raises SettingInvalid."""
    name = node.settings.brief_timezone
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise SettingInvalid(
            f"brief.timezone is {name!r}: write a zone such as UTC or Asia/Jakarta"
        ) from error


def moment(text: str | None, node: Node) -> datetime | None:
    """The last instant that `text` can mean (a day: its end, in the setting's zone); raises UsageError."""
    if text is None:
        return None
    try:
        return PartialDate.parse(text).bounds(zone_of(node))[1]
    except (ValueError, OverflowError) as error:
        raise UsageError(f"{text!r} is no time: write 2024-10-22 or 2024-10-22T06:00:00Z") from error


def day(text: str | None) -> str | None:
    """`text` checked to be a day or an instant, as the first day it can mean; raises UsageError."""
    if text is None:
        return None
    try:
        return PartialDate.parse(text).first_day().isoformat()
    except (ValueError, OverflowError) as error:
        raise UsageError(f"{text!r} is no day: write 2024-10-22") from error
