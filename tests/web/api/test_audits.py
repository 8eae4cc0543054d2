"""A program asks for an audit, and sees how far it is."""

from __future__ import annotations

from collections.abc import Callable

from dialogo.web.actions import workspaces
from dialogo.web.models.api import ApiAnswer
from dialogo.web.models.person import Person
from dialogo.web.models.work import Work
from dialogo.web.models.workspace import Workspace
from tests.web.api.conftest import Program

Programs = Callable[..., Program]


def test_an_audit_is_asked_for_once(program: Programs, workspace: Workspace) -> None:
    asking = program()
    first, second = asking.ask("POST", "audits"), asking.ask("POST", "audits")
    work = Work.objects.get()
    assert (work.kind, work.workspace, work.key) == ("audit", workspace, f"audit:{workspace.pk}")
    for answer in (first, second):
        assert answer.status_code == 202
        assert answer["Location"] == f"/api/v1/audits/asked/{work.pk}"
        assert answer.json() == {
            "id": work.pk,
            "state": "waiting",
            "done": 0,
            "total": 0,
            "error": None,
        }


def test_its_progress_and_its_failure_are_told(program: Programs, workspace: Workspace) -> None:
    asking = program()
    where = asking.ask("POST", "audits")["Location"].removeprefix("/api/v1/")
    Work.objects.update(state=Work.FAILED, done=3, total=9, error={"en": "no", "it": "macché"})
    answer = asking.ask("GET", where, **{"Accept-Language": "it-IT"})
    assert answer.json() == {
        "id": Work.objects.get().pk,
        "state": "failed",
        "done": 3,
        "total": 9,
        "error": "macché",
    }


def test_another_workspace_sees_nothing_of_it(program: Programs, owner: Person) -> None:
    where = program().ask("POST", "audits")["Location"].removeprefix("/api/v1/")
    other = workspaces.make("Borea", owner)
    assert program(where=other).ask("GET", where).status_code == 404


def test_the_same_key_gets_the_same_answer(program: Programs) -> None:
    asking = program()
    first = asking.ask("POST", "audits", **{"Idempotency-Key": "a1"})
    Work.objects.update(state=Work.DONE)
    again = asking.ask("POST", "audits", **{"Idempotency-Key": "a1"})
    assert again.json() == first.json()
    assert again["Idempotency-Replayed"] == "true"
    assert Work.objects.count() == 1
    assert asking.ask("POST", "audits", **{"Idempotency-Key": "a2"}).json() != first.json()
    assert Work.objects.count() == 2
    assert ApiAnswer.objects.count() == 2


def test_a_key_that_is_none(program: Programs) -> None:
    answer = program().ask("POST", "audits", **{"Idempotency-Key": "two words"})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["parameter"] == "Idempotency-Key"
    assert Work.objects.count() == 0
