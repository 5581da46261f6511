"""Codes of parties as people read them."""

import pytest

from pantau.model.party import USUAL, party_name


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("KOR", "South Korea"),
        ("PRK", "North Korea"),
        ("MMR", "Myanmar"),
        ("NATO", "NATO"),
        ("EU", "EU"),
        (None, "no party"),
    ],
)
def test_states_have_their_usual_names_and_organisations_their_own(code, name):
    assert party_name(code) == name


def test_other_languages_have_their_own_names():
    assert party_name("KOR", "id") == "Korea Selatan"
    assert party_name("HKG", "id") != USUAL["HKG"]


def test_codes_that_are_none_stay_as_they_are():
    assert party_name("XYZ") == "XYZ"
    assert party_name("KOR", "no-such-language")
