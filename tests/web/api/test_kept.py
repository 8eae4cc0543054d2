"""A program keeps answers, documents and views for the inbox, changes them and lets them go."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from dialogo.web.actions import workspaces
from dialogo.web.models.conversations import Canned, Document, SavedView
from dialogo.web.models.person import Person
from dialogo.web.models.workspace import Workspace
from tests.web.api.conftest import Program
from tests.web.api.talking import only

Programs = Callable[..., Program]
KEPT: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    (
        "canned",
        {"title": "Hours", "text": "At nine, {name}.", "language": "en"},
        {"title": "Hours", "text": "At ten, {name}.", "language": ""},
    ),
    (
        "documents",
        {"title": "Returns", "text": "Within a month.", "url": "https://aurora.example/returns"},
        {"title": "Returns", "text": "Within two months.", "url": ""},
    ),
]


@pytest.mark.parametrize(("path", "first", "second"), KEPT)
def test_it_is_kept_changed_and_let_go(
    program: Programs, path: str, first: dict[str, Any], second: dict[str, Any]
) -> None:
    asking = program()
    made = asking.ask("POST", path, first)
    number = made.json()["id"]
    assert (made.status_code, made.json()) == (201, {"id": number, **first})
    changed = asking.ask("POST", f"{path}/{number}/change", second)
    assert changed.json() == {"id": number, **second} == only(asking, path)
    assert asking.ask("POST", f"{path}/{number}/drop").json() == {"dropped": True}
    assert asking.ask("GET", path).json() == {"items": []}
    assert asking.ask("POST", f"{path}/{number}/drop").status_code == 404


def test_a_view_is_saved_with_what_makes_sense_of_it(
    program: Programs, workspace: Workspace, owner: Person
) -> None:
    asking = program()
    body = {"name": "Late in private", "filters": {"late": "true", "privacy": "private", "x": "y"}}
    made = asking.ask("POST", "views", body).json()
    assert made["filters"] == {"late": "1", "privacy": "private"}
    assert (made["everybody"], SavedView.objects.get().owner) == (False, owner)
    again = asking.ask("POST", "views", {**body, "filters": {"state": "open"}}).json()
    assert (again["id"], again["filters"]) == (made["id"], {"state": "open"})
    everybody = asking.ask("POST", "views", {**body, "everybody": True}).json()
    listed = asking.ask("GET", "views").json()["items"]
    assert [one["id"] for one in listed] == [made["id"], everybody["id"]]
    other = Person.objects.create_user("bea@aurora.example", "milk-and-coffee", name="Bea")
    SavedView.objects.create(workspace=workspace, owner=other, name="Hers")
    assert len(asking.ask("GET", "views").json()["items"]) == 2
    assert asking.ask("POST", f"views/{made['id']}/drop").status_code == 200


def test_what_cannot_be_kept_says_why(program: Programs) -> None:
    asking = program()
    strange = {"title": "Hours", "text": "At nine, {nobody}."}
    assert asking.ask("POST", "canned", strange).status_code == 409
    address = {"title": "Returns", "text": "A month.", "url": "javascript:alert(1)"}
    assert asking.ask("POST", "documents", address).status_code == 409
    assert asking.ask("POST", "views", {"name": " ", "filters": {}}).status_code == 409
    for path in ("canned", "documents", "views"):
        assert asking.ask("POST", path, {}).status_code == 422
    assert (Canned.objects.count(), Document.objects.count(), SavedView.objects.count()) == (
        0,
        0,
        0,
    )


@pytest.mark.parametrize(("path", "first", "second"), KEPT)
def test_what_another_workspace_keeps_is_not_here(
    program: Programs, owner: Person, path: str, first: dict[str, Any], second: dict[str, Any]
) -> None:
    number = program().ask("POST", path, first).json()["id"]
    elsewhere = program(where=workspaces.make("Borea", owner))
    assert elsewhere.ask("GET", path).json() == {"items": []}
    assert elsewhere.ask("POST", f"{path}/{number}/change", second).status_code == 404
    assert elsewhere.ask("POST", f"{path}/{number}/drop").status_code == 404
