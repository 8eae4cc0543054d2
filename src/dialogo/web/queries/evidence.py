"""Which record a piece of evidence is about, so that it can be opened."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from django.db.models import Q

from dialogo.audit.check import Evidence
from dialogo.records.tables import TABLES
from dialogo.web.models.record_key import id_key, row_key
from dialogo.web.models.records import ROWS
from dialogo.web.models.workspace import Workspace

# As the audit names them: `2026-11-09 Ada answering`, `goal:likes:2026-05-25`,
# `2026-11-09:sales:social`.
_HOUR = re.compile(r"(\d{4}-\d\d-\d\d) (.+) (\S+)")
_PLAN = re.compile(r"([a-z]+):(.+):(\d{4}-\d\d-\d\d)")
_OUTCOME = re.compile(r"(\d{4}-\d\d-\d\d):(.+):([^:]*)")
_TABLES = {
    "message": "messages", "post": "posts", "expense": "expenses", "plan": "plan",
    "outcome": "outcomes",
}  # fmt: skip

Place = tuple[str, int]


def places(workspace: Workspace, evidence: Sequence[Evidence]) -> dict[Evidence, Place]:
    """Table and number of each piece's record, as far as there is one; a question a kind."""
    found: dict[Evidence, Place] = {}
    for kind in dict.fromkeys(thing.kind for thing in evidence):
        some = [thing for thing in evidence if thing.kind == kind]
        if kind in _TABLES:
            found |= _by_key(workspace, _TABLES[kind], some)
        elif kind == "hour":
            found |= _hours(workspace, some)
        elif kind == "person":
            found |= _people(workspace, some)
    return found


def _by_key(
    workspace: Workspace, table: str, evidence: Iterable[Evidence]
) -> dict[Evidence, Place]:
    keys = {thing: key for thing in evidence if (key := _KEYS[table](thing.id))}
    rows = ROWS[table].objects.filter(workspace=workspace, row_key__in=list(keys.values()))
    numbers = {bytes(key): pk for key, pk in rows.values_list("row_key", "pk")}
    return {thing: (table, numbers[key]) for thing, key in keys.items() if key in numbers}


def _on_network(id_: str) -> bytes | None:
    network, _, inner = id_.partition(":")
    return id_key(network, inner)


def _expense(id_: str) -> bytes | None:
    return row_key(TABLES["expenses"], {"expense_id": id_})


def _plan(id_: str) -> bytes | None:
    if (line := _PLAN.fullmatch(id_)) is None or (day := _day(line[3])) is None:
        return None
    return row_key(TABLES["plan"], {"kind": line[1], "subject": line[2], "from_day": day})


def _outcome(id_: str) -> bytes | None:
    if (line := _OUTCOME.fullmatch(id_)) is None or (day := _day(line[1])) is None:
        return None
    values = {"day": day, "outcome": line[2], "credited_to": line[3] or None}
    return row_key(TABLES["outcomes"], values)


_KEYS: Mapping[str, Callable[[str], bytes | None]] = {
    "messages": _on_network,
    "posts": _on_network,
    "expenses": _expense,
    "plan": _plan,
    "outcomes": _outcome,
}


def _hours(workspace: Workspace, evidence: Iterable[Evidence]) -> dict[Evidence, Place]:
    """Hours that somebody noted; an hour of the rota is no record."""
    named = {thing: line for thing in evidence if (line := _HOUR.fullmatch(thing.id))}
    wanted = Q(pk__in=())
    for line in named.values():
        if (day := _day(line[1])) is not None:
            wanted |= Q(day=day, person=line[2], activity=line[3])
    if not named:
        return {}
    rows = ROWS["hours"].objects.filter(wanted, workspace=workspace).order_by("-pk")
    numbers = {
        f"{day} {person} {activity}": pk
        for day, person, activity, pk in rows.values_list("day", "person", "activity", "pk")
    }
    return {thing: ("hours", numbers[thing.id]) for thing in named if thing.id in numbers}


def _people(workspace: Workspace, evidence: Iterable[Evidence]) -> dict[Evidence, Place]:
    names = {thing.id for thing in evidence}
    rows = ROWS["members"].objects.filter(workspace=workspace, person__in=names)
    numbers = dict(rows.order_by("from_day", "pk").values_list("person", "pk"))
    return {thing: ("members", numbers[thing.id]) for thing in evidence if thing.id in numbers}


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
