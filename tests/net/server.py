"""A small HTTP server on loopback whose answers a test sets, and a clock that does not wait."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Reply:
    """One answer; `stream` writes the body by itself."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    stream: Callable[[BaseHTTPRequestHandler], None] | None = None


Answering = Reply | Callable[[BaseHTTPRequestHandler], Reply]


@dataclass
class Site:
    """The running server: `pages` by path, `requests` as (path, headers in lower case)."""

    port: int
    pages: dict[str, Answering] = field(default_factory=dict)
    requests: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)

    def url(self, path: str = "/", host: str = "127.0.0.1", scheme: str = "http") -> str:
        return f"{scheme}://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        return [path for path, _ in self.requests if path != "/robots.txt"]


def page(text: str = "Harbour reopens", **headers: str) -> Reply:
    body = f"<!doctype html><html><body><p>{text}</p></body></html>".encode()
    return Reply(body, headers={"Content-Type": "text/html; charset=utf-8", **headers})


def _headers(reply: Reply) -> dict[str, str]:
    if reply.stream is not None:
        return {**reply.headers, "Connection": "close"}
    return {"Content-Length": str(len(reply.body)), **reply.headers}


@contextmanager
def running(context: ssl.SSLContext | None = None) -> Iterator[Site]:
    site = Site(0)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            self.body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            site.bodies.append(self.body)
            self.do_GET()

        def do_GET(self) -> None:
            site.requests.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
            found = site.pages.get(self.path, Reply(b"no such page", 404))
            reply = found if isinstance(found, Reply) else found(self)
            self.send_response(reply.status)
            for name, value in _headers(reply).items():
                self.send_header(name, value)
            self.end_headers()
            try:
                if reply.stream is not None:
                    reply.stream(self)
                elif reply.status != 304:
                    self.wfile.write(reply.body)
            except OSError:
                pass
            self.close_connection = True

        def log_message(self, *arguments: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        block_on_close = False

        def handle_error(self, *arguments: object) -> None:
            pass

    server = Server(("127.0.0.1", 0), Handler)
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    site.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class PatientTimer:
    """Time that passes only while somebody sleeps."""

    def __init__(self) -> None:
        self.time = 1_000.0
        self.slept: list[float] = []

    def now(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds
