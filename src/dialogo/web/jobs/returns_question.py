"""Answers a question about the weeks to come: how to divide, what if, how to hold out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from dialogo.records.errors import BadInput
from dialogo.records.text import LANGS, Text
from dialogo.returns.fit import estimate
from dialogo.returns.results import Returns
from dialogo.web.actions.returns import keeping
from dialogo.web.jobs.job import Job, Task
from dialogo.web.jobs.returns import tables_of
from dialogo.web.queries import mirror
from dialogo.web.queries.returns import kept
from dialogo.web.queries.returns.ahead import changed, divided, holdout
from dialogo.web.queries.returns.series import Table


def run(task: Task) -> dict[str, Any]:
    """Estimates the outcome once more, as the page has it, and asks that estimate; keeps it."""
    workspace = task.workspace
    assert workspace is not None  # noqa: S101  (narrowing only: the work is of a workspace)
    records, revision = mirror.records(workspace)
    found, _ = tables_of(workspace, records.as_of(timezone.now()))
    asked = dict(task.content)
    table = next((one for one in found if one.outcome.id == asked["outcome"]), None)
    told: dict[str, Any] = {"asked": asked, "told": None, "wrong": None}
    if table is not None and table.series is not None:
        tests = kept.evidence(kept.experiments(workspace), table)
        try:
            told["told"] = _answer(estimate(table.series, experiments=tests), table, asked)
        except BadInput as wrong:
            told["wrong"] = {lang: wrong.say(lang) for lang in LANGS}
    with transaction.atomic():
        task.hold()
        keeping.keep_answer(workspace, revision, asked["about"], kept.rounded(told))
    return {}


def _answer(found: Returns, table: Table, asked: Mapping[str, Any]) -> dict[str, Any] | None:
    """What the estimate says; dividing and changing rest on what is measurable alone."""
    if asked["about"] == "holdout":
        return holdout(found, asked["activity"], asked["regions"] or None)
    if not found.measurable:
        return None
    if asked["about"] == "divide":
        return divided(found, table, asked["money"], asked["hours"], asked["floor"])
    return changed(found, asked["times"])


JOB = Job(
    kind=kept.QUESTION,
    title=Text(en="A question about returns", it="Una domanda sul ritorno"),
    run=run,
    lease=timedelta(minutes=5),
)
