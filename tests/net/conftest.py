from __future__ import annotations

from collections.abc import Iterator

import pytest

from net.server import PatientTimer, Site, running


@pytest.fixture
def site() -> Iterator[Site]:
    with running() as server:
        yield server


@pytest.fixture
def timer() -> PatientTimer:
    return PatientTimer()
