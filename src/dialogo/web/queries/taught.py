"""What a workspace has taught the models of language: its own knowledge, ready for use."""

from __future__ import annotations

from dialogo.language.taught import Taught
from dialogo.web.models.workspace import Workspace


def taught_of(workspace: Workspace) -> Taught | None:
    """The workspace's own knowledge; None: it has none."""
    del workspace
    return None
