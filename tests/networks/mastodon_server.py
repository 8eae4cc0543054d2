"""A faithful fake of a server with Mastodon's client API, over real HTTP.

    with MastodonServer(TAKAHE) as server:
        server.state.account("company")
        server.state.write("ada", "@company do you open on Sunday?")
        ...                  # talk to server.url with server.state.token("company")

It does what its `Kind` does, and nothing of what a real server does beyond that.
"""

from __future__ import annotations

import hashlib
import json
import re
import threading
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable
from email.message import Message
from email.parser import BytesParser
from email.policy import HTTP
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qs, urlencode, urlsplit

from tests.networks.mastodon_kinds import Kind
from tests.networks.mastodon_state import Account, Json, State, Status

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

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (its name there)
        """Quiet."""

    def do_GET(self) -> None:
        self.fake.asked.append(f"{self.command} {self.path}")
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        if self.fake.moved_to:
            self.say(301, {}, Location=self.fake.moved_to + self.path)
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
        if name is None and (token or path not in OPEN):
            if self.kind.bad_token == 400:
                self.say(400, b"Invalid Bearer token", "text/plain")
            else:
                self.say(401, {"error": "The access token is invalid"})
            return False
        if name is not None:
            self.me: Account = self.state.accounts[name]
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
            left = self.kind.rate - len(self.fake.asked) % self.kind.rate
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
        if page and (len(page) == limit or self.kind.software != "mastodon"):
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
}


def _content(part: Message) -> str | bytes:
    data = part.get_payload(decode=True)
    assert isinstance(data, bytes)
    return data if part.get_filename() else data.decode()


def _order(key: str) -> tuple[int, str]:
    return len(key), key


# What it is


@route("GET", "/api/v([12])/instance")
def instance(self: Handler, version: str) -> None:
    if int(version) > self.kind.instance:
        self.say(404, {"error": "Not found"})
        return
    statuses = {"max_characters": self.kind.length, "max_media_attachments": 4}
    statuses["characters_reserved_per_url"] = 23
    media = {"supported_mime_types": ["image/jpeg", "image/png"], "image_size_limit": 16_000_000}
    told: Json = {"title": "Fake", "version": self.kind.version}
    told["configuration"] = {"statuses": statuses, "media_attachments": media}
    if self.kind.api_version:
        told["api_versions"] = {"mastodon": self.kind.api_version}
    self.say(200, told)


@route("GET", "/.well-known/nodeinfo")
def nodeinfo_links(self: Handler) -> None:
    if not self.kind.nodeinfo:
        self.say(404, {})
        return
    rel = "http://nodeinfo.diaspora.software/ns/schema/2.0"
    self.say(200, {"links": [{"rel": rel, "href": f"{self.state.base}/nodeinfo/2.0"}]})


@route("GET", "/nodeinfo/2.0")
def nodeinfo(self: Handler) -> None:
    self.say(200, {"software": {"name": self.kind.software, "version": self.kind.version}})


# Signing in


@route("POST", "/api/v1/apps")
def apps(self: Handler) -> None:
    key = f"client-{len(self.state.apps)}"
    self.state.apps[key] = {**self.sent, "secret": f"secret-{key}"}
    self.say(200, {"id": "1", "client_id": key, "client_secret": f"secret-{key}"})


@route("GET", "/.well-known/oauth-authorization-server")
def metadata(self: Handler) -> None:
    told = {"code_challenge_methods_supported": ["S256"]}
    self.say(200, told) if self.kind.pkce else self.say(404, {})


@route("POST", "/oauth/token")
def token(self: Handler) -> None:
    sent, asked = self.sent, self.state.codes.get(self.sent.get("code", ""))
    app = self.state.apps.get(sent.get("client_id", ""), {})
    if asked and "code_challenge" in asked:
        digest = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        if urlsafe_b64encode(digest).rstrip(b"=").decode() != asked["code_challenge"]:
            asked = None
    same = asked and asked["redirect_uri"] == sent.get("redirect_uri") == app.get("redirect_uris")
    if not same or app["secret"] != sent.get("client_secret"):
        self.say(400, {"error": "invalid_grant", "error_description": "The code is not valid."})
        return
    if not self.kind.code_twice:
        del self.state.codes[sent["code"]]
    self.say(200, {"access_token": self.state.token("company"), "token_type": "Bearer"})


@route("GET", "/api/v1/accounts/verify_credentials")
def me(self: Handler) -> None:
    self.say(200, self.state.account_json(self.me))


@route("GET", "/api/v1/accounts/{id}")
def account(self: Handler, key: str) -> None:
    found = [who for who in self.state.accounts.values() if who.id == key]
    self.say(200, self.state.account_json(found[0])) if found else self.say(404, {})


# Reading


@route("GET", "/api/v1/accounts/{id}/statuses")
def account_statuses(self: Handler, key: str) -> None:
    ids = [
        one.id
        for one in self.state.statuses.values()
        if one.author.id == key
        and one.seen_by(self.me)
        and (self.kind.lists_directs or one.visibility in ("public", "unlisted"))
    ]
    self.listed(ids[::-1], lambda one: self.state.status_json(self.state.statuses[one]))


@route("GET", "/api/v1/timelines/home")
def home(self: Handler) -> None:
    ids = [one.id for one in self.state.statuses.values() if one.author is self.me]
    self.listed(ids[::-1], lambda one: self.state.status_json(self.state.statuses[one]))


