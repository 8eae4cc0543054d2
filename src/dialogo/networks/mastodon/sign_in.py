"""Connecting an account: registering with its server, asking leave there, or a token by hand."""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from hmac import compare_digest
from random import Random

import httpx

from dialogo.networks.account import Asked, Granted
from dialogo.networks.errors import Refused, SignedOut, Unreachable
from dialogo.networks.http import Door
from dialogo.networks.mastodon import statuses
from dialogo.networks.mastodon.api import NOT_SPOKEN, SIGNED_OUT, Api
from dialogo.networks.mastodon.server import DESCENDANTS, address, look
from dialogo.networks.mastodon.tokens import kept_tokens
from dialogo.records.text import Text

NAME = "Dialogo"
# No more than is used. The others know few of the narrow names.
NARROW = (
    "read:accounts read:statuses read:notifications read:search "
    "write:statuses write:media write:favourites write:conversations"
)
WIDE = "read write"

WRONG = Text(
    en="{host} does not take this access token. Copy it again, whole, from the application there.",
    it="{host} non accetta questo token di accesso. Copiatelo di nuovo, per intero, "
    "dall'applicazione creata là.",
)
NOT_GIVEN = Text(
    en="leave was not given on {host} ({reason}). Connect again, and agree there.",
    it="su {host} il permesso non è stato dato ({reason}). Ricollegate, e accettate.",
)
NOT_ASKED = Text(
    en="this answer of {host} does not belong to what was asked. Connect again from the start.",
    it="questa risposta di {host} non corrisponde alla richiesta. Ricollegate dall'inizio.",
)


def ask(fields: Mapping[str, str], back: str, door: Door, rng: Random) -> Asked:
    """Registers us with the server and gives the page where its owner lets us in."""
    api = Api(door, address(fields.get("server", "")))
    server = look(api)
    scopes = NARROW if server.kind in DESCENDANTS else WIDE
    app = api.do(
        "POST",
        "/api/v1/apps",
        sends=False,
        data={"client_name": NAME, "redirect_uris": back, "scopes": scopes},
    )
    if not isinstance(app, dict) or not app.get("client_id") or not app.get("client_secret"):
        raise Refused(NOT_SPOKEN, code="apps", host=api.host)
    state, verifier = _token(rng), _token(rng)
    query = {
        "response_type": "code",
        "client_id": str(app["client_id"]),
        "redirect_uri": back,
        "scope": scopes,
        "state": state,
    }
    kept = {
        "server": api.base,
        "client_id": str(app["client_id"]),
        "client_secret": str(app["client_secret"]),
        "back": back,
        "scopes": scopes,
        "state": state,
    }
    if _offers_pkce(api):
        query |= {"code_challenge": _challenge(verifier), "code_challenge_method": "S256"}
        kept["verifier"] = verifier
    return Asked(str(httpx.URL(f"{api.base}/oauth/authorize", params=query)), kept)


def grant(kept: Mapping[str, str], given: Mapping[str, str], door: Door) -> Granted:
    """Takes the code that came back for a token. A code is taken once, whatever the server says."""
    api = Api(door, kept["server"])
    if not compare_digest(given.get("state", "").encode(), kept["state"].encode()):
        raise Refused(NOT_ASKED, code="state", host=api.host)
    if "code" not in given:
        reason = given.get("error", "-")
        raise Refused(NOT_GIVEN, code=reason, host=api.host, reason=reason)
    data = {
        "grant_type": "authorization_code",
        "code": given["code"],
        "client_id": kept["client_id"],
        "client_secret": kept["client_secret"],
        "redirect_uri": kept["back"],
        "scope": kept["scopes"],
    }
    if "verifier" in kept:
        data["code_verifier"] = kept["verifier"]
    token = api.do("POST", "/oauth/token", sends=False, data=data)
    if not isinstance(token, dict) or not token.get("access_token"):
        raise Refused(NOT_SPOKEN, code="token", host=api.host)
    secrets = {
        **kept_tokens(token),
        "client_id": kept["client_id"],
        "client_secret": kept["client_secret"],
    }
    return _granted(api, secrets)


def grant_by_token(kept: Mapping[str, str], given: Mapping[str, str], door: Door) -> Granted:
    """With a token that the account's owner made on the server's own page."""
    api = Api(door, address(given.get("server", "")))
    look(api)
    try:
        return _granted(api, {"access_token": given.get("access_token", "").strip()})
    except SignedOut as error:
        raise SignedOut(WRONG, code=error.code, host=api.host) from error


def _granted(api: Api, secrets: Mapping[str, str]) -> Granted:
    api.token = secrets["access_token"]
    if not api.token:
        raise SignedOut(SIGNED_OUT, code="no-token", host=api.host)
    me = api.get("/api/v1/accounts/verify_credentials")
    if not isinstance(me, dict) or not me.get("id"):
        raise Unreachable(NOT_SPOKEN, code="shape", host=api.host)
    found = statuses.account(me, api.host)
    return Granted(found, {"server": api.base, "account": found.id}, secrets)


def _offers_pkce(api: Api) -> bool:
    try:
        told = api.perhaps("/.well-known/oauth-authorization-server")
    except (Refused, Unreachable):
        return False
    methods = told.get("code_challenge_methods_supported") if isinstance(told, dict) else None
    return isinstance(methods, list) and "S256" in methods


def _challenge(verifier: str) -> str:
    return urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def _token(rng: Random) -> str:
    return urlsafe_b64encode(rng.randbytes(32)).rstrip(b"=").decode()
