"""Signing in by Bluesky's own page: pushed request, PKCE, DPoP, and refresh tokens that rotate.

Source: https://atproto.com/specs/oauth
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

import httpx

from dialogo.networks.account import Asked
from dialogo.networks.bluesky.identity import address
from dialogo.networks.bluesky.proof import Key, base64url
from dialogo.networks.bluesky.xrpc import SIGNED_OUT, Json, code, failure, opened
from dialogo.networks.errors import Refused, SignedOut
from dialogo.networks.http import Door
from dialogo.records.text import Text

SCOPE = "atproto transition:generic transition:chat.bsky"
LOOPBACK = ("127.0.0.1", "localhost", "::1")
TRIES = 3  # a nonce may change between two tries, but not for ever
ABOUT = "/.well-known/oauth-authorization-server"
DOCUMENT = "/bluesky-client.json"  # where the desk serves `client_document`, to anybody

NO_OAUTH = Text(
    en="{server} has no sign-in page for other programs. Connect with an app password.",
    it="{server} non ha una pagina d'accesso per altri programmi. Collegatevi con una password "
    "per app.",
)
DECLINED = Text(
    en="Bluesky did not give leave ({reason}). Begin again, or connect with an app password.",
    it="Bluesky non ha dato il permesso ({reason}). Ricominciate, o collegatevi con una password "
    "per app.",
)
NOT_OURS = Text(
    en="this answer does not belong to the sign-in that was begun here. Begin again.",
    it="questa risposta non appartiene all'accesso iniziato qui. Ricominciate.",
)


def client_document(back: str) -> Json:
    """Who we are, for Bluesky's servers to read at `client_id`; `back` is where people return."""
    ours = _client(back)
    origin = ours.removesuffix(DOCUMENT)
    return {
        "client_id": ours,
        "client_name": "Dialogo",
        "client_uri": origin,
        "redirect_uris": [back],
        "scope": SCOPE,
        "grant_types": ["authorization_code", "refresh_token"],
        "response_types": ["code"],
        "application_type": "web",
        "token_endpoint_auth_method": "none",
        "dpop_bound_access_tokens": True,
    }


def begin(server: str, handle: str, back: str, door: Door, rng: Random) -> Asked:
    """Announces the sign-in to the account's server, and says which page to send its owner to.

    On a machine of one's own `back` must be at 127.0.0.1: Bluesky takes no other name for it.
    """
    issuer = _issuer(server, door)
    about = _about(issuer, door)
    back = _numbered(back)
    key = Key.draw(rng)
    verifier, state = (base64url(rng.getrandbits(384).to_bytes(48, "big")) for _ in range(2))
    asked = {
        "client_id": _client(back),
        "redirect_uri": back,
        "response_type": "code",
        "scope": SCOPE,
        "state": state,
        "code_challenge": base64url(hashlib.sha256(verifier.encode()).digest()),
        "code_challenge_method": "S256",
        "login_hint": handle,
    }
    pushed = about["pushed_authorization_request_endpoint"]
    answer = Prover(key, door, rng).ask("POST", pushed, sends=False, data=asked)
    request = str(opened(answer, handle, sends=False).get("request_uri"))
    page = {"client_id": asked["client_id"], "request_uri": request}
    kept = {
        "server": server,
        "handle": handle,
        "issuer": issuer,
        "token_endpoint": about["token_endpoint"],
        "client_id": asked["client_id"],
        "back": back,
        "state": state,
        "verifier": verifier,
        "key": key.written,
    }
    return Asked(f"{about['authorization_endpoint']}?{urlencode(page)}", kept)


def end(kept: Mapping[str, str], came: Mapping[str, str], door: Door, rng: Random) -> Json:
    """The tokens for the code that came back. Raises `Refused` for anything amiss with it."""
    if came.get("state") != kept["state"] or came.get("iss") != kept["issuer"]:
        raise Refused(NOT_OURS, code="state")
    if "code" not in came:
        why = came.get("error", "?")[:100]
        raise Refused(DECLINED, code=why, reason=came.get("error_description", why)[:200])
    form = {
        "client_id": kept["client_id"],
        "grant_type": "authorization_code",
        "code": came["code"],
        "redirect_uri": kept["back"],
        "code_verifier": kept["verifier"],
    }
    prover = Prover(Key.read(kept["key"]), door, rng)
    answer = prover.ask("POST", kept["token_endpoint"], sends=False, data=form)
    if not answer.is_success:
        raise Refused(DECLINED, code=code(answer), reason=code(answer) or str(answer.status_code))
    return _tokens(opened(answer, kept["handle"], sends=False), kept["handle"])


