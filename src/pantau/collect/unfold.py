"""One material in, all that it holds out: members looked into, and what fails refused by name."""

from __future__ import annotations

from collections.abc import Iterator

from pantau.collect.formats import Format, chosen
from pantau.collect.inputs import unreadable
from pantau.collect.material import Material
from pantau.collect.values import Pointer, Refusal
from pantau.errors import InputRefused, Unreadable
from pantau.model.report import Capture


def unfold(material: Material, formats: tuple[Format, ...]) -> Iterator[Capture | Refusal | Pointer]:
    """What `material` holds, never nothing: at least one refusal says why there is no capture."""
    nothing = True
    try:
        for found in chosen(material, formats).parse(material):
            nothing = False
            if isinstance(found, Material):
                yield from unfold(found, formats)
            else:
                yield found
    except InputRefused as error:
        yield material.refusal(error)
    except OSError as error:
        yield material.refusal(unreadable(error))
    else:
        if nothing:
            yield material.refusal(Unreadable("it holds no reports: check how it was made"))
