"""A picture and a moment in; channels, coverage and warnings as they stand then, by what people declared, out."""

from __future__ import annotations

from datetime import datetime

from pantau.collate.watch.channels import Channels
from pantau.collate.watch.coverage import requirement_row
from pantau.collate.watch.matching import Material
from pantau.collate.watch.warnings import warning_row
from pantau.model.picture import Picture
from pantau.model.watch import Watch

__all__ = ["watch"]


def watch(picture: Picture, as_of: datetime) -> Watch:
    """What follows from the picture's declarations at `as_of` (aware): a pure function of both.

    A declaration whose period has ended is shown as it stood at its end, so that it no longer changes with the clock.
    """
    if not (picture.requirements or picture.channels or picture.problems):
        return Watch()
    material = Material(picture)
    channels = Channels(picture, as_of)
    requirements = [requirement_row(row, material, channels, as_of=as_of) for row in picture.requirements]
    warnings = [warning_row(row, material, as_of=as_of) for row in picture.problems]
    return Watch(
        requirements=tuple(sorted(requirements, key=lambda row: (row.priority, row.name, row.id))),
        channels=tuple(sorted(channels.rows(), key=lambda row: (row.name, row.id))),
        warnings=tuple(sorted(warnings, key=lambda row: (row.name, row.id))),
    )
