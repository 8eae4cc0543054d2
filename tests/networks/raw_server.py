"""A server that says byte for byte what a test wants, and keeps what it was asked."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress

# From the bytes of a request (its head and body): pieces to send, with pauses as numbers between.
Says = Callable[[bytes], Iterable[bytes | float]]


class RawServer:
    """Answers each connection once and closes it."""

    def __init__(self, says: Says, tls: ssl.SSLContext | None, host: str) -> None:
        self.says, self.tls = says, tls
        self.asked: list[bytes] = []
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self._socket = socket.create_server((host, 0), family=family)
        self.port: int = self._socket.getsockname()[1]

    def serve(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._socket.accept()
                threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def close(self) -> None:
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()

    def _answer(self, connection: socket.socket) -> None:
        with suppress(OSError), connection:
            stream = self.tls.wrap_socket(connection, server_side=True) if self.tls else connection
            request = b""
            while b"\r\n\r\n" not in request:
                part = stream.recv(65536)
                if not part:
                    return
                request += part
            self.asked.append(request)
            for piece in self.says(request):
                if isinstance(piece, bytes):
                    stream.sendall(piece)
                else:
                    time.sleep(piece)


@contextmanager
def raw_server(
    says: Says | bytes, tls: ssl.SSLContext | None = None, host: str = "127.0.0.1"
) -> Iterator[RawServer]:
    server = RawServer((lambda _: [says]) if isinstance(says, bytes) else says, tls, host)
    threading.Thread(target=server.serve, daemon=True).start()
    try:
        yield server
    finally:
        server.close()


def answer(body: bytes = b"ok", status: str = "200 OK", **headers: str) -> bytes:
    """A whole answer; `_` in a header's name is written as a hyphen."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + body
