"""Requests to the Bot API: what an error code means, and the token in no log and in no error.

The token is a part of the address. So every request is a POST, which follows no redirect, and what
the HTTP library writes into its log goes through `Hushed`.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx

from dialogo.networks.errors import NetworkError, Refused, SignedOut, Unreachable, Unsettled
from dialogo.networks.http import CUT, Door
from dialogo.records.text import Text

Json = dict[str, Any]

SERVER = "https://api.telegram.org"
TOKEN = re.compile(r"[0-9]{1,20}:[A-Za-z0-9_-]{20,100}")
_SECRET = re.compile(r"(?<=bot)[0-9]{1,20}:[A-Za-z0-9_-]{20,100}")

SIGNED_OUT = Text(
    en="{host} does not know this bot any more. Take its token from @BotFather, and connect again.",
    it="{host} non riconosce più questo bot. Prendetene il token da @BotFather e collegatelo di "
    "nuovo.",
)
REFUSED = Text(en="{host} refuses it: {reason}.", it="{host} lo rifiuta: {reason}.")
FORBIDDEN = Text(
    en="the bot may not write there: it was blocked or removed, or the person never wrote to it "
    "(a bot cannot write first). {host} says: {reason}.",
    it="il bot lì non può scrivere: è stato bloccato o rimosso, oppure la persona non gli ha mai "
    "scritto (un bot non può scrivere per primo). {host} dice: {reason}.",
)
CONFLICT = Text(
    en="another program reads the messages of this bot. Stop it there, or connect a bot that only "
    "this desk uses.",
    it="un altro programma legge i messaggi di questo bot. Fermatelo, oppure collegate un bot "
    "usato solo qui.",
)
NOT_SPOKEN = Text(
    en="{host} does not answer as a server with the Bot API does. Check its address.",
    it="{host} non risponde come un server con la Bot API. Controllatene l'indirizzo.",
)
BAD_SERVER = Text(
    en="{server} is no address of a server. It begins with https://.",
    it="{server} non è l'indirizzo di un server. Comincia con https://.",
)


class Hushed(logging.Filter):
    """Takes the token out of the addresses that a log would tell."""

    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        if _SECRET.search(said):
            record.msg, record.args = _SECRET.sub("…", said), ()
        return True


_HUSHED = Hushed()
for _name in ("httpx", "httpcore.connection", "httpcore.http11", "httpcore.http2"):
    logging.getLogger(_name).addFilter(_HUSHED)  # the same one is added once only


class Migrated(Exception):
    """A group has become a supergroup, and has another id; nothing was done."""

    def __init__(self, to: int) -> None:
        super().__init__(to)
        self.to = to


@dataclass
class Api:
    """One server, and one bot on it."""

    door: Door
    base: str
    token: str = field(repr=False)

    @property
    def host(self) -> str:
        return httpx.URL(self.base).host

    def ask(self, method: str, **asked: object) -> Any:
        """What a method that changes nothing answers; raises the five errors."""
        return self._result(self._post(method, False, json=asked), sends=False)

    def do(self, method: str, *, sends: bool, **asked: object) -> Any:
        """Changes something; raises the five errors, and `Migrated`."""
        return self._result(self._post(method, sends, json=asked), sends=sends)

    def upload(
        self, method: str, files: Mapping[str, Any], longer: float = 0, /, **asked: object
    ) -> Any:
        """Sends something with pictures or a video, which takes `longer`; see `do`, `Door.ask`."""
        data = {
            name: value if isinstance(value, str) else json.dumps(value)
            for name, value in asked.items()
        }
        more = {"data": data, "files": files, "longer": longer}
        return self._result(self._post(method, True, **more), sends=True)

    def _post(self, method: str, sends: bool, **content: Any) -> httpx.Response:
        if not TOKEN.fullmatch(self.token):
            raise SignedOut(SIGNED_OUT, code="no-token", host=self.host)
        try:
            url = f"{self.base}/bot{self.token}/{method}"
            return self.door.ask("POST", url, sends=sends, redirects=0, **content)
        except NetworkError as error:
            for name, value in error.values.items():
                if isinstance(value, str):
                    error.values[name] = value.replace(self.token, "…")
            raise

    def _result(self, response: httpx.Response, *, sends: bool) -> Any:
        status, told = response.status_code, _told(response)
        if status == 200 and told.get("ok") is True and "result" in told:
            return told["result"]
        doubt: type[NetworkError] = Unsettled if sends else Unreachable
        if status in (408, 425):  # something on the way gave up waiting
            raise doubt(CUT, code=str(status), host=self.host)
        if status < 300:
            raise doubt(NOT_SPOKEN, code="shape", host=self.host)
        if status in (401, 404):  # 404 is for a token that cannot be one: every method we ask is
            raise SignedOut(SIGNED_OUT, code=str(status), host=self.host)
        if status == 409:
            raise Unreachable(CONFLICT, code="409", host=self.host)
        moved = told.get("parameters")
        if isinstance(moved, dict) and isinstance(moved.get("migrate_to_chat_id"), int):
            raise Migrated(moved["migrate_to_chat_id"])
        says = FORBIDDEN if status == 403 else REFUSED
        raise Refused(says, code=str(status), host=self.host, reason=_reason(told, status))


def address(written: str) -> str:
    """The address of a Bot API server as it was filled in, or Telegram's own."""
    base = written.strip().rstrip("/") or SERVER
    if "://" not in base:
        base = f"https://{base}"
    try:
        url = httpx.URL(base)
    except (httpx.InvalidURL, UnicodeError):
        url = httpx.URL("")
    if url.scheme not in ("http", "https") or not url.host or url.query or url.userinfo:
        raise Refused(BAD_SERVER, code="address", server=written[:200])
    return base


def _told(response: httpx.Response) -> Json:
    try:
        found = json.loads(response.content)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _reason(told: Json, status: int) -> str:
    """The server's own words, for people only; nothing is decided by them."""
    said = re.sub(r"\s+", " ", str(told.get("description") or "")).strip().rstrip(".")[:300]
    return said or str(status)
