"""The labelled crises in; how well their events and stories are found, and what each worth adds to that, out.

    python training/fit_grouping.py [FOLDER FOR THE BUILT ENCODER]

Every worth of pantau.collate.affinity that weighs something is taken a quarter down and a quarter up, one at a time,
and B-cubed F1 of events and stories is printed beside that of the numbers as they are. Dates of the crises lie in the
future; they are read 28 years earlier, when weekdays were the same.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Hashable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from crises import load

from pantau.bus.local import InlineQueue
from pantau.collate import affinity
from pantau.collate.copies import Copies
from pantau.collate.facts import read_facts
from pantau.collate.kinship import Member, member
from pantau.collate.storylines import Storylines
from pantau.exploit.builtin import BuiltinExtractor
from pantau.exploit.encoder import load_encoder
from pantau.model.envelope import read_envelope
from pantau.model.objects import Held
from pantau.model.report import Capture, Declared
from pantau.pipeline import Worked, exploit, ingest
from pantau.testing import memory_parts

EARLIER = 28
WORTHS = [
    "EVENT_UNDATED",
    "TITLE_WORTH",
    "TITLE_FOREIGN",
    "EVENT_LANGUAGES",
    "FIGURE_WORTH",
    "TOLD_WORTH",
    "WORDING_WORTH",
    "SAID_WORTH",
    "LANGUAGES_WORTH",
    "PARTIES_WORTH",
    "NAME_WORTH",
]


def captures() -> tuple[list[Capture], dict[str, str], dict[str, str]]:
    """All reports, and the event and the story of each by its location."""
    found, events, stories = [], {}, {}
    for crisis in load():
        for report in crisis.reports:
            location = f"https://{crisis.id}-{report.id}.example/page"
            day = str(report.published)
            published = f"{int(day[:4]) - EARLIER}{day[4:]}"
            found.append(
                Capture(
                    location=location,
                    channel="crises",
                    raw=report.text.encode(),
                    media_type="text/plain",
                    captured=datetime.now(UTC),
                    declared=Declared(title=report.title, published=published),
                )
            )
            events[location], stories[location] = f"{crisis.id}/{report.event}", crisis.id
    return found, events, stories


def members(cache: Path) -> list[Member]:
    """The reports as collating sees them."""
    parts = memory_parts()
    extractor = BuiltinExtractor(load_encoder(cache, progress=print))
    work: InlineQueue[Capture, Worked] = InlineQueue(lambda given: exploit(extractor, given))
    list(ingest(captures()[0], parts=parts, work=work))
    held = [read_envelope(entry.data).held() for entry in parts.store.reader().entries()]
    of: dict[str, dict[str, list[Held]]] = {}
    for each in held:
        if each.type in ("exploitation", "statement"):
            of.setdefault(each.refs[0], {}).setdefault(each.type, []).append(each)
    found = (
        read_facts(
            each,
            runs=of[each.id]["exploitation"],
            statements=of[each.id].get("statement", ()),
            corrections=(),
        )
        for each in held
        if each.type == "report"
    )
    return [member(facts) for facts in found if facts is not None]


def groups(read: list[Member]) -> tuple[dict[str, Hashable], dict[str, Hashable]]:
    """The events and the stories found, by location."""
    copies, lines = Copies(), Storylines()
    for each in read:
        copies.put(each)
    copies.settle()
    for each in read:
        lines.put(each.signals, copies.descent(each.facts.id))
    lines.settle(())
    places = {each.facts.id: each.facts.report.location for each in read}
    return (
        {place: lines.event_of(name) for name, place in places.items()},
        {place: lines.story_of(name) for name, place in places.items()},
    )


def b_cubed(found: Mapping[str, Hashable], wanted: Mapping[str, Hashable]) -> float:
    """Bagga and Baldwin (1998), over what was found."""
    mine, theirs = Counter(found.values()), Counter(wanted[place] for place in found)
    common = Counter((group, wanted[place]) for place, group in found.items())
    precision = sum(common[group, wanted[place]] / mine[group] for place, group in found.items())
    recall = sum(common[group, wanted[place]] / theirs[wanted[place]] for place, group in found.items())
    return 2 * precision * recall / (precision + recall) / len(found)


def main(cache: Path) -> None:
    """Prints a line for the numbers as they are and two for each worth; half a minute."""
    read = members(cache)
    _, events, stories = captures()

    def line(name: str) -> None:
        happenings, whole = groups(read)
        print(f"{name:24} events {b_cubed(happenings, events):.3f}  stories {b_cubed(whole, stories):.3f}")

    line("as they are")
    for name in WORTHS:
        value = getattr(affinity, name)
        for changed in (value * 3 // 4, value * 5 // 4):
            setattr(affinity, name, changed)
            line(f"{name} {changed}")
        setattr(affinity, name, value)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent.parent / ".cache")
