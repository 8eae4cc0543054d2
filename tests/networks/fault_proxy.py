"""A proxy between a connector and its server that fails on purpose, by script or by lot.

    with FaultProxy(("127.0.0.1", 8000)) as proxy:
        proxy.next(Fault.ANSWER_LOST, sending)   # the next request that sends, and no other
        proxy.by_lot(seed=7, share=0.2)          # afterwards: one request in five fails
        ...                                      # talk to proxy.url; read proxy.seen

The n-th request of a seed always meets the same fault. What was forwarded is in `seen`.
"""

from __future__ import annotations

import http.client
import socket
import struct
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from email.utils import format_datetime, parsedate_to_datetime
from enum import Enum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from random import Random
from typing import Self

_HOP_BY_HOP = {"connection", "keep-alive", "transfer-encoding", "content-length", "te", "upgrade"}


class Fault(Enum):
    """What happens to one request. `*_BEFORE`: the server never sees it; others: it does."""

    CUT_BEFORE = "the connection breaks, nothing was forwarded"
    ANSWER_LOST = "forwarded, then the connection breaks before the answer"
    HALF_ANSWER = "forwarded, then the connection breaks in the middle of the answer"
    SILENT_BEFORE = "no answer ever, nothing was forwarded"
    SILENT_AFTER = "forwarded, no answer ever"
    THROTTLED = "429 without a word on when, nothing was forwarded"
    THROTTLED_FOR = "429 with Retry-After, nothing was forwarded"
    ERROR_BEFORE = "500, nothing was forwarded"
    ERROR_AFTER = "forwarded, then 502"
    SLOW = "forwarded, answered a little late"


NOT_FORWARDED = frozenset({
    Fault.CUT_BEFORE, Fault.SILENT_BEFORE, Fault.THROTTLED, Fault.THROTTLED_FOR, Fault.ERROR_BEFORE
})  # fmt: skip
QUICK = tuple(fault for fault in Fault if "SILENT" not in fault.name)


@dataclass(frozen=True)
class Request:
    """One request as it came; `body` as bytes, `headers` by lower-case name."""

    method: str
    path: str
    headers: dict[str, str] = field(default_factory=dict, repr=False)
    body: bytes = field(default=b"", repr=False)


@dataclass(frozen=True)
class Handled:
    """What became of a request: the fault it met, and the server's status if it got there."""

    request: Request
    fault: Fault | None
    status: int | None


Fits = Callable[[Request], bool]


def any_request(request: Request) -> bool:
    return True


def sending(request: Request) -> bool:
    return request.method not in ("GET", "HEAD", "OPTIONS")


def reading(request: Request) -> bool:
    return not sending(request)