def renew(
    settings: Mapping[str, str],
    held: Mapping[str, str],
    prover: Prover,
    now: datetime,
) -> dict[str, str]:
    """New tokens for the refresh token, which is dead from then on: keep them before anything else.

    Whoever calls holds `Secrets.alone`: the server ends the whole sign-in when a refresh token
    comes twice. If its answer was lost, trying it again can lose nothing that is not lost already.
    """
    form = {
        "client_id": settings["client_id"],
        "grant_type": "refresh_token",
        "refresh_token": held["refresh"],
    }
    answer = prover.ask("POST", settings["token_endpoint"], sends=False, data=form)
    if not answer.is_success:
        named = code(answer)
        if answer.status_code in (400, 401):
            raise SignedOut(SIGNED_OUT, code=named, who=settings["handle"])
        raise failure(answer, settings["handle"])
    new = _tokens(opened(answer, settings["handle"], sends=False), settings["handle"])
    if new.get("sub") != settings["did"]:
        raise SignedOut(SIGNED_OUT, code="sub", who=settings["handle"])
    return {**held, **kept_tokens(new, now)}


def kept_tokens(tokens: Json, now: datetime) -> dict[str, str]:
    """What is kept of an answer of the token endpoint."""
    until = now + timedelta(seconds=float(tokens.get("expires_in") or 300))
    return {
        "access": str(tokens["access_token"]),
        "refresh": str(tokens.get("refresh_token") or ""),
        "access_until": until.astimezone(UTC).isoformat(timespec="seconds"),
    }


class Prover:
    """Asks with proofs of one key; remembers the nonces that servers want to see in them."""

    def __init__(self, key: Key, door: Door, rng: Random) -> None:
        self._key, self._door, self._rng = key, door, rng
        self._nonces: dict[str, str] = {}

    def ask(
        self,
        method: str,
        url: str,
        *,
        token: str | None = None,
        sends: bool | None = None,
        headers: Mapping[str, str] | None = None,
        **content: Any,
    ) -> httpx.Response:
        """A request with its proof, put again with the server's nonce when it asks for that."""
        origin = address(url)
        for _ in range(TRIES):
            nonce = self._nonces.get(origin)
            at = self._door.now()
            proof = self._key.prove(method, url, at, self._rng, nonce=nonce, token=token)
            own = {"DPoP": proof} | ({"Authorization": f"DPoP {token}"} if token else {})
            answer = self._door.ask(
                method, url, sends=sends, headers={**(headers or {}), **own}, **content
            )
            given = answer.headers.get("dpop-nonce")
            if given:
                self._nonces[origin] = given
            if not (given and given != nonce and _wants_nonce(answer)):
                break
        return answer


def _wants_nonce(answer: httpx.Response) -> bool:
    if answer.status_code not in (400, 401):
        return False
    said = answer.headers.get("www-authenticate", "")
    return 'error="use_dpop_nonce"' in said or code(answer) == "use_dpop_nonce"


def issuer_of(server: str, door: Door) -> str:
    """The server that signs people in for `server`; checked whenever tokens are first used."""
    return _issuer(server, door)


def revocation_endpoint(issuer: str, door: Door) -> str | None:
    """Where tokens are given back; None where there is no such place."""
    about = opened(door.ask("GET", f"{issuer}{ABOUT}"), issuer, sends=False)
    found = about.get("revocation_endpoint")
    safe = isinstance(found, str) and found.startswith(f"{urlsplit(issuer).scheme}://")
    return found if safe and about.get("issuer") == issuer else None


def _issuer(server: str, door: Door) -> str:
    try:
        about = opened(
            door.ask("GET", f"{server}/.well-known/oauth-protected-resource"), server, sends=False
        )
    except Refused as error:
        raise Refused(NO_OAUTH, code=error.code, server=server) from error
    issuers = about.get("authorization_servers")
    # A server that calls itself another would pass our proofs on to that other.
    if about.get("resource") != server or not isinstance(issuers, list) or len(issuers) != 1:
        raise Refused(NO_OAUTH, code="resource", server=server)
    return address(str(issuers[0]))


def _about(issuer: str, door: Door) -> dict[str, str]:
    about = opened(door.ask("GET", f"{issuer}{ABOUT}"), issuer, sends=False)
    wanted = (
        "pushed_authorization_request_endpoint",
        "authorization_endpoint",
        "token_endpoint",
    )
    found = {name: str(about.get(name, "")) for name in wanted}
    # Everything of a sign-in stays as safe as the address it began at.
    scheme = f"{urlsplit(issuer).scheme}://"
    if about.get("issuer") != issuer or not all(u.startswith(scheme) for u in found.values()):
        raise Refused(NO_OAUTH, code="issuer", server=issuer)
    return found


def _tokens(found: Json, who: str) -> Json:
    if found.get("token_type") != "DPoP" or not found.get("access_token") or not found.get("sub"):
        raise SignedOut(SIGNED_OUT, code="token", who=who)
    return found


def _client(back: str) -> str:
    parts = urlsplit(back)
    if parts.hostname in LOOPBACK:
        return "http://localhost?" + urlencode({"redirect_uri": back, "scope": SCOPE})
    return urlunsplit((parts.scheme, parts.netloc, DOCUMENT, "", ""))


def _numbered(back: str) -> str:
    parts = urlsplit(back)
    if parts.hostname != "localhost":
        return back
    port = f":{parts.port}" if parts.port else ""
    return urlunsplit((parts.scheme, f"127.0.0.1{port}", parts.path, parts.query, ""))
