"""Everything that Pantau raises on purpose, as one tree.

::

    PantauError
    +-- InputRefused           an input could not be used; the rest goes on          (exit status 1)
    |   +-- Unreadable             bytes that no parser understands
    |   +-- TooLarge               over a bound in size, depth, count or time
    |   +-- NotAllowed             robots.txt, a private address, an unknown scheme
    |   +-- FetchFailed            the network or the server said no
    +-- ObjectInvalid          an object does not hold what it promises
    |   +-- NotCanonical           not RFC 8785, or with duplicate keys
    |   +-- WrongIdentity          id is not the digest of the content
    |   +-- BadSignature           the signature does not fit the key
    |   +-- UnknownReference       what it names is not held here
    +-- ModelFailed            the language model gave nothing usable; the built-in result stays (exit status 1)
    |   +-- ModelUnavailable       it cannot be asked at all: wrong key, address or name, or no connection
    |   +-- BudgetSpent            the bound on requests or tokens is reached
    +-- NotReleased            the label does not admit this reader
    +-- StoreError             the journal could not be read or written
    |   +-- StoreDamaged           the chain or a digest does not add up
    |   +-- StoreBusy              another process holds the writer
    |   +-- SchemaTooNew           written by a newer Pantau
    +-- UsageError             wrong use of a command or setting                     (exit status 2)
        +-- SettingInvalid         a setting has a value it cannot take

The class docstring is the default message and tells the reader what to do.
"""

from __future__ import annotations


class PantauError(Exception):
    """Something went wrong in Pantau."""

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or (type(self).__doc__ or "").strip())


class InputRefused(PantauError):
    """This input could not be used; the others were."""


class Unreadable(InputRefused):
    """No parser understands these bytes: check that the file is text, HTML, a feed, JSON Lines or an archive."""


class TooLarge(InputRefused):
    """This input is over a bound: split it, or raise the bound in the settings."""


class NotAllowed(InputRefused):
    """This address may not be fetched: see `fetch.allow_private` and the site's robots.txt."""


class FetchFailed(InputRefused):
    """The address could not be fetched: check that it is right, then try again."""


class ObjectInvalid(PantauError):
    """An object does not hold what it promises; it was not taken in."""


class NotCanonical(ObjectInvalid):
    """The bytes are not RFC 8785 JSON: ask the sender for the object as it was signed."""


class WrongIdentity(ObjectInvalid):
    """The id is not the SHA-256 of the content: the object was altered on its way."""


class BadSignature(ObjectInvalid):
    """The signature does not fit the key: the object was altered, or the key is not the one on the roll."""


class UnknownReference(ObjectInvalid):
    """An object that this one names is not held here: collect it first, or check the id."""


class ModelFailed(PantauError):
    """The language model gave nothing usable for this report: its built-in result stays; try again later."""


class ModelUnavailable(ModelFailed):
    """The language model cannot be asked: see `pantau doctor` and the settings under [model]."""


class BudgetSpent(ModelFailed):
    """The budget of the language model is used up: go on with `pantau rebuild --exploit`, or raise the bounds."""


class NotReleased(PantauError):
    """The label does not release this to that reader: release it first, or choose another audience."""


class StoreError(PantauError):
    """The journal could not be read or written: check the disk and the folder's permissions."""


class StoreDamaged(StoreError):
    """The journal's chain does not add up: restore the folder from a copy, then run `pantau verify`."""


class StoreBusy(StoreError):
    """Another Pantau is writing to this folder: wait until it is done, or use another --home."""


class SchemaTooNew(StoreError):
    """This folder was written by a newer Pantau: upgrade this one."""


class UsageError(PantauError):
    """The command was used in a way that it does not know: see --help."""


class SettingInvalid(UsageError):
    """A setting has a value that it cannot take: see `pantau doctor`."""
