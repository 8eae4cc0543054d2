"""Where somebody is named and has not looked yet."""

from __future__ import annotations

from dialogo.web.models.audit import Comment
from dialogo.web.models.conversations import NoteMention
from dialogo.web.models.person import Person
from dialogo.web.models.workspace import Workspace

MISTAKE = "mistake:"


def mentions(workspace: Workspace, person: Person, most: int = 10) -> list[Comment]:
    """The comments that name a person who has not opened them yet, the newest first."""
    unseen = Comment.objects.filter(
        workspace=workspace, named__person=person, named__seen_at=None, deleted_at=None
    )
    return list(unseen.select_related("by").order_by("-id")[:most])


def note_mentions(workspace: Workspace, person: Person, most: int = 10) -> list[NoteMention]:
    """The notes on conversations that call for a person who has not opened them yet, the newest
    first."""
    unseen = NoteMention.objects.filter(
        person=person, seen_at=None, note__conversation__workspace=workspace
    )
    found = unseen.filter(note__taken_back_at=None).select_related("note__by", "note__conversation")
    return list(found.order_by("-pk")[:most])


def check_of(comment: Comment) -> str | None:
    """The check that a comment is about; None where it is about something else."""
    return comment.about.removeprefix(MISTAKE) if comment.about.startswith(MISTAKE) else None
