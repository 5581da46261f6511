"""Keys: who a node's member is, what its signature looks like, and whether one fits (Ed25519, RFC 8032)."""

from __future__ import annotations

import re
from base64 import urlsafe_b64encode

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

from pantau.errors import BadSignature, SettingInvalid
from pantau.model.canonical import sha256

_ALGORITHM = "Ed25519"
"""The name that RFC 9864 gives; plain EdDSA leaves the curve open."""
_HEADER = urlsafe_b64encode(f'{{"alg":"{_ALGORITHM}"}}'.encode()).rstrip(b"=").decode()
_SIGNATURE = re.compile(r"[A-Za-z0-9_-]{85}[AQgw]")
"""64 bytes in base64url; the last digit holds two bits, and the four that are left over are zero."""


def member_id(public_key: str) -> str:
    """The opaque id of the member with this public key (hex): it says nothing about who that is."""
    return f"m-{sha256(bytes.fromhex(public_key))[:24]}"


class Identity:
    """A private key with the member id that follows from it. Its representation never shows the key."""

    def __init__(self, private: Ed25519PrivateKey) -> None:
        self._private = private
        self._jwk = OKPKey.import_key(
            private.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )
        self.public_key: str = private.public_key().public_bytes_raw().hex()
        self.member: str = member_id(self.public_key)

    @classmethod
    def create(cls) -> Identity:
        return cls(Ed25519PrivateKey.generate())

    @classmethod
    def from_pem(cls, pem: bytes) -> Identity:
        """Read an unencrypted PKCS 8 PEM; raises SettingInvalid when it holds no Ed25519 key."""
        try:
            key = serialization.load_pem_private_key(pem, password=None)
        except (ValueError, TypeError, UnsupportedAlgorithm) as error:
            raise SettingInvalid(
                "the key file holds no private key in PEM form: restore it from a copy"
            ) from error
        if not isinstance(key, Ed25519PrivateKey):
            raise SettingInvalid("the key file holds a key of another kind than Ed25519")
        return cls(key)

    def to_pem(self) -> bytes:
        return self._private.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )

    def sign(self, payload: bytes) -> str:
        """A detached JWS over `payload` (RFC 7515, appendix F)."""
        whole = jws.serialize_compact({"alg": _ALGORITHM}, payload, self._jwk, algorithms=[_ALGORITHM])
        return jws.detach_content(whole)

    def __repr__(self) -> str:
        return f"Identity(member={self.member!r})"


def check_signature(signature: str, payload: bytes, public_key: str) -> None:
    """Raises BadSignature unless the detached JWS over `payload` fits the public key (hex)."""
    _check_form(signature)
    try:
        public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key))
        pem = public.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
        jws.deserialize_compact(signature, OKPKey.import_key(pem), payload=payload, algorithms=[_ALGORITHM])
    except (JoseError, ValueError) as error:
        raise BadSignature(f"the signature does not fit the key {public_key[:12]}...: {error}") from error


def _check_form(signature: str) -> None:
    """Raises BadSignature unless this is the one way in which we write a signature.

    A JWS that carries a payload of its own is checked against that one and not against ours, so that the signature
    of any object would pass for every other; and one signature has one spelling.
    """
    parts = signature.split(".")
    if len(parts) != 3 or parts[0] != _HEADER or parts[1]:
        raise BadSignature("the signature is no detached JWS with the header that Ed25519 takes")
    if _SIGNATURE.fullmatch(parts[2]) is None:
        raise BadSignature("the signature is not 64 bytes in base64url")
