"""Reckons how many people each hour of the week needs, so that the page has it at once."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np
from django.db import transaction
from django.utils import timezone

from dialogo.records.text import Text
from dialogo.team.staffing.document import document, hours, kept_told
from dialogo.team.staffing.holidays import joined, parts, with_days_off
from dialogo.team.staffing.plan import Plan, Question, plan
from dialogo.web.actions import staffing
from dialogo.web.actions.erasing.pseudonyms import erased_since
from dialogo.web.jobs.job import Job, Retry, Task
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries import mirror
from dialogo.web.queries.hours import hours_of
from dialogo.web.queries.staffing.question import KIND, Asked, asked
from dialogo.web.queries.staffing.week import (
    WEEKS_AHEAD,
    days_off,
    on_shift,
    shape_of_rota,
    this_monday,
)
from dialogo.web.queries.team.zones import zone_of

_WEEK = timedelta(days=7)


def run(task: Task) -> dict[str, Any]:
    """Reckons and keeps, if nobody else has done it since."""
    workspace = task.workspace
    assert workspace is not None  # noqa: S101  (narrowing only: the work is of a workspace)
    records, revision = mirror.records(workspace)
    monday = this_monday(workspace)
    found = asked(
        records,
        hours_of(workspace),
        str(zone_of(workspace)),
        timezone.now(),
        shape_of_rota(workspace, monday),
    )
    figures: dict[str, Any] = (
        _figures(workspace, found, monday) if isinstance(found, Asked) else {"days": found.days}
    )
    with transaction.atomic():
        task.hold()
        if erased_since(workspace, revision):
            raise Retry
        staffing.keep(workspace, revision, found, figures)
    return {"people_hours": figures.get("plan", {}).get("people_hours_a_week")}


def _figures(workspace: Workspace, found: Asked, monday: date) -> dict[str, Any]:
    """The plan; what this week's rota keeps of the promise; what was kept last month."""
    reckoned = plan(found.question)
    there, any_shift = on_shift(workspace, monday)
    people = np.rint(np.array(there)).astype(np.int64)
    by_rota = kept_told(found.question.kept_by(people)) if any_shift else None
    return {
        "plan": document(reckoned),
        "weeks": _weeks(workspace, found.question, reckoned, monday),
        "rota": by_rota,
        "promised": found.promised,
        "handled": found.handled,
        "hours_said": bool(workspace.hours),
        "kept": {"value": found.kept.value, "n": found.kept.n},
    }


def _weeks(
    workspace: Workspace, question: Question, ordinary: Plan, monday: date
) -> dict[str, dict[str, Any]]:
    """The weeks to come that have days off, or follow one that has, each with its own hours."""
    closes = bool(workspace.hours) and question.promise.clock == "service"
    plans: dict[frozenset[int], list[dict[str, Any]]] = {frozenset(): hours(ordinary)}

    def planned(days: frozenset[int]) -> list[dict[str, Any]]:
        if days not in plans:
            asked = with_days_off(question, days, closed=closes)
            plans[days] = [_nobody(one) for one in plans[frozenset()]]
            if asked is not None:
                plans[days] = hours(plan(asked))
        return plans[days]

    found, before = {}, days_off(workspace, monday - _WEEK, question.opening)
    for number in range(WEEKS_AHEAD):
        begins = monday + number * _WEEK
        days = days_off(workspace, begins, question.opening)
        first, rest = parts(before, days)
        if first or rest:
            told = joined(planned(first), planned(rest))
            found[begins.isoformat()] = {"off": sorted(days), "hours": told}
        before = days
    return found


def _nobody(hour: dict[str, Any]) -> dict[str, Any]:
    return hour | {"open": 0.0, "people": 0, "bound": "closed"}


JOB = Job(
    kind=KIND,
    title=Text(en="People for each hour", it="Le persone per ogni ora"),
    run=run,
    lease=timedelta(minutes=5),
    derives=True,
    turn=70,
    daily=True,
)
