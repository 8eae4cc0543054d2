"""A program lists hours, adds to an open week, corrects a closed one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from dialogo.web.actions.hours import weeks
from dialogo.web.actions.team import colleagues
from dialogo.web.models.person import Person
from dialogo.web.models.team import Colleague
from dialogo.web.models.workspace import Workspace
from tests.web.api.conftest import Program

Programs = Callable[..., Program]
BEA: dict[str, Any] = {
    "person": "Bea", "day": "2026-11-02", "activity": "answering", "seconds": 1200,
}  # fmt: skip


def test_hours_are_listed_added_and_corrected(
    workspace: Workspace, owner: Person, program: Programs
) -> None:
    Colleague.objects.create(workspace=workspace, name="Bea")
    asking = program()
    made = [
        asking.ask("POST", "hours", BEA | {"network": "mastodon", "unpaid": True}),
        asking.ask("POST", "hours", BEA | {"note": "At the fair"}),
        asking.ask("POST", "hours", BEA, **{"Idempotency-Key": "one"}),
        asking.ask("POST", "hours", BEA, **{"Idempotency-Key": "one"}),
    ]
    assert [answer.status_code for answer in made] == [201] * 4
    first = made[0].json()
    assert {**first, "id": 0} == {
        "id": 0, "person": "Bea", "day": "2026-11-02", "activity": "answering", "hours": "0.3333",
        "seconds": 1200, "network": "mastodon", "note": "", "paid": False, "reason": "",
    }  # fmt: skip
    page = asking.ask("GET", "hours?limit=2&since=2026-11-01&until=2026-11-30&person=Bea").json()
    assert [one["note"] for one in page["items"]] == ["", "At the fair"]
    rest = asking.ask(
        "GET", f"hours?limit=2&since=2026-11-01&until=2026-11-30&person=Bea&cursor={page['next']}"
    ).json()
    assert [[one["seconds"] for one in rest["items"]], rest["next"]] == [[1200], None]
    assert asking.ask("POST", "hours", BEA | {"person": "Nobody"}).status_code == 404
    assert asking.ask("POST", "hours", BEA | {"day": "2026-13-01"}).status_code == 422
    wrong = BEA | {"reason": "A private call", "takes_back": True, "seconds": 600}
    assert asking.ask("POST", "hours/corrections", wrong).status_code == 409
    weeks.move(owner, workspace, "Bea", date(2026, 11, 2), "closed")
    refused = asking.ask("POST", "hours", BEA)
    assert (refused.status_code, "This week is closed" in refused.json()["detail"]) == (409, True)
    corrected = asking.ask("POST", "hours/corrections", wrong).json()
    assert (corrected["seconds"], corrected["reason"]) == (-600, "A private call")
    # The way for whole tables of records is no way round it.
    rows = [{"person": "Bea", "day": "2026-11-03", "activity": "answering", "hours": 1.5}]
    late = asking.ask("POST", "records/hours", {"rows": rows})
    assert (late.status_code, late.json()["errors"][0]["pointer"]) == (422, "/rows/0/day")
    assert "Bea, 3 Nov 2026: this week is closed" in late.json()["errors"][0]["detail"]
    rows[0]["extra"] = {"reason": "Came with the post"}
    assert asking.ask("POST", "records/hours", {"rows": rows}).json()["added"] == 1
    rows[0]["hours"] = 2.5
    assert asking.ask("POST", "records/hours", {"rows": rows}).status_code == 422
    colleagues.change_rules(owner, workspace, people_figures=False)
    assert asking.ask("GET", "hours").json()["items"] == []
