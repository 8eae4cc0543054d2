"""A faithful fake of a server with Mastodon's client API, over real HTTP.

    with MastodonServer(TAKAHE) as server:
        server.state.account("company")
        server.state.write("ada", "@company do you open on Sunday?")
        ...                  # talk to server.url with server.state.token("company")

It does what its `Kind` does, and nothing of what a real server does beyond that.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable
from datetime import timedelta
from email.message import Message
from email.parser import BytesParser
from email.policy import HTTP
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self
from urllib.parse import parse_qs, urlencode, urlsplit

from tests.networks.mastodon_kinds import Kind
from tests.networks.mastodon_state import Account, Json, State, Status
from tests.networks.words import now

Query = dict[str, list[str]]
ROUTES: list[tuple[str, re.Pattern[str], Callable[..., None]]] = []


def route(method: str, path: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """`{id}` in the path is given to the function."""

    def add(function: Callable[..., None]) -> Callable[..., None]:
        ROUTES.append((method, re.compile(path.replace("{id}", r"([\w-]+)") + "$"), function))
        return function

    return add


class MastodonServer:
    """Listens on loopback while the `with` lasts."""

    def __init__(self, kind: Kind) -> None:
        self.kind, self.state = kind, State(kind)
        self.asked: list[str] = []  # "METHOD /path?query" of every request
        self.moved_to: str | None = None  # everything is found at another address

    def __enter__(self) -> Self:
        import tests.networks.mastodon_routes  # noqa: F401  (it adds its routes here)

        self._http = _Server(("127.0.0.1", 0), self)
        self.state.base = f"https://{self.kind.software}.test"  # as behind a front server
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

    def agree(self, url: str) -> dict[str, str]:
        """What somebody does who is sent to `url` and lets us in: the query of the way back."""
        asked = {name: value[0] for name, value in parse_qs(urlsplit(url).query).items()}
        code = f"code-{len(self.state.codes)}"
        self.state.codes[code] = asked
        return {"code": code, "state": asked["state"]}


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, address: tuple[str, int], fake: MastodonServer) -> None:
        self.fake = fake
        super().__init__(address, Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """Connections that break are part of the tests."""


class Handler(BaseHTTPRequestHandler):
    wbufsize = 65536  # headers and body in one packet
    protocol_version = "HTTP/1.1"
    server: _Server

    def setup(self) -> None:
        super().setup()
        self.fake = self.server.fake
        self.state, self.kind = self.fake.state, self.fake.kind

    def date_time_string(self, timestamp: float | None = None) -> str:
        skew = self.kind.skew if self.kind.honest else timedelta()
        return format_datetime(now() + skew, usegmt=True)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (its name there)
        """Quiet."""

    def do_GET(self) -> None:
        self.fake.asked.append(f"{self.command} {self.path}")
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        if self.fake.moved_to:
            self.say(301, {}, Location=self.fake.moved_to + self.path)
            return
        if self.kind.rate and len(self.fake.asked) > self.kind.rate:
            reset = (now() + timedelta(minutes=5)).isoformat().replace("+00:00", "Z")
            self.say(429, {"error": "Too many requests"}, **{"X-RateLimit-Reset": reset})
            return
        url = urlsplit(self.path)
        self.query: Query = parse_qs(url.query)
        self.sent = self._parsed(body)
        for method, path, function in ROUTES:
            found = path.match(url.path)
            if method == self.command and found:
                if not self._let_in(url.path):
                    return
                function(self, *found.groups())
                return
        self.say(404, {"error": "Not found"})

    do_POST = do_DELETE = do_GET  # noqa: N815  (the names that http.server asks for)

    def _let_in(self, path: str) -> bool:
        token = self.headers.get("authorization", "").removeprefix("Bearer ")
        name = self.state.tokens.get(token)
        if name is None and (token or not (path in OPEN or _PUBLIC.match(path))):
            if self.kind.bad_token == 400:
                self.say(400, b"Invalid Bearer token", "text/plain")
            else:
                self.say(401, {"error": "The access token is invalid"})
            return False
        self.me = Account("", "")  # nobody
        if name is not None:
            self.me = self.state.accounts[name]
            if self.me.disabled:
                self.say(403, {"error": "Your login is currently disabled"})
                return False
        return True

    def _parsed(self, body: bytes) -> Json:
        kind = self.headers.get("content-type", "")
        if kind.startswith("application/json"):
            found: Json = json.loads(body)
            return found
        if kind.startswith("multipart/"):
            told = b"Content-Type: " + kind.encode() + b"\r\n\r\n" + body
            parts = BytesParser(policy=HTTP).parsebytes(told).iter_parts()
            return {
                str(part.get_param("name", header="content-disposition")): _content(part)
                for part in parts
            }
        return {name: value[0] for name, value in parse_qs(body.decode()).items()}

    def say(
        self, status: int, body: object, kind: str = "application/json", **headers: str
    ) -> None:
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        if self.kind.rate:
            left = max(0, self.kind.rate - len(self.fake.asked))
            self.send_header("X-RateLimit-Limit", str(self.kind.rate))
            self.send_header("X-RateLimit-Remaining", str(left))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def status(self, key: str) -> Status | None:
        """What one may see; says 404 itself where there is nothing."""
        found = self.state.statuses.get(key)
        if found is None or not found.seen_by(self.me):
            self.say(404, {"error": "Record not found"})
            return None
        if key in self.state.stumbles:
            self.say(500, b"Server Error", "text/html")
            return None
        return found

    def listed(self, ids: list[str], told: Callable[[str], Json], most: int = 40) -> None:
        """A page of `ids` (the newest first), by the parameters of this kind of server."""
        limit = min(int(self.query.get("limit", ["20"])[0]), most)
        low = self.query.get("min_id") or self.query.get("since_id")
        high = self.query.get("older_than" if self.kind.paging == "older_than" else "max_id")
        if high:
            ids = [key for key in ids if _order(key) < _order(high[0])]
        if low and self.kind.paging == "max_id":
            ids = [key for key in ids if _order(key) > _order(low[0])]
        forward = "min_id" in self.query and self.kind.paging == "max_id"
        page = ids[-limit:] if forward else ids[:limit]
        links = {}
        if (
            page
            and self.kind.next_page
            and (len(page) == limit or self.kind.software != "mastodon")
        ):
            rest = {name: value for name, value in self.query.items() if name[-3:] != "_id"}
            names = (self.kind.paging, "min_id")
            urls = [
                f"{self.state.base}{urlsplit(self.path).path}?"
                + urlencode({**rest, name: [key]}, doseq=True)
                for name, key in zip(names, (page[-1], page[0]), strict=True)
            ]
            links["Link"] = f'<{urls[0]}>; rel="next", <{urls[1]}>; rel="prev"'
        self.say(200, [told(key) for key in page], **links)


OPEN = {
    "/api/v1/instance",
    "/api/v2/instance",
    "/.well-known/nodeinfo",
    "/nodeinfo/2.0",
    "/.well-known/oauth-authorization-server",
    "/api/v1/apps",
    "/oauth/token",
    "/oauth/revoke",
}
# What anybody may read: who is called so, what an account says, what is said under a tag.
_PUBLIC = re.compile(r"/api/v1/(accounts/lookup|accounts/[\w-]+/statuses|timelines/tag/\w+)$")


def _content(part: Message) -> str | bytes:
    data = part.get_payload(decode=True)
    assert isinstance(data, bytes)
    return data if part.get_filename() else data.decode()


def _order(key: str) -> tuple[int, str]:
    return len(key), key
