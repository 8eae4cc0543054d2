"""Reckons how many people each hour of the week needs, so that the page has it at once."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np
from django.db import transaction
from django.utils import timezone

from dialogo.records.text import Text
from dialogo.team.staffing.document import document, kept_told
from dialogo.team.staffing.plan import plan
from dialogo.web.actions import staffing
from dialogo.web.actions.erasing.pseudonyms import erased_since
from dialogo.web.jobs.job import Job, Retry, Task
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries import mirror
from dialogo.web.queries.hours import hours_of
from dialogo.web.queries.staffing.question import KIND, Asked, asked
from dialogo.web.queries.staffing.week import on_shift, shape_of_rota, this_monday
from dialogo.web.queries.team.zones import zone_of


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
        "rota": by_rota,
        "handled": found.handled,
        "hours_said": bool(workspace.hours),
        "kept": {"value": found.kept.value, "n": found.kept.n},
    }


JOB = Job(
    kind=KIND,
    title=Text(en="People for each hour", it="Le persone per ogni ora"),
    run=run,
    lease=timedelta(minutes=5),
    derives=True,
    turn=70,
    daily=True,
)
