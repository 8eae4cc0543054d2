"""Keeping where a company stands today, and when somebody last looked."""

from __future__ import annotations

from datetime import datetime, timedelta

from dialogo.web.models.person import Person
from dialogo.web.models.today import LastLook, Standing
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.standing import Measured

# Pages opened within this time of each other are one visit.
VISIT = timedelta(hours=1)


def keep(workspace: Workspace, revision: int, found: Measured) -> None:
    """Replaces what was kept, in the caller's transaction."""
    Standing.objects.update_or_create(
        workspace=workspace,
        defaults={
            "revision": revision,
            "since": found.window.since if found.window else None,
            "as_of": found.window.as_of if found.window else None,
            "content": found.content,
        },
    )


def looked(workspace: Workspace, person: Person, now: datetime) -> datetime | None:
    """Notes that somebody looks; answers when they had looked before this visit, if ever.

    Written a few times a visit at the most: it is bookkeeping, no change of anybody's work.
    """
    look = LastLook.objects.filter(workspace=workspace, person=person).first()
    if look is None:
        LastLook.objects.get_or_create(workspace=workspace, person=person, defaults={"at": now})
        return None
    if now - look.at > VISIT:
        look.since, look.at = look.at, now
        look.save(update_fields=["since", "at"])
    elif now - look.at > VISIT / 6:
        look.at = now
        look.save(update_fields=["at"])
    return look.since
