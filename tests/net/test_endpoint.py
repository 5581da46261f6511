"""One service asked: the key goes nowhere else, busy servers are waited for, nothing that a server says is passed on."""

import pickle

import pytest

from net.server import PatientTimer, Reply
from pantau.errors import ModelFailed, ModelUnavailable, SettingInvalid
from pantau.net import Endpoint, EndpointRules, Secret, SystemTimer

KEY = "sk-planted-0123456789"


def endpoint(site, timer=None, key=KEY, **rules):
    given = EndpointRules(address=site.url("/v1"), **{"allow_private": True, **rules})
    return Endpoint(given, Secret(key), timer=timer or PatientTimer())


def test_it_posts_json_with_the_key(site):
    site.pages["/v1/chat"] = Reply(b'{"ok": true}')
    assert endpoint(site).post("chat", b"{}").body == b'{"ok": true}'
    path, headers = site.requests[0]
    assert (path, headers["authorization"], site.bodies) == ("/v1/chat", f"Bearer {KEY}", [b"{}"])
    assert headers["content-type"] == "application/json"


def test_without_a_key_none_is_sent(site):
    site.pages["/v1/chat"] = Reply(b"{}")
    endpoint(site, key="").post("chat", b"{}")
    assert "authorization" not in site.requests[0][1]


def test_busy_servers_are_waited_for_as_long_as_they_ask(site):
    replies = [Reply(b"", 429, {"Retry-After": "7"}), Reply(b"", 500), Reply(b"", 503), Reply(b"done")]
    site.pages["/v1/chat"] = lambda _: replies.pop(0)
    timer, counted = PatientTimer(), []
    found = endpoint(site, timer).post("chat", b"{}", before=lambda: counted.append(1))
    assert (found.body, timer.slept, len(counted)) == (b"done", [7.0, 2.0, 4.0], 4)


def test_a_server_that_asks_for_an_hour_is_left(site):
    site.pages["/v1/chat"] = Reply(b"", 429, {"Retry-After": "3600"})
    timer = PatientTimer()
    with pytest.raises(ModelFailed, match="3,600 s"):
        endpoint(site, timer).post("chat", b"{}")
    assert timer.slept == []


def test_it_gives_up_after_its_attempts(site):
    site.pages["/v1/chat"] = Reply(b"the page says secret things", 500)
    with pytest.raises(ModelFailed, match=r"500 \(asked 3 times\)") as failure:
        endpoint(site, attempts=3).post("chat", b"{}")
    assert len(site.requests) == 3
    assert "secret" not in str(failure.value)


@pytest.mark.parametrize("status", [401, 402, 403, 404])
def test_what_somebody_must_change_is_not_tried_again(site, status):
    site.pages["/v1/chat"] = Reply(f"incorrect key {KEY}".encode(), status)
    with pytest.raises(ModelUnavailable) as failure:
        endpoint(site).post("chat", b"{}")
    assert len(site.requests) == 1
    assert KEY not in str(failure.value)


def test_redirects_do_not_take_the_key_along(site):
    site.pages["/v1/chat"] = Reply(b"", 307, {"Location": site.url("/elsewhere")})
    with pytest.raises(ModelUnavailable, match="points elsewhere"):
        endpoint(site).post("chat", b"{}")
    assert [path for path, _ in site.requests] == ["/v1/chat"]


def test_a_slow_server_is_left_by_the_deadline(site):
    def drip(handler):
        for _ in range(200):
            handler.wfile.write(b" ")
            handler.wfile.flush()
            SystemTimer().sleep(0.05)

    site.pages["/v1/chat"] = Reply(stream=drip)
    with pytest.raises(ModelFailed, match=r"in time|not done after"):
        endpoint(site, SystemTimer(), timeout=0.3, attempts=1).post("chat", b"{}")


def test_an_answer_without_end_is_bounded(site):
    site.pages["/v1/chat"] = Reply(b"x" * 5000)
    with pytest.raises(ModelFailed, match="over 1,000 bytes"):
        endpoint(site, max_bytes=1000, attempts=1).post("chat", b"{}")


def test_private_addresses_and_plain_http_only_where_allowed(site):
    with pytest.raises(ModelUnavailable, match=r"model\.allow_private"):
        endpoint(site, allow_private=False).post("chat", b"{}")
    rules = EndpointRules(address="http://llm.example/v1", allow_private=True)
    public = Endpoint(rules, Secret(KEY), resolver=lambda host, port: ("93.184.216.34",))
    with pytest.raises(ModelUnavailable, match="without encryption"):
        public.post("chat", b"{}")
    assert site.requests == []


@pytest.mark.parametrize(
    "address",
    ["ftp://llm.example", "llm.example/v1", "https://user:word@llm.example", "https://l.example/?a=b"],
)
def test_an_address_that_is_none_is_told_of(address):
    with pytest.raises(SettingInvalid, match=r"model\.address"):
        Endpoint(EndpointRules(address=address), Secret(""))


def test_no_connection(site):
    rules = EndpointRules(address="http://127.0.0.1:9", allow_private=True, attempts=2)
    with pytest.raises(ModelFailed, match="asked 2 times"):
        Endpoint(rules, Secret(KEY), timer=PatientTimer()).post("chat", b"{}")
    with pytest.raises(ModelUnavailable):
        Endpoint(rules, Secret(KEY)).probe("models")


def test_a_key_shows_nowhere():
    secret = Secret(f" {KEY}\n")
    assert secret.reveal() == KEY
    assert KEY not in f"{secret!r} {secret}"
    with pytest.raises(TypeError):
        pickle.dumps(secret)
    with pytest.raises(SettingInvalid) as failure:
        Secret("sk-1\r\nHost: elsewhere")
    assert "sk-1" not in str(failure.value)


def test_an_answer_that_breaks_off_is_asked_for_again(site):
    replies = [Reply(b"half", headers={"Content-Length": "400"}), Reply(b"whole")]
    site.pages["/v1/chat"] = lambda _: replies.pop(0)
    assert endpoint(site).post("chat", b"{}").body == b"whole"
