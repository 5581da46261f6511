from __future__ import annotations

import httpx
import pytest

from net.server import PatientTimer
from pantau.errors import FetchFailed, NotAllowed
from pantau.net.robots import Robots, RobotsAnswer

PAGE = httpx.URL("https://paper.example/news/1?x=2")


class Files:
    """robots.txt by address; counts how often each was read."""

    def __init__(self, answer: RobotsAnswer) -> None:
        self.answer = answer
        self.read: list[str] = []

    def __call__(self, address: str) -> RobotsAnswer:
        self.read.append(address)
        return self.answer


def robots(text: bytes, status: int = 200, timer: PatientTimer | None = None) -> tuple[Robots, Files]:
    files = Files(RobotsAnswer(status=status, body=text))
    return Robots(files, "Pantau/9 (+https://member.example)", timer or PatientTimer()), files


def test_a_page_that_is_not_forbidden_may_be_visited() -> None:
    rules, _ = robots(b"User-agent: *\nDisallow: /private")
    assert rules.pause(PAGE) == 0


def test_a_forbidden_page_is_refused() -> None:
    rules, _ = robots(b"User-agent: *\nDisallow: /news")
    with pytest.raises(NotAllowed, match=r"robots\.txt of paper\.example"):
        rules.pause(PAGE)


def test_rules_for_us_by_name_go_before_those_for_all() -> None:
    rules, _ = robots(b"User-agent: *\nDisallow: /\n\nUser-agent: pantau\nAllow: /\nCrawl-delay: 7")
    assert rules.pause(PAGE) == 7.0


@pytest.mark.parametrize("status", [404, 403, 401, 410])
def test_no_file_means_no_rules(status: int) -> None:
    rules, _ = robots(b"User-agent: *\nDisallow: /", status)
    rules.pause(httpx.URL("https://paper.example/"))


@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_site_in_trouble_is_left_alone(status: int) -> None:
    rules, _ = robots(b"", status)
    with pytest.raises(FetchFailed, match=str(status)):
        rules.pause(PAGE)


def test_each_origin_is_asked_once_a_day() -> None:
    timer = PatientTimer()
    rules, files = robots(b"", timer=timer)
    for url in ("https://paper.example/1", "https://paper.example/2", "http://paper.example/1"):
        rules.pause(httpx.URL(url))
    assert files.read == ["https://paper.example/robots.txt", "http://paper.example/robots.txt"]
    timer.time += 90_000
    rules.pause(PAGE)
    assert len(files.read) == 3


def test_bytes_that_are_no_text_do_no_harm() -> None:
    rules, _ = robots(b"\xff\xfe\x00User-agent: *\nCrawl-delay: many\nDisallow")
    assert rules.pause(PAGE) == 0
