"""Tokens of an account: a new one where they end and can be renewed, and giving them back."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dialogo.networks.account import Secrets
from dialogo.networks.errors import Refused
from dialogo.networks.http import Door
from dialogo.networks.mastodon.api import Api

REVOKE = "/oauth/revoke"


def renewing(secrets: Secrets, door: Door, base: str) -> Callable[[str], str | None]:
    """Gives a new token for one that is over; None where it cannot be renewed.

    Mastodon's last until they are taken back; those of Pleroma, Akkoma and Pixelfed end. A renewal
    serves once, so that new tokens are kept before they are used, by one at a time.
    """

    def renew(stale: str) -> str | None:
        let_others_in = secrets.alone()
        try:
            held = dict(secrets.read())
            if held.get("access_token") != stale:
                return held.get("access_token")
            found = _renewed(Api(door, base), held)
            if found is None:
                return None
            secrets.keep({**held, **found}, None)
            return found["access_token"]
        finally:
            let_others_in()

    return renew


def kept_tokens(found: Mapping[str, object]) -> dict[str, str]:
    """What is kept of an answer of the token endpoint."""
    names = ("access_token", "refresh_token")
    return {name: str(found[name]) for name in names if found.get(name)}


def revoke(settings: Mapping[str, str], secrets: Secrets, door: Door) -> bool:
    """Gives the token back. False: the server has no way, or it was made on its own page and we
    cannot say whose it is."""
    held = secrets.read()
    names = ("client_id", "client_secret")
    if not all(held.get(name) for name in (*names, "access_token")):
        return False
    form = {name: held[name] for name in names} | {"token": held["access_token"]}
    # Takahe answers with nothing at all, so that nothing is read of what is answered.
    answer = Api(door, settings["server"]).ask("POST", REVOKE, data=form)
    return answer.is_success


def _renewed(api: Api, held: Mapping[str, str]) -> dict[str, str] | None:
    names = ("client_id", "client_secret", "refresh_token")
    if not all(held.get(name) for name in names):
        return None
    form = {"grant_type": "refresh_token", **{name: held[name] for name in names}}
    try:
        found = api.do("POST", "/oauth/token", sends=False, data=form)
    except Refused:  # it is over, too
        return None
    return kept_tokens(found) if isinstance(found, dict) and found.get("access_token") else None
