"""Requests to X's API v2: priced before they are made, and what a status means.

Source: https://docs.x.com/x-api/fundamentals/response-codes-and-errors. Only answers that bring
something are charged. Where an answer broke off, what was put aside counts as paid.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from email.utils import parsedate_to_datetime
from functools import partial
from typing import Any

import httpx

from dialogo.networks.errors import (
    NetworkError,
    Refused,
    SignedOut,
    Throttled,
    Unreachable,
    Unsettled,
)
from dialogo.networks.http import CUT, Door
from dialogo.networks.metered import Prices
from dialogo.records.text import Text

Json = dict[str, Any]
Paid = Callable[[Json], Decimal]

SERVER, SITE = "https://api.x.com", "https://x.com"
TOP_UP = timedelta(hours=1)  # until it is tried again whether somebody has paid

SIGNED_OUT = Text(
    en="{host} no longer lets this account in. Its owner connects it again.",
    it="{host} non lascia più entrare questo profilo. Chi lo gestisce lo colleghi di nuovo.",
)
REFUSED = Text(en="{host} refuses it: {reason}.", it="{host} lo rifiuta: {reason}.")
NO_CREDIT = Text(
    en="the credit that X is paid from is used up. Top it up at console.x.com; it is tried again "
    "every hour.",
    it="il credito con cui si paga X è finito. Ricaricatelo su console.x.com; si riprova ogni ora.",
)
NOT_SPOKEN = Text(
    en="{host} does not answer as X's API does.",
    it="{host} non risponde come l'API di X.",
)
_SURE = (Refused, SignedOut, Throttled)  # nothing was done, and nothing is charged


@dataclass
class Api:
    """One account. `token` gives the access token, or a new one in place of one that is over
    (None: there is none); `date` is the server's clock as its last answer told."""

    door: Door
    base: str
    prices: Prices
    token: Callable[[str | None], str | None] = field(repr=False)
    date: datetime | None = None

    @property
    def host(self) -> str:
        return httpx.URL(self.base).host

    def get(self, path: str, most: Decimal, paid: Paid, **query: object) -> Json:
        """What it answers; `paid` tells from that what it cost. Raises the five errors, `Refused`
        with the status as code."""
        params = {name.replace("__", "."): str(value) for name, value in query.items() if value}
        return self._priced(
            most, paid, partial(self._asked, "GET", path, False, {"params": params})
        )

    def do(
        self, method: str, path: str, cost: Decimal, *, sends: bool = False, **content: Any
    ) -> Json:
        """Changes something. `sends`: whether doing it twice would matter."""
        call = partial(self._asked, method, path, sends, content)
        return self._priced(cost, lambda found: cost, call)

    def _priced(self, most: Decimal, paid: Paid, call: Callable[[], Json]) -> Json:
        """Makes no call that nobody pays for; what surely cost nothing is given back."""
        if not most:
            return call()
        held = self.door.meter.reserve(most)
        try:
            found = call()
        except NetworkError as error:
            if _costs_nothing(error):
                held.release()
            else:
                held.settle(None)
            raise
        except BaseException:
            held.settle(None)
            raise
        held.settle(paid(found))
        return found

    def _asked(self, method: str, path: str, sends: bool, content: Mapping[str, Any]) -> Json:
        """Whoever is not let in is asked again with a new token, where there is one: nothing was
        done."""
        used = self.token(None)
        response = self._put(method, path, sends, content, used)
        if response.status_code == 401 and used:
            fresh = self.token(used)
            if fresh and fresh != used:
                response = self._put(method, path, sends, content, fresh)
        return self._read(response, sends)

    def _put(
        self, method: str, path: str, sends: bool, content: Mapping[str, Any], token: str | None
    ) -> httpx.Response:
        if not token:
            raise SignedOut(SIGNED_OUT, code="no-token", host=self.host)
        headers = {"Accept": "application/json", "Authorization": f"Bearer {token}"}
        answer = self.door.ask(
            method, f"{self.base}{path}", sends=sends, redirects=0, headers=headers, **content
        )
        self.date = _date(answer)
        return answer

    def _read(self, response: httpx.Response, sends: bool) -> Json:
        status = response.status_code
        doubt: type[NetworkError] = Unsettled if sends else Unreachable
        if status in (408, 425):  # something on the way gave up waiting
            raise doubt(CUT, code=str(status), host=self.host)
        if status == 401:
            raise SignedOut(SIGNED_OUT, code="401", host=self.host)
        if status == 402:
            raise Throttled(NO_CREDIT, retry_at=self.door.now() + TOP_UP, code="402")
        if status >= 300:
            raise Refused(REFUSED, code=str(status), host=self.host, reason=reason(response))
        try:
            found = json.loads(response.content or b"{}")
        except ValueError:
            found = None
        if not isinstance(found, dict):
            raise doubt(NOT_SPOKEN, code="not-json", host=self.host)
        return found


def _costs_nothing(error: NetworkError) -> bool:
    """Refused, or surely not answered with anything that is charged."""
    if error.code == "too-long":  # it came, and was not read to its end
        return False
    away = isinstance(error, Unreachable) and error.says not in (CUT, NOT_SPOKEN)
    return isinstance(error, _SURE) or away


def reason(response: httpx.Response) -> str:
    """X's own words, for people only; nothing is decided by them."""
    try:
        found = json.loads(response.content)
    except ValueError:
        found = None
    said = ""
    if isinstance(found, dict):
        first = next(iter(found.get("errors") or ()), None)
        inner = first if isinstance(first, dict) else {}
        told = (
            found.get("error_description"), found.get("detail"), inner.get("message"),
            inner.get("detail"), found.get("error"), found.get("title"),
        )  # fmt: skip
        said = next((str(one) for one in told if one), "")
    said = re.sub(r"\s+", " ", said).strip().rstrip(".")[:300]
    return said or str(response.status_code)


def _date(answer: httpx.Response) -> datetime | None:
    try:
        return parsedate_to_datetime(answer.headers.get("date", "")).astimezone(UTC)
    except (ValueError, TypeError):
        return None
