"""A signed-in session: asks as the account, renews its tokens one at a time, and keeps them first.

With an app password the tokens can be had again; with a sign-in by Bluesky's page they cannot, so
new ones are kept before they are used, and nobody renews while another does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random, SystemRandom
from typing import Any

import httpx

from dialogo.networks.account import Secrets
from dialogo.networks.bluesky import oauth
from dialogo.networks.bluesky.proof import Key, expiry
from dialogo.networks.bluesky.xrpc import OUT, STALE, Json, code, failure, opened
from dialogo.networks.errors import SignedOut
from dialogo.networks.http import Door
from dialogo.networks.letter import Film, longer

PIECE = 1 << 18  # bytes
EARLY = timedelta(seconds=30)  # an access token this near its end is renewed first


@dataclass(frozen=True)
class _Pieces:
    """A video piece by piece, from its beginning each time it is asked for: a request may have to
    be made again with a new token."""

    film: Film

    def __iter__(self) -> Iterator[bytes]:
        with self.film.open() as file:
            while piece := file.read(PIECE):
                yield piece


class Session:
    """Requests of one account to its server, and through it to the services behind."""

    def __init__(
        self,
        settings: Mapping[str, str],
        secrets: Secrets,
        door: Door,
        rng: Random | None = None,
    ) -> None:
        self.settings, self.door = settings, door
        self.did, self.handle = settings["did"], settings["handle"]
        self.server = settings["server"]
        self._secrets = secrets
        self._held = dict(secrets.read())
        self._rng = rng or SystemRandom()  # of proofs, which no server takes twice
        self._proves: oauth.Prover | None = None

    def get(self, name: str, service: str | None = None, **params: Any) -> Json:
        """The answer to a query; `service` asks the server to pass it on."""
        asked = {key: value for key, value in params.items() if value is not None}
        return self._ask("GET", name, False, service, params=asked)

    def post(
        self, name: str, body: Json | None = None, service: str | None = None, sends: bool = True
    ) -> Json:
        """The answer to a procedure; `sends`: whether doing it twice would matter."""
        content = {} if body is None else {"json": body}
        return self._ask("POST", name, sends, service, **content)

    def upload(self, data: bytes, mime: str) -> Json:
        """Puts a file on the server, where it waits a few hours for a post to hang on."""
        name = "com.atproto.repo.uploadBlob"
        headers = {"Content-Type": mime}
        return self._ask("POST", name, False, None, headers=headers, content=data)

    def upload_film(self, film: Film) -> Json:
        """The same with a video, in pieces: it need not fit into memory."""
        name = "com.atproto.repo.uploadBlob"
        headers = {"Content-Type": film.mime, "Content-Length": str(film.size)}
        more = {"content": _Pieces(film), "longer": longer(film.size)}
        return self._ask("POST", name, False, None, headers=headers, **more)

    def _ask(self, verb: str, name: str, sends: bool, service: str | None, **content: Any) -> Json:
        if service:
            content["headers"] = {**content.get("headers", {}), "atproto-proxy": service}
        if self._nearly_over():
            self._renew(self._held.get("access", ""))
        used = self._held.get("access", "")
        answer = self._put(verb, name, sends, content)
        if answer.status_code in (400, 401) and self._stale(answer):
            self._renew(used)
            answer = self._put(verb, name, sends, content)
        return opened(answer, self.handle, sends)

    def _put(self, verb: str, name: str, sends: bool, content: Mapping[str, Any]) -> httpx.Response:
        url, token = f"{self.server}/xrpc/{name}", self._held.get("access", "")
        if self.settings["way"] == "oauth":
            return self._prover().ask(verb, url, token=token, sends=sends, **content)
        headers = {**content.get("headers", {}), "Authorization": f"Bearer {token}"}
        return self.door.ask(verb, url, sends=sends, **{**content, "headers": headers})

    def _prover(self) -> oauth.Prover:
        if self._proves is None:
            self._proves = oauth.Prover(Key.read(self._held["key"]), self.door, self._rng)
        return self._proves

    def _stale(self, answer: httpx.Response) -> bool:
        """Whether the access token is what is wrong. "Bad token scope" bears the same code as a
        token that is over; renewing once too often costs one request."""
        return code(answer) in STALE

    def _nearly_over(self) -> bool:
        until = self._access_until()
        return until is not None and until - EARLY <= self.door.now()

    def _access_until(self) -> datetime | None:
        if written := self._held.get("access_until"):
            return datetime.fromisoformat(written)
        second = expiry(self._held.get("access", ""))
        return datetime.fromtimestamp(second, UTC) if second else None

    def _renew(self, stale: str) -> None:
        let_others_in = self._secrets.alone()
        try:
            held = dict(self._secrets.read())
            if held.get("access") == stale:
                held = self._renewed(held)
                self._secrets.keep(held, _refresh_until(held))
            self._held = held
        finally:
            let_others_in()

    def _renewed(self, held: dict[str, str]) -> dict[str, str]:
        if self.settings["way"] == "oauth":
            return oauth.renew(self.settings, held, self._prover(), self.door.now())
        answer = self.door.ask(
            "POST",
            f"{self.server}/xrpc/com.atproto.server.refreshSession",
            sends=False,
            headers={"Authorization": f"Bearer {held.get('refresh', '')}"},
        )
        if answer.is_success:
            return {**held, **tokens_of(opened(answer, self.handle, sends=False))}
        if answer.status_code in (400, 401) and code(answer) in STALE and "password" in held:
            found = sign_in(self.server, self.did, held["password"], self.handle, self.door)
            return {**held, **tokens_of(found)}
        raise failure(answer, self.handle)


def sign_in(server: str, who: str, password: str, handle: str, door: Door) -> Json:
    """A new session by password. Raises `SignedOut` if it is wrong or no longer good."""
    answer = door.ask(
        "POST",
        f"{server}/xrpc/com.atproto.server.createSession",
        sends=False,
        json={"identifier": who, "password": password},
    )
    found = opened(answer, handle, sends=False)
    if found.get("active") is False:
        raise away(found, handle)
    return found


def away(session: Json, handle: str) -> SignedOut:
    """What a session of an account that is not active means."""
    named = "AccountDeactivated" if session.get("status") == "deactivated" else "AccountTakedown"
    return SignedOut(OUT[named], code=named, who=handle)


def tokens_of(session: Json) -> dict[str, str]:
    """What is kept of a session's answer."""
    return {"access": str(session["accessJwt"]), "refresh": str(session["refreshJwt"])}


def _refresh_until(held: Mapping[str, str]) -> datetime | None:
    second = expiry(held.get("refresh", ""))
    return datetime.fromtimestamp(second, UTC) if second else None
