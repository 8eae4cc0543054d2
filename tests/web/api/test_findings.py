"""A program reads what the audit says, as the command line would have written it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import jsonschema
import pytest
import time_machine

from dialogo.audit.shelf import measures
from dialogo.report import document as report
from dialogo.simulation.sample import sample
from dialogo.web.actions import workspaces
from dialogo.web.actions.records import write_rows
from dialogo.web.jobs import audit
from dialogo.web.jobs.worker import run_until_idle
from dialogo.web.models.api import Scope
from dialogo.web.models.audit import AuditRun
from dialogo.web.models.person import Person
from dialogo.web.models.workspace import Workspace
from tests.web.api.conftest import Program

Programs = Callable[..., Program]
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture
def audited(workspace: Workspace) -> AuditRun:
    """The audit of the sample company's records, kept in Aurora."""
    for name, table in sample("en").tables.items():
        write_rows(workspace, name, table, fill=False)
    with time_machine.travel(NOW, tick=False):
        run_until_idle({"audit": audit.JOB})
    return AuditRun.objects.get()


@pytest.mark.parametrize("lang", ["en", "it"])
def test_the_report_keeps_its_schema(program: Programs, audited: AuditRun, lang: str) -> None:
    told = program().ask("GET", "report", **{"Accept-Language": lang}).json()
    jsonschema.validate(told, report.schema())
    assert (told["company"], told["lang"]) == ("Aurora", lang)
    assert told["records"]["read"]["posts"] == 182
    assert told["ladder"]["height"] == 2


def test_findings_are_told_the_gravest_first(program: Programs, audited: AuditRun) -> None:
    reading = program()
    told = reading.ask("GET", "findings").json()
    assert told["day"] == "2026-11-23"
    assert told["findings"][0]["verdict"] == "mistake"
    mistakes = reading.ask("GET", "findings?verdict=mistake").json()["findings"]
    assert mistakes == [one for one in told["findings"] if one["verdict"] == "mistake"]
    assert reading.ask("GET", "findings?verdict=bad").status_code == 422


def test_one_finding_carries_its_evidence(program: Programs, audited: AuditRun) -> None:
    reading = program()
    told = reading.ask("GET", "findings/dialogue/slow-first-reply").json()
    assert told["title"] == "Slow first reply"
    assert told["evidence"][0]["kind"] == "message"
    assert reading.ask("GET", "findings/dialogue/nothing").status_code == 404


def test_what_people_are_paid_is_evidence_for_programs_that_may_see_it(
    program: Programs, workspace: Workspace
) -> None:
    days = {"from_day": date(2026, 1, 1), "currency": "EUR", "minimum_pay": Decimal(20)}
    members = [{"person": name, "pay": Decimal(9), **days} for name in ("Ada", "Bea", "Ugo")]
    write_rows(workspace, "members", members, fill=False)
    said = {"network": "x", "message_id": "1", "author": "lia", "author_kind": "customer"}
    write_rows(workspace, "messages", [{**said, "sent_at": NOW, "text": "Open?"}], fill=False)
    with time_machine.travel(NOW, tick=False):
        run_until_idle({"audit": audit.JOB})
    place = "findings/budget/pay-below-minimum"
    told = program(Scope.FINDINGS_READ, Scope.PAY_READ).ask("GET", place).json()
    assert told["evidence"][0]["note"].startswith("an hour costs €\u00a09.00")
    less = program(Scope.FINDINGS_READ).ask("GET", place).json()
    assert (less["verdict"], less["evidence"]) == (told["verdict"], [])


def test_the_ladder_is_that_of_the_report(program: Programs, audited: AuditRun) -> None:
    reading = program()
    assert reading.ask("GET", "ladder").json() == reading.ask("GET", "report").json()["ladder"]


def test_a_measure_is_told_day_by_day(program: Programs, audited: AuditRun) -> None:
    for days in (1, 2):
        AuditRun.objects.create(
            workspace=audited.workspace,
            day=audited.day - timedelta(days=days),
            revision=1,
            content=audited.content,
        )
    reading = program()
    every = reading.ask("GET", "measures").json()
    assert [one["id"] for one in every["measures"]] == list(measures())
    told = reading.ask("GET", "measures/community/returning-members?limit=2").json()
    assert [(one["day"], one["value"]) for one in told["days"]["items"]] == [
        ("2026-11-23", 162),
        ("2026-11-22", 162),
    ]
    cursor = told["days"]["next"]
    path = f"measures/community/returning-members?limit=2&cursor={cursor}"
    rest = reading.ask("GET", path).json()["days"]
    assert ([one["day"] for one in rest["items"]], rest["next"]) == (["2026-11-21"], None)
    assert reading.ask("GET", f"measures/community/followers?cursor={cursor}").status_code == 404
    assert reading.ask("GET", "measures/community/nothing").status_code == 404


def test_kept_days_are_listed_and_asked_for(program: Programs, audited: AuditRun) -> None:
    reading = program()
    told = reading.ask("GET", "audits").json()
    assert [(one["day"], one["height"]) for one in told["items"]] == [("2026-11-23", 2)]
    assert reading.ask("GET", "findings?day=2026-11-23").status_code == 200
    assert reading.ask("GET", "findings?day=2026-11-22").status_code == 404
    assert reading.ask("GET", "findings?day=2026-13-01").status_code == 422


@pytest.mark.parametrize("path", ["findings", "findings/dialogue/monologue", "report", "ladder"])
def test_before_the_first_audit_it_says_how_to_get_one(
    program: Programs, workspace: Workspace, path: str
) -> None:
    answer = program().ask("GET", path)
    assert answer.status_code == 404
    assert "ask for one with POST /api/v1/audits" in answer.json()["detail"]


def test_measures_are_told_before_the_first_audit_as_unknown(program: Programs) -> None:
    told = program().ask("GET", "measures").json()
    assert told["day"] is None
    assert {one["value"] for one in told["measures"]} == {None}


def test_another_workspace_sees_none_of_it(
    program: Programs, audited: AuditRun, owner: Person
) -> None:
    other = program(where=workspaces.make("Borea", owner))
    for path in ("findings", "report", "ladder", "findings?day=2026-11-23"):
        assert other.ask("GET", path).status_code == 404
    assert other.ask("GET", "audits").json()["items"] == []
    days = other.ask("GET", "measures/community/followers").json()["days"]
    assert days == {"items": [], "next": None}
