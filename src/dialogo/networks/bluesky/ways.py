"""The two ways to connect an account: Bluesky's own page, or an app password."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from random import Random, SystemRandom
from urllib.parse import urlsplit

from dialogo.networks.account import Account, Asked, Granted
from dialogo.networks.bluesky import oauth
from dialogo.networks.bluesky.connector import BlueskyConnector
from dialogo.networks.bluesky.identity import (
    Identity,
    address,
    described,
    resolve,
    well_written,
)
from dialogo.networks.bluesky.proof import expiry
from dialogo.networks.bluesky.session import sign_in, tokens_of
from dialogo.networks.bluesky.xrpc import NOT_XRPC, SIGNED_OUT, code, opened
from dialogo.networks.errors import Refused, SignedOut
from dialogo.networks.http import Door
from dialogo.networks.shelf import Field, Way
from dialogo.records.text import Text

ENTRY = "https://bsky.social"  # not a home of accounts: it passes on to where they live

HANDLE = Field(
    "handle",
    Text(en="Name on Bluesky", it="Nome su Bluesky"),
    Text(
        en="Whole, as in name.bsky.social, or your own domain.",
        it="Intero, come in nome.bsky.social, o il vostro dominio.",
    ),
)
SERVER = Field(
    "server",
    Text(en="Server", it="Server"),
    Text(
        en="Only for a server of your own; else it is found by the name.",
        it="Solo per un server proprio; altrimenti si trova dal nome.",
    ),
    required=False,
    rare=True,
)
PASSWORD = Field(
    "password",
    Text(en="App password", it="Password per app"),
    Text(
        en="It looks like abcd-efgh-ijkl-mnop. The password of the account itself is not needed.",
        it="È fatta così: abcd-efgh-ijkl-mnop. La password del profilo stesso non serve.",
    ),
    secret=True,
)
WRONG = Text(
    en="Bluesky does not take this password for {who}. It has to be an app password, copied whole.",
    it="Bluesky non accetta questa password per {who}. Dev'essere una password per app, copiata "
    "per intero.",
)
NOT_THERE = Text(
    en="nobody is called {handle} on {host}. Check both.",
    it="nessuno si chiama {handle} su {host}. Controllate entrambi.",
)
ANOTHER = Text(
    en="leave was given for {came}, not for {asked}. Sign in there as {asked}.",
    it="il permesso è stato dato per {came}, non per {asked}. Entrate là come {asked}.",
)


def ask(filled: Mapping[str, str], back: str, door: Door, rng: Random) -> Asked:
    """Begins a sign-in by Bluesky's page."""
    who, server = _find(filled, door)
    asked = oauth.begin(server, who.handle, back, door, rng)
    return Asked(asked.url, {**asked.kept, "did": who.did, "given": filled.get("server", "")})


def grant_by_page(kept: Mapping[str, str], came: Mapping[str, str], door: Door) -> Granted:
    """Ends it. Whom the tokens are for is held against the account's own public entry: nobody's
    server can speak for an account that does not live there."""
    tokens = oauth.end(kept, came, door, SystemRandom())
    if tokens["sub"] != kept["did"]:
        asked = kept["handle"]
        raise Refused(ANOTHER, code="sub", came=str(tokens["sub"]), asked=asked)
    who, server = _find({"handle": kept["did"], "server": kept["given"]}, door)
    if server != kept["server"] or oauth.issuer_of(server, door) != kept["issuer"]:
        raise SignedOut(SIGNED_OUT, code="issuer", who=kept["handle"])
    settings = {
        **_settings(who, server, "oauth"),
        "token_endpoint": kept["token_endpoint"],
        "client_id": kept["client_id"],
        "issuer": kept["issuer"],
    }
    secrets = {"key": kept["key"], **oauth.kept_tokens(tokens, door.now())}
    return _granted(settings, secrets, None, door)


