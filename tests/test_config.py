"""Settings: defaults, file, environment, in this order; what cannot hold is refused by name, before anything starts."""

import msgspec
import pytest

from pantau.config import FILE, LARGEST, TABLE, Settings, cache_folder, default_home, load_settings
from pantau.errors import SettingInvalid

NUMBERS = [setting for setting in TABLE if setting.type in (int, float)]


def test_defaults_hold_where_nothing_is_set(tmp_path):
    found = load_settings(tmp_path, {})
    assert {s.attribute: getattr(found, s.attribute) for s in TABLE} == {
        s.attribute: s.default for s in TABLE
    }


def test_the_table_and_the_settings_have_the_same_rows():
    fields = {field.name: field.type for field in msgspec.structs.fields(Settings) if field.name != "home"}
    assert fields == {setting.attribute: setting.type for setting in TABLE}


def test_the_environment_goes_before_the_file(tmp_path):
    (tmp_path / FILE).write_text("[fetch]\ndelay = 3\ntimeout = 4.5\n")
    found = load_settings(tmp_path, {"PANTAU_FETCH_DELAY": "2.5", "PANTAU_FETCH_ALLOW_PRIVATE": "yes"})
    assert (found.fetch_delay, found.fetch_timeout, found.fetch_allow_private) == (2.5, 4.5, True)


@pytest.mark.parametrize("setting", NUMBERS, ids=lambda setting: setting.name)
@pytest.mark.parametrize("text", ["nan", "inf", "-inf", "-1", "1e400", "x", "10" * 400, str(LARGEST * 2)])
def test_numbers_that_no_setting_can_take_are_refused(tmp_path, setting, text):
    with pytest.raises(SettingInvalid, match=f"{setting.name}|{setting.variable}"):
        load_settings(tmp_path, {setting.variable: text})


@pytest.mark.parametrize("value", ["nan", "inf", "-inf", "-1.0", "true", '"1"', "[1]", "1" + "0" * 400])
def test_the_file_is_held_to_the_same(tmp_path, value):
    (tmp_path / FILE).write_text(f"[fetch]\ndelay = {value}\n")
    with pytest.raises(SettingInvalid, match=r"fetch\.delay"):
        load_settings(tmp_path, {})


@pytest.mark.parametrize(
    "content",
    ["[fetch]\ndelya = 1\n", "delay = 1\n", "[fetch\n", "\ufeff[fetch]\nx=1", "[fetch]\ndelay=1\ndelay=2"],
)
def test_a_file_that_says_nothing_we_know_is_refused(tmp_path, content):
    (tmp_path / FILE).write_text(content, encoding="utf-8")
    with pytest.raises(SettingInvalid, match=FILE):
        load_settings(tmp_path, {})


def test_a_switch_takes_words_only(tmp_path):
    with pytest.raises(SettingInvalid, match="true or false"):
        load_settings(tmp_path, {"PANTAU_EXPLOIT_VECTORS": "perhaps"})


def test_folders_follow_the_environment(tmp_path):
    assert default_home({"PANTAU_HOME": str(tmp_path)}) == tmp_path
    assert cache_folder({"PANTAU_CACHE": str(tmp_path)}) == tmp_path
    assert default_home({}).name == "pantau"
