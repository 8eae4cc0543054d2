"""Accounts of the practice network, connected for tests."""

from __future__ import annotations

from pathlib import Path

from dialogo.web.actions.connections import connect
from dialogo.web.models.connections import Connection
from dialogo.web.models.person import Person
from dialogo.web.models.workspace import Workspace


def practise(
    workspace: Workspace, by: Person | None, folder: Path, handle: str = "aurora"
) -> Connection:
    """An account on the practice network in a folder."""
    filled = {"file": str(folder / "practice.sqlite3"), "handle": handle}
    return connect.by_form(workspace, by, "fake", "file", filled)
