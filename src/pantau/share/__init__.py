"""Journal objects and a reader in, what the gate releases to that reader out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from pantau.model.base import Value
from pantau.model.envelope import Envelope, read_envelope
from pantau.model.label import Label, Policy, combine
from pantau.model.objects import Held
from pantau.model.release import Acts, Decision, Gate, LabelAct, Labelled, Reader
from pantau.model.roll import Roll
from pantau.store import Reader as JournalReader


class Released(Value, frozen=True, kw_only=True):
    """An object that the reader may have, read, with the decision that let it through."""

    held: Held
    decision: Decision


def label_acts(objects: Iterable[tuple[Envelope, Held]]) -> Acts:
    """The label acts among `objects`, by target."""
    acts: dict[str, list[tuple[str, LabelAct]]] = defaultdict(list)
    for envelope, held in objects:
        if isinstance(held.body, LabelAct) and envelope.refs:
            acts[envelope.refs[0]].append((envelope.originator, held.body))
    return acts


def release(
    envelopes: Iterable[Envelope], *, roll: Roll, policy: Policy, reader: Reader
) -> Iterator[Released]:
    """Those of `envelopes` that the gate releases to the reader, in the same order.

    `envelopes` must hold all label acts and everything that others are derived from: what is missing denies.
    """
    objects = [(envelope, envelope.held()) for envelope in envelopes]
    by_id = {envelope.id: envelope for envelope, _ in objects}

    gate = Gate(
        roll=roll,
        policy=policy,
        acts=label_acts(objects),
        lookup=lambda name: found.labelled() if (found := by_id.get(name)) else None,
    )
    for envelope, held in objects:
        decision = gate.decide(envelope.labelled(), reader)
        if decision.allowed:
            yield Released(held=held, decision=decision)


def decide(
    envelope: Envelope, journal: JournalReader, *, roll: Roll, policy: Policy, reader: Reader
) -> Decision:
    """The gate's decision on one object of the journal, for commands that show a single one."""
    return _gate(journal, roll, policy).decide(envelope.labelled(), reader)


def strictest(decisions: Iterable[Decision], policy: Policy, own: Label) -> Label:
    """The label that something derived from all these objects carries; `own` where there are none.

    What was decided without a label (something that it is derived from is not held) closes the whole.
    """
    labels = {decision.label or Label.closed(policy) for decision in decisions}
    return combine(labels, policy) if labels else own


def derived_label(
    refs: Iterable[str], own: Label, *, journal: JournalReader, roll: Roll, policy: Policy
) -> Label:
    """The label of what somebody makes of these objects: the strictest of all of theirs and `own`.

    What is not held, or derived from something that is not, closes the whole.
    """
    gate = _gate(journal, roll, policy)
    found = (journal.get(ref) for ref in refs)
    items = (None if entry is None else read_envelope(entry.data).labelled() for entry in found)
    labels = {(None if item is None else gate.effective(item)) or Label.closed(policy) for item in items}
    return combine([own, *labels], policy)


def _gate(journal: JournalReader, roll: Roll, policy: Policy) -> Gate:
    """The gate over all that the journal holds."""
    acts = label_acts(
        (act, act.held()) for act in (read_envelope(e.data) for e in journal.entries(kind="label-act"))
    )

    def lookup(object_id: str) -> Labelled | None:
        entry = journal.get(object_id)
        return None if entry is None else read_envelope(entry.data).labelled()

    return Gate(roll=roll, policy=policy, acts=acts, lookup=lookup)
