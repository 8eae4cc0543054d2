"""Connecting an account: by a form, or by the network's own page and back; again where it was."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta
from random import SystemRandom
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from dialogo.networks.account import Account, Asked, Granted
from dialogo.networks.bluesky.oauth import LOOPBACK
from dialogo.networks.errors import NetworkError, Refused
from dialogo.networks.metered import PRICES
from dialogo.networks.shelf import Way
from dialogo.records.text import Text
from dialogo.web.actions.connections import states
from dialogo.web.actions.connections.limits import written
from dialogo.web.actions.connections.opening import (
    APART,
    network_called,
    open_connector,
    opened_door,
)
from dialogo.web.actions.connections.paying import check_paid
from dialogo.web.actions.connections.secrets import Kept, alone
from dialogo.web.models.connections import Connection, SignInAsked
from dialogo.web.models.person import Person
from dialogo.web.models.workspace import Workspace

GOOD_FOR = timedelta(hours=1)  # how long somebody may take on the network's own page
UNTIDIED = timedelta(days=1)

_NEW = Text(en="connected {account} on {network}", it="ha collegato {account} su {network}")
_NO_WAY = Text(
    en="there is no way called {way} to connect {network}.",
    it="non c'è un modo di nome {way} per collegare {network}.",
)
_OVER = Text(
    en="this sign-in was used already, or begun more than an hour ago. Begin again.",
    it="questo accesso è già stato usato, o è iniziato più di un'ora fa. Ricominciate.",
)
_NO_HTTPS = Text(
    en="{network} sends people back to an encrypted address only, and the desk is at {back}. "
    "Whoever runs it can set DIALOGO_ADDRESS=https://…; or connect with an app password.",
    it="{network} rimanda solo a un indirizzo cifrato, e la scrivania è a {back}. Chi la gestisce "
    "può impostare DIALOGO_ADDRESS=https://…; oppure collegatevi con una password per app.",
)
ENCRYPTED_ONLY = frozenset({"bluesky"})  # but for this machine's own addresses


def by_form(
    workspace: Workspace, by: Person | None, network: str, way: str, filled: Mapping[str, str]
) -> Connection:
    """Connects an account by what was filled in; raises the errors of a network.

    What comes from outside goes through `filling.fill` first.
    """
    found = granted(network, way, {}, filled, workspace)
    return settle(workspace, by, network, way, found)


def ask(network: str, way: str, filled: Mapping[str, str], back: str) -> Asked:
    """Begins a sign-in on the network's own page, which sends people `back`."""
    asks = way_of(network, way).ask
    if asks is None:
        raise Refused(_NO_WAY, code="way", way=way, network=states.called(network))
    if wrong := cannot_come_back(network, back):
        raise wrong
    with opened_door(network_called(network)) as door:
        return asks(filled, back, door, SystemRandom())


def cannot_come_back(network: str, back: str) -> Refused | None:
    """Why a network's own page would not send people back to this address, if it would not."""
    at = urlsplit(back)
    if network not in ENCRYPTED_ONLY or at.scheme == "https" or at.hostname in LOOPBACK:
        return None
    return Refused(_NO_HTTPS, code="http", network=states.called(network), back=back)


def granted(
    network: str,
    way: str,
    kept: Mapping[str, str],
    came: Mapping[str, str],
    payer: Workspace | None = None,
) -> Granted:
    """What a sign-in gave; nothing is stored yet. `payer` pays where the network charges calls."""
    grants = way_of(network, way).grant
    if grants is None:
        raise Refused(_NO_WAY, code="way", way=way, network=states.called(network))
    with opened_door(network_called(network), payer=payer) as door:
        return grants(kept, came, door)


def way_of(network: str, way: str) -> Way:
    """One way of a network; raises `Refused` if there is none of that name."""
    for one in network_called(network).ways:
        if one.id == way:
            return one
    raise Refused(_NO_WAY, code="way", way=way, network=states.called(network))


def begin(
    workspace: Workspace,
    by: Person,
    network: str,
    way: str,
    filled: Mapping[str, str],
    *,
    origin: str,
    path: str,
) -> tuple[str, str]:
    """Begins a sign-in for a browser: the page to go to, and the state that comes back from it.

    `origin` is where the browser sees the desk now, and so where its session is; `path` is of the
    page that people come back to. Raises `Refused` where nobody would pay for what it costs.
    """
    check_paid(workspace, network_called(network))
    asked = ask(network, way, filled, address_of(origin) + path)
    now = timezone.now()
    SignInAsked.objects.filter(asked_at__lt=now - UNTIDIED).delete()
    SignInAsked.objects.create(
        workspace=workspace,
        by=by,
        network=network,
        way=way,
        state=asked.kept["state"],
        kept=json.dumps({"origin": origin, "kept": dict(asked.kept)}),
    )
    return asked.url, asked.kept["state"]


def address_of(origin: str) -> str:
    """How the desk is reached from outside, where somebody sees it at `origin`."""
    return str(settings.OPTIONS.address or origin)