@route("GET", "/api/v1/conversations")
def conversations(self: Handler) -> None:
    found = [
        {"id": one.id, "last_status": self.state.status_json(one)}
        for one in self.state.statuses.values()
        if one.visibility == "direct" and one.seen_by(self.me)
    ]
    self.say(200, found[::-1]) if self.kind.conversations else self.say(404, {})


@route("GET", "/api/v1/notifications")
def notifications(self: Handler) -> None:
    types = self.query.get("types[]", ["mention", "quote"])
    known = {"mention", "follow", "favourite", "reblog"}
    if self.kind.unknown_type_breaks and not set(types) <= known:
        self.say(500, b"Server Error", "text/html")
        return
    notes = {str(n.id): n for n in self.state.notifications(self.me) if n.kind in types}

    def told(key: str) -> Json:
        note = notes[key]
        status = self.state.status_json(note.status)
        return {"id": key, "type": note.kind, "account": status["account"], "status": status}

    self.listed(list(notes), told, self.kind.most_told)


@route("GET", "/api/v1/statuses")
def many(self: Handler) -> None:
    if self.kind.api_version < 2:
        self.say(404, {"error": "Not found"})
        return
    found = [self.state.statuses.get(key) for key in self.query.get("id[]", [])]
    self.say(200, [self.state.status_json(one) for one in found if one and one.seen_by(self.me)])


@route("GET", "/api/v1/statuses/{id}")
def one_status(self: Handler, key: str) -> None:
    if found := self.status(key):
        self.say(200, self.state.status_json(found))


@route("GET", "/api/v1/statuses/{id}/context")
def context(self: Handler, key: str) -> None:
    if found := self.status(key):
        above = [one for one in self.state.above(found) if one.seen_by(self.me)]
        below = [one for one in self.state.below(found) if one.seen_by(self.me)]
        told = self.state.status_json
        self.say(200, {"ancestors": [*map(told, above)], "descendants": [*map(told, below)]})


# Writing


@route("POST", "/api/v1/statuses")
def post(self: Handler) -> None:
    key = (self.me.name, self.headers.get("idempotency-key", ""))
    if self.kind.keys == "one at a time":
        there = self.state.by_key.get(key)
        time.sleep(0.05)
        made = None if there else _written(self)
        if there or made:
            self.state.by_key[key] = there or (made.id if made else "")
            self.say(200, self.state.status_json(self.state.statuses[self.state.by_key[key]]))
        return
    with self.state.lock:
        there = self.state.by_key.get(key) if self.kind.keys == "kept" and key[1] else None
        made = self.state.statuses.get(there) if there else _written(self)
        if made:
            self.state.by_key[key] = made.id
            self.say(200, self.state.status_json(made))


def _written(self: Handler) -> Status | None:
    """The status that was sent, or None when it was refused (and that was said)."""
    sent, text = self.sent, str(self.sent.get("status", ""))
    media = [self.state.media.get(key) for key in sent.get("media_ids", [])]
    parent = self.state.statuses.get(sent.get("in_reply_to_id", ""))
    if self.kind.software == "mastodon":
        length = len(re.sub(r"https?://\S+", "x" * 23, re.sub(r"(@\w+)@\S+", r"\1", text)))
    else:
        length = len(text)
    if length > self.kind.length and self.kind.too_long != 200:
        self.say(self.kind.too_long, {"error": "Validation failed: Text is too long"})
    elif not text and not media:
        self.say(422, {"error": "Validation failed: Text can't be blank"})
    elif None in media or any(one and one["polls"] > 0 for one in media):
        self.say(422, {"error": "Cannot attach files that have not finished processing."})
    elif sent.get("in_reply_to_id") and not parent and self.kind.missing_parent == "404":
        self.say(404, {"error": "The post you are trying to reply to does not exist."})
    else:
        return self.state.write(
            self.me.name,
            text,
            parent=parent,
            visibility=sent.get("visibility", "public"),
            quoted=self.state.statuses.get(sent.get("quoted_status_id", "")),
            media=[one for one in media if one],
            language=sent.get("language"),
        )
    return None


@route("DELETE", "/api/v1/statuses/{id}")
def delete(self: Handler, key: str) -> None:
    if found := self.status(key):
        if found.author is not self.me:
            self.say(self.kind.of_another, {"error": "This is not yours"})
            return
        self.state.remove(key)
        self.say(200, self.state.status_json(found))


@route("POST", "/api/v1/statuses/{id}/(favourite|unfavourite)")
def favourite(self: Handler, key: str, what: str) -> None:
    if found := self.status(key):
        others = [name for name in found.likes if name != self.me.name]
        found.likes = [*others, self.me.name] if what == "favourite" else others
        self.say(200, self.state.status_json(found))


@route("POST", "/api/v2/media")
def upload(self: Handler) -> None:
    key = str(900 + len(self.state.media))
    polls = self.kind.media_polls
    made: dict[str, Any] = {"id": key, "type": "image", "polls": polls, "url": None}
    made["description"] = self.sent.get("description")
    self.state.media[key] = made
    if not polls:
        made["url"] = f"{self.state.base}/media/{key}.png"
    self.say(202 if polls else 200, {**made})


@route("GET", "/api/v1/media/{id}")
def media(self: Handler, key: str) -> None:
    found = self.state.media.get(key)
    if found is None:
        self.say(404, {"error": "Record not found"})
        return
    found["polls"] = max(0, found["polls"] - 1)
    if not found["polls"]:
        found["url"] = f"{self.state.base}/media/{key}.png"
    self.say(206 if found["polls"] else 200, found)
