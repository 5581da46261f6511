from __future__ import annotations

import gzip
import socket
import threading
import time
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler

import pytest

from net.server import PatientTimer, Reply, Site, page
from pantau.errors import FetchFailed, InputRefused, NotAllowed, TooLarge
from pantau.net import Fetched, Fetcher, FetchRules, MemoryValidators, SystemTimer, Unchanged, Validator
from pantau.net import address as address_module

NOW = datetime(2031, 3, 4, 5, 6, tzinfo=UTC)


def fetcher(timer: PatientTimer | SystemTimer | None = None, **rules: object) -> Fetcher:
    chosen = FetchRules(**{"allow_private": True, "delay": 0.0, **rules})
    return Fetcher(chosen, clock=lambda: NOW, timer=timer or PatientTimer())


def body(url: str, **rules: object) -> bytes:
    answer = fetcher(**rules).fetch(url)
    assert isinstance(answer, Fetched)
    return answer.body


def to(address: str, status: int = 302) -> Reply:
    return Reply(status=status, headers={"Location": address})


def test_a_page_comes_with_what_says_something_of_it(site: Site) -> None:
    site.pages["/a"] = page("Ferry sails", ETag='"7"', **{"Set-Cookie": "id=3", "X-Powered-By": "mill"})
    answer = fetcher().fetch(site.url("/a#part"))
    assert isinstance(answer, Fetched)
    assert answer.asked == site.url("/a#part")
    assert answer.url == site.url("/a")
    assert answer.status == 200
    assert answer.fetched == NOW
    assert answer.media_type == "text/html"
    assert b"Ferry sails" in answer.body
    assert set(answer.headers) == {"content-type", "date", "etag"}


def test_pantau_says_who_it_is_and_nothing_else(site: Site) -> None:
    site.pages["/"] = page()
    body(site.url(), user_agent="Pantau/9 (+https://member.example)")
    sent = site.requests[-1][1]
    assert sent["user-agent"] == "Pantau/9 (+https://member.example)"
    assert set(sent) <= {"user-agent", "accept", "accept-encoding", "connection", "host"}


def test_redirects_are_followed_to_where_the_page_is(site: Site) -> None:
    site.pages |= {"/a": to("/b", 301), "/b": to(site.url("/c"), 307), "/c": page("here")}
    answer = fetcher().fetch(site.url("/a"))
    assert isinstance(answer, Fetched)
    assert answer.url == site.url("/c")


def test_a_loop_of_redirects_ends(site: Site) -> None:
    site.pages |= {"/a": to("/b"), "/b": to("/a")}
    with pytest.raises(FetchFailed, match="more than 5 redirects"):
        fetcher().fetch(site.url("/a"))
    assert len(site.paths()) == 6


@pytest.mark.parametrize(
    "target", ["file:///etc/hostname", "ftp://paper.example/", "https://a:b@paper.example/"]
)
def test_a_redirect_to_what_is_not_fetched_is_refused(site: Site, target: str) -> None:
    site.pages["/a"] = to(target)
    with pytest.raises(NotAllowed):
        fetcher().fetch(site.url("/a"))


@pytest.mark.parametrize("headers", [{}, {"Location": "http://[::1"}])
def test_a_redirect_to_nowhere_is_a_failure(site: Site, headers: dict[str, str]) -> None:
    site.pages["/a"] = Reply(status=302, headers=headers)
    with pytest.raises(InputRefused):
        fetcher().fetch(site.url("/a"))


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "2130706433",
        "0177.0.0.1",
        "0x7f.0.0.1",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "0.0.0.0",
    ],
)
def test_loopback_is_refused_however_it_is_written(site: Site, host: str) -> None:
    site.pages["/"] = page()
    with pytest.raises(NotAllowed):
        fetcher(allow_private=False).fetch(site.url(host=host))
    assert site.requests == []


@pytest.mark.parametrize("host", ["10.0.0.1", "169.254.169.254", "192.168.0.1", "[fd00::1]"])
def test_private_networks_are_refused_without_a_packet(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "create_connection", lambda *a, **k: pytest.fail("connected"))
    with pytest.raises(NotAllowed):
        fetcher(allow_private=False).fetch(f"http://{host}/latest/meta-data/")


