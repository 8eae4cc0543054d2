"""Requests to a server with the Mastodon client API: what a status means, JSON, the next page."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

import httpx

from dialogo.networks.errors import NetworkError, Refused, SignedOut, Unreachable, Unsettled
from dialogo.networks.http import CUT, Door, ahead
from dialogo.records.text import Text

Json = dict[str, Any]
Query = Sequence[tuple[str, str]]

SIGNED_OUT = Text(
    en="{host} no longer lets this account in. Its owner connects it again.",
    it="{host} non lascia più entrare questo account. Chi lo gestisce lo colleghi di nuovo.",
)
REFUSED = Text(en="{host} refuses it: {reason}.", it="{host} lo rifiuta: {reason}.")
NOT_SPOKEN = Text(
    en="{host} does not answer as a server with the Mastodon API does. Check its address.",
    it="{host} non risponde come un server con l'API di Mastodon. Controllatene l'indirizzo.",
)
MOVED = Text(
    en="{host} sends on to {to}. Connect the account again with that address.",
    it="{host} rimanda a {to}. Collegate di nuovo l'account con quell'indirizzo.",
)
_NEXT = re.compile(r"<[^>?]*\?([^>]*)>\s*;[^,]*\brel=\"?next\"?", re.IGNORECASE)
_ME = "/api/v1/accounts/verify_credentials"
GONE, LATE = frozenset({404, 410}), frozenset({408, 425})  # late: something gave up waiting


@dataclass(frozen=True)
class Listed:
    """One page of a listing; `onward` is the query of the next (older) one, if there is one."""

    items: list[Json]
    onward: str | None


@dataclass
class Api:
    """One server, with the token of one account (none before it is connected). `ahead`: by how much
    its clock is ahead of ours, as its last answer told; `renew` gives a new token for one that is
    over, where there is a way."""

    door: Door
    base: str
    token: str | None = None
    renew: Callable[[str], str | None] | None = None
    ahead: timedelta = timedelta()

    @property
    def host(self) -> str:
        return httpx.URL(self.base).host

    def get(self, path: str, query: Query | str = ()) -> Any:
        """What it answers; raises the five errors, `Refused` with the status as code."""
        return self._body(self._answer("GET", path, query=query), sends=False)

    def page(self, path: str, query: Query | str = ()) -> Listed:
        """A page of a listing, and how to ask for the next."""
        response = self._answer("GET", path, query=query)
        found = self._body(response, sends=False)
        if not isinstance(found, list):
            raise Refused(NOT_SPOKEN, code="shape", host=self.host)
        items = [item for item in found if isinstance(item, dict)]
        if "link" not in response.headers:
            return Listed(items, _before(query, items))
        link = _NEXT.search(response.headers["link"])
        return Listed(items, link and link[1])

    def perhaps(self, path: str, query: Query | str = ()) -> Any:
        """What it answers, or None where there is nothing (404, 410)."""
        response = self._answer("GET", path, GONE, query=query)
        return None if response.status_code in GONE else self._body(response, sends=False)

    def optional(self, path: str, query: Query | str = ()) -> Any:
        """Something that not every server has; None where this one has it not, however it says
        so."""
        try:
            return self.perhaps(path, query)
        except Refused:
            return None
        except Unreachable as error:
            if not is_answer(error):
                raise
            return None

    def do(
        self, method: str, path: str, *, sends: bool, gone_is_fine: bool = False, **content: Any
    ) -> Any:
        """Changes something. `sends`: whether doing it twice would matter."""
        fine = GONE if gone_is_fine else frozenset[int]()
        response = self._answer(method, path, fine | LATE, sends=sends, **content)
        if response.status_code in fine:
            return None
        if response.status_code in LATE:
            kind: type[NetworkError] = Unsettled if sends else Unreachable
            raise kind(CUT, code=str(response.status_code), host=self.host)
        return self._body(response, sends=sends)

    def ask(
        self,
        method: str,
        path: str,
        query: Query | str = (),
        *,
        sends: bool = False,
        headers: Mapping[str, str] | None = None,
        **content: Any,
    ) -> httpx.Response:
        """The bare answer. A redirect is an answer: the token goes nowhere else."""
        url = httpx.URL(self.base + path)
        if query:
            url = url.copy_with(query=_query(query))
        sent = {"Accept": "application/json", **(headers or {})}
        if self.token:
            sent["Authorization"] = f"Bearer {self.token}"
        answer = self.door.ask(method, str(url), sends=sends, redirects=0, headers=sent, **content)
        self.ahead = ahead(answer.headers, self.door.now())
        return answer

    def _answer(
        self, method: str, path: str, fine: frozenset[int] = frozenset(), **content: Any
    ) -> httpx.Response:
        """A good one, or one whose status is `fine`. Who is not let in is asked again with a new
        token, where there is one: nothing was done."""
        used = self.token
        try:
            return self._judged(self.ask(method, path, **content), fine)
        except SignedOut:
            self.token = self.renew(used) if self.renew and used else None
            if not self.token:
                self.token = used
                raise
        return self._judged(self.ask(method, path, **content), fine)

    def _judged(self, response: httpx.Response, fine: frozenset[int]) -> httpx.Response:
        status = response.status_code
        if status < 300 or status in fine:
            return response
        if status < 400:
            to = str(response.headers.get("location", ""))
            raise Refused(MOVED, code=str(status), host=self.host, to=to)
        if self.token and (status in (401, 403) or (status == 400 and not _is_json(response))):
            self._look_again(response)
        raise Refused(REFUSED, code=str(status), host=self.host, reason=reason(response))

    def _look_again(self, response: httpx.Response) -> None:
        """Some answer 401 for what is another's, some 400 for a bad token, and 403 may mean one
        thing or all of them: ask who we are."""
        me = response
        if not str(response.request.url.path).endswith(_ME):
            me = self.ask("GET", _ME)
        status = me.status_code
        if status in (401, 403) or (status == 400 and not _is_json(me)):
            raise SignedOut(SIGNED_OUT, code=str(response.status_code), host=self.host)

    def _body(self, response: httpx.Response, *, sends: bool) -> Any:
        """A body that cannot be read tells nothing about whether it was done."""
        try:
            return json.loads(response.content or b"{}")
        except ValueError:
            kind: type[NetworkError] = Unsettled if sends else Unreachable
            raise kind(NOT_SPOKEN, code="not-json", host=self.host) from None


def is_answer(error: Unreachable) -> bool:
    """Whether the server answered, if only that it stumbled over what it was asked."""
    return error.code.isdigit() or error.code == "not-json"


def _before(query: Query | str, items: Sequence[Json]) -> str | None:
    """How to ask for the next page where the server does not say: what is before its oldest."""
    ids = [str(item["id"]) for item in items if item.get("id")]
    if not ids:
        return None
    asked = parse_qsl(query) if isinstance(query, str) else list(query)
    rest = [(name, value) for name, value in asked if name not in ("max_id", "min_id", "since_id")]
    return urlencode([*rest, ("max_id", min(ids, key=order))])


def order(key: str) -> tuple[int, str]:
    """Ids grow: whole numbers as text, or letters of one length."""
    return len(key), key


def segment(key: str) -> str:
    """An id as a part of a path."""
    return quote(str(key), safe="")


def reason(response: httpx.Response) -> str:
    """The server's own words, for people only; nothing is decided by them."""
    try:
        found = json.loads(response.content)
    except ValueError:
        found = None
    said = ""
    if isinstance(found, dict):
        said = str(found.get("error_description") or found.get("error") or "")
    said = re.sub(r"\s+", " ", said).strip().rstrip(".")[:300]
    return said or str(response.status_code)


def _is_json(response: httpx.Response) -> bool:
    return "json" in response.headers.get("content-type", "")


def _query(query: Query | str) -> bytes:
    if isinstance(query, str):
        return query.encode()
    return str(httpx.QueryParams(list(query))).encode()
