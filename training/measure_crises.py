"""The labelled crises in, how well the rules find their statements out: precision, recall and F1 by language.

`python training/measure_crises.py` prints the table; `--misses` prints what was missed, found in excess or told
otherwise, by kind. As the labelled sets are scored, a label is met by a statement whose sentence shares 0.6 of the
words of its own; each takes one, the likest content and the same speaker first. `content` counts those whose contents
share 0.6 of the shorter one's words.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from crises import Report, Said, load

from pantau.exploit.document import Document
from pantau.exploit.statements import find_statements, make_document
from pantau.model.report import Reading
from pantau.model.statement import Statement
from pantau.model.time import PartialDate

_WORD = re.compile(r"\w+")
_ALIKE = 0.6
_SHORTEST = 4
"""Shorter contents are compared with the longer one: two words of ten are no match."""
_FIGURES = ("statements", "content", "speaker", "party", "act", "who, act")


def document_of(report: Report) -> Document:
    """A report as the extractor reads it once its page has been cleaned."""
    text = report.text.strip()
    day = PartialDate.of_day(date.fromisoformat(report.published))
    return make_document(text, Reading(language=report.language, title=report.title, published=day))


def alike(one: str, other: str) -> float:
    """The share of the shorter text's words that the other has, as a multiset."""
    first, second = Counter(_WORD.findall(one.casefold())), Counter(_WORD.findall(other.casefold()))
    sizes = sorted((first.total(), second.total()))
    return (first & second).total() / max(sizes[sizes[0] < _SHORTEST], 1)


def same_name(found: str, wanted: str) -> bool:
    """Whether one name's words are among the other's."""
    one, other = set(_WORD.findall(found.casefold())), set(_WORD.findall(wanted.casefold()))
    return bool(one and other) and (one <= other or other <= one)


def pairs(report: Report) -> Iterator[tuple[Said | None, Statement | None]]:
    """Each label with the statement found for it, the best overlap first; None where one lacks the other."""
    document = document_of(report)
    found = find_statements(document)
    sentences = [_sentence(document, said.content) for said in report.statements]
    scored = sorted(
        (
            (
                round(alike(sentences[wanted], one.text), 1),
                alike(said.content, one.words) + same_name(one.speaker.name, said.speaker),
                one.act == said.act,
                -wanted,
                -index,
            )
            for wanted, said in enumerate(report.statements)
            for index, one in enumerate(found)
        ),
        reverse=True,
    )
    taken: dict[int, int] = {}
    for share, _, _, wanted, index in scored:
        if share >= _ALIKE and -wanted not in taken and -index not in taken.values():
            taken[-wanted] = -index
    for wanted, said in enumerate(report.statements):
        yield said, found[taken[wanted]] if wanted in taken else None
    for index, one in enumerate(found):
        if index not in taken.values():
            yield None, one


def _sentence(document: Document, content: str) -> str:
    """The sentence, or the first of the sentences, in which a content stands."""
    at = document.text.index(content.strip())
    spans = (sentence.span for sentence in document.sentences)
    return next((document.slice(span) for span in spans if span[0] <= at < span[1]), content)


def right(said: Said, one: Statement) -> Iterator[str]:
    """The figures that a matched statement counts for."""
    yield "statements"
    if alike(said.content, one.words) >= _ALIKE:
        yield "content"
    party = (one.speaker.party or "").casefold() == said.party.casefold()
    if same_name(one.speaker.name, said.speaker):
        yield "speaker"
    if party:
        yield "party"
    if one.act == said.act:
        yield "act"
        if party:
            yield "who, act"


def measured(reports: Iterable[Report]) -> dict[str, Counter[str]]:
    """Counts by language: labels, statements found, and matched ones that are right in each respect."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for report in reports:
        for said, one in pairs(report):
            for language in (report.language, "all"):
                counts[language].update(wanted=said is not None, found=one is not None)
                if said is not None and one is not None:
                    counts[language].update(right(said, one))
    return counts


def misses(report: Report) -> Iterator[str]:
    """One line for each label that is not met and each statement that no label asks for."""
    for said, one in pairs(report):
        if one is None and said is not None:
            yield f"MISSED {said.act} {said.speaker} [{said.party}]: {said.content}"
        elif said is None and one is not None:
            yield f"EXCESS {one.act} {one.speaker.name} [{one.speaker.party}]: {one.words}"
        elif said is not None and one is not None and len(told := set(right(said, one))) < len(_FIGURES):
            wrong = ", ".join(name for name in _FIGURES[1:5] if name not in told)
            got = f"{one.act} {one.speaker.name} [{one.speaker.party}]"
            yield f"WRONG {wrong}: {said.act} {said.speaker} [{said.party}] read as {got}: {said.content}"


def main() -> None:
    """Print the table by language, and the misses where asked."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--misses", action="store_true", help="also list what is not as labelled")
    args = parser.parse_args()
    crises = load()
    print(f"{'language':9} {'labels':>6} {'prec.':>6} {'recall':>6}", *(f"{name:>10}" for name in _FIGURES))
    for language, of in sorted(measured(report for one in crises for report in one.reports).items()):
        shares = (2 * of[name] / max(of["wanted"] + of["found"], 1) for name in _FIGURES)
        precision, recall = of["statements"] / max(of["found"], 1), of["statements"] / max(of["wanted"], 1)
        figures = " ".join(f"{share:10.3f}" for share in shares)
        print(f"{language:9} {of['wanted']:6} {precision:6.3f} {recall:6.3f} {figures}")
    for crisis in crises if args.misses else ():
        for report in crisis.reports:
            print(*(f"{crisis.id}/{report.id} {line}" for line in misses(report)), sep="\n")


if __name__ == "__main__":
    main()
