"""A proxy for protocols of lines that breaks off at a word, before or after it has passed."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Self

LONGEST = 5  # bytes of a word


class CuttingProxy:
    """`cut(word)`: the next time the client says the word, the connection breaks."""

    def __init__(self, upstream: tuple[str, int]) -> None:
        self.upstream = upstream
        self.port = 0
        self._cuts: list[tuple[bytes, bool]] = []
        self._listener: socket.socket | None = None
        self._open: set[socket.socket] = set()

    def __enter__(self) -> Self:
        self._start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()

    def cut(self, word: bytes, *, passed: bool) -> None:
        """`passed`: the server gets the word, and its answer is lost."""
        assert len(word) == LONGEST, "words are heard across two pieces by their length"
        self._cuts.append((word, passed))

    def calm(self) -> None:
        self._cuts.clear()

    @contextmanager
    def away(self) -> Iterator[None]:
        self._stop()
        try:
            yield
        finally:
            self._start()

    def _start(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", self.port))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, args=(self._listener,), daemon=True).start()

    def _stop(self) -> None:
        for one in [self._listener, *self._open]:
            if one:
                with suppress(OSError):
                    one.shutdown(socket.SHUT_RDWR)
                one.close()
        self._open.clear()

    def _accept(self, listener: socket.socket) -> None:
        with suppress(OSError):
            while True:
                client, _ = listener.accept()
                server = socket.create_connection(self.upstream)
                self._open |= {client, server}
                lost = threading.Event()
                for source, target in ((client, server), (server, client)):
                    threading.Thread(
                        target=self._pass,
                        args=(source, target, source is client, lost),
                        daemon=True,
                    ).start()

    def _pass(
        self, source: socket.socket, target: socket.socket, asks: bool, lost: threading.Event
    ) -> None:
        tail = b""
        with suppress(OSError):
            while data := source.recv(65536):
                if not asks and lost.is_set():
                    break  # the answer to the word: it never arrives
                said = tail + data
                cut = next((one for one in self._cuts if asks and one[0] in said), None)
                tail = said[-LONGEST + 1 :]  # too short for a whole word: none is heard twice
                if cut:
                    self._cuts.remove(cut)
                    if not cut[1]:
                        break
                    lost.set()
                target.sendall(data)
        for one in (source, target):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()
            self._open.discard(one)
