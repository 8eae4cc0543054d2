"""Routing what waits: each conversation to one person, by one conditional update.

Whoever routes holds the workspace's rules meanwhile, so that two never count the same load; people
who decide at the same time do so by the conversation's version, and what they decided stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet

from dialogo.web.actions.routing.choose import Floor, Reason, choose
from dialogo.web.actions.routing.floor import floor_of
from dialogo.web.models.conversations import Conversation, Looking
from dialogo.web.models.records import Message
from dialogo.web.models.routing import RoutingRules
from dialogo.web.models.team import Colleague, TeamRules
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.routing import HANDED, UNFIT
from dialogo.web.queries.team.absences import away
from dialogo.web.queries.team.people import rules as team_rules

PART = 200  # conversations in one transaction
WRITES = timedelta(seconds=60)  # who has been seen writing so lately is not interrupted

Place = tuple[datetime, int]


def waiting(workspace: Workspace) -> QuerySet[Conversation]:
    """Those in which somebody waits for an answer, the first due first."""
    found = Conversation.objects.filter(
        workspace=workspace, state=Conversation.OPEN, waiting_since__isnull=False
    )
    return found.exclude(asks="no").order_by("rank_at", "id")


def nobodys(workspace: Workspace) -> QuerySet[Conversation]:
    """Those of them that nobody has."""
    return waiting(workspace).filter(assigned__isnull=True, group__isnull=True)


def route(workspace: Workspace, now: datetime, place: Place | None) -> tuple[int, Place | None]:
    """Gives out a part of what nobody has, after `place` in the list: how many found somebody, and
    where to go on (None: that was all)."""
    if not _after(nobodys(workspace), place).exists():
        return 0, None
    with transaction.atomic():
        held = _hold(workspace)
        if held is None:
            return 0, None
        rules, routing = held
        rows = list(_after(nobodys(workspace), place)[:PART])
        if not rows:
            return 0, None
        floor = floor_of(workspace, routing, rules, now)
        agents = _agents(rows)
        given = sum(
            _give(floor, row, now, agent=agents.get(row.pk, ""), after=_left(row)) for row in rows
        )
        _turn(workspace, rules, floor)
    last = rows[-1]
    return given, (last.rank_at, last.pk) if len(rows) == PART else None


def hand_on(workspace: Workspace, now: datetime, place: Place | None) -> tuple[int, Place | None]:
    """Gives to others what was given to people who are not there any more, if the rules say so: to
    who stands in for them, to whoever else is on shift, or else back to nobody."""
    with transaction.atomic():
        held = _hold(workspace)
        if held is None or not held[0].hand_on:
            return 0, None
        rules, routing = held
        floor = floor_of(workspace, routing, rules, now)
        absent = _absent(workspace, now)
        gone = Q(routed__isnull=False) | Q(assigned__in=list(absent))
        there = {one.colleague.person_id for one in floor.on}
        mine = waiting(workspace).filter(gone, assigned__isnull=False).exclude(assigned__in=there)
        rows = list(_after(mine, place).select_related("assigned")[:PART])
        if not rows:
            return 0, None
        names = _names(workspace, {row.assigned_id for row in rows})
        writing = _writing(rows, now)
        moved = 0
        for row in rows:
            if (row.pk, row.assigned_id) not in writing:
                moved += _move(floor, row, now, absent.get(row.assigned_id or 0), names)
        _turn(workspace, rules, floor)
    last = rows[-1]
    return moved, (last.rank_at, last.pk) if len(rows) == PART else None


def _hold(workspace: Workspace) -> tuple[RoutingRules, str] | None:
    """The rules, locked until the transaction ends; None: people give conversations out."""
    routing = team_rules(workspace).routing
    if routing == TeamRules.MANUAL:
        return None
    RoutingRules.objects.get_or_create(workspace=workspace)
    locked = RoutingRules.objects.select_for_update(of=("self",)).select_related("last")
    return locked.get(workspace=workspace), routing


def _after(rows: QuerySet[Conversation], place: Place | None) -> QuerySet[Conversation]:
    if place is None:
        return rows
    at, pk = place
    return rows.filter(Q(rank_at__gte=at) & (Q(rank_at__gt=at) | Q(pk__gt=pk)))


def _give(floor: Floor, row: Conversation, now: datetime, *, agent: str, after: Reason) -> bool:
    """Gives it to whoever is chosen, or keeps why to nobody; whether somebody got it."""
    chosen, reason = choose(floor, row, agent=agent)
    if chosen is None:
        if _why(row.routed) != _why(reason):
            settle(row, None, {**reason, **after, "at": now.isoformat()})
        return False
    if not settle(row, chosen.colleague.person_id, {**reason, **after, "at": now.isoformat()}):
        return False
    floor.gave(chosen)
    return True


def _move(
    floor: Floor, row: Conversation, now: datetime, gone: Colleague | None, names: dict[int, str]
) -> bool:
    cover = gone.cover_id if gone else None
    chosen, reason = choose(floor, row, cover=cover)
    was = names.get(row.assigned_id or 0, str(row.assigned))
    reason |= {"after": was, "away": gone is not None, "at": now.isoformat()}
    if chosen is not None and cover == chosen.colleague.pk:
        reason["covers"] = was
    if not settle(row, chosen.colleague.person_id if chosen else None, reason):
        return False
    if chosen is not None:
        floor.gave(chosen)
    return True


def settle(row: Conversation, person: int | None, reason: Reason) -> bool:
    """The one write; False if anybody has decided something about it since it was read."""
    same = Conversation.objects.filter(
        pk=row.pk, version=row.version, state=Conversation.OPEN, assigned=row.assigned_id,
        group__isnull=True,
    )  # fmt: skip
    if person == row.assigned_id:
        return bool(same.update(routed=reason))
    return bool(same.update(assigned=person, routed=reason, version=F("version") + 1))


def _left(row: Conversation) -> Reason:
    """Who had it until they left or their absence began, so that the reason says so."""
    kept = row.routed or {}
    if kept.get("why") != HANDED:
        return {}
    return {"after": kept["after"], "gone" if kept.get("gone") else "away": True}


def _why(reason: Any) -> Any:
    kept = reason or {}
    fit = (kept.get("network"), kept.get("language")) if kept.get("why") == UNFIT else ()
    return kept.get("why"), fit


def _agents(rows: Iterable[Conversation]) -> dict[int, str]:
    """Who answered last in each, by name."""
    said = Message.objects.filter(part_of__in=[row.pk for row in rows], author_kind="company")
    human = said.exclude(automated=True).exclude(agent=None).order_by("sent_at", "id")
    return dict(human.values_list("part_of", "agent"))


def _absent(workspace: Workspace, now: datetime) -> dict[int, Colleague]:
    """Those with an account who are away, by their person's number."""
    numbers = list(away(workspace, now))
    found = Colleague.objects.filter(pk__in=numbers, person__isnull=False)
    return {one.person_id: one for one in found if one.person_id}


def _names(workspace: Workspace, people: set[int | None]) -> dict[int, str]:
    found = Colleague.objects.filter(workspace=workspace, person__in=people)
    return {person: name for person, name in found.values_list("person", "name") if person}


def _writing(rows: Sequence[Conversation], now: datetime) -> set[tuple[int, int]]:
    lately = Looking.objects.filter(conversation__in=rows, writing=True, at__gt=now - WRITES)
    return set(lately.values_list("conversation", "person"))


def _turn(workspace: Workspace, rules: RoutingRules, floor: Floor) -> None:
    """Keeps whose turn it was."""
    if floor.last and (rules.last is None or rules.last.name != floor.last):
        last = Colleague.objects.filter(workspace=workspace, name=floor.last).first()
        RoutingRules.objects.filter(pk=rules.pk).update(last=last)
