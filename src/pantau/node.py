"""The composition root: engines, parsers, extractor and formats are chosen here, and nowhere else."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path

import msgspec

from pantau.bus import WorkQueue
from pantau.bus.local import InlineQueue, ProcessQueue, ThreadQueue
from pantau.collect import CollectRequest, Limits, Options, Refusal, collect
from pantau.collect.collecting import nothing_more
from pantau.config import Settings, cache_folder, load_settings
from pantau.errors import ModelFailed, SettingInvalid, StoreError
from pantau.exploit.builtin import BuiltinExtractor
from pantau.exploit.encoder import load_encoder
from pantau.exploit.language_model import (
    AnswerCache,
    Bounds,
    Budget,
    Chat,
    ChatRules,
    LanguageModelExtractor,
    Reach,
    models_path,
)
from pantau.exploit.naming import load_name_tagger
from pantau.model.canonical import sha256
from pantau.model.identity import Identity
from pantau.model.label import DEFAULT_POLICY, NO_FULLTEXT, Label
from pantau.model.report import Capture
from pantau.model.roll import Roll
from pantau.net import Endpoint, EndpointRules, Fetcher, FetchRules, FileValidators, Secret, Unchanged
from pantau.pipeline import Known, Parts, Refused, Worked, exploit, worker_lost
from pantau.rerun import Again, Made, Renewed, Rerun, Undone, by_of, exploit_again, rerun, rerun_lost
from pantau.store import Batch, Mark, Store
from pantau.store.sqlite import SqliteStore

KEY_FILE = "identity.pem"
JOURNAL_FILE = "journal.sqlite"
VALIDATORS_FILE = "validators.json"
BUDGET_FILE = "model-budget.json"
BUILTIN, LANGUAGE_MODEL = "builtin", "language-model"
"""What `exploit.extractor` takes."""
DRAFTS = ".identity-*.draft"
"""Keys that are being written; one that a killed process left is removed when a key is there."""


class Node(msgspec.Struct, frozen=True, kw_only=True):
    """One member's node: its settings, the parts of the main path, and the queue of exploiting workers."""

    settings: Settings
    parts: Parts
    work: WorkQueue[Capture, Worked]

    def close(self) -> None:
        self.parts.store.close()


def open_node(home: Path, *, store: Store | None = None, identity: Identity | None = None) -> Node:
    """Open the node in `home`, creating folder, key and journal where they are missing (mode 0700 and 0600).

    `store` and `identity` may be given instead, as tests do. Raises SettingInvalid, StoreError.
    """
    settings = load_settings(home)
    if settings.label_classification not in DEFAULT_POLICY.classifications:
        allowed = " or ".join(DEFAULT_POLICY.classifications)
        raise SettingInvalid(f"label.classification is {settings.label_classification!r}: it takes {allowed}")
    make_private(home)
    identity = identity or load_identity(home / KEY_FILE, journal=home / JOURNAL_FILE)
    caveats = () if settings.label_fulltext else (NO_FULLTEXT,)
    parts = Parts(
        store=store or SqliteStore(home / JOURNAL_FILE, now),
        identity=identity,
        roll=Roll.of_one(identity.member, identity.public_key),
        policy=DEFAULT_POLICY,
        label=Label.own(identity.member, settings.label_classification, caveats),
        clock=now,
    )
    return Node(settings=settings, parts=parts, work=work_queue(settings))


def now() -> datetime:
    return datetime.now(UTC)


def work_queue(settings: Settings) -> WorkQueue[Capture, Worked]:
    """The queue that exploits: over processes where there is more than one core to use."""
    workers = settings.exploit_workers or os.cpu_count() or 1
    work = partial(exploit_here, models_folder(settings))
    if workers > 1:
        return ProcessQueue(work, lost=worker_lost, workers=workers)
    return InlineQueue(work)


def exploit_here(models: Path | None, capture: Capture) -> Worked:
    """Exploit in this process, with an extractor that is set up once per process."""
    return exploit(extractor(models), capture)


def prepare(settings: Settings, say: Callable[[str], None]) -> None:
    """Build what is built once at first use, telling `say` about it."""
    if settings.exploit_vectors:
        load_encoder(cache_folder(), progress=say)
        load_name_tagger(cache_folder(), progress=say)


def collect_request(
    settings: Settings, inputs: Sequence[str], *, follow: bool | None = None
) -> CollectRequest:
    """The inputs with the bounds that the settings give."""
    limits = Limits(input_bytes=settings.collect_max_bytes, members=settings.collect_max_members)
    return CollectRequest(inputs=tuple(inputs), follow=follow, limits=limits)


