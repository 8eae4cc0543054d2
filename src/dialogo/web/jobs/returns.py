"""Estimates what came back, from the weeks that are recorded, and draws it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from dialogo.records.errors import BadInput
from dialogo.records.records import Records
from dialogo.records.text import LANGS, Text
from dialogo.report.charts import available
from dialogo.report.returns_beforehand import beforehand
from dialogo.report.returns_charts import draw
from dialogo.report.returns_pictures import pictures
from dialogo.returns.experiments import Experiment
from dialogo.returns.fit import estimate
from dialogo.web.actions.erasing.pseudonyms import erased_since
from dialogo.web.actions.returns import keeping
from dialogo.web.jobs.job import Job, Retry, Task
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries import mirror
from dialogo.web.queries.computed import computed
from dialogo.web.queries.hours import hours_of
from dialogo.web.queries.ledger.sums import rates_of
from dialogo.web.queries.returns import kept
from dialogo.web.queries.returns.ahead import ahead, through
from dialogo.web.queries.returns.audience import new_followers
from dialogo.web.queries.returns.costs import Costs, costs
from dialogo.web.queries.returns.credit import by_last_click
from dialogo.web.queries.returns.series import YEAR, Table, tables
from dialogo.web.queries.returns.shown import subject
from dialogo.web.queries.span import span_of
from dialogo.web.queries.taught import taught_of
from dialogo.web.queries.team.zones import zone_of

READING = Text(en="Reading the weeks", it="Lettura delle settimane")
ESTIMATING = Text(en="Estimating", it="Stima")
DRAWING = Text(en="Drawing", it="Disegno")


def run(task: Task) -> dict[str, Any]:
    """Estimates anew what rests on other weeks or experiments than last time; keeps all of it."""
    workspace = task.workspace
    assert workspace is not None  # noqa: S101  (narrowing only: the work is of a workspace)
    task.progress(0, 3, READING)
    records, revision = mirror.records(workspace)
    window = span_of(records, timezone.now())
    told = _told(task, workspace, records.as_of(timezone.now())) if window else []
    task.progress(2, 3, DRAWING)
    drawn = drawings(workspace, told)
    with transaction.atomic():
        task.hold()
        if erased_since(workspace, revision):
            raise Retry
        keeping.keep(workspace, revision, window, told, drawn)
    return {"outcomes": len(told), "estimated": sum("estimate" in one for one in told)}


def _told(task: Task, workspace: Workspace, records: Records) -> list[dict[str, Any]]:
    """Each outcome's table as it is kept, with its estimate."""
    found, spent = tables_of(workspace, records)
    before = kept.made(workspace)
    former = {one["id"]: one for one in (before.figures.get("tables", []) if before else [])}
    standing = kept.experiments(workspace)
    told = []
    for at, one in enumerate(found):
        task.progress(at, len(found), ESTIMATING)
        tests = kept.evidence(standing, one)
        mark = kept.digest(one, tests)
        written = kept.written(one, spent) | {"digest": mark}
        written["credit"] = by_last_click(records, one)
        written["apart"] = kept.apart(standing, one)
        same = former.get(one.outcome.id, {})
        if one.series is not None and same.get("digest") == mark and "estimate" in same:
            written |= {key: same[key] for key in ("estimate", "ahead", "through", "made_at")}
        elif one.series is not None:
            written |= _estimated(one, tests, written["credit"])
            first = at == 0 and "estimate" in written and one.series.weeks >= YEAR
            grown = new_followers(records, one.series.days) if first else None
            written["through"] = kept.rounded(through(one, grown))
        told.append(written)
    return told


def tables_of(workspace: Workspace, records: Records) -> tuple[tuple[Table, ...], Costs]:
    """The tables of a workspace's outcomes, and the costs in them."""
    now = timezone.now()
    today = timezone.localtime(now, zone_of(workspace)).date()
    spent = costs(records, now)
    if spent.others and spent.currency:
        spent = costs(records, now, rates_of(workspace, {*spent.others, spent.currency}))
    return tables(records, spent, taught_of(workspace), hours_of(workspace), today), spent


def _estimated(
    table: Table, tests: list[Experiment], credit: list[dict[str, Any]]
) -> dict[str, Any]:
    """The estimate, or why there is none."""
    assert table.series is not None  # noqa: S101  (narrowing only: the caller has looked)
    try:
        found = estimate(table.series, experiments=tests)
    except BadInput as wrong:
        return {"refused": {lang: wrong.say(lang) for lang in LANGS}}
    return {
        "estimate": kept.rounded(found.to_json()),
        "ahead": kept.rounded(ahead(found, table, credit)),
        "made_at": timezone.now().isoformat(),
    }


def drawings(workspace: Workspace, told: list[dict[str, Any]]) -> dict[str, Any]:
    """The pictures of each outcome of which there is an estimate, by language."""
    before = computed(workspace, kept.PICTURES)
    former = before.figures if before else {}
    drawn: dict[str, Any] = {}
    for one in told:
        if "estimate" not in one:
            continue
        id_, mark = one["id"], one["digest"]
        if former.get(id_, {}).get("digest") == mark:
            drawn[id_] = former[id_]
            continue
        drawn[id_] = {"digest": mark} | {
            lang: [
                {
                    "kind": picture.kind,
                    "question": picture.question,
                    "answer": picture.answer,
                    "key": picture.key,
                    "heads": list(picture.heads),
                    "rows": [list(row) for row in picture.rows],
                    "svg": draw(picture, lang) if available() else "",
                }
                for made in (pictures, beforehand)
                for picture in made(subject(one, lang), one["estimate"], lang)
            ]
            for lang in LANGS
        }
    return drawn


JOB = Job(
    kind=kept.KIND,
    title=Text(en="What came back", it="Che cosa è ritornato"),
    run=run,
    lease=timedelta(minutes=10),
    derives=True,
    turn=80,
    daily=True,
)
