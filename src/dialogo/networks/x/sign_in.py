"""Connecting an account on X: by X's own page, for an app that the company has there itself.

Source: https://docs.x.com/fundamentals/authentication/oauth-2-0/user-access-token
"""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from hmac import compare_digest
from random import Random
from urllib.parse import urlsplit, urlunsplit

import httpx

from dialogo.networks.account import Account, Asked, Granted
from dialogo.networks.errors import Refused, Unreachable
from dialogo.networks.http import Door
from dialogo.networks.metered import prices_of
from dialogo.networks.x.api import NOT_SPOKEN, SERVER, SITE, Api, Json, reason
from dialogo.networks.x.posts import count, is_id
from dialogo.networks.x.prices import CHARGES, USER
from dialogo.networks.x.tokens import TOKEN, kept_tokens, post
from dialogo.records.text import Text

SCOPES = "tweet.read tweet.write users.read media.write offline.access"
ABOUT_ME = "name,profile_image_url,public_metrics,subscription_type,username"
SHORT, LONG = 280, 25_000  # characters: of everybody, and of who subscribes
LONG_FOR = frozenset({"Premium", "PremiumPlus"})

NOT_GIVEN = Text(
    en="leave was not given on X ({reason}). Connect again, and agree there.",
    it="su X il permesso non è stato dato ({reason}). Ricollegate, e accettate.",
)
NOT_ASKED = Text(
    en="this answer of X does not belong to what was asked. Connect again from the start.",
    it="questa risposta di X non corrisponde alla richiesta. Ricollegate dall'inizio.",
)
NOT_TAKEN = Text(
    en="X does not take the app's name and secret, or the address that people come back to "
    "({reason}). Compare all three with the page of the app on X.",
    it="X non accetta il nome e il segreto dell'app, o l'indirizzo a cui si torna ({reason}). "
    "Confrontateli tutti e tre con la pagina dell'app su X.",
)


def callback(back: str) -> str:
    """The address that people come back to, as it is entered on X: it takes no `localhost`."""
    parts = urlsplit(back)
    if parts.hostname != "localhost":
        return back
    port = f":{parts.port}" if parts.port else ""
    return urlunsplit((parts.scheme, f"127.0.0.1{port}", parts.path, parts.query, ""))


def ask(fields: Mapping[str, str], back: str, door: Door, rng: Random) -> Asked:
    """The page on X where the account's owner lets us in."""
    base = fields.get("server", "").strip().rstrip("/") or SERVER
    state, verifier = _drawn(rng), _drawn(rng)
    kept = {
        "server": base,
        "client_id": fields.get("client_id", "").strip(),
        "client_secret": fields.get("client_secret", "").strip(),
        "back": callback(back),
        "state": state,
        "verifier": verifier,
    }
    query = {
        "response_type": "code",
        "client_id": kept["client_id"],
        "redirect_uri": kept["back"],
        "scope": SCOPES,
        "state": state,
        "code_challenge": _challenge(verifier),
        "code_challenge_method": "S256",
    }
    site = SITE if base == SERVER else base
    return Asked(str(httpx.URL(f"{site}/i/oauth2/authorize", params=query)), kept)


def grant(kept: Mapping[str, str], given: Mapping[str, str], door: Door) -> Granted:
    """Takes the code that came back for tokens, and looks whose they are (which X charges)."""
    if not compare_digest(given.get("state", "").encode(), kept["state"].encode()):
        raise Refused(NOT_ASKED, code="state")
    if "code" not in given:
        why = given.get("error", "-")[:100]
        raise Refused(NOT_GIVEN, code=why, reason=why)
    form = {
        "grant_type": "authorization_code",
        "code": given["code"],
        "redirect_uri": kept["back"],
        "code_verifier": kept["verifier"],
    }
    answer = post(door, kept["server"] + TOKEN, kept["client_id"], kept, form)
    if not answer.is_success:
        raise Refused(NOT_TAKEN, code=str(answer.status_code), reason=reason(answer))
    found = answer.json() if _is_json(answer) else {}
    if not isinstance(found, dict) or not found.get("access_token"):
        raise Unreachable(NOT_SPOKEN, code="token", host=httpx.URL(kept["server"]).host)
    secrets = kept_tokens(found, door.now())
    if kept["client_secret"]:
        secrets["client_secret"] = kept["client_secret"]
    access = secrets["access_token"]
    api = Api(door, kept["server"], prices_of(CHARGES, {}), lambda stale: access)
    me = myself(api)
    settings = {"server": kept["server"], "client_id": kept["client_id"], **about(me)}
    return Granted(account(me), settings, secrets)


def myself(api: Api) -> Json:
    """Who the account is; raises the five errors."""
    price = api.prices[USER]
    found = api.get("/2/users/me", price, lambda found: price, user__fields=ABOUT_ME).get("data")
    if not isinstance(found, dict) or not is_id(found.get("id")) or not found.get("username"):
        raise Unreachable(NOT_SPOKEN, code="shape", host=api.host)
    return found


def about(me: Json) -> dict[str, str]:
    """What of an account is kept as settings."""
    subscribes = me.get("subscription_type") in LONG_FOR
    return {
        "account": str(me["id"]),
        "handle": str(me["username"]),
        "length": str(LONG if subscribes else SHORT),
    }


def account(me: Json) -> Account:
    handle = str(me["username"])
    return Account(
        network="x",
        id=str(me["id"]),
        handle=f"@{handle}",
        name=str(me.get("name") or ""),
        server="x.com",
        url=f"{SITE}/{handle}",
        picture=str(me.get("profile_image_url") or "") or None,
        followers=count(me.get("public_metrics"), "followers_count"),
    )


def _is_json(answer: httpx.Response) -> bool:
    return "json" in answer.headers.get("content-type", "")


def _challenge(verifier: str) -> str:
    return urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def _drawn(rng: Random) -> str:
    return urlsafe_b64encode(rng.randbytes(32)).rstrip(b"=").decode()
