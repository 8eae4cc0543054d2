"""The rota as a calendar (RFC 5545), for whoever reads it in a program of their own."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event

from dialogo.records.network_names import network_name
from dialogo.records.text import Lang, Text
from dialogo.web.models.team import Colleague, OnCall, TeamRules
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.team import on_call, people, rota
from dialogo.web.queries.team.rota import Shift

BACK, AHEAD = timedelta(days=60), timedelta(days=370)
EVERYBODY = "all"

TITLE = Text(en="{company}: rota", it="{company}: turni")
OF_ONE = Text(en="{company}: rota of {name}", it="{company}: turni di {name}")
SHIFT = Text(en="On shift", it="Di turno")
CALL = Text(en="On call ({rank})", it="In reperibilità ({rank})")


def behind(workspace: Workspace, who: str, key: str, today: date) -> tuple[bool, Colleague | None]:
    """Whether `key` opens the calendar of `who` (a colleague's number, or "all"), and whose it is.

    A key that was never made opens nothing, and nobody who has left has a calendar.
    """
    if who == EVERYBODY:
        rules = TeamRules.objects.filter(workspace=workspace).first()
        return _fits(rules.calendar_key if rules else "", key), None
    if not (who.isascii() and who.isdigit() and len(who) < 19):
        return False, None
    colleague = people.colleagues(workspace, today).filter(pk=int(who)).first()
    return _fits(colleague.calendar_key if colleague else "", key), colleague


def written(workspace: Workspace, colleague: Colleague | None, now: datetime, lang: Lang) -> bytes:
    """The shifts and calls of two months back and a year ahead: a colleague's, or everybody's.

    Times are in UTC, which every program turns into its reader's, clocks changed or not.
    """
    since, until = now - BACK, now + AHEAD
    shifts = rota.shifts(workspace, since, until)
    calls: Iterable[OnCall] = on_call.listed(workspace, since, until)
    if colleague is not None:
        shifts = [one for one in shifts if one.name == colleague.name]
        calls = [one for one in calls if one.colleague_id == colleague.pk]
        title = OF_ONE.say(lang, company=workspace.name, name=colleague.name)
    else:
        title = TITLE.say(lang, company=workspace.name)
    calendar = Calendar()
    calendar.add("prodid", "-//Dialogo//Rota//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", title)
    calendar.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    for shift in shifts:
        calendar.add_component(_of_shift(workspace, shift, now, lang, colleague is None))
    for call in calls:
        calendar.add_component(_of_call(workspace, call, now, lang, colleague is None))
    return bytes(calendar.to_ical())


def _of_shift(workspace: Workspace, shift: Shift, now: datetime, lang: Lang, named: bool) -> Event:
    of = [network_name(shift.network, lang)] if shift.network else []
    of += [shift.language] if shift.language else []
    says = [shift.name if named else SHIFT.say(lang), *of]
    return _event(
        _uid(workspace, "shift", shift.name, f"{shift.starts_at:%Y%m%dT%H%M%SZ}"),
        " · ".join(says), shift.starts_at, shift.ends_at, now,
    )  # fmt: skip


def _of_call(workspace: Workspace, call: OnCall, now: datetime, lang: Lang, named: bool) -> Event:
    says = CALL.say(lang, rank=call.rank)
    title = f"{call.colleague.name} · {says}" if named else says
    uid = _uid(workspace, "call", str(call.pk))
    return _event(uid, title, call.starts_at, call.ends_at, now)


def _event(uid: str, title: str, starts: datetime, ends: datetime, now: datetime) -> Event:
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", now.astimezone(UTC).replace(microsecond=0))
    event.add("dtstart", starts.astimezone(UTC))
    event.add("dtend", ends.astimezone(UTC))
    event.add("summary", title)
    return event


def _uid(workspace: Workspace, *parts: str) -> str:
    digest = hashlib.blake2b("\0".join(parts).encode(), digest_size=12).hexdigest()
    return f"{digest}@{workspace.slug}.dialogo"


def _fits(kept: str, given: str) -> bool:
    """An empty key fits nothing."""
    return bool(kept) and hmac.compare_digest(kept.encode(), given.encode())
