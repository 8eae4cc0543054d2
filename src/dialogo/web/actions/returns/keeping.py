"""Keeping what was estimated of the returns, and its drawings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dialogo.records.window import Window
from dialogo.web.actions import computed, work
from dialogo.web.models.person import Person
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.computed import computed as kept_computed
from dialogo.web.queries.returns.kept import KIND, PICTURES, QUESTION


def keep(
    workspace: Workspace,
    revision: int,
    window: Window | None,
    tables: list[dict[str, Any]],
    pictures: dict[str, Any],
) -> None:
    """Replaces what was found before, in the caller's transaction."""
    computed.keep(KIND, workspace, revision, window, {"tables": tables})
    computed.keep(PICTURES, workspace, revision, window, pictures)


def ask(by: Person, workspace: Workspace, about: str, question: Mapping[str, Any]) -> None:
    """Has a question about the weeks to come answered; of each kind one at a time."""
    content = {**question, "about": about}
    work.ask(QUESTION, workspace, content, key=f"{QUESTION}:{about}:{workspace.pk}", by=by)


def keep_answer(workspace: Workspace, revision: int, about: str, told: dict[str, Any]) -> None:
    """Replaces the last answer to such a question, in the caller's transaction."""
    before = kept_computed(workspace, QUESTION)
    figures = {**(before.figures if before else {}), about: told}
    computed.keep(QUESTION, workspace, revision, None, figures)
