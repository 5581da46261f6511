"""Signed envelopes: a body with its label and references in, canonical bytes with id and signature out, and back."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Literal

import msgspec

from pantau.errors import NotCanonical, ObjectInvalid, WrongIdentity
from pantau.model.base import Value
from pantau.model.canonical import canonical, check_size, read_canonical, sha256
from pantau.model.identity import Identity, check_signature
from pantau.model.label import Label
from pantau.model.objects import Held, read_body
from pantau.model.release import Labelled
from pantau.model.time import rfc3339

Precedence = Literal["FLASH", "IMMEDIATE", "PRIORITY", "ROUTINE"]
SANITISED = "sanitised"
"""The type of an object that stands on its own label, for what its originator left out of another."""


class By(Value, frozen=True, kw_only=True):
    """Who made the object: an extractor with version and digest of model and data, or an analyst."""

    kind: Literal["extractor", "analyst", "node"]
    name: str
    version: str | None = None
    digest: str | None = None


class Draft(Value, frozen=True, kw_only=True):
    """What goes into an envelope before it is sealed."""

    type: str
    label: Label
    body: Value
    by: By
    refs: tuple[str, ...] = ()
    precedence: Precedence = "ROUTINE"


class Wire(Value, frozen=True, kw_only=True):
    """The fields of an object as it travels.

    `id` is SHA-256 over the RFC 8785 form without `id` and `signature`; `salt` is 16 random bytes in hex, so that
    nobody can guess what a sanitised version left out.
    """

    id: str
    type: str
    originator: str
    created: datetime
    label: Label
    salt: str
    body: msgspec.Raw
    by: By
    signature: str
    refs: tuple[str, ...] = ()
    precedence: Precedence = "ROUTINE"


class Envelope(Wire, frozen=True, kw_only=True):
    """One object with its bytes as received (`data`), in which unknown types and fields are untouched."""

    data: bytes

    def held(self) -> Held:
        """The object as a picture takes it; raises ObjectInvalid when the body does not fit its type."""
        try:
            body = read_body(self.type, bytes(self.body))
        except msgspec.ValidationError as error:
            raise ObjectInvalid(f"the body of {self.type} {self.id} does not fit: {error}") from error
        return Held(
            id=self.id,
            type=self.type,
            originator=self.originator,
            created=self.created,
            refs=self.refs,
            by=self.by.name,
            body=body,
        )

    def labelled(self) -> Labelled:
        """What the gate needs of it."""
        return Labelled(
            id=self.id,
            originator=self.originator,
            label=self.label,
            refs=self.refs,
            alone=self.type == SANITISED,
        )


def seal(draft: Draft, identity: Identity, *, created: datetime) -> Envelope:
    """Salt, name and sign a draft; raises NotCanonical and TooLarge for what nobody would take in."""
    content = {
        "type": draft.type,
        "originator": identity.member,
        "created": rfc3339(created),
        "label": draft.label.normal(),
        "refs": draft.refs,
        "salt": secrets.token_hex(16),
        "body": draft.body,
        "by": draft.by,
        "precedence": draft.precedence,
    }
    payload = canonical(content)
    data = canonical({**content, "id": sha256(payload), "signature": identity.sign(payload)})
    check_size(data)
    return read_envelope(data)


def open_envelope(data: bytes, public_key: str | None = None) -> Envelope:
    """Read received bytes and check that they are what they say.

    Raises NotCanonical, WrongIdentity, ObjectInvalid, and BadSignature when a public key (hex) is given and the
    signature does not fit it.
    """
    content = read_canonical(data)
    name, signature = content.pop("id", None), content.pop("signature", None)
    payload = canonical(content)
    if name != sha256(payload):
        raise WrongIdentity
    if public_key is not None:
        check_signature(str(signature), payload, public_key)
    return read_envelope(data)


def read_envelope(data: bytes) -> Envelope:
    """Read bytes that were checked when they were taken in; raises ObjectInvalid when they are no object."""
    try:
        wire = msgspec.json.decode(data, type=Wire)
    except msgspec.ValidationError as error:
        raise ObjectInvalid(f"not an object as Pantau knows them: {error}") from error
    if wire.created.tzinfo is None:
        raise NotCanonical("`created` has no zone")
    return Envelope(**msgspec.structs.asdict(wire), data=data)
