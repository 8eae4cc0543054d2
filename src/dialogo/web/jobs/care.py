"""Counts what each colleague answered, so that Care is up to date."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from dialogo.records.text import Text
from dialogo.records.window import Window
from dialogo.web.actions import computed
from dialogo.web.actions.erasing.pseudonyms import erased_since
from dialogo.web.actions.team import colleagues
from dialogo.web.jobs.job import Job, Retry, Task
from dialogo.web.queries import mirror
from dialogo.web.queries.care.counting import DAYS, KIND, count_care
from dialogo.web.queries.care.load import team_of
from dialogo.web.queries.hours import hours_of
from dialogo.web.queries.taught import taught_of


def run(task: Task) -> dict[str, Any]:
    """Counts four weeks of a workspace and keeps the figures, if nobody else has since."""
    workspace = task.workspace
    assert workspace is not None  # noqa: S101  (narrowing only: the work is of a workspace)
    now = timezone.now()
    colleagues.know(workspace, timezone.localdate(now))
    team = team_of(workspace, timezone.localdate(now))
    records, revision = mirror.records(workspace)
    found = {}
    if team.names:
        found = count_care(records, team, hours_of(workspace), now, taught_of(workspace))
    with transaction.atomic():
        task.hold()
        if erased_since(workspace, revision):
            raise Retry
        window = Window(now - timedelta(days=DAYS), now)
        computed.keep(KIND, workspace, revision, window, found)
    return {"people": len(found)}


JOB = Job(
    kind=KIND,
    title=Text(en="What each of the team carries", it="Il carico di ciascuno nella squadra"),
    run=run,
    derives=True,
    turn=60,
    daily=True,
)
