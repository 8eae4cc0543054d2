"""Draws what an audit measured, after it is kept, so that no page has to wait for a drawing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import transaction

from dialogo.audit.check import Finding
from dialogo.language.label import labelled
from dialogo.records.records import Records
from dialogo.records.text import LANGS, Lang, Text
from dialogo.report.charts import available, draw
from dialogo.report.history import History, histories
from dialogo.report.pictures import Picture, of_history, of_hours, of_waits
from dialogo.web.actions.audits import Drawn, ask_for_drawings, keep_drawings
from dialogo.web.actions.erasing.pseudonyms import erased_since
from dialogo.web.jobs.job import Job, Retry, Task
from dialogo.web.models.audit import AuditRun
from dialogo.web.queries import audits, mirror
from dialogo.web.queries.findings import Latest, latest
from dialogo.web.queries.hours import hours_of
from dialogo.web.queries.taught import taught_of

# So many of the gravest come first; the rest is a piece of work of its own.
FIRST = 6
# Findings that a picture of another kind speaks of, too.
ALSO = {"dialogue/slow-first-reply": of_waits, "team/nobody-home": of_hours}

MEASURING = Text(en="Looking back over the weeks", it="Uno sguardo alle settimane passate")
DRAWING = Text(en="Drawing", it="Disegno")


def run(task: Task) -> dict[str, Any]:
    """Draws the number over time of the findings of an audit, if it is still the newest."""
    workspace = task.workspace
    assert workspace is not None  # noqa: S101  (narrowing only: the work is of a workspace)
    found = latest(workspace)
    records, revision = mirror.records(workspace)
    if found is None or not found.run.revision == revision == task.content["revision"]:
        return {"drawn": 0}
    known = records.as_of(found.audit.window.as_of).in_hours(hours_of(workspace))
    whole = labelled(known, taught_of(workspace))
    told = [f for f in found.audit.findings if f.reading.figure.value is not None]
    told.sort(key=lambda finding: finding not in found.gravest)
    rest = task.content["rest"]
    some = told[FIRST:] if rest else told[:FIRST]
    drawn = list(_drawn(task, found, whole, some))
    with transaction.atomic():
        task.hold()
        if erased_since(workspace, revision):
            raise Retry
        if AuditRun.objects.get(pk=found.run.pk).revision != revision:
            return {"drawn": 0}
        keep_drawings(found.run, [finding.check.id for finding in some], drawn)
        if not rest:
            ask_for_drawings(workspace, revision, rest=True)
    return {"drawn": len(drawn)}


def _drawn(
    task: Task, found: Latest, records: Records, findings: Sequence[Finding]
) -> Iterator[Drawn]:
    span = found.audit.window
    courses = histories(records, span, findings, lambda: task.progress(0, 0, MEASURING))
    for number, finding in enumerate(findings):
        task.progress(number, len(findings), DRAWING)
        for lang in LANGS:
            for picture in _pictures(found, records, finding, courses, lang):
                yield Drawn(finding, picture, draw(picture, lang) if available() else "", lang)


def _pictures(
    found: Latest, records: Records, finding: Finding, courses: dict[str, History], lang: Lang
) -> Iterator[Picture]:
    check = finding.check.id
    course = of_history(finding, courses[check], lang) if check in courses else None
    also = ALSO[check](records, found.audit, lang) if check in ALSO else None
    yield from filter(None, (course, also))


JOB = Job(
    kind=audits.DRAWINGS,
    title=Text(en="Drawings of the audit", it="I disegni del controllo"),
    run=run,
)
