"""Tokens of an account on X: good for two hours, renewed by one that serves once, and given back.

Source: https://docs.x.com/fundamentals/authentication/oauth-2-0/user-access-token
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import httpx

from dialogo.networks.account import Secrets
from dialogo.networks.errors import SignedOut
from dialogo.networks.http import Door
from dialogo.networks.x.api import SERVER, SIGNED_OUT, Json

TOKEN, REVOKE = "/2/oauth2/token", "/2/oauth2/revoke"
EARLY = timedelta(seconds=60)  # a token this near its end is renewed first
HOURS_GOOD = 2


class Tokens:
    """What lets one account in. New tokens are kept before they are used, by one at a time."""

    def __init__(self, settings: Mapping[str, str], secrets: Secrets, door: Door) -> None:
        self._settings, self._secrets, self._door = settings, secrets, door
        self._held = dict(secrets.read())

    def token(self, stale: str | None) -> str | None:
        """One that is good now; with `stale` another than that. Raises `SignedOut` where there is
        no way to have one any more."""
        if stale is None and not self._nearly_over():
            return self._held.get("access_token")
        self._renew(stale or self._held.get("access_token", ""))
        return self._held.get("access_token")

    def _nearly_over(self) -> bool:
        written = self._held.get("access_until")
        if not written:
            return False
        return datetime.fromisoformat(written) - EARLY <= self._door.now()

    def _renew(self, stale: str) -> None:
        let_others_in = self._secrets.alone()
        try:
            held = dict(self._secrets.read())
            if held.get("access_token") == stale:
                held = self._renewed(held)
                self._secrets.keep(held, None)
            self._held = held
        finally:
            let_others_in()

    def _renewed(self, held: dict[str, str]) -> dict[str, str]:
        base = self._settings.get("server", SERVER)
        form = {"grant_type": "refresh_token", "refresh_token": held.get("refresh_token", "")}
        answer = post(self._door, base + TOKEN, self._settings["client_id"], held, form)
        found = _json(answer)
        if not answer.is_success or not found.get("access_token"):
            host = httpx.URL(base).host
            raise SignedOut(SIGNED_OUT, code=str(answer.status_code), host=host)
        return {**held, **kept_tokens(found, self._door.now())}


def post(
    door: Door, url: str, client_id: str, held: Mapping[str, str], form: Mapping[str, str]
) -> httpx.Response:
    """A form to the token endpoint: with the app's secret where it has one, else with its name."""
    secret = held.get("client_secret")
    data = dict(form) if secret else {**form, "client_id": client_id}
    auth = (client_id, secret) if secret else None
    return door.ask("POST", url, sends=False, redirects=0, data=data, auth=auth)


def kept_tokens(found: Mapping[str, object], now: datetime) -> dict[str, str]:
    """What is kept of an answer of the token endpoint."""
    names = ("access_token", "refresh_token")
    seconds = found.get("expires_in")
    good = timedelta(seconds=seconds) if isinstance(seconds, int) else timedelta(hours=HOURS_GOOD)
    until = (now + good).astimezone(UTC).isoformat(timespec="seconds")
    return {name: str(found[name]) for name in names if found.get(name)} | {"access_until": until}


def revoke(settings: Mapping[str, str], secrets: Secrets, door: Door) -> bool:
    """Gives back both tokens, so that neither lets anybody in."""
    held, base = secrets.read(), settings.get("server", SERVER)
    given = [held[name] for name in ("refresh_token", "access_token") if held.get(name)]
    answers = [
        post(door, base + REVOKE, settings["client_id"], held, {"token": one}) for one in given
    ]
    return bool(answers) and all(one.is_success for one in answers)


def _json(answer: httpx.Response) -> Json:
    try:
        found = answer.json()
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
