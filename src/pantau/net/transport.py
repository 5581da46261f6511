"""An HTTP request in, its response out: over a connection to a checked address, by a deadline."""

from __future__ import annotations

import functools
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import httpcore
import httpx

from pantau.errors import FetchFailed
from pantau.net.timing import Deadline

CONNECT_SECONDS = 10.0
"""Longest try of one address before the host's next is tried."""


@functools.cache
def tls() -> ssl.SSLContext:
    """How certificates are checked: against the authorities that the system trusts."""
    return httpx.create_ssl_context()


class PinnedTransport(httpx.BaseTransport):
    """Connects to what `addresses` gives for a host and to nothing else: a name cannot change in between.

    Host header, SNI and the certificate check keep the name. Raises FetchFailed for whatever goes wrong.
    """

    def __init__(
        self, addresses: Callable[[str, int], tuple[str, ...]], deadline: Deadline, context: ssl.SSLContext
    ) -> None:
        backend = _PinnedBackend(addresses, deadline)
        self._pool = httpcore.ConnectionPool(ssl_context=context, network_backend=backend)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = httpcore.URL(
            scheme=request.url.raw_scheme,
            host=request.url.raw_host,
            port=request.url.port,
            target=request.url.raw_path,
        )
        with _translated():
            response = self._pool.handle_request(
                httpcore.Request(request.method, url, headers=request.headers.raw, content=request.read())
            )
        return httpx.Response(response.status, headers=response.headers, stream=_Body(response))

    def close(self) -> None:
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        with _translated():
            yield from self._response.iter_stream()

    def close(self) -> None:
        self._response.close()


class _PinnedBackend(httpcore.NetworkBackend):
    def __init__(self, addresses: Callable[[str, int], tuple[str, ...]], deadline: Deadline) -> None:
        self._addresses = addresses
        self._deadline = deadline
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self, host: str, port: int, *_unused: object, **_options: object
    ) -> httpcore.NetworkStream:
        failures: list[str] = []
        for address in self._addresses(host, port):
            try:
                stream = self._inner.connect_tcp(address, port, self._deadline.cap(CONNECT_SECONDS))
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failures.append(f"{address}: {error}")
            else:
                return _TimedStream(stream, self._deadline)
        raise httpcore.ConnectError("; ".join(failures))


class _TimedStream(httpcore.NetworkStream):
    """A stream on which no read or write outlasts the deadline, however slowly the other side drips."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._inner = inner
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._deadline.cap(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._deadline.cap(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        inner = self._inner.start_tls(ssl_context, server_hostname, self._deadline.cap(timeout))
        return _TimedStream(inner, self._deadline)

    def get_extra_info(self, info: str) -> object:
        return self._inner.get_extra_info(info)


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except httpcore.TimeoutException as error:
        raise FetchFailed("the server did not answer in time: try again later") from error
    except httpcore.ConnectError as error:
        raise FetchFailed(f"no connection ({error}): check the address and the network") from error
    except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol) as error:
        raise FetchFailed(f"the connection broke ({error or type(error).__name__}): try again") from error
