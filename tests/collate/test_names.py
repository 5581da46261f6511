"""Names in two scripts in; whether they are one person's out."""

from __future__ import annotations

import pytest

from pantau.collate.names import same_person


@pytest.mark.parametrize(
    ("latin_name", "hangul"),
    [
        ("Rashad Mehtizade", "라샤드 메흐티자데"),
        ("Behruz Tavakkoli", "베흐루즈 타바콜리"),
        ("Clara Montrose", "클라라 몬트로즈"),
        ("Кіумарс Делаварі", "키우마르스 델라바리"),
    ],
)
def test_foreign_names_in_hangul_are_those_of_other_scripts(latin_name: str, hangul: str) -> None:
    assert same_person(latin_name, hangul)
    assert same_person(hangul, latin_name)


@pytest.mark.parametrize(
    ("latin_name", "hangul"), [("Rashad Guluzade", "라샤드 메흐티자데"), ("Mehtizade", "메흐티자데 장관")]
)
def test_other_names_in_hangul_are_not(latin_name: str, hangul: str) -> None:
    assert not same_person(latin_name, hangul)


def test_one_name_in_cyrillic_and_latin() -> None:
    assert same_person("Игорь Сидоренко", "Igor Sidorenko")
    assert same_person("Ігор Сидоренко", "Igor Sidorenko")
