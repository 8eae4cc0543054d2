"""Giving back on the network what lets us in, when an account is disconnected."""

from __future__ import annotations

from collections.abc import Mapping
from random import SystemRandom

from dialogo.networks.account import Secrets
from dialogo.networks.bluesky import oauth
from dialogo.networks.bluesky.proof import Key
from dialogo.networks.http import Door


def revoke(settings: Mapping[str, str], secrets: Secrets, door: Door) -> bool:
    """Whether it is all given back. Of a sign-in by password only the session ends, and its access
    token goes on for a while: the app password itself can be deleted by its owner alone."""
    held = secrets.read()
    if settings["way"] == "oauth":
        return _oauth(settings, held, door)
    headers = {"Authorization": f"Bearer {held.get('refresh', '')}"}
    name = "com.atproto.server.deleteSession"
    door.ask("POST", f"{settings['server']}/xrpc/{name}", sends=False, headers=headers)
    return False


def _oauth(settings: Mapping[str, str], held: Mapping[str, str], door: Door) -> bool:
    at = oauth.revocation_endpoint(settings["issuer"], door)
    if not at:
        return False
    form = {
        "client_id": settings["client_id"],
        "token": held["refresh"],
        "token_type_hint": "refresh_token",
    }
    prover = oauth.Prover(Key.read(held["key"]), door, SystemRandom())
    return prover.ask("POST", at, sends=False, data=form).is_success
