"""Audits a workspace again: whenever its records or decisions have changed, and once a day."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from dialogo.audit.policy import Policy
from dialogo.audit.run import run as audit
from dialogo.ladder.climb import Said
from dialogo.language.taught import Taught
from dialogo.records.records import Records
from dialogo.records.text import Text
from dialogo.records.window import Window
from dialogo.returns.readiness import readiness
from dialogo.web.actions import audits
from dialogo.web.actions.erasing.pseudonyms import erased_since
from dialogo.web.jobs.job import Job, Retry, Task
from dialogo.web.queries import mirror
from dialogo.web.queries.audits import KIND
from dialogo.web.queries.hours import hours_of
from dialogo.web.queries.returns.kept import measured
from dialogo.web.queries.taught import taught_of

READING = Text(en="Reading the records", it="Lettura dei dati")
MEASURING = Text(en="Measuring", it="Misurazione")
MEASURED = Text(
    en="What “{name}” brings can be measured.", it="Che cosa porta «{name}» si può misurare."
)
KEEPING = Text(en="Keeping the findings", it="Conservazione dei risultati")


def run(task: Task) -> dict[str, Any]:
    """Audits the records as they are now and keeps what it finds as the findings of the day."""
    workspace = task.workspace
    assert workspace is not None  # noqa: S101  (narrowing only: the work is of a workspace)
    task.progress(0, 3, READING)
    records, revision = mirror.records(workspace)
    window = window_of(records)
    task.progress(1, 3, MEASURING)
    policy, taught = Policy(hours=hours_of(workspace)), taught_of(workspace) or Taught()
    found = audit(records, window, policy, taught) if window else None
    missing = readiness(records.as_of(window.as_of), window).missing if window else ()
    task.progress(2, 3, KEEPING)
    with transaction.atomic():
        task.hold()
        if erased_since(workspace, revision):
            raise Retry
        audits.keep(
            workspace,
            date.fromisoformat(task.content["day"]),
            revision,
            found,
            [Said("returns", lack.text, lack.values) for lack in missing],
            measured=[Said("returns", MEASURED, {"name": name}) for name in measured(workspace)],
        )
    return {"findings": len(found.findings) if found else 0}


def window_of(records: Records) -> Window | None:
    """From the first event to the last that has happened; None where none has."""
    span, now = records.span(), timezone.now()
    if span is None or span.since > now:
        return None
    return Window(span.since, min(span.as_of, now))


JOB = Job(
    kind=KIND,
    title=Text(en="The audit", it="Il controllo"),
    run=run,
    derives=True,
    turn=10,
    daily=True,
)
