"""Requests to a server with the Mastodon client API: what a status means, JSON, the next page."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import httpx

from dialogo.networks.errors import NetworkError, Refused, SignedOut, Unreachable, Unsettled
from dialogo.networks.http import CUT, Door
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


@dataclass(frozen=True)
class Listed:
    """One page of a listing; `onward` is the query of the next (older) one, if there is one."""

    items: list[Json]
    onward: str | None


@dataclass
class Api:
    """One server, with the token of one account (none before it is connected)."""

    door: Door
    base: str
    token: str | None = None

    @property
    def host(self) -> str:
        return httpx.URL(self.base).host

    def get(self, path: str, query: Query | str = ()) -> Any:
        """What it answers; raises the five errors, `Refused` with the status as code."""
        return self._body(self._judged(self.ask("GET", path, query)), sends=False)

    def page(self, path: str, query: Query | str = ()) -> Listed:
        """A page of a listing, and how to ask for the next."""
        response = self._judged(self.ask("GET", path, query))
        items = self._body(response, sends=False)
        if not isinstance(items, list):
            raise Refused(NOT_SPOKEN, code="shape", host=self.host)
        found = _NEXT.search(response.headers.get("link", ""))
        return Listed([item for item in items if isinstance(item, dict)], found and found[1])

    def perhaps(self, path: str, query: Query | str = ()) -> Any:
        """What it answers, or None where there is nothing (404, 410)."""
        response = self.ask("GET", path, query)
        if response.status_code in (404, 410):
            return None
        return self._body(self._judged(response), sends=False)

    def do(
        self, method: str, path: str, *, sends: bool, gone_is_fine: bool = False, **content: Any
    ) -> Any:
        """Changes something. `sends`: whether doing it twice would matter."""
        response = self.ask(method, path, sends=sends, **content)
        if gone_is_fine and response.status_code in (404, 410):
            return None
        if response.status_code in (408, 425):  # it, or something before it, gave up waiting
            kind: type[NetworkError] = Unsettled if sends else Unreachable
            raise kind(CUT, code=str(response.status_code), host=self.host)
        return self._body(self._judged(response), sends=sends)

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
        return self.door.ask(method, str(url), sends=sends, redirects=0, headers=sent, **content)

    def _judged(self, response: httpx.Response) -> httpx.Response:
        status = response.status_code
        if status < 300:
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
