"""What the model of language says that a text does, before it is out: with the words it goes by."""

from __future__ import annotations

from dialogo.language.posts import Label, what_a_post_does
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.taught import taught_of


def reads_as(workspace: Workspace, text: str) -> Label | None:
    """The label of a text; None for nothing."""
    return what_a_post_does(text, taught_of(workspace)) if text.strip() else None
