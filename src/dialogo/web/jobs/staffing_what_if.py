"""Reckons what would become of the promise, if something were different."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np
from django.db import transaction
from django.utils import timezone

from dialogo.records.text import Text
from dialogo.team.staffing.document import DAYS, consequence
from dialogo.team.staffing.plan import plan
from dialogo.team.staffing.what_if import Change, whatif
from dialogo.web.actions import staffing
from dialogo.web.jobs.job import Job, Task
from dialogo.web.queries import mirror
from dialogo.web.queries.hours import hours_of
from dialogo.web.queries.staffing.question import WHAT_IF, Asked, asked
from dialogo.web.queries.staffing.week import on_shift, shape_of_rota, this_monday
from dialogo.web.queries.team.zones import zone_of


def run(task: Task) -> dict[str, Any]:
    """Reckons for the people of a week's rota, or of the plan where it has none; keeps it."""
    workspace = task.workspace
    assert workspace is not None  # noqa: S101  (narrowing only: the work is of a workspace)
    records, revision = mirror.records(workspace)
    found = asked(
        records,
        hours_of(workspace),
        str(zone_of(workspace)),
        timezone.now(),
        shape_of_rota(workspace, this_monday(workspace)),
    )
    told = None
    if isinstance(found, Asked):
        there, any_shift = on_shift(workspace, date.fromisoformat(task.content["week"]))
        people = np.rint(np.array(there)).astype(np.int64) if any_shift else None
        change = change_of(task.content["change"])
        told = consequence(whatif(plan(found.question), change, people))
        told["by_rota"] = any_shift
    with transaction.atomic():
        task.hold()
        figures = {"asked": dict(task.content["change"]), "told": told}
        staffing.keep_what_if(workspace, revision, figures)
    return {}


def change_of(told: dict[str, Any]) -> Change:
    """The change that a page has asked for, under the names of `document.change`."""
    minutes = {
        name: timedelta(minutes=told[f"{name}_minutes"]) if told.get(f"{name}_minutes") else None
        for name in ("promise", "handling")
    }
    days = {DAYS.index(day): more for day, more in told.get("campaign", {}).items()}
    return Change(
        within=minutes["promise"],
        each=minutes["handling"],
        people=told.get("people", 0),
        growth=told.get("growth", 0.0),
        campaign=days,
    )


JOB = Job(
    kind=WHAT_IF,
    title=Text(en="What if", it="Che cosa succederebbe"),
    run=run,
    lease=timedelta(minutes=5),
)
