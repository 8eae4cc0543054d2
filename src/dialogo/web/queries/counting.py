"""How long a text is as its network counts, and how long it may be."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields
from datetime import timedelta
from typing import Any

import regex

from dialogo.networks.account import Counted, Limits
from dialogo.networks.x.counting import weighted
from dialogo.web.models.connections import Connection
from dialogo.web.models.conversations import Conversation

_LINK = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_HANDLE = re.compile(r"(?<![\w@/])(@[\w.-]*\w)@[\w.-]*\w")
# What a network takes as long as its server has not told: less rather than more.
_DEFAULTS: Mapping[str, Limits] = {
    "bluesky": Limits(
        300, "graphemes", alt_length=2000, honours_keys="for ever",
        films=1, film_bytes=100_000_000, film_seconds=180, captions=20_000,
    ),
    "mastodon": Limits(
        500, "characters", link_length=23, picture_bytes=8_000_000, alt_length=1500,
        films=1, film_bytes=40_000_000,
    ),
    "fake": Limits(
        500, "characters", directs=True, alt_length=1500, honours_keys="for ever",
        films=1, film_bytes=10_000_000, captions=20_000,
    ),
    "mail": Limits(200_000, "characters", pictures=10, picture_bytes=10_000_000, threads=False),
    "telegram": Limits(
        4096, "utf16", pictures=10, picture_bytes=10_000_000, directs=True,
        films=1, film_bytes=50_000_000,
    ),
    "x": Limits(280, "weighted", link_length=23, picture_bytes=5_000_000),
    "feeds": Limits(0, "characters", pictures=0, alt_length=0, threads=False),
}  # fmt: skip
_UNKNOWN = Limits(280, "characters")
# Private messages have a length of their own.
_PRIVATE = {"bluesky": 1000}


def counted(
    connection: Connection | None, text: str, conversation: Conversation | None = None
) -> tuple[int, int]:
    """How much of its length a text uses, and how much there is (0: nothing can be sent).

    In `conversation` also counts the name of whom it answers, where a network puts that in front.
    """
    if connection is None:
        return len(text), 0
    limits = limits_of(connection)
    used = length(text, limits.counted, limits.link_length, short_handles=_short(connection))
    return used + in_front(connection, text, conversation), _most(limits, connection, conversation)


def length(
    text: str, counted: Counted, link_length: int | None = None, *, short_handles: bool = False
) -> int:
    """Links count as `link_length` where the network shortens them; `short_handles`: names count
    without their servers."""
    if counted == "weighted":
        return weighted(text)
    links = 0
    if link_length is not None:
        text, found = _LINK.subn("", text)
        links = found * link_length
    if short_handles:
        text = _HANDLE.sub(r"\1", text)
    match counted:
        case "graphemes":
            return links + len(regex.findall(r"\X", text))
        case "bytes":
            return links + len(text.encode())
        case "utf16":
            return links + len(text.encode("utf-16-le")) // 2
        case _:
            return links + len(text)


def in_front(connection: Connection, text: str, conversation: Conversation | None) -> int:
    """What is put before an answer when it is sent: Mastodon's `@name `, unless it is there."""
    if connection.network != "mastodon" or conversation is None:
        return 0
    handle = "@" + conversation.author.lstrip("@")
    if re.search(rf"(?<![\w@]){re.escape(handle)}(?![\w@])", text, re.IGNORECASE):
        return 0
    return len(_HANDLE.sub(r"\1", handle) if _short(connection) else handle) + 1


def limits_of(connection: Connection) -> Limits:
    """What its server takes: as last read, and by the network where it has not told."""
    default = _DEFAULTS.get(connection.network, _UNKNOWN)
    return read(connection.limits, default) if connection.limits else default


def read(kept: Mapping[str, Any], default: Limits = _UNKNOWN) -> Limits:
    """Limits as connections keep them, spans in seconds; what is missing is as in `default`."""
    values = {one.name: kept.get(one.name, getattr(default, one.name)) for one in fields(Limits)}
    for name in ("reply_within", "honours_keys"):
        if isinstance(values[name], int | float):
            values[name] = timedelta(seconds=values[name])
    values["picture_types"] = tuple(values["picture_types"])
    return Limits(**values)


def script_of(connection: Connection, conversation: Conversation | None = None) -> dict[str, Any]:
    """What a counter in the browser needs to count as we do."""
    limits = limits_of(connection)
    return {
        "counted": limits.counted,
        "limit": _most(limits, connection, conversation),
        "link": limits.link_length,
        "short": _short(connection),
        "before": in_front(connection, "", conversation),
    }


def _most(limits: Limits, connection: Connection, conversation: Conversation | None) -> int:
    private = conversation is not None and conversation.private
    return _PRIVATE.get(connection.network, limits.length) if private else limits.length


def _short(connection: Connection) -> bool:
    """Mastodon and its descendants, which honour keys, count a name without its server."""
    return connection.network == "mastodon" and limits_of(connection).honours_keys is not None