def test_a_redirect_into_a_private_network_is_refused(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    real = address_module._allowed
    monkeypatch.setattr(
        address_module,
        "_allowed",
        lambda address, *, allow_private: (
            str(address) == "127.0.0.1" or real(address, allow_private=allow_private)
        ),
    )
    site.pages |= {"/a": to(site.url("/b", host="127.0.0.2")), "/b": page()}
    with pytest.raises(NotAllowed, match=r"127\.0\.0\.2"):
        fetcher(allow_private=False).fetch(site.url("/a"))
    assert site.paths() == ["/a"]


def test_the_connection_goes_to_the_address_that_was_checked(site: Site) -> None:
    """A name that resolves to another address the second time finds no second time."""
    answers = iter([("127.0.0.1",), ("127.0.0.1",)])
    site.pages["/"] = page("pinned")
    rules = FetchRules(allow_private=True, delay=0.0)
    pinned = Fetcher(rules, resolver=lambda host, port: next(answers), timer=PatientTimer())
    answer = pinned.fetch(site.url(host="paper.example"))
    assert isinstance(answer, Fetched)
    assert [headers["host"] for _, headers in site.requests] == [f"paper.example:{site.port}"] * 2
    assert list(answers) == []


def test_the_next_address_is_tried_when_one_does_not_answer(site: Site) -> None:
    site.pages["/"] = page("second")
    rules = FetchRules(allow_private=True, delay=0.0)
    resolving = Fetcher(rules, resolver=lambda host, port: ("127.9.9.9", "127.0.0.1"), timer=PatientTimer())
    assert isinstance(resolving.fetch(site.url(host="paper.example")), Fetched)


def test_what_robots_txt_forbids_is_not_asked_for(site: Site) -> None:
    site.pages |= {"/robots.txt": Reply(b"User-agent: *\nDisallow: /a"), "/a": page(), "/b": to("/a")}
    for path in ("/a", "/b"):
        with pytest.raises(NotAllowed, match=r"robots\.txt"):
            fetcher().fetch(site.url(path))
    assert site.paths() == ["/b"]


def test_a_crawl_delay_is_kept(site: Site, timer: PatientTimer) -> None:
    site.pages |= {"/robots.txt": Reply(b"User-agent: Pantau\nCrawl-delay: 9"), "/a": page(), "/b": page()}
    patient = fetcher(timer, delay=1.0)
    patient.fetch(site.url("/a"))
    patient.fetch(site.url("/b"))
    assert timer.slept == [9.0]


@pytest.mark.parametrize("reply", [Reply(status=503), Reply(bytes(600_000))])
def test_a_robots_txt_that_cannot_be_read_keeps_us_away(site: Site, reply: Reply) -> None:
    site.pages |= {"/robots.txt": reply, "/a": page()}
    with pytest.raises(FetchFailed, match=r"robots\.txt"):
        fetcher().fetch(site.url("/a"))
    assert site.paths() == []


def test_a_robots_txt_behind_redirects_is_found_and_a_loop_counts_as_none(site: Site) -> None:
    site.pages |= {"/robots.txt": to("/rules"), "/rules": Reply(b"User-agent: *\nDisallow: /a"), "/a": page()}
    with pytest.raises(NotAllowed):
        fetcher().fetch(site.url("/a"))
    site.pages["/rules"] = to("/robots.txt")
    assert body(site.url("/a"))


@pytest.mark.parametrize(
    ("status", "advice"),
    [(404, "check the address"), (403, "save the page"), (401, "login"), (410, "taken down"), (500, "later")],
)
def test_a_refusal_of_the_server_says_what_to_do(site: Site, status: int, advice: str) -> None:
    site.pages["/a"] = Reply(b"sorry", status)
    with pytest.raises(FetchFailed, match=f"{status}.*{advice}"):
        fetcher().fetch(site.url("/a"))


def test_a_busy_server_is_asked_again_when_it_said(site: Site, timer: PatientTimer) -> None:
    answers = iter([Reply(status=429, headers={"Retry-After": "11"}), Reply(status=503), page("at last")])
    site.pages["/a"] = lambda handler: next(answers)
    assert isinstance(fetcher(timer).fetch(site.url("/a")), Fetched)
    assert timer.slept == [11.0, 4.0]


def test_a_date_to_come_back_at_is_understood(site: Site, timer: PatientTimer) -> None:
    answers = iter([Reply(status=503, headers={"Retry-After": "Tue, 04 Mar 2031 05:06:30 GMT"}), page()])
    site.pages["/a"] = lambda handler: next(answers)
    fetcher(timer).fetch(site.url("/a"))
    assert timer.slept == [30.0]


def test_a_server_that_stays_busy_is_given_up(site: Site, timer: PatientTimer) -> None:
    site.pages["/a"] = Reply(status=503, headers={"Retry-After": "soon"})
    with pytest.raises(FetchFailed, match="busy 3 times"):
        fetcher(timer).fetch(site.url("/a"))
    assert timer.slept == [2.0, 4.0]


def test_a_server_that_asks_for_hours_is_not_waited_for(site: Site, timer: PatientTimer) -> None:
    site.pages["/a"] = Reply(status=429, headers={"Retry-After": "7200"})
    with pytest.raises(FetchFailed, match="7,200 s"):
        fetcher(timer).fetch(site.url("/a"))
    assert timer.slept == []


def test_a_later_run_asks_only_for_what_changed(site: Site) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> Reply:
        same = handler.headers.get("If-None-Match") == '"1"'
        return Reply(status=304) if same else page("first", ETag='"1"', **{"Last-Modified": "then"})

    site.pages |= {"/a": to("/b"), "/b": answer}
    held = MemoryValidators()
    rules = FetchRules(allow_private=True, delay=0.0)
    remembering = Fetcher(rules, validators=held, timer=PatientTimer())
    first = remembering.fetch(site.url("/a"))
    assert isinstance(first, Fetched)
    assert isinstance(remembering.fetch(site.url("/a")), Fetched)
    remembering.remember(first)
    assert held.get(site.url("/b")) == Validator(etag='"1"', last_modified="then")
    assert remembering.fetch(site.url("/a")) == Unchanged(asked=site.url("/a"), url=site.url("/b"))
    assert site.requests[-1][1]["if-modified-since"] == "then"


def test_without_a_memory_nothing_is_remembered(site: Site) -> None:
    site.pages["/a"] = page(ETag='"1"')
    forgetful = fetcher()
    answer = forgetful.fetch(site.url("/a"))
    assert isinstance(answer, Fetched)
    forgetful.remember(answer)
    assert isinstance(forgetful.fetch(site.url("/a")), Fetched)


def test_packed_answers_are_unpacked_and_bombs_are_not(site: Site) -> None:
    packed = {"Content-Encoding": "gzip"}
    site.pages |= {
        "/a": Reply(gzip.compress(b"harbour"), headers=packed),
        "/bomb": Reply(gzip.compress(bytes(30_000_000)), headers=packed),
        "/odd": Reply(b"...", headers={"Content-Encoding": "br"}),
    }
    assert body(site.url("/a")) == b"harbour"
    with pytest.raises(TooLarge):
        body(site.url("/bomb"))
    with pytest.raises(FetchFailed, match="br"):
        body(site.url("/odd"))


def test_an_answer_without_end_is_cut(site: Site) -> None:
    def endless(handler: BaseHTTPRequestHandler) -> None:
        while True:
            handler.wfile.write(b"x" * 65_536)

    site.pages["/a"] = Reply(stream=endless)
    with pytest.raises(TooLarge, match=r"fetch\.max_bytes"):
        body(site.url("/a"), max_bytes=1_000_000)


def test_an_answer_that_promises_too_much_is_not_begun(site: Site) -> None:
    site.pages["/a"] = Reply(bytes(2_000))
    with pytest.raises(TooLarge):
        body(site.url("/a"), max_bytes=1_999)
    assert len(body(site.url("/a"), max_bytes=2_000)) == 2_000


@pytest.mark.parametrize("drip", [b"", b"x"])
def test_a_slow_answer_is_given_up(site: Site, drip: bytes) -> None:
    gone = threading.Event()

    def slow(handler: BaseHTTPRequestHandler) -> None:
        while not gone.wait(0.05):
            handler.wfile.write(drip)

    site.pages["/a"] = Reply(stream=slow)
    try:
        with pytest.raises(FetchFailed, match=r"in time|not done"):
            fetcher(SystemTimer(), timeout=0.4).fetch(site.url("/a"))
    finally:
        gone.set()


def test_headers_that_drip_are_given_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        gone = threading.Event()

        def drip() -> None:
            connection, _ = listening.accept()
            with connection:
                connection.sendall(b"HTTP/1.1 200 OK\r\n")
                while not gone.wait(0.05):
                    connection.sendall(b"X")

        thread = threading.Thread(target=drip, daemon=True)
        thread.start()
        with pytest.raises(FetchFailed):
            fetcher(SystemTimer(), timeout=0.4).fetch(f"http://127.0.0.1:{listening.getsockname()[1]}/")
        gone.set()
        thread.join()


def test_a_connection_that_breaks_is_a_failure(site: Site) -> None:
    site.pages["/a"] = Reply(b"half", headers={"Content-Length": "999"})
    with pytest.raises(FetchFailed, match="broke"):
        body(site.url("/a"))


@pytest.mark.parametrize("garbage", [b"", b"\x00\x01\x02\r\n\r\n", b"HTTP/9.9 what\r\n\r\n"])
def test_what_is_no_http_is_a_failure(garbage: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def answer() -> None:
            connection, _ = listening.accept()
            with connection:
                connection.recv(65_536)
                connection.sendall(garbage)

        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        with pytest.raises(FetchFailed):
            fetcher().fetch(f"http://127.0.0.1:{listening.getsockname()[1]}/")
        thread.join()


def test_a_closed_port_is_a_failure() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    with pytest.raises(FetchFailed, match="no connection"):
        fetcher().fetch(f"http://127.0.0.1:{port}/")


def test_the_proxies_of_the_environment_are_not_used(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    site.pages["/a"] = page()
    assert body(site.url("/a"))


def test_many_addresses_give_one_answer_each(site: Site) -> None:
    site.pages |= {"/1": page("one"), "/3": page("three")}
    asked = [site.url("/1"), site.url("/2"), "ftp://x", site.url("/3")]
    answers = {answer.asked: answer.result for answer in fetcher().fetch_all(asked)}
    assert set(answers) == set(asked)
    assert isinstance(answers[site.url("/1")], Fetched)
    assert isinstance(answers[site.url("/2")], FetchFailed)
    assert isinstance(answers["ftp://x"], NotAllowed)


def test_a_host_is_asked_for_one_page_at_a_time_and_in_order(site: Site) -> None:
    at_once = threading.Semaphore(1)

    def alone(handler: BaseHTTPRequestHandler) -> Reply:
        assert at_once.acquire(blocking=False)
        time.sleep(0.01)
        at_once.release()
        return page()

    paths = [f"/{number}" for number in range(8)]
    site.pages |= dict.fromkeys(paths, alone)
    answers = list(fetcher().fetch_all([site.url(path) for path in paths]))
    assert all(isinstance(answer.result, Fetched) for answer in answers)
    assert site.paths() == paths


def test_several_hosts_are_asked_at_once(site: Site) -> None:
    both = threading.Barrier(2, timeout=5)

    def together(handler: BaseHTTPRequestHandler) -> Reply:
        both.wait()
        return page()

    site.pages |= {"/a": together, "/robots.txt": Reply(status=404)}
    answers = fetcher().fetch_all([site.url("/a", host="127.0.0.1"), site.url("/a", host="localhost")])
    assert all(isinstance(answer.result, Fetched) for answer in answers)


def test_who_stops_asking_stops_the_fetching(site: Site) -> None:
    site.pages |= {f"/{number}": page() for number in range(20)}
    answers = fetcher().fetch_all([site.url(f"/{number}") for number in range(20)])
    next(answers)
    answers.close()
    assert len(site.paths()) < 20
