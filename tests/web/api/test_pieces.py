"""A program writes what is to be said, and gets nothing out that its maker may not approve."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from dialogo.web.actions.records import write_rows
from dialogo.web.models.api import Scope
from dialogo.web.models.content import Piece
from dialogo.web.models.person import Person
from dialogo.web.models.roles import Role
from dialogo.web.models.workspace import Workspace
from tests.web.actions.content.going import pass_until
from tests.web.actions.letters.desk import Desk, open_desk
from tests.web.api.conftest import Program
from tests.web.api.test_letters import png, said

pytestmark = pytest.mark.django_db
Programs = Callable[..., Program]


@pytest.fixture
def desk(workspace: Workspace, owner: Person, tmp_path: Path) -> Desk:
    return open_desk(workspace, owner, tmp_path)


def test_a_program_writes_changes_and_plans_and_another_person_approves(
    desk: Desk, program: Programs, member: Callable[[Role], Person]
) -> None:
    asking = program()
    at = timezone.now().replace(microsecond=0) + timedelta(hours=1)
    wanted: dict[str, Any] = {
        "title": "Roasting",
        "parts": [{"text": "How we roast"}, {"text": "and why"}],
        "accounts": [{"connection": desk.connection.pk, "first_comment": "Ask us"}],
        "purpose": "useful",
        "due_at": at.isoformat(),
        "pictures": [{"name": "a.png", "alt": "A roaster", "data": png()}],
    }
    made = said(asking, "POST", "pieces", wanted, **{"Idempotency-Key": "one"})
    assert said(asking, "POST", "pieces", wanted, **{"Idempotency-Key": "one"}) == made
    assert (made["state"], made["flaws"], Piece.objects.count()) == ("draft", [], 1)
    place = f"pieces/{made['id']}"
    writing = program(Scope.CONVERSATIONS_READ, Scope.CONVERSATIONS_WRITE)
    assert writing.ask("POST", f"{place}/plan", {}).status_code == 403
    member(Role.STRATEGIST)  # from now on nobody approves their own
    refused = asking.ask("POST", f"{place}/plan", {})
    assert (refused.status_code, refused.json()["code"]) == (409, "unapproved")
    assert said(asking, "POST", f"{place}/ask")["state"] == "asked"
    own = asking.ask("POST", f"{place}/approve", {"mark": made["mark"]})
    assert (own.status_code, own.json()["code"]) == (403, "may-not")
    letter = {"connection": desk.connection.pk, "text": "Past the calendar"}
    assert said(asking, "POST", "letters", letter)["state"] == "asked"
    Piece.objects.update(by=member(Role.AUTHOR))
    piece = Piece.objects.get()
    piece.steps.update(by=member(Role.AUTHOR))
    assert said(asking, "POST", f"{place}/approve", {"mark": made["mark"]})["state"] == "planned"
    assert said(asking, "GET", "pieces?state=planned")["items"][0]["approved_by"] == "Ada Neri"
    changed = said(asking, "POST", f"{place}/change", {"campaign": "Autumn"})
    assert (changed["state"], changed["parts"]) == ("planned", ["How we roast", "and why"])
    stale = asking.ask("POST", f"{place}/change", {"title": "x", "saves": 0})
    assert stale.json()["code"] == "stale"
    pass_until(at)
    pass_until(at + timedelta(minutes=1))
    assert desk.texts() == ["How we roast", "and why", "Ask us"]
    whole = said(asking, "GET", place)
    assert [one["state"] for one in whole["history"]][-2:] == ["sending", "published"]
    again = asking.ask("POST", f"{place}/change", {"parts": [{"text": "Changed"}]})
    assert again.status_code == 409


def test_a_program_plans_what_sells_too_much_only_with_a_reason(
    desk: Desk, program: Programs
) -> None:
    row = {"kind": "mix", "subject": "promotional", "value": 0.0, "from_day": date(2026, 1, 1)}
    write_rows(desk.workspace, "plan", [row], fill=False)
    asking = program()
    account = {
        "connection": desk.connection.pk,
        "link_parameters": [{"name": "utm_source", "value": "desk"}],
    }
    wanted = {
        "parts": [{"text": "Half price: https://aurora.example"}], "purpose": "promotional",
        "accounts": [account], "due_at": (timezone.now() + timedelta(hours=1)).isoformat(),
    }  # fmt: skip
    made = said(asking, "POST", "pieces", wanted)
    assert made["accounts"][0]["link_parameters"] == account["link_parameters"]
    place = f"pieces/{made['id']}/plan"
    held = asking.ask("POST", place, {"anyway": True})
    assert (held.status_code, held.json()["code"]) == (409, "guard")
    planned = said(asking, "POST", place, {"reason": "The last of the harvest"})
    assert (planned["state"], planned["reason"]) == ("planned", "The last of the harvest")
    pass_until(timezone.now() + timedelta(hours=1))
    assert desk.texts() == ["Half price: https://aurora.example?utm_source=desk"]
