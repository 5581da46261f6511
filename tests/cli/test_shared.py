"""Times as people write them."""

import pytest

from pantau.cli.shared import day
from pantau.errors import UsageError


def test_a_day_is_the_first_that_the_text_can_mean():
    assert day(None) is None
    assert day("2025-03") == "2025-03-01"
    assert day("2025-03-04T23:30:00Z") == "2025-03-04"


@pytest.mark.parametrize("text", ["", "soon", "2025-02-30", "04/03/2025"])
def test_other_texts_are_wrong_use(text):
    with pytest.raises(UsageError):
        day(text)
