"""The promises of the last weeks: how many were kept, by what, and each by itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet

from dialogo.dialogue.promise_lines import PRIORITIES
from dialogo.dialogue.promise_outcomes import EARLY, KEPT, NEAR, OUTCOMES, WAITING
from dialogo.web.models.promises import PromiseWait
from dialogo.web.models.workspace import Workspace

KIND = "promises"
IN_TIME = (EARLY, KEPT, NEAR)
BY = ("priority", "network", "need", "week")


@dataclass(frozen=True)
class Part:
    """Of one week, network, need or priority (`name`, as an address has it; empty: all, or a wait
    without a need): how many ended how."""

    name: str
    counts: Mapping[str, int]

    @property
    def asked(self) -> int:
        return sum(self.counts.values())

    @property
    def decided(self) -> int:
        """Those of which it is known whether the promise was kept."""
        return self.asked - self.counts.get(WAITING, 0)

    @property
    def kept(self) -> int:
        return sum(self.counts.get(name, 0) for name in IN_TIME)


def parts(workspace: Workspace, by: str) -> list[Part]:
    """One part for each name there is, in one query; weeks in their order, the newest first."""
    column = "day" if by == "week" else by
    rows = PromiseWait.objects.filter(workspace=workspace).order_by()
    tally: dict[Any, Counter[str]] = {}
    for name, outcome, count in rows.values_list(column, "outcome").annotate(n=Count("pk")):
        key = _monday(name) if by == "week" else name
        tally.setdefault(key, Counter())[outcome] += count
    if by in ("week", "priority"):
        order = sorted(tally, reverse=True)
    else:
        order = sorted(tally, key=lambda name: (not name, -sum(tally[name].values()), name))
    return [Part(_address(by, name), tally[name]) for name in order]


def all_of(found: list[Part]) -> Part:
    """The parts together."""
    whole: Counter[str] = Counter()
    for part in found:
        whole.update(part.counts)
    return Part("", whole)


def narrowed(workspace: Workspace, asked: Mapping[str, str]) -> QuerySet[PromiseWait]:
    """Those that an address asks for (`by`, `is`, `outcome`), the newest first; what makes no sense
    is left out."""
    rows = PromiseWait.objects.filter(workspace=workspace)
    if asked.get("outcome") in OUTCOMES:
        rows = rows.filter(outcome=asked["outcome"])
    return rows.filter(_is(asked.get("by", ""), asked.get("is", ""))).order_by("-began", "-id")


def _is(by: str, name: str) -> Q:
    if by in ("network", "need"):
        return Q(**{by: name.replace("\0", "")})
    if by == "priority" and name in PRIORITIES:
        return Q(priority=PRIORITIES.index(name))
    if by == "week":
        try:
            monday = date.fromisoformat(name)
        except ValueError:
            return Q()
        return Q(day__gte=monday, day__lte=min(monday, date.max - timedelta(6)) + timedelta(6))
    return Q()


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _address(by: str, name: Any) -> str:
    if by == "priority":
        return PRIORITIES[name]
    return name.isoformat() if isinstance(name, date) else str(name)
