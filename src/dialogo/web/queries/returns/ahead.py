"""What an estimate says of the weeks to come: hold-outs, a division, what if; as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from dialogo.records.errors import BadInput
from dialogo.records.text import LANGS
from dialogo.returns.ahead import QUARTER, now, what_if
from dialogo.returns.division import FLOOR, Use, divide
from dialogo.returns.floats import Floats
from dialogo.returns.holdout import plan_holdout
from dialogo.returns.last_click import beside_last_click
from dialogo.returns.results import Returns
from dialogo.returns.sooner import by_holding_out, by_varying
from dialogo.returns.through import chained
from dialogo.web.queries.returns.efforts import Effort
from dialogo.web.queries.returns.series import Table

ANSWERING = ("answers", "hours:answering")
_YEAR = 52
Kept = dict[str, Any]


def ahead(found: Returns, table: Table, credit: list[Kept]) -> Kept:
    """What is told without being asked: what would shorten the wait; how to hold promotion out
    (where the calculation has settled); the quarter as the estimate would divide it (None while
    nothing is measurable); and the last click beside it."""
    return {
        "sooner": {
            one.id: ways
            for one in table.used
            if found[one.id].wait is not None and (ways := _sooner(found, one)) is not None
        },
        "holdouts": {
            one.id: held
            for one in _adverts(table)
            if not found[one.id].verdict.against("chains")
            and (held := holdout(found, one.id)) is not None
        },
        "division": divided(found, table) if found.measurable else None,
        "beside": _beside(found, credit),
        "now": {one.name: now(found, one.name).cost * QUARTER for one in found.activities},
    }


def _sooner(found: Returns, effort: Effort) -> Kept | None:
    """What varying an activity, and holding promotion out, would give; None if it is not done now.

    Promotion can be paused; of what people get, half is the least."""
    if not now(found, effort.id).effort > 0:
        return None
    money = effort.counted == "money"
    varied = by_varying(found, effort.id, little=0.0 if money else 0.5)
    plan = plan_holdout(found, effort.id, since=_next_monday(found)) if money else None
    held = by_holding_out(found, plan) if plan else None
    return {
        "varied": varied.to_json() if varied else None,
        "held": held.to_json() if held else None,
    }


FOLLOWERS = "new-followers"


def through(table: Table, grown: Floats | None) -> list[Kept]:
    """What came through an audience that grew, for each activity of which the weeks show it; costs
    two estimates more."""
    if table.series is None or grown is None:
        return []
    try:
        chain = chained(table.series, FOLLOWERS, grown)
    except BadInput:
        return []
    return [one.to_json() for one in chain.links if one.through is not None]


def holdout(
    found: Returns, activity: str, regions: Mapping[str, float] | None = None
) -> Kept | None:
    """The way that loses least, and the one most sure to show it; None: it is not done now."""
    try:
        plan = plan_holdout(found, activity, regions=regions, since=_next_monday(found))
    except BadInput:
        if regions is not None:
            raise
        return None
    best = None if plan.best is None else plan.best.to_json()
    return {"activity": activity, "best": best, "nearest": plan.nearest.to_json()}


def _next_monday(found: Returns) -> date:
    """The first week to come, and after those that are recorded."""
    today = timezone.localdate()
    monday = today + timedelta(days=7 - today.weekday())
    return max(monday, found.series.days[-1] + timedelta(weeks=1))


def divided(
    found: Returns,
    table: Table,
    money: float | None = None,
    hours: float | None = None,
    floor: float = FLOOR,
) -> Kept | None:
    """Next quarter's money (else as much as now) and hours divided; None where nothing costs
    anything. Raises `BadInput` for what cannot be divided."""
    there = money or sum(now(found, one.name).cost for one in found.activities) * QUARTER
    if not there > 0:
        return None
    names = {one.name for one in found.activities}
    made = divide(
        found,
        money=there,
        hours=hours,
        floor=floor,
        answering=[name for name in ANSWERING if name in names],
        uses={one.id: _use(one, found) for one in table.used},
    )
    return made.to_json() | {"money": there, "hours": hours, "floor": floor}


def changed(found: Returns, times: Mapping[str, float]) -> Kept:
    """What if some activities were done so many times as much; raises `BadInput`."""
    return what_if(found, times).to_json() | {"times": dict(times)}


def _use(one: Effort, found: Returns) -> Use:
    """What a unit of its cost takes: as over the last year."""
    weeks = found.series.days[-_YEAR:]
    cost = sum(one.cost.get(week, 0.0) for week in weeks)
    hours = sum(one.hours.get(week, 0.0) for week in weeks)
    return Use(1.0, hours / cost if cost > 0 else 0.0)


def _adverts(table: Table) -> list[Effort]:
    """People who write get their answer: only promotion is left out on purpose."""
    return [one for one in table.used if one.counted == "money"]


def _beside(found: Returns, credit: list[Kept]) -> Kept:
    """Why the last click and the estimate differ, by channel; only for promotion on a network."""
    names = {one.name for one in found.activities}
    told = {}
    for one in credit:
        name = f"promotion:{one['channel'].lower()}"
        if name in names:
            try:
                (beside,) = beside_last_click(found, {name: one["value"]})
            except BadInput:
                continue
            told[one["channel"]] = {lang: beside.say(lang) for lang in LANGS}
    return told
