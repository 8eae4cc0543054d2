"""The audit is made in the background, once for each change and each day, and drawn afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import transaction

from dialogo.records.records import Records
from dialogo.simulation.knobs import Knobs
from dialogo.simulation.simulate import simulate
from dialogo.web.actions.records import write_rows
from dialogo.web.actions.work import ask
from dialogo.web.actions.workspaces import touch
from dialogo.web.jobs import audit, drawings
from dialogo.web.jobs.worker import run_until_idle
from dialogo.web.models.audit import AuditRun, Drawing, FindingOfDay
from dialogo.web.models.records import Gone
from dialogo.web.models.work import Work
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries import audits
from dialogo.web.queries.findings import latest

pytestmark = pytest.mark.django_db(transaction=True)
KINDS = {job.kind: job for job in (audit.JOB, drawings.JOB)}
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def small() -> Records:
    """Eight weeks of a company that hardly answers, up to yesterday."""
    knobs = Knobs(answered_share=0.3)
    return simulate(7, knobs, ending=date(2026, 3, 1), weeks=8, size=0.3, company="Aurora")


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def recorded(clock: object, workspace: Workspace) -> Workspace:
    """Aurora with its records."""
    with transaction.atomic():
        tables = small().tables
        for table in ("messages", "hours"):
            write_rows(workspace, table, tables[table], fill=True)
    return Workspace.objects.get(pk=workspace.pk)


def made(kind: str) -> list[str]:
    return list(Work.objects.filter(kind=kind).order_by("pk").values_list("state", flat=True))


def test_records_are_audited_and_drawn_once(
    recorded: Workspace, clock: time_machine.Traveller
) -> None:
    run_until_idle(KINDS)
    run = AuditRun.objects.get()
    found = latest(recorded)
    assert found is not None
    assert (run.day, run.revision) == (date(2026, 3, 2), recorded.revision)
    assert "dialogue/questions-left-unanswered" in [f.check.id for f in found.gravest]
    kept = {row.check_id: row.verdict for row in FindingOfDay.objects.filter(run=run)}
    assert kept == {finding.check.id: finding.verdict for finding in found.audit.findings}
    assert run.returns
    assert set(run.returns[0]) == {"en", "it"}
    drawn = Drawing.objects.filter(check_id="dialogue/questions-left-unanswered", kind="history")
    assert sorted(drawn.values_list("lang", flat=True)) == ["en", "it"]
    assert all(each.svg.startswith("<svg") and each.content["rows"] for each in drawn)
    assert run_until_idle(KINDS) == 0
    assert (made("audit"), made("drawings")) == (["done"], ["done", "done"])

    clock.move_to(NOON + timedelta(days=1))
    count = Drawing.objects.count()
    run_until_idle(KINDS)
    assert list(AuditRun.objects.order_by("day").values_list("day", flat=True)) == [
        date(2026, 3, 2),
        date(2026, 3, 3),
    ]
    assert Drawing.objects.filter(run=audits.newest(recorded)).count() == count
    assert made("drawings") == ["done", "done"]

    touch(recorded)
    run_until_idle({audit.JOB.kind: audit.JOB})
    assert AuditRun.objects.count() == 2
    assert AuditRun.objects.get(day=date(2026, 3, 3)).revision == recorded.revision
    assert made("audit") == ["done"] * 3


def test_what_an_erased_person_may_stand_in_is_not_kept(recorded: Workspace) -> None:
    Gone.objects.create(
        workspace=recorded, table="", row_key=b"0" * 16, revision=recorded.revision + 1
    )
    run_until_idle(KINDS)
    assert not AuditRun.objects.exists()
    assert made("audit") == ["waiting"]


def test_drawings_of_an_older_audit_are_not_made(recorded: Workspace) -> None:
    run_until_idle({audit.JOB.kind: audit.JOB})
    touch(recorded)
    run_until_idle({drawings.JOB.kind: drawings.JOB})
    assert made("drawings") == ["done"]
    assert not Drawing.objects.exists()


@pytest.mark.usefixtures("clock")
def test_records_of_days_to_come_and_no_records_are_nothing_to_audit(workspace: Workspace) -> None:
    run_until_idle(KINDS)
    assert audits.newest(workspace) is None
    post = {"network": "x", "post_id": "1", "published_at": NOON + timedelta(days=9)}
    write_rows(workspace, "posts", [post], fill=True)
    run_until_idle(KINDS)
    run = AuditRun.objects.get()
    assert (run.content, run.as_of) == (None, None)
    assert (latest(workspace), made("audit")) == (None, ["done", "done"])


def test_a_failed_audit_is_told_until_one_goes_through(workspace: Workspace) -> None:
    Work.objects.create(
        kind="audit", workspace=workspace, key="a", state=Work.FAILED, error={"en": "no"}
    )
    wrong = audits.went_wrong(workspace)
    assert wrong is not None
    assert wrong.error == {"en": "no"}
    asked = ask("audit", workspace)
    assert audits.under_way(workspace) == asked
    Work.objects.filter(pk=asked.pk).update(state=Work.DONE)
    assert (audits.under_way(workspace), audits.went_wrong(workspace)) == (None, None)