@contextmanager
def collecting(
    node: Node, request: CollectRequest, *, done: Callable[[str], None] = nothing_more
) -> Iterator[Iterator[Capture | Refused | Known]]:
    """What the inputs hold, read as it is asked for.

    What servers gave to recognise unchanged pages by is kept when the context ends in order: by then all that was
    fetched is durable. It counts only beside the journal that it was kept with: another one, or an older copy of it,
    may not hold what a server calls unchanged. `done` hears of each input that is through.
    """
    path = node.settings.home / VALIDATORS_FILE
    if node.parts.store.reader().mark(VALIDATORS_FILE) != _digest(path):
        _forget(path)
    validators = FileValidators(path)
    fetcher = Fetcher(fetch_rules(node.settings), validators=validators, clock=now)
    outcomes = collect(request, Options(fetcher=fetcher, clock=now, done=done))
    yield (_as_input(outcome) for outcome in outcomes)
    validators.save()
    mark = Mark(name=VALIDATORS_FILE, value=_digest(path) or "")
    with node.parts.store.writer() as writer:
        writer.append(Batch(objects=(), marks=(mark,)))


def _forget(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise StoreError(f"{path.name} belongs to another journal and cannot be removed: {error}") from error


def _digest(path: Path) -> str | None:
    """What the file holds, in short; None where it is not there."""
    try:
        return sha256(path.read_bytes())
    except OSError:
        return None


def fetch_rules(settings: Settings) -> FetchRules:
    rules = FetchRules(
        max_bytes=settings.fetch_max_bytes,
        timeout=settings.fetch_timeout,
        delay=settings.fetch_delay,
        allow_private=settings.fetch_allow_private,
    )
    agent = settings.fetch_user_agent
    return msgspec.structs.replace(rules, user_agent=agent) if agent else rules


def _as_input(outcome: Capture | Refusal | Unchanged) -> Capture | Refused | Known:
    match outcome:
        case Refusal():
            return Refused(location=outcome.input, reason=str(outcome.error))
        case Unchanged():
            return Known(location=outcome.url)
        case _:
            return outcome


@cache
def extractor(models: Path | None) -> BuiltinExtractor:
    """The built-in extractor; `models` is the folder of its model file, None leaves vectors and the names model out."""
    if models is None:
        return BuiltinExtractor(None)
    return BuiltinExtractor(load_encoder(models), load_name_tagger(models))


def asks_model(settings: Settings) -> bool:
    """Whether a language model finds the statements; raises SettingInvalid where the settings do not say it rightly."""
    if settings.exploit_extractor not in (BUILTIN, LANGUAGE_MODEL):
        raise SettingInvalid(
            f"exploit.extractor is {settings.exploit_extractor!r}: it takes {BUILTIN} or {LANGUAGE_MODEL}"
        )
    return settings.exploit_extractor == LANGUAGE_MODEL


Renewal = Callable[[Collection[str] | None], Iterator[Renewed | Undone]]
"""Exploits own reports (those named, else all) again whose last run another extractor, version or model made."""


def renewal(node: Node, say: Callable[[str], None]) -> Renewal:
    """How this node exploits again: with the extractor that its settings name. Raises SettingInvalid."""
    settings = node.settings
    prepare(settings, say)
    base = extractor(models_folder(settings))
    if not asks_model(settings):
        return partial(rerun, node.parts, _spread(settings), Made(by=by_of(base), base=by_of(base)))
    model = model_extractor(settings, base)
    queue: WorkQueue[Rerun, Again] = ThreadQueue(
        partial(exploit_again, model), workers=settings.model_workers
    )
    return partial(rerun, node.parts, queue, Made(by=by_of(model), base=by_of(base)))


def _spread(settings: Settings) -> WorkQueue[Rerun, Again]:
    workers = settings.exploit_workers or os.cpu_count() or 1
    work = partial(exploit_again_here, models_folder(settings))
    if workers > 1:
        return ProcessQueue(work, lost=rerun_lost, workers=workers)
    return InlineQueue(work)


def exploit_again_here(models: Path | None, job: Rerun) -> Again:
    """Exploit in this process, with an extractor that is set up once per process."""
    return exploit_again(extractor(models), job)


def models_folder(settings: Settings) -> Path | None:
    """Where the model file of vectors is kept; None where there are to be none."""
    return cache_folder() if settings.exploit_vectors else None


def model_extractor(settings: Settings, base: BuiltinExtractor) -> LanguageModelExtractor:
    """The extractor that asks the service set under [model]; raises SettingInvalid."""
    rules = ChatRules(model=settings.model_name, answer_tokens=settings.model_answer_tokens)
    chat = Chat(endpoint(settings), rules, model_budget(settings))
    return LanguageModelExtractor(base, chat, AnswerCache(cache_folder()), model_reach(settings))


def model_reach(settings: Settings) -> Reach:
    """How much is asked at once, and the language to translate into; raises SettingInvalid."""
    into = settings.model_translate
    if into and not (into.isascii() and into.isalpha() and into.islower() and len(into) < 4):
        raise SettingInvalid(f"model.translate is {into!r}: it takes a language's code such as en or id")
    return Reach(window=settings.model_window, translate=into)


def model_budget(settings: Settings) -> Budget:
    bounds = Bounds(
        run_requests=settings.model_run_requests,
        run_tokens=settings.model_run_tokens,
        day_requests=settings.model_day_requests,
        day_tokens=settings.model_day_tokens,
    )
    return Budget(bounds, settings.home / BUDGET_FILE, now)


def endpoint(settings: Settings) -> Endpoint:
    """The service set under [model], with its key; raises SettingInvalid."""
    if not settings.model_name:
        raise SettingInvalid("model.name is empty: name the model that the service is to run")
    if not settings.model_address:
        raise SettingInvalid("model.address is empty: give the base address of the service (https://.../v1)")
    rules = EndpointRules(
        address=settings.model_address,
        timeout=settings.model_timeout,
        attempts=settings.model_attempts,
        allow_private=settings.model_allow_private,
    )
    return Endpoint(rules, model_key(settings))


def model_key(settings: Settings) -> Secret:
    """The key from its private file or its variable, empty where there is none; raises SettingInvalid."""
    if not settings.model_key_file:
        return Secret(os.environ.get(settings.model_key_variable, ""))
    path = settings.home / Path(settings.model_key_file).expanduser()
    try:
        if path.stat().st_mode & 0o077:
            raise SettingInvalid(f"model.key_file: others can read {path.name}: chmod 600 it")
        return Secret(path.read_text(encoding="ascii"))
    except (OSError, UnicodeDecodeError) as error:
        raise SettingInvalid(f"model.key_file: {path.name} cannot be read") from error


def model_fault(settings: Settings) -> str:
    """Empty where the service answers, else what is wrong; asking costs no tokens. Raises SettingInvalid."""
    try:
        status = endpoint(settings).probe(models_path())
    except ModelFailed as error:
        return str(error)
    if status in (401, 403):
        return f"the key is not accepted ({status})"
    return f"the server answered {status}" if status >= 500 else ""


def make_private(home: Path) -> None:
    """Create the home folder for its owner alone; raises StoreError."""
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"the folder {home} cannot be created: {error.strerror}") from error