class FaultProxy:
    """`skew` moves the `Date` of every answer; `retry_after` is what THROTTLED_FOR asks for;
    `host` is what the server is told it was called (default: what the connector called it)."""

    def __init__(
        self,
        upstream: tuple[str, int],
        *,
        skew: timedelta = timedelta(0),
        retry_after: int = 7,
        host: str | None = None,
        port: int = 0,
    ) -> None:
        self.upstream, self.skew, self.retry_after, self.host = upstream, skew, retry_after, host
        self.seen: list[Handled] = []
        self.port = port
        self._script: list[tuple[Fits, Fault]] = []
        self._lot: tuple[Random, float, Sequence[Fault], Fits] | None = None
        self._lock = threading.Lock()
        self._over = threading.Event()
        self._server: _Server | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        self._open()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._shut()

    def next(self, fault: Fault, fits: Fits = any_request, times: int = 1) -> None:
        """The next request that fits meets this fault; faults are used up in the order given."""
        with self._lock:
            self._script += [(fits, fault)] * times

    def by_lot(
        self, seed: int, share: float, faults: Sequence[Fault] = QUICK, fits: Fits = any_request
    ) -> None:
        """From now on a `share` of the requests that fit meets one of `faults`."""
        with self._lock:
            self._lot = (Random(seed), share, faults, fits)  # noqa: S311  (no secret: the same each time)

    def calm(self) -> None:
        """No more faults."""
        with self._lock:
            self._script, self._lot = [], None

    @contextmanager
    def away(self) -> Iterator[None]:
        """Nobody listens: connections are refused, and those that were open are broken."""
        self._shut()
        try:
            yield
        finally:
            self._open()

    def _open(self) -> None:
        self._server = _Server(("127.0.0.1", self.port), self)
        self.port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def _shut(self) -> None:
        if self._server:
            self._server.shutdown()
            self._server.server_close()
            self._server.break_all()
            self._server = None

    def _draw(self, request: Request) -> Fault | None:
        with self._lock:
            for at, (fits, fault) in enumerate(self._script):
                if fits(request):
                    del self._script[at]
                    return fault
            if self._lot and self._lot[3](request):
                rng, share, faults, _ = self._lot
                return rng.choice(faults) if rng.random() < share else None
        return None

    def _note(self, request: Request, fault: Fault | None, status: int | None) -> None:
        with self._lock:
            self.seen.append(Handled(request, fault, status))

    def _forward(self, request: Request) -> tuple[int, list[tuple[str, str]], bytes]:
        onward = http.client.HTTPConnection(*self.upstream, timeout=60)
        try:
            onward.putrequest(
                request.method, request.path, skip_host=True, skip_accept_encoding=True
            )
            for name, value in request.headers.items():
                if name not in _HOP_BY_HOP and name != "host":
                    onward.putheader(name, value)
            onward.putheader("Host", self.host or request.headers.get("host", "localhost"))
            onward.putheader("Content-Length", str(len(request.body)))
            onward.putheader("Connection", "close")
            onward.endheaders(request.body)
            answer = onward.getresponse()
            return answer.status, answer.getheaders(), answer.read()
        finally:
            onward.close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, address: tuple[str, int], proxy: FaultProxy) -> None:
        self.proxy = proxy
        self.open: set[socket.socket] = set()
        super().__init__(address, _Handler)

    def break_all(self) -> None:
        for connection in list(self.open):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: object, client_address: object) -> None:
        """A connection that broke is what this is for."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else every answer waits 40 ms for an acknowledgement
    server: _Server
    connection: socket.socket

    def setup(self) -> None:
        super().setup()
        self.server.open.add(self.connection)

    def finish(self) -> None:
        self.server.open.discard(self.connection)
        with suppress(OSError):
            super().finish()

    def log_message(self, *_: object) -> None:
        """Quiet: `FaultProxy.seen` tells."""

    def do_GET(self) -> None:
        proxy = self.server.proxy
        request = self._request()
        fault = proxy._draw(request)
        if fault in NOT_FORWARDED:
            proxy._note(request, fault, None)
            self._without_server(fault)
            return
        status, headers, body = proxy._forward(request)
        proxy._note(request, fault, status)
        if fault in (Fault.ANSWER_LOST, Fault.SILENT_AFTER):
            self._say_nothing(fault)
        elif fault is Fault.ERROR_AFTER:
            self._answer(502, [], b"bad gateway")
        elif fault is Fault.HALF_ANSWER:
            self._answer(status, headers, body, cut=True)
        else:
            if fault is Fault.SLOW:
                proxy._over.wait(0.05)
            self._answer(status, headers, body)

    do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = do_OPTIONS = do_GET  # noqa: N815  (the names that the base class looks for)

    def _request(self) -> Request:
        headers = {name.lower(): value for name, value in self.headers.items()}
        if headers.get("transfer-encoding", "").lower() == "chunked":
            body = b""
            while size := int(self.rfile.readline().split(b";")[0], 16):
                body += self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()
        else:
            body = self.rfile.read(int(headers.get("content-length", 0)))
        return Request(self.command, self.path, headers, body)

    def _without_server(self, fault: Fault) -> None:
        if fault in (Fault.CUT_BEFORE, Fault.SILENT_BEFORE):
            self._say_nothing(fault)
        elif fault is Fault.ERROR_BEFORE:
            self._answer(500, [], b"internal error")
        else:
            wait = [("Retry-After", str(self.server.proxy.retry_after))]
            self._answer(429, wait if fault is Fault.THROTTLED_FOR else [], b"too much")

    def _say_nothing(self, fault: Fault) -> None:
        if fault in (Fault.SILENT_BEFORE, Fault.SILENT_AFTER):
            with suppress(OSError):
                self.connection.recv(1)  # until whoever asked gives up
        self._break()

    def _break(self) -> None:
        """Closes with a reset, as a cut cable or a killed server does."""
        self.close_connection = True
        with suppress(OSError):
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.shutdown(socket.SHUT_RDWR)

    def _answer(
        self, status: int, headers: list[tuple[str, str]], body: bytes, cut: bool = False
    ) -> None:
        self.send_response_only(status)
        for name, value in headers:
            moves = name.lower() == "date"
            if name.lower() not in _HOP_BY_HOP:
                self.send_header(name, self._moved(value) if moves else value)
        empty = self.command == "HEAD" or status in (204, 304)
        if not empty or cut:
            self.send_header("Content-Length", str(len(body) or int(cut)))
        self.end_headers()
        if cut:
            self.wfile.write(body[: len(body) // 2])
            self.wfile.flush()
            self._break()
        elif not empty:
            self.wfile.write(body)

    def _moved(self, date: str) -> str:
        return format_datetime(parsedate_to_datetime(date) + self.server.proxy.skew, usegmt=True)
