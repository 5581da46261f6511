import json
from base64 import urlsafe_b64encode
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pantau.errors import BadSignature, NotCanonical, ObjectInvalid, PantauError, TooLarge, WrongIdentity
from pantau.model.canonical import MAX_BYTES, canonical, sha256
from pantau.model.correction import Correction, Undo
from pantau.model.envelope import By, Draft, open_envelope, seal
from pantau.model.identity import Identity
from pantau.model.label import Label

ME = Identity.create()
THEN = datetime(2025, 5, 4, 12, tzinfo=UTC)


def sealed(reason="because", identity=ME):
    body = Correction(change=Undo(correction="ab" * 32), reason=reason)
    draft = Draft(
        type="correction", label=Label.own(identity.member), body=body, by=By(kind="analyst", name="ana")
    )
    return seal(draft, identity, created=THEN)


@given(st.text())
def test_what_is_sealed_opens_again(reason):
    made = sealed(reason)
    opened = open_envelope(made.data, ME.public_key)
    assert opened == made
    assert opened.held().body.reason == reason


def test_two_seals_of_one_body_differ_by_their_salt():
    assert sealed().id != sealed().id


@given(st.integers(min_value=0), st.integers(1, 255))
def test_no_changed_byte_passes(place, flip):
    data = bytearray(sealed().data)
    data[place % len(data)] ^= flip
    with pytest.raises(PantauError):
        open_envelope(bytes(data), ME.public_key)


def test_another_key_does_not_pass():
    with pytest.raises(BadSignature):
        open_envelope(sealed().data, Identity.create().public_key)


def test_the_id_is_checked_without_a_key_too():
    content = json.loads(sealed().data)
    content["precedence"] = "FLASH"
    with pytest.raises(WrongIdentity):
        open_envelope(canonical(content))


def test_unknown_types_and_fields_are_kept():
    content = json.loads(sealed().data)
    content.update(type="horoscope", extra={"kept": True})
    content.pop("id")
    content.pop("signature")
    payload = canonical(content)
    data = canonical({**content, "id": sha256(payload), "signature": ME.sign(payload)})
    opened = open_envelope(data, ME.public_key)
    assert opened.held().body is None
    assert json.loads(opened.data)["extra"] == {"kept": True}


def test_a_body_that_does_not_fit_its_type_is_refused():
    made = sealed()
    content = json.loads(made.data)
    content["body"] = {"change": {"type": "act"}}
    from pantau.model.envelope import read_envelope

    with pytest.raises(ObjectInvalid, match="does not fit"):
        read_envelope(canonical(content)).held()


def test_times_need_a_zone():
    content = json.loads(sealed().data)
    content["created"] = "2025-05-04T12:00:00"
    from pantau.model.envelope import read_envelope

    with pytest.raises(NotCanonical, match="zone"):
        read_envelope(canonical(content))


def test_a_key_never_shows_itself():
    assert ME.to_pem().decode().splitlines()[1] not in f"{ME!r} {ME}"
    assert Identity.from_pem(ME.to_pem()).member == ME.member


def resigned(**more):
    content = json.loads(sealed().data) | more
    content.pop("id")
    content.pop("signature")
    payload = canonical(content)
    return canonical({**content, "id": sha256(payload), "signature": ME.sign(payload)})


@pytest.mark.parametrize("given", [5, "not base64!", "aGVsbG8=", {"x": 1}])
def test_a_field_called_data_is_a_field_like_any_other(given):
    data = resigned(data=given)
    assert open_envelope(data, ME.public_key).data == data


def test_what_is_too_large_for_others_is_not_sealed():
    with pytest.raises(TooLarge):
        sealed("x" * MAX_BYTES)


def test_the_signature_of_another_object_does_not_pass():
    real, forged = json.loads(sealed().data), json.loads(sealed("forged").data)
    header, _, tail = real.pop("signature").split(".")
    real.pop("id")
    attached = urlsafe_b64encode(canonical(real)).rstrip(b"=").decode()
    forged["signature"] = f"{header}.{attached}.{tail}"
    with pytest.raises(BadSignature):
        open_envelope(canonical(forged), ME.public_key)
