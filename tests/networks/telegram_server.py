"""A faithful fake of a Bot API server with one bot, over real HTTP.

    with TelegramServer() as server:
        server.state.say("ada", server.state.private("ada")["id"], "Do you open on Sunday?")
        ...                  # talk to server.url with server.token

What it does is from https://core.telegram.org/bots/api, and from the code of the server itself
(github.com/tdlib/telegram-bot-api) where that says nothing: which updates a bot is not told of, an
offset from the future, what is older than a day, the two conflicts.
"""

from __future__ import annotations

import json
import threading
from email.message import Message
from email.parser import BytesParser
from email.policy import HTTP
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

from tests.networks.telegram_methods import METHODS, Problem
from tests.networks.telegram_state import Json, State


class TelegramServer:
    """Listens on loopback while the `with` lasts."""

    def __init__(self) -> None:
        self.state = State()
        self.asked: list[str] = []  # the methods that were asked, in order
        self.lock = threading.Lock()

    def __enter__(self) -> Self:
        self._http = _Server(("127.0.0.1", 0), self)
        threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._http.shutdown()
        self._http.server_close()

    @property
    def address(self) -> tuple[str, int]:
        return "127.0.0.1", self._http.server_port

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.address[1]}"

    @property
    def token(self) -> str:
        return next(iter(self.state.tokens))


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, address: tuple[str, int], fake: TelegramServer) -> None:
        self.fake = fake
        super().__init__(address, _Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """Connections that break are part of the tests."""


class _Handler(BaseHTTPRequestHandler):
    wbufsize = 65536  # headers and body in one packet
    protocol_version = "HTTP/1.1"
    server: _Server

    def log_message(self, *_: object) -> None:
        """Quiet."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        fake = self.server.fake
        url = urlsplit(self.path)
        token, _, name = url.path.removeprefix("/bot").partition("/")
        with fake.lock:
            fake.asked.append(name)
            try:
                result = self._done(token, name, {**_flat(url.query), **self._sent(body)})
            except Problem as problem:
                self._say(problem.code, problem.told)
                return
        self._say(200, {"ok": True, "result": result})

    do_GET = do_POST  # noqa: N815  (the name that http.server asks for)

    def _done(self, token: str, name: str, sent: Json) -> Any:
        state = self.server.fake.state
        if not self.path.startswith("/bot") or ":" not in token:
            raise Problem(404, "Not Found")
        if token not in state.tokens:
            raise Problem(401, "Unauthorized")
        if name not in METHODS:
            raise Problem(404, "Not Found: method not found")
        return METHODS[name](state, sent)

    def _sent(self, body: bytes) -> Json:
        """Whatever was sent, its JSON parts read; a file is its bytes."""
        kind = self.headers.get("content-type", "")
        if kind.startswith("application/json"):
            found: Json = json.loads(body or b"{}")
            return found
        if not kind.startswith("multipart/"):
            return _flat(body.decode())
        told = b"Content-Type: " + kind.encode() + b"\r\n\r\n" + body
        return {
            str(part.get_param("name", header="content-disposition")): _content(part)
            for part in BytesParser(policy=HTTP).parsebytes(told).iter_parts()
        }

    def _say(self, status: int, told: Json) -> None:
        data = json.dumps(told).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


def _flat(query: str) -> Json:
    return {name: _read(value[0]) for name, value in parse_qs(query).items()}


def _content(part: Message) -> Any:
    data = part.get_payload(decode=True)
    assert isinstance(data, bytes)
    return data if part.get_filename() else _read(data.decode())


def _read(value: str) -> Any:
    """Numbers, lists and objects come as JSON in a form; all else is text."""
    try:
        found = json.loads(value)
    except ValueError:
        return value
    return found if isinstance(found, int | list | dict) else value
