"""What a network's trouble, and its end, mean for a connection: its state, and when it is tried
again."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from dialogo.networks.account import Account
from dialogo.networks.errors import NetworkError, SignedOut, Throttled
from dialogo.records.text import LANGS, Text
from dialogo.web.actions.connections import states
from dialogo.web.models.connections import Connection

FIRST, LONGEST = timedelta(minutes=1), timedelta(hours=1)
LONG = 7  # troubles in a row, and so more than an hour: worth a line in the trail

_AWAY = Text(
    en="{account} on {network} has not been reached for more than an hour",
    it="{account} su {network} non si raggiunge da più di un'ora",
)
_THERE = Text(
    en="{account} on {network} is reached again", it="{account} su {network} si raggiunge di nuovo"
)


def note_trouble(connection: Connection, error: NetworkError) -> None:
    """Notes what went wrong with the account itself (a letter that is refused is no such trouble).

    `SignedOut`: its owner connects it again. `Throttled`: it rests until then. Anything else: it
    rests, longer every time. What was met by a sign-in that is over by now changes nothing.
    """
    if connection.state not in Connection.PULLED:
        return
    said = _said(error, connection)
    if isinstance(error, SignedOut):
        states.move(connection, Connection.SIGNED_OUT, error=said)
        return
    before = connection.troubles
    troubles, pull_at = before + 1, timezone.now() + pause(before)
    if isinstance(error, Throttled):  # nothing is wrong: it only has to wait
        troubles, pull_at = before, error.retry_at
    rest: dict[str, Any] = {"error": said, "troubles": troubles, "pull_at": pull_at}
    if connection.state == Connection.LIVE:
        states.move(connection, Connection.RESTING, **rest)
    elif states.change(connection, **rest) and before < troubles == LONG:
        states.note(connection, "networks.away", _AWAY, None)


def note_good(connection: Connection, account: Account | None = None) -> None:
    """Notes that the network answered as it should, and what `account` says where it was asked."""
    if connection.state not in Connection.PULLED:
        return
    long = connection.troubles >= LONG
    fields = _changed(connection, _fields(connection, account))
    to = _state(connection, account)
    if to != connection.state:
        done = states.move(connection, to, **fields)
    else:
        done = bool(fields) and states.change(connection, **fields)
    if done and long:
        states.note(connection, "networks.back", _THERE, None)


def pause(troubles: int) -> timedelta:
    """How long to wait after so many troubles in a row before this one."""
    return min(FIRST * (1 << min(troubles, 10)), LONGEST)


def _said(error: NetworkError, connection: Connection) -> dict[str, str]:
    """Its sentence in both languages, hours as the company's clocks show them."""
    zone = ZoneInfo(connection.workspace.zone)
    values = {
        name: value.astimezone(zone) if isinstance(value, datetime) else value
        for name, value in error.values.items()
    }
    return {lang: error.says.say(lang, **values) for lang in LANGS}


def _state(connection: Connection, account: Account | None) -> str:
    if account is not None:
        return Connection.MOVED if account.moved_to else Connection.LIVE
    return Connection.LIVE if connection.state == Connection.RESTING else connection.state


def _fields(connection: Connection, account: Account | None) -> dict[str, Any]:
    good: dict[str, Any] = {"error": None, "troubles": 0}
    if account is None:
        return good
    return good | {
        "handle": account.handle,
        "name": account.name,
        "url": account.url,
        "moved_to": account.moved_to or "",
    }


def _changed(connection: Connection, fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if getattr(connection, name) != value}
