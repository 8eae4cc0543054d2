"""A small server that behaves as the documents of X's API v2 say, over real HTTP.

    with XServer() as server:
        server.state.write("ada", "@roastery do you open on Sunday?")
        ...                  # talk to server.url

X itself cannot be reached from tests, and its own emulator cannot be installed from a package
registry. So this is made from documents alone: https://docs.x.com (pages on posts, timelines,
media, OAuth 2.0, errors and pricing) and https://api.x.com/2/openapi.json, version 2.168. It does
nothing of what the real one does beyond that.
"""

from __future__ import annotations

import hashlib
import json
import re
import threading
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterable
from email.parser import BytesParser
from email.policy import HTTP
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self
from urllib.parse import parse_qs, urlsplit

from tests.networks.x_state import CLIENT, SECRET, Json, State, Tweet

LINK = re.compile(r"https?://\S+")


class Problem(Exception):
    """Not done; X's way of saying so."""

    def __init__(self, status: int, detail: str, kind: str = "about:blank") -> None:
        super().__init__(detail)
        self.status, self.detail, self.kind = status, detail, kind


class XServer:
    """Listens on loopback while the `with` lasts."""

    def __init__(self) -> None:
        self.state = State()
        self.asked: list[str] = []  # "METHOD /path" of every request
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

    def agree(self, url: str) -> dict[str, str]:
        """What somebody does who is sent to `url` and lets us in: the query of the way back."""
        asked = {name: value[0] for name, value in parse_qs(urlsplit(url).query).items()}
        code = f"code-{len(self.state.codes)}"
        self.state.codes[code] = asked
        return {"code": code, "state": asked["state"]}


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, address: tuple[str, int], fake: XServer) -> None:
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

    def date_time_string(self, timestamp: float | None = None) -> str:
        return format_datetime(self.server.fake.state.clock, usegmt=True)

    def do_GET(self) -> None:
        fake, url = self.server.fake, urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        query = {name: value[0] for name, value in parse_qs(url.query).items()}
        with fake.lock:
            fake.asked.append(f"{self.command} {url.path}")
            try:
                status, told = self._done(url.path, query, body)
            except Problem as one:
                title = {401: "Unauthorized", 402: "Payment Required"}.get(one.status, "Forbidden")
                status = one.status
                told = {"title": title, "detail": one.detail, "type": one.kind, "status": status}
        data = json.dumps(told).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    do_POST = do_DELETE = do_GET  # noqa: N815  (the names that http.server asks for)

    def _done(self, path: str, query: Json, body: bytes) -> tuple[int, Json]:
        state = self.server.fake.state
        if path in ("/2/oauth2/token", "/2/oauth2/revoke"):
            form = {name: value[0] for name, value in parse_qs(body.decode()).items()}
            self._app(form)
            return _token(state, form) if path.endswith("token") else _revoke(state, form)
        token = (self.headers.get("authorization") or "").removeprefix("Bearer ")
        if token not in state.access:
            raise Problem(401, "Unauthorized")
        if not state.credit:
            kind = "https://api.x.com/2/problems/credits-depleted"
            raise Problem(402, "credits depleted", kind)
        for method, pattern, does in ROUTES:
            found = re.fullmatch(pattern, path)
            if method == self.command and found:
                done: tuple[int, Json] = does(state, found.groups(), query, self._sent(body))
                return done
        raise Problem(404, "Not Found")

    def _app(self, form: Json) -> None:
        """The app says its secret, or its name where it has none."""
        given = self.headers.get("authorization")
        if given:
            if b64decode(given.removeprefix("Basic ")).decode() != f"{CLIENT}:{SECRET}":
                raise Problem(401, "Unauthorized client")
        elif form.get("client_id") != CLIENT:
            raise Problem(400, "Missing valid authorization header")

    def _sent(self, body: bytes) -> Json:
        kind = self.headers.get("content-type", "")
        if kind.startswith("application/json"):
            found: Json = json.loads(body or b"{}")
            return found
        if not kind.startswith("multipart/"):
            return {}
        told = b"Content-Type: " + kind.encode() + b"\r\n\r\n" + body
        return {
            str(part.get_param("name", header="content-disposition")): part.get_payload(decode=True)
            for part in BytesParser(policy=HTTP).parsebytes(told).iter_parts()
        }


def _token(state: State, form: Json) -> tuple[int, Json]:
    if form.get("grant_type") == "refresh_token":
        if form.get("refresh_token") not in state.refresh:
            raise Problem(400, "Value passed for the token was invalid.")
        state.refresh.discard(form["refresh_token"])  # it serves once
        return 200, state.tokens()
    asked = state.codes.pop(form.get("code", ""), None)
    verifier = form.get("code_verifier", "").encode()
    proof = urlsafe_b64encode(hashlib.sha256(verifier).digest()).rstrip(b"=").decode()
    if asked is None or (proof, form.get("redirect_uri")) != (
        asked["code_challenge"], asked["redirect_uri"],
    ):  # fmt: skip
        raise Problem(400, "Value passed for the authorization code was invalid.")
    return 200, state.tokens()


def _revoke(state: State, form: Json) -> tuple[int, Json]:
    state.access.pop(form.get("token", ""), None)
    state.refresh.discard(form.get("token", ""))
    return 200, {"revoked": True}


def _me(state: State, parts: tuple[str, ...], query: Json, sent: Json) -> tuple[int, Json]:
    state.charge("user")
    counted = {"followers_count": len(state.followers), "following_count": 2, "tweet_count": 3}
    more = {"public_metrics": counted, "subscription_type": "Premium" if state.premium else "None"}
    return 200, {"data": state.me | more}