def grant_by_password(_: Mapping[str, str], filled: Mapping[str, str], door: Door) -> Granted:
    """Signs in once; the password is kept, for the day when the session ends."""
    who, server = _find(filled, door)
    password = filled["password"].strip()
    try:
        session = sign_in(server, who.did, password, who.handle, door)
    except SignedOut as error:
        says = WRONG if error.says is SIGNED_OUT else error.says
        raise SignedOut(says, code=error.code, who=who.handle) from error
    if session.get("did") != who.did:
        raise SignedOut(SIGNED_OUT, code="did", who=who.handle)
    secrets = {"password": password, **tokens_of(session)}
    return _granted(_settings(who, server, "password"), secrets, _until(secrets["refresh"]), door)


WAYS = (
    Way(
        "oauth",
        "oauth",
        Text(en="By Bluesky's own page", it="Dalla pagina di Bluesky"),
        (HANDLE, SERVER),
        ask,
        grant_by_page,
        leave=Text(
            en="The account's page on its server lists Dialogo among the connected apps, and "
            "takes its leave away (for most that page is bsky.social/account).",
            it="La pagina del profilo sul suo server elenca Dialogo fra le app collegate, e gli "
            "toglie il permesso (per i più quella pagina è bsky.social/account).",
        ),
    ),
    Way(
        "password",
        "form",
        Text(en="By an app password", it="Con una password per app"),
        (HANDLE, PASSWORD, SERVER),
        None,
        grant_by_password,
        steps=(
            Text(
                en="On Bluesky, open Settings, then Privacy and security, then App passwords.",
                it="Su Bluesky aprite le Impostazioni, poi Privacy e sicurezza, poi le password "
                "per app.",
            ),
            Text(
                en="Add one, and name it, say, Dialogo. Allow access to direct messages there if "
                "they are to come in here too.",
                it="Aggiungetene una e datele un nome, per esempio Dialogo. Permettete là "
                "l'accesso ai messaggi diretti se devono arrivare anche qui.",
            ),
            Text(
                en="Copy the password that Bluesky shows, once, into the form below.",
                it="Copiate nel modulo qui sotto la password che Bluesky mostra, una volta sola.",
            ),
        ),
        leave=Text(
            en="Delete the app password on Bluesky: Settings, Privacy and security, App passwords.",
            it="Su Bluesky eliminate la password per app: Impostazioni, Privacy e sicurezza, "
            "password per app.",
        ),
    ),
)


def _find(filled: Mapping[str, str], door: Door) -> tuple[Identity, str]:
    """Who it is, and the server to talk to: the one that was named, or where the account lives."""
    name, named = filled["handle"].strip().removeprefix("@"), filled.get("server", "").strip()
    if not named or address(named) == ENTRY:
        who = resolve(name, door)
        return who, who.server
    server = address(named)
    url = f"{server}/xrpc/com.atproto.repo.describeRepo"
    answer = door.ask("GET", url, params={"repo": well_written(name)})
    host = urlsplit(server).hostname
    try:
        found = opened(answer, name, sends=False)
    except Refused as error:
        if code(answer) in ("InvalidRequest", "RepoNotFound"):
            raise Refused(NOT_THERE, code=error.code, handle=name, host=host) from error
        raise Refused(NOT_XRPC, code=error.code, host=host) from error
    return described(str(found.get("did")), found.get("didDoc") or {}), server


def _settings(who: Identity, server: str, way: str) -> dict[str, str]:
    return {
        "way": way,
        "did": who.did,
        "handle": who.handle,
        "server": server,
        "home": who.server,
    }


def _granted(
    settings: dict[str, str], secrets: dict[str, str], until: datetime | None, door: Door
) -> Granted:
    held = _InHand(secrets, until)
    account: Account = BlueskyConnector(settings, held, door).whoami()
    return Granted(account, settings, held.secrets, held.until)


class _InHand:
    """Tokens that nobody keeps yet."""

    def __init__(self, secrets: dict[str, str], until: datetime | None) -> None:
        self.secrets, self.until = secrets, until

    def read(self) -> Mapping[str, str]:
        return self.secrets

    def keep(self, new: Mapping[str, str], until: datetime | None) -> None:
        self.secrets, self.until = dict(new), until

    def alone(self) -> Callable[[], None]:
        return lambda: None


def _until(refresh: str) -> datetime | None:
    second = expiry(refresh)
    return datetime.fromtimestamp(second, UTC) if second else None
