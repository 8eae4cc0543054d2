"""While figures of single people are hidden, no way out of the desk names whose they are."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils.html import strip_tags

from dialogo.audit.policy import Policy
from dialogo.audit.run import run
from dialogo.language.taught import Taught
from dialogo.web.actions import audits, tokens
from dialogo.web.actions.hours import entries
from dialogo.web.actions.records import write_rows
from dialogo.web.actions.team import colleagues
from dialogo.web.models.api import Scope
from dialogo.web.models.person import Person
from dialogo.web.models.records import ROWS
from dialogo.web.models.roles import Role
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries import mirror

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)
PAGES = (
    "", "mistakes/", "mistakes/team/one-person-does-it-all/", "mistakes/budget/unpaid-hours/",
    "mistakes/team/out-of-date/", "mistakes/budget/no-budget/", "team/hours/everybody/",
    "team/hours/file/csv/?since=2026-03-01", "settings/trail/", "settings/trail/file/",
    "team/care/", "team/", "team/training/",
)  # fmt: skip
API = ("records/hours", "records/learning", "hours", "findings", "report", "ladder")
NAMED = {"team/hours/everybody/", "team/", "api findings", "api report"}
WITH_FIGURES = {
    "mistakes/",
    "mistakes/team/one-person-does-it-all/", "mistakes/budget/unpaid-hours/",
    "team/hours/file/csv/?since=2026-03-01", "settings/trail/", "settings/trail/file/",
    "team/care/", "team/training/", "learning", "api records/hours", "api records/learning",
    "api hours",
}  # fmt: skip


@pytest.fixture
def told(workspace: Workspace, owner: Person, tmp_path: Path, settings: Any) -> Workspace:
    """A company whose work hangs on Bea, and its audit."""
    settings.OPTIONS = replace(settings.OPTIONS, data=tmp_path)
    of_bea = {"person": "Bea Zorzi", "day": DAY}
    hours = [
        of_bea | {"activity": "answering", "hours": Decimal(3), "note": f"{n}", "paid": n > 2}
        for n in range(24)
    ]
    learning = [of_bea | {"subject": f"Course {n}", "minutes": 60} for n in range(3)]
    written = {
        "hours": hours, "learning": learning,
        "members": [{"person": "Bea Zorzi", "from_day": date(2025, 1, 1)}],
    }  # fmt: skip
    for table, rows in written.items():
        write_rows(workspace, table, rows, fill=True)
    made = run(mirror.records(workspace)[0], policy=Policy(), taught=Taught())
    audits.keep(workspace, DAY, workspace.revision, made, [])
    less = entries.Wanted("Bea Zorzi", DAY + timedelta(days=1), "planning", Decimal(3600))
    entries.write(None, workspace, less)
    return workspace


def words(answer: Any) -> str:
    body = b"".join(answer) if answer.streaming else answer.content
    return " ".join(strip_tags(body.decode().replace("<", " <")).split())


def naming(said: dict[str, str]) -> set[str]:
    return {way for way, text in said.items() if "Bea Zorzi" in text}


def ways(workspace: Workspace, client: Client, secret: str) -> dict[str, str]:
    """What each way out says, by its address."""
    course = ROWS["learning"].objects.order_by("pk")[0].pk
    found = {}
    for page in PAGES:
        found[page] = words(client.get(f"/w/aurora/{page}", follow=True))
    found["learning"] = words(client.get(f"/w/aurora/records/learning/{course}/"))
    return found | {f"api {path}": asked(path, secret) for path in API}


def asked(path: str, secret: str) -> str:
    head = {"Authorization": f"Bearer {secret}"}
    return json.dumps(Client().get(f"/api/v1/{path}", headers=head).json())


def test_what_is_hidden_is_hidden_in_every_way_out(
    told: Workspace, owner: Person, signed_in: Callable[..., Client]
) -> None:
    _, secret = tokens.make(told, "all", tuple(Scope), by=owner)
    boss = signed_in()
    hour = ROWS["hours"].objects.order_by("pk")[0]
    page = f"/w/aurora/records/hours/{hour.pk}/"
    assert naming(ways(told, boss, secret)) == {*NAMED, *WITH_FIGURES}
    assert "Person Bea Zorzi" in words(boss.get(page))
    assert signed_in(Role.AUTHOR).get(page).status_code == 404  # sees sums alone, as under Hours
    colleagues.change_rules(owner, told, people_figures=False)
    hidden = ways(told, boss, secret)
    assert naming(hidden) == NAMED  # who works here, and what is theirs to do
    one = hidden["mistakes/team/one-person-does-it-all/"]
    assert "hang on one person, whose name is hidden here" in one
    assert hidden["api report"].count("Bea Zorzi") == 1  # nobody answers for it
    # The ledger leads to what an entry rests on, which tells its hours and not whose they are.
    assert "Hours 3 h Paid no Figures of single people are hidden here" in words(boss.get(page))
    mine = {"person": "Ada Neri", "day": DAY, "activity": "planning", "hours": Decimal(1)}
    write_rows(told, "hours", [mine], fill=True)
    assert "Ada Neri" in asked("records/hours", secret)
