"""The settings as one table: name, type, default, help; read once from file and environment, typed, handed down."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_args

import msgspec
import platformdirs

from pantau.errors import SettingInvalid

FILE = "pantau.toml"
PREFIX = "PANTAU_"
LARGEST = 10**15
"""No setting takes more: bytes of a petabyte, seconds of thirty million years."""


class Setting(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the table. `name` is section.key in the file and PANTAU_SECTION_KEY in the environment."""

    name: str
    type: type
    default: Any
    help: str

    @property
    def attribute(self) -> str:
        return self.name.replace(".", "_")

    @property
    def variable(self) -> str:
        return PREFIX + self.attribute.upper()


TABLE: tuple[Setting, ...] = (
    Setting(
        name="member.name",
        type=str,
        default="",
        help="How this member is called in briefs and on products; it stays home.",
    ),
    Setting(
        name="member.analyst",
        type=str,
        default="",
        help="Who signs corrections, ratings, judgements and acts upon products; empty takes the account's name.",
    ),
    Setting(
        name="label.classification",
        type=str,
        default="UNCLASSIFIED",
        help="Classification of what is collected here until somebody labels it otherwise.",
    ),
    Setting(
        name="label.fulltext",
        type=bool,
        default=False,
        help="Let raw pages and full texts travel with released reports; false sets the caveat NO-FULLTEXT.",
    ),
    Setting(
        name="exploit.workers",
        type=int,
        default=0,
        help="Processes that exploit reports in parallel; 0 takes one per processor core.",
    ),
    Setting(
        name="exploit.vectors",
        type=bool,
        default=True,
        help="Embed leads and statements, which links reports and claims across languages; false is faster.",
    ),
    Setting(
        name="exploit.extractor",
        type=str,
        default="builtin",
        help="What finds statements: builtin (offline), or language-model, which asks the endpoint set under [model].",
    ),
    Setting(
        name="model.address",
        type=str,
        default="",
        help="Base address of an OpenAI-compatible service, such as https://llm.example/v1.",
    ),
    Setting(
        name="model.name",
        type=str,
        default="",
        help="The model to ask for, as the service calls it.",
    ),
    Setting(
        name="model.key_variable",
        type=str,
        default="PANTAU_MODEL_KEY",
        help="The environment variable that holds the key; the key itself is no setting.",
    ),
    Setting(
        name="model.key_file",
        type=str,
        default="",
        help="A file that holds the key, readable by its owner alone; it takes the variable's place.",
    ),
    Setting(
        name="model.allow_private",
        type=bool,
        default=False,
        help="Let the service be at a loopback or private address, where plain http will do.",
    ),
    Setting(
        name="model.timeout",
        type=float,
        default=120.0,
        help="Seconds after which one request to the model is given up.",
    ),
    Setting(
        name="model.attempts",
        type=int,
        default=4,
        help="Tries of one request while the service is busy or in trouble.",
    ),
    Setting(
        name="model.workers",
        type=int,
        default=4,
        help="Reports that the model is asked about at the same time.",
    ),
    Setting(
        name="model.window",
        type=int,
        default=6_000,
        help="Characters of a page in one request; longer pages are cut between paragraphs.",
    ),
    Setting(
        name="model.answer_tokens",
        type=int,
        default=4_096,
        help="Most tokens of one answer.",
    ),
    Setting(
        name="model.run_requests",
        type=int,
        default=2_000,
        help="Most requests to the model in one run; 0 sets no bound.",
    ),
    Setting(
        name="model.run_tokens",
        type=int,
        default=0,
        help="Most tokens in one run, prompts and answers; 0 sets no bound.",
    ),
    Setting(
        name="model.day_requests",
        type=int,
        default=0,
        help="Most requests to the model in one day (UTC); 0 sets no bound.",
    ),
    Setting(
        name="model.day_tokens",
        type=int,
        default=5_000_000,
        help="Most tokens in one day (UTC); 0 sets no bound.",
    ),
    Setting(
        name="model.translate",
        type=str,
        default="",
        help="Language (en, id, ...) into which the model translates statements, shown beside them; empty for none.",
    ),
    Setting(
        name="collect.max_bytes",
        type=int,
        default=20_000_000,
        help="Largest single input in bytes; larger ones are refused by name.",
    ),
    Setting(
        name="collect.max_members",
        type=int,
        default=100_000,
        help="Most members taken from one archive.",
    ),
    Setting(
        name="fetch.user_agent",
        type=str,
        default="",
        help="How Pantau names itself to sites; empty means Pantau/<version>.",
    ),
    Setting(
        name="fetch.delay",
        type=float,
        default=1.0,
        help="Seconds between two requests to one host; robots.txt may ask for more.",
    ),
    Setting(
        name="fetch.timeout",
        type=float,
        default=30.0,
        help="Seconds after which fetching one address is given up.",
    ),
    Setting(
        name="fetch.max_bytes",
        type=int,
        default=10_000_000,
        help="Most bytes taken from one address, unpacked.",
    ),
    Setting(
        name="fetch.allow_private",
        type=bool,
        default=False,
        help="Fetch from loopback and private addresses as well.",
    ),
    Setting(
        name="judgement.scale",
        type=str,
        default="icd-203",
        help="The yardstick of probability words: icd-203 or phia (`pantau judge scale` shows both).",
    ),
    Setting(
        name="product.two_persons",
        type=bool,
        default=False,
        help="Let nobody approve a product that the same analyst drafted.",
    ),
    Setting(
        name="brief.timezone",
        type=str,
        default="UTC",
        help="Zone in which times are shown, as in the IANA database (Asia/Jakarta).",
    ),
)


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """The table's values. `home` is where the journal, the key and the settings file live."""

    home: Path
    member_name: str
    member_analyst: str
    label_classification: str
    label_fulltext: bool
    exploit_workers: int
    exploit_vectors: bool
    exploit_extractor: str
    model_address: str
    model_name: str
    model_key_variable: str
    model_key_file: str
    model_allow_private: bool
    model_timeout: float
    model_attempts: int
    model_workers: int
    model_window: int
    model_answer_tokens: int
    model_run_requests: int
    model_run_tokens: int
    model_day_requests: int
    model_day_tokens: int
    model_translate: str
    collect_max_bytes: int
    collect_max_members: int
    fetch_user_agent: str
    fetch_delay: float
    fetch_timeout: float
    fetch_max_bytes: int
    fetch_allow_private: bool
    judgement_scale: str
    product_two_persons: bool
    brief_timezone: str


