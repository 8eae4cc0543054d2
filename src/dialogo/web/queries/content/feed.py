"""The calendar of posts (RFC 5545), for whoever reads it in a program of their own."""

from __future__ import annotations

import hmac
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event

from dialogo.records.network_names import network_name
from dialogo.records.text import Lang, Text
from dialogo.web.models.content import Piece
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.content.approving import rules_of
from dialogo.web.queries.content.calendar import Filters, between
from dialogo.web.queries.content.words import state_of

BACK, AHEAD = timedelta(days=60), timedelta(days=370)
LASTS = timedelta(minutes=15)  # so that calendars have something to draw
TITLE = Text(en="{company}: posts", it="{company}: post")


def opens(workspace: Workspace, key: str) -> bool:
    """Whether `key` is the one in the address; one that was never made opens nothing."""
    kept = str(rules_of(workspace).calendar_key)
    return bool(kept) and hmac.compare_digest(kept.encode(), key.encode())


def written(workspace: Workspace, now: datetime, lang: Lang) -> bytes:
    """Pieces of two months back and a year ahead; times in UTC, which every program turns into its
    reader's. What is not planned yet is tentative."""
    calendar = Calendar()
    calendar.add("prodid", "-//Dialogo//Posts//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", TITLE.say(lang, company=workspace.name))
    calendar.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    for entry in between(workspace, now - BACK, now + AHEAD, Filters()):
        if entry.piece is None or entry.at is None:
            continue
        where = ", ".join(network_name(one, lang) for one in entry.networks)
        event = Event()
        event.add("uid", f"piece-{entry.piece.pk}@{workspace.slug}.dialogo")
        event.add("dtstamp", now.astimezone(UTC).replace(microsecond=0))
        event.add("dtstart", entry.at.astimezone(UTC))
        event.add("dtend", (entry.at + LASTS).astimezone(UTC))
        event.add("summary", f"{entry.title or '–'} ({state_of(entry.piece).say(lang)})")
        event.add("location", where)
        sure = entry.piece.state in (Piece.PLANNED, Piece.SENDING, Piece.PUBLISHED)
        event.add("status", "CONFIRMED" if sure else "TENTATIVE")
        calendar.add_component(event)
    return bytes(calendar.to_ical())
