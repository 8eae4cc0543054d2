"""Who an account is: from its handle to its lasting id, and from that to the server it lives on.

Source: https://atproto.com/specs/identity
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from dialogo.networks.bluesky.xrpc import Json, opened
from dialogo.networks.errors import Refused
from dialogo.networks.http import Door
from dialogo.records.text import Text

RESOLVER = "https://public.api.bsky.app"
DIRECTORY = "https://plc.directory"

NO_HANDLE = Text(
    en="“{handle}” is not an account's name. Write it whole: name.bsky.social, or your own domain.",
    it="«{handle}» non è il nome di un profilo. Scrivetelo intero: nome.bsky.social, o il vostro "
    "dominio.",
)
UNKNOWN = Text(
    en="nobody is called {handle} on Bluesky. Check how it is written.",
    it="nessuno si chiama {handle} su Bluesky. Controllate com'è scritto.",
)
NO_HOME = Text(
    en="the public entry of {handle} names no server. Its owner must mend it there.",
    it="la scheda pubblica di {handle} non nomina un server. Il titolare deve correggerla.",
)
NO_ADDRESS = Text(
    en="{address} is not a server's address. Write it as https://example.com.",
    it="{address} non è l'indirizzo di un server. Scrivetelo come https://esempio.it.",
)

_HANDLE = re.compile(r"([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?")
_DID = re.compile(r"did:(plc:[a-z2-7]{24}|web:[A-Za-z0-9.%-]+)")


@dataclass(frozen=True)
class Identity:
    """`did` lasts; `handle` is what the account's own entry says; `server` is where it lives."""

    did: str
    handle: str
    server: str


def resolve(
    written: str, door: Door, resolver: str = RESOLVER, directory: str = DIRECTORY
) -> Identity:
    """The identity behind a handle or a DID. Raises the five errors; `Refused` for nobody."""
    name = written.strip().removeprefix("@").strip()
    did = name if _DID.fullmatch(name) else _did_of(name.lower(), door, resolver)
    return described(did, document(did, door, directory))


def well_written(name: str) -> str:
    """A handle or a DID as it should be written; raises `Refused` for anything else."""
    if not _DID.fullmatch(name) and (not _HANDLE.fullmatch(name.lower()) or len(name) > 253):
        raise Refused(NO_HANDLE, code="handle", handle=name)
    return name


def document(did: str, door: Door, directory: str = DIRECTORY) -> Json:
    """The public entry of an account."""
    if not _DID.fullmatch(did):
        raise Refused(UNKNOWN, code="did", handle=did)
    if did.startswith("did:web:"):
        host = unquote(did.removeprefix("did:web:"))
        url = f"https://{host}/.well-known/did.json"
    else:
        url = f"{address(directory)}/{did}"
    return opened(door.ask("GET", url), did, sends=False)


def described(did: str, entry: Json) -> Identity:
    """What an entry says. Raises `Refused` if it is another's, or names no server."""
    home = next(
        (
            str(service.get("serviceEndpoint"))
            for service in entry.get("service") or []
            if isinstance(service, dict)
            and str(service.get("id", "")).endswith("#atproto_pds")
            and service.get("type") == "AtprotoPersonalDataServer"
        ),
        None,
    )
    also = (str(name) for name in entry.get("alsoKnownAs") or [])
    handle = next((name[5:] for name in also if name.startswith("at://")), did)
    if entry.get("id") != did or home is None:
        raise Refused(NO_HOME, code="did-document", handle=handle)
    return Identity(did, handle, address(home))


def address(written: str) -> str:
    """A server's address without its path: `https://` unless it says `http://`."""
    text = written.strip()
    parts = urlsplit(text if "://" in text else f"https://{text}")
    if parts.scheme not in ("https", "http") or not parts.hostname or parts.username:
        raise Refused(NO_ADDRESS, code="address", address=written)
    return f"{parts.scheme}://{parts.netloc.lower()}"


def did_of(handle: str, door: Door, resolver: str) -> str | None:
    """The DID that a handle stands for now; None if it stands for nobody."""
    if not _HANDLE.fullmatch(handle) or len(handle) > 253:
        return None
    url = f"{resolver}/xrpc/com.atproto.identity.resolveHandle"
    try:
        found = opened(door.ask("GET", url, params={"handle": handle}), handle, sends=False)
    except Refused:
        return None
    did = str(found.get("did"))
    return did if _DID.fullmatch(did) else None


def _did_of(handle: str, door: Door, resolver: str) -> str:
    found = did_of(well_written(handle), door, address(resolver))
    if found is None:
        raise Refused(UNKNOWN, code="handle", handle=handle)
    return found