def default_home(environment: Mapping[str, str] = os.environ) -> Path:
    """PANTAU_HOME, else the platform's data folder."""
    given = environment.get("PANTAU_HOME")
    return Path(given) if given else Path(platformdirs.user_data_dir("pantau", appauthor=False))


def cache_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """Where what can be built again is kept, such as the model file: PANTAU_CACHE, else the platform's cache folder."""
    given = environment.get("PANTAU_CACHE")
    return Path(given) if given else Path(platformdirs.user_cache_dir("pantau", appauthor=False))


def load_settings(home: Path, environment: Mapping[str, str] = os.environ) -> Settings:
    """Defaults, then `pantau.toml` in the home folder, then the environment.

    Raises SettingInvalid, naming the setting, what it holds and what it takes; unknown names are refused as well.
    """
    values = {setting.name: setting.default for setting in TABLE}
    values.update(_from_file(home / FILE))
    values.update(
        {s.name: _from_text(s, environment[s.variable]) for s in TABLE if environment.get(s.variable)}
    )
    checked = {setting.attribute: _checked(setting, values[setting.name]) for setting in TABLE}
    return Settings(home=home, **checked)


def _from_file(path: Path) -> dict[str, Any]:
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingInvalid(f"{path.name} cannot be read: {error}") from error
    known = {setting.name for setting in TABLE}
    found: dict[str, Any] = {}
    for section, entries in content.items():
        if not isinstance(entries, dict):
            raise SettingInvalid(f"{path.name}: {section!r} belongs into a section such as [fetch]")
        found.update({f"{section}.{key}": value for key, value in entries.items()})
    unknown = sorted(set(found) - known)
    if unknown:
        raise SettingInvalid(
            f"{path.name}: there is no setting {unknown[0]!r}; see docs/reference/settings.md"
        )
    return found


def _from_text(setting: Setting, text: str) -> Any:
    if setting.type is bool:
        if text.casefold() in {"1", "true", "yes", "on"}:
            return True
        if text.casefold() in {"0", "false", "no", "off"}:
            return False
        raise SettingInvalid(f"{setting.variable} is {text!r}: write true or false")
    try:
        return setting.type(text)
    except ValueError as error:
        raise SettingInvalid(f"{setting.variable} is {text!r}: it takes {setting.type.__name__}") from error


def _checked(setting: Setting, value: Any) -> Any:
    fits = type(value) is setting.type or (setting.type is float and type(value) is int)
    if not fits:
        raise SettingInvalid(f"{setting.name} is {value!r}: it takes {setting.type.__name__}")
    # Written so that "not a number", which compares with nothing, is refused as well.
    if setting.type in get_args(int | float) and not 0 <= value <= LARGEST:
        raise SettingInvalid(f"{setting.name} is {value!r}: it takes a number from 0 to {LARGEST:,}")
    return setting.type(value)
