"""XRPC, the protocol of Bluesky's servers: its answers as JSON, its error codes as the five errors.

Source: https://atproto.com/specs/xrpc, and what the PDS and AppView of the tests really answer.
"""

from __future__ import annotations

from typing import Any

import httpx

from dialogo.networks.errors import NetworkError, Refused, SignedOut, Unreachable, Unsettled
from dialogo.records.text import Text

Json = dict[str, Any]

SIGNED_OUT = Text(
    en="Bluesky no longer lets {who} in. Connect the account again.",
    it="Bluesky non fa più entrare {who}. Collegate di nuovo il profilo.",
)
TAKEN_DOWN = Text(
    en="{who} has been taken down by its server. Its owner can ask there why.",
    it="{who} è stato sospeso dal suo server. Il titolare può chiederne là il motivo.",
)
DEACTIVATED = Text(
    en="{who} is deactivated on this server, or has moved to another. Connect it again once "
    "it is active.",
    it="{who} è disattivato su questo server, o si è trasferito su un altro. Collegatelo di nuovo "
    "quando sarà attivo.",
)
SECOND_STEP = Text(
    en="{who} asks for a code by e-mail when signing in. Use an app password, from Bluesky's "
    "settings, and not the main one.",
    it="{who} chiede un codice via e-mail per entrare. Usate una password per app, dalle "
    "impostazioni di Bluesky, e non quella principale.",
)
REFUSED = Text(en="Bluesky refused: {reason}", it="Bluesky ha rifiutato: {reason}")
NOT_XRPC = Text(
    en="{host} does not answer as a Bluesky server. Check the address.",
    it="{host} non risponde come un server Bluesky. Controllate l'indirizzo.",
)

OUT = {
    "AuthenticationRequired": SIGNED_OUT,
    "AuthMissing": SIGNED_OUT,
    "InvalidToken": SIGNED_OUT,
    "ExpiredToken": SIGNED_OUT,
    "invalid_token": SIGNED_OUT,
    "invalid_grant": SIGNED_OUT,
    "AccountTakedown": TAKEN_DOWN,
    "RepoTakendown": TAKEN_DOWN,
    "RepoSuspended": TAKEN_DOWN,
    "AccountSuspended": TAKEN_DOWN,
    "AccountDeactivated": DEACTIVATED,
    "AccountInactive": DEACTIVATED,
    "RepoDeactivated": DEACTIVATED,
    "AuthFactorTokenRequired": SECOND_STEP,
}
STALE = frozenset({"ExpiredToken", "InvalidToken", "invalid_token"})


def code(response: httpx.Response) -> str:
    """The server's own error code; empty if it gives none."""
    try:
        body = response.json()
    except ValueError:
        return ""
    found = body.get("error") if isinstance(body, dict) else None
    return found if isinstance(found, str) else ""


def failure(response: httpx.Response, who: str) -> NetworkError:
    """What an answer that is no success means; `who` is the account asked for."""
    named = code(response) or str(response.status_code)
    if named in OUT:
        return SignedOut(OUT[named], code=named, who=who)
    if response.status_code == 401:
        return SignedOut(SIGNED_OUT, code=named, who=who)
    return Refused(REFUSED, code=named, reason=_reason(response) or named)


def opened(response: httpx.Response, who: str, sends: bool) -> Json:
    """The JSON of an answer. Raises what it means if it is no success, and `Unsettled` (or
    `Unreachable`, of what does not send) if it is a success that cannot be read."""
    if not response.is_success:
        raise failure(response, who)
    if not response.content:
        return {}
    try:
        body = response.json()
    except ValueError:
        body = None
    if isinstance(body, dict):
        return body
    kind = Unsettled if sends else Unreachable
    raise kind(NOT_XRPC, code="not-xrpc", host=response.url.host)


def _reason(response: httpx.Response) -> str:
    try:
        body = response.json()
    except ValueError:
        return ""
    if not isinstance(body, dict):
        return ""
    found = body.get("message") or body.get("error_description") or ""
    return str(found)[:300]
