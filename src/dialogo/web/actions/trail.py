"""Notes in the trail who did what."""

from __future__ import annotations

from dialogo.records.text import Text
from dialogo.web.models.person import Person
from dialogo.web.models.trail import TrailEntry
from dialogo.web.models.workspace import Workspace


def note(
    by: Person | None,
    workspace: Workspace | None,
    verb: str,
    about: str,
    says: Text,
    /,
    **values: object,
) -> None:
    """Writes one line of the trail, in the caller's transaction."""
    TrailEntry.objects.create(
        workspace=workspace,
        by=by,
        by_name=str(by) if by else "",
        verb=verb,
        about=about[:200],
        said_en=says.say("en", **values),
        said_it=says.say("it", **values),
    )