def begun(state: str) -> SignInAsked | None:
    """The sign-in that was begun by this state, if it is still good."""
    since = timezone.now() - GOOD_FOR
    return (
        SignInAsked.objects.select_related("workspace", "by")
        .filter(state=state, asked_at__gt=since)
        .first()
    )


def origin_of(asked: SignInAsked) -> str:
    """Where the desk was seen by the browser that the sign-in was begun in: networks may send
    people back to another of its names (127.0.0.1 for localhost)."""
    return str(json.loads(asked.kept)["origin"])


def end(asked: SignInAsked, came: Mapping[str, str]) -> Connection:
    """Ends a sign-in by what came back; once, whatever comes of it."""
    if not SignInAsked.objects.filter(pk=asked.pk).delete()[0]:
        raise Refused(_OVER, code="used")
    kept = json.loads(asked.kept)["kept"]
    found = granted(asked.network, asked.way, kept, came, asked.workspace)
    return settle(asked.workspace, asked.by, asked.network, asked.way, found)


def settle(
    workspace: Workspace, by: Person | None, network: str, way: str, found: Granted
) -> Connection:
    """Keeps what a sign-in gave: in the row of the account where it is known, else in a new one."""
    server = found.account.server or found.settings.get("server") or found.settings.get("file", "")
    place = found.settings.get("server") or server
    of = _apart(workspace, network, found.account, place)
    known, external_id = _known(workspace, network, found.account, place, of)
    prices = {}
    if known is not None:
        of = str(known.settings.get(APART, ""))  # it never changes
        prices = {name: known.settings[name] for name in (PRICES,) if name in known.settings}
    fields = {
        "way": way,
        "handle": found.account.handle,
        "name": found.account.name,
        "server": server,
        "url": found.account.url,
        "settings": {**found.settings, **prices, **({APART: of} if of else {})},
        "moved_to": found.account.moved_to or "",
        "error": None,
        "troubles": 0,
        "pull_at": timezone.now(),
        "connected_by": by,
        "connected_at": timezone.now(),
    }
    if known is None:
        connection = _make(workspace, network, external_id, found, fields)
    else:
        connection = _take_back(known, found, fields)
    note_limits(connection)
    return connection


def note_limits(connection: Connection) -> None:
    """Reads what the server takes; where it does not say so now, what was known stays."""
    with suppress(NetworkError), open_connector(connection) as connector:
        limits = written(connector.limits)
        if limits != connection.limits:
            Connection.objects.filter(pk=connection.pk).update(limits=limits)
            connection.limits = limits


def _make(
    workspace: Workspace,
    network: str,
    external_id: str,
    found: Granted,
    fields: Mapping[str, Any],
) -> Connection:
    with transaction.atomic(durable=True):
        connection = Connection.objects.create(
            workspace=workspace,
            network=network,
            external_id=external_id,
            state=_state(found.account),
            **fields,
        )
        Kept(connection).add(found.secrets, found.until)
        states.note(connection, "networks.connect", _NEW, fields["connected_by"])
    return connection


def _take_back(connection: Connection, found: Granted, fields: Mapping[str, Any]) -> Connection:
    """Whoever renews the former secrets just now ends first, and then finds the new ones."""
    to, by = _state(found.account), fields["connected_by"]
    with alone(connection), transaction.atomic(durable=True):
        connection = Connection.objects.select_for_update().get(pk=connection.pk)
        if connection.state == to:
            states.change(connection, **fields)
            states.note(connection, "networks.connect", states.AGAIN, by)
        else:
            states.move(connection, to, by, **fields)
        Kept(connection).add(found.secrets, found.until)
    return connection


def _state(account: Account) -> str:
    return Connection.MOVED if account.moved_to else Connection.LIVE


def _apart(workspace: Workspace, network: str, account: Account, place: str) -> str:
    """By what the ids of an account are told apart from those of others, where the network's are
    one server's or one account's; nothing for the first, which keeps them as they are."""
    others = list(Connection.objects.filter(workspace=workspace, network=network).order_by("pk"))
    match network_called(network).ids:
        case "server's" if others:
            same = [str(one.settings.get(APART, "")) for one in others if _place(one) == place]
            return same[0] if same else urlsplit(place).netloc or place
        case "account's" if others:
            return account.id
    return ""


def _known(
    workspace: Workspace, network: str, account: Account, place: str, of: str
) -> tuple[Connection | None, str]:
    """The row of an account, and the id that it has or is to have.

    A DID or an address is one account wherever it lives; a plain number is one of its server's.
    """
    apart = f"{account.id}@{of or place}"
    rows = Connection.objects.filter(
        workspace=workspace, network=network, external_id__in=[account.id, apart]
    )
    by_id = {row.external_id: row for row in rows}
    plain = by_id.get(account.id)
    if plain and (_place(plain) == place or any(sign in account.id for sign in ":@/")):
        return plain, account.id
    of_people = network_called(network).ids == "server's"
    return by_id.get(apart), apart if plain or (of and of_people) else account.id


def _place(connection: Connection) -> str:
    """Where an account lives: its server with its port, as it was connected."""
    return str(connection.settings.get("server") or connection.server)
