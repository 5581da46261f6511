"""Signatures: only the detached one that we write, over exactly these bytes, by exactly this key."""

from base64 import urlsafe_b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pantau.errors import BadSignature, SettingInvalid
from pantau.model.identity import Identity, check_signature, member_id

ME = Identity.create()
SIGNED = b'{"a":1}'
SIGNATURE = ME.sign(SIGNED)
HEADER, _, TAIL = SIGNATURE.split(".")


def encoded(content):
    return urlsafe_b64encode(content).rstrip(b"=").decode()


@given(st.binary())
def test_what_is_signed_passes(payload):
    check_signature(ME.sign(payload), payload, ME.public_key)


@given(st.binary(), st.binary())
def test_no_signature_passes_for_other_bytes(signed, other):
    if signed != other:
        with pytest.raises(BadSignature):
            check_signature(ME.sign(signed), other, ME.public_key)


@pytest.mark.parametrize("payload", [b'{"b":2}', SIGNED])
def test_a_signature_that_carries_its_payload_is_refused(payload):
    with pytest.raises(BadSignature):
        check_signature(f"{HEADER}.{encoded(SIGNED)}.{TAIL}", payload, ME.public_key)


@pytest.mark.parametrize(
    "signature",
    [
        "",
        "..",
        "x",
        f"{HEADER}.{TAIL}",
        f"{HEADER}..",
        f"{HEADER}..{TAIL}.{TAIL}",
        f"{HEADER}..{TAIL}=",
        f"{HEADER}..{TAIL}\n",
        f"{HEADER}...{TAIL}",
        encoded(b'{"alg":"none"}') + ".." + TAIL,
        encoded(b'{"alg":"EdDSA"}') + ".." + TAIL,
        encoded(b'{"alg": "Ed25519"}') + ".." + TAIL,
        encoded(b'{"alg":"Ed25519","b64":false}') + ".." + TAIL,
        f"{HEADER}..{TAIL[:-1]}é",
    ],
)
def test_other_forms_are_refused(signature):
    with pytest.raises(BadSignature):
        check_signature(signature, SIGNED, ME.public_key)


def test_a_signature_has_one_spelling():
    digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    for digit in digits.replace(TAIL[-1], ""):
        with pytest.raises(BadSignature):
            check_signature(SIGNATURE[:-1] + digit, SIGNED, ME.public_key)


def test_another_key_does_not_pass():
    with pytest.raises(BadSignature):
        check_signature(SIGNATURE, SIGNED, Identity.create().public_key)
    with pytest.raises(BadSignature):
        check_signature(SIGNATURE, SIGNED, "no key")


def test_the_member_follows_from_the_key_and_the_key_stays_unseen():
    assert ME.member == member_id(ME.public_key)
    assert Identity.from_pem(ME.to_pem()).public_key == ME.public_key
    assert ME.to_pem().decode().splitlines()[1] not in repr(ME)


def test_what_is_no_key_is_refused():
    with pytest.raises(SettingInvalid):
        Identity.from_pem(b"-----BEGIN NOTHING-----")
