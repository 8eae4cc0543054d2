"""Connecting an account: kept once, taken back where it is known, sealed from the first moment."""

from __future__ import annotations

from pathlib import Path

from dialogo.web.actions.connections import keep
from dialogo.web.actions.connections.opening import open_connector
from dialogo.web.models.connections import Connection, Credential
from dialogo.web.models.person import Person
from dialogo.web.models.trail import TrailEntry
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.connections import limits_of
from tests.web.actions.connections.accounts import practise


def test_a_form_connects_an_account(workspace: Workspace, owner: Person, tmp_path: Path) -> None:
    made = practise(workspace, owner, tmp_path)
    kept = Connection.objects.get()
    assert (kept.pk, kept.state, kept.handle, kept.connected_by) == (
        made.pk, "live", "aurora", owner,
    )  # fmt: skip
    with open_connector(kept) as connector:
        assert connector.whoami().handle == "aurora"
        assert limits_of(kept) == connector.limits
    assert [entry.said_en for entry in TrailEntry.objects.filter(verb="networks.connect")] == [
        "connected aurora on Practice network"
    ]


def test_the_same_account_again_is_the_same_row(
    workspace: Workspace, owner: Person, tmp_path: Path
) -> None:
    first = practise(workspace, owner, tmp_path)
    Connection.objects.update(cursor="7")
    assert keep.disconnect(first, owner)
    assert not Credential.objects.exists()
    again = practise(workspace, owner, tmp_path)
    assert (again.pk, again.state, again.cursor) == (first.pk, "live", "7")
    assert Credential.objects.count() == 1


def test_another_account_is_another_row(
    workspace: Workspace, owner: Person, tmp_path: Path
) -> None:
    made = [practise(workspace, owner, tmp_path, handle) for handle in ("aurora", "borea")]
    assert [one.handle for one in Connection.objects.order_by("pk")] == ["aurora", "borea"]
    assert made[0].pk != made[1].pk