def _mentions(state: State, parts: tuple[str, ...], query: Json, sent: Json) -> tuple[int, Json]:
    return 200, _listed(state, state.mentions(), query)


def _tweets_of(state: State, parts: tuple[str, ...], query: Json, sent: Json) -> tuple[int, Json]:
    ours = (one for one in state.newest() if state.people[one.author]["id"] == parts[0])
    return 200, _listed(state, ours, query)


def _listed(state: State, found: Iterable[Tweet], query: Json) -> Json:
    """One page; a token is the id that the next one goes on below."""
    most = int(query.get("max_results", 10))
    if not 5 <= most <= 100:
        raise Problem(
            400, f"The `max_results` query parameter value [{most}] is not between 5 and 100"
        )
    since, below = int(query.get("since_id", 0)), query.get("pagination_token")
    every = [one for one in found if int(one.ids[-1]) > since]
    if below and not below.isdigit():
        raise Problem(400, "The `pagination_token` query parameter value is not valid")
    if below:
        every = [one for one in every if int(one.ids[-1]) < int(below)]
    page = every[: most + state.unasked]
    state.charge("read", len(page))
    meta: Json = {"result_count": len(page)}
    if len(every) > len(page):
        meta["next_token"] = page[-1].ids[-1]
    told: Json = {"meta": meta}
    if page:
        told["data"] = [state.shown(one) for one in page]
    return _with_people(state, told, page, query)


def _with_people(state: State, told: Json, page: list[Tweet], query: Json) -> Json:
    if "author_id" in query.get("expansions", "") and page:
        names = dict.fromkeys(one.author for one in page)
        told["includes"] = {"users": [state.people[name] for name in names]}
        state.charge("user", len(names))
    return told


def _lookup(state: State, parts: tuple[str, ...], query: Json, sent: Json) -> tuple[int, Json]:
    ids = query["ids"].split(",")
    found = [one for known in ids if (one := state.there(known))]
    state.charge("read", len(found))
    told: Json = {"data": [state.shown(one) for one in found]} if found else {}
    missing = [known for known in ids if not state.there(known)]
    if missing:
        told["errors"] = [{"resource_id": known, "title": "Not Found Error"} for known in missing]
    return 200, _with_people(state, told, found, query)


def _create(state: State, parts: tuple[str, ...], query: Json, sent: Json) -> tuple[int, Json]:
    text, media = sent.get("text", ""), tuple(sent.get("media", {}).get("media_ids", ()))
    if "quote_tweet_id" in sent:
        raise Problem(403, "Quoting is not available on this tier.")
    above = None
    if "reply" in sent:
        above = state.there(sent["reply"]["in_reply_to_tweet_id"])
        if above is None:
            raise Problem(403, "You attempted to reply to a Tweet that is deleted or not visible.")
        if not state.summons(above):
            raise Problem(
                403,
                "Reply to this conversation is not allowed because you have not been mentioned or "
                "otherwise engaged by the author of the post you are replying to.",
            )
    if not text and not media:
        raise Problem(400, "text or media is required")
    if any(known not in state.uploads for known in media):
        raise Problem(400, "Your media IDs are invalid.")
    mine = (one for one in state.newest() if one.author == state.handle)
    same = [one for one in mine if one.text.split("@")[-1].endswith(text) and text]
    if any((one.parent or "") == (above.ids[-1] if above else "") for one in same):
        raise Problem(403, "You are not allowed to create a Tweet with duplicate content.")
    answers = above is not None and above.author != state.handle
    state.charge("summoned" if answers else "link" if LINK.search(text) else "create")
    tweet = state.write(state.handle, text, to=above.ids[-1] if above else None, media=media)
    return 201, {"data": {"id": tweet.ids[0], "text": text}}


def _delete(state: State, parts: tuple[str, ...], query: Json, sent: Json) -> tuple[int, Json]:
    found = state.there(parts[0])
    if found is None:
        raise Problem(404, "Not Found")
    found.gone = True
    state.charge("delete")
    return 200, {"data": {"deleted": True}}


def _upload(state: State, parts: tuple[str, ...], query: Json, sent: Json) -> tuple[int, Json]:
    if sent.get("media_category") != b"tweet_image" or not sent.get("media"):
        raise Problem(400, "media and media_category are required")
    known = str(8000 + len(state.uploads))
    state.uploads[known] = {"bytes": sent["media"], "alt": ""}
    return 200, {"data": {"id": known, "media_key": f"3_{known}", "expires_after_secs": 86400}}


def _metadata(state: State, parts: tuple[str, ...], query: Json, sent: Json) -> tuple[int, Json]:
    if sent["id"] not in state.uploads:
        raise Problem(404, "no such media")
    state.uploads[sent["id"]]["alt"] = sent["metadata"]["alt_text"]["text"]
    state.charge("alt")
    return 200, {"data": {"id": sent["id"]}}


ROUTES: list[tuple[str, str, Callable[..., tuple[int, Json]]]] = [
    ("GET", "/2/users/me", _me),
    ("GET", r"/2/users/(\d+)/mentions", _mentions),
    ("GET", r"/2/users/(\d+)/tweets", _tweets_of),
    ("GET", "/2/tweets", _lookup),
    ("POST", "/2/tweets", _create),
    ("DELETE", r"/2/tweets/(\d+)", _delete),
    ("POST", "/2/media/upload", _upload),
    ("POST", "/2/media/metadata", _metadata),
]