def load_identity(path: Path, *, journal: Path) -> Identity:
    """The node's key, made with mode 0600 where there is no journal yet; raises SettingInvalid, StoreError.

    A journal whose key is lost does not get another: all that it holds would look like somebody else's.
    """
    # Asked first: whoever makes both at this moment makes the key before the journal.
    fresh = not journal.exists()
    try:
        return Identity.from_pem(path.read_bytes())
    except FileNotFoundError as error:
        if fresh:
            return _create_identity(path)
        raise SettingInvalid(
            f"{path.name} is missing beside {journal.name}, which it signed: restore {path.name} from a copy, "
            "or use another --home"
        ) from error
    except OSError as error:
        raise StoreError(f"the key file cannot be read: {error.strerror}") from error


def _create_identity(path: Path) -> Identity:
    """Write a new key; when another process was faster, take that one's. Raises StoreError."""
    identity = Identity.create()
    try:
        if not _placed(path, identity.to_pem()):
            return Identity.from_pem(path.read_bytes())
        _sync_folder(path.parent)
        for left in path.parent.glob(DRAFTS):
            left.unlink(missing_ok=True)
    except OSError as error:
        raise StoreError(f"the key file cannot be written: {error.strerror}") from error
    return identity


def _placed(path: Path, content: bytes) -> bool:
    """Write the file whole and durably, unless it is there by now."""
    prefix, _, suffix = DRAFTS.partition("*")
    descriptor, draft = tempfile.mkstemp(prefix=prefix, suffix=suffix, dir=path.parent)
    _write(descriptor, content)
    try:
        os.link(draft, path)
    except (FileExistsError, FileNotFoundError):
        return False  # it is there, or the draft was swept by the process that has just put it there
    except OSError:
        return _placed_directly(path, content)
    finally:
        Path(draft).unlink(missing_ok=True)
    return True


def _placed_directly(path: Path, content: bytes) -> bool:
    """The same on file systems without hard links (exFAT, some network shares)."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return False
    _write(descriptor, content)
    return True


def _write(descriptor: int, content: bytes) -> None:
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """Make the names in it durable."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
