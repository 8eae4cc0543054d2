"""What has been said about something, and whom one can tell."""

from __future__ import annotations

from django.db.models import Prefetch

from dialogo.web.models.audit import Comment, Mention
from dialogo.web.models.person import Person
from dialogo.web.models.roles import TEAM
from dialogo.web.models.workspace import Workspace


def comments(workspace: Workspace, about: str) -> list[Comment]:
    """All that was said, in order, with who is named in it; the removed ones without words."""
    rows = Comment.objects.filter(workspace=workspace, about=about).select_related("by")
    named = Prefetch("named", Mention.objects.select_related("person"))
    return list(rows.prefetch_related(named).order_by("id"))


def comment(workspace: Workspace, number: int) -> Comment | None:
    """One comment by its number; None if it was removed."""
    rows = Comment.objects.filter(workspace=workspace, pk=number, deleted_at=None)
    return rows.select_related("by", "workspace").first()


def team(workspace: Workspace) -> list[Person]:
    """Those who may read comments, by name."""
    roles = [role.value for role in TEAM]
    rows = Person.objects.filter(
        memberships__workspace=workspace, memberships__role__in=roles, is_active=True
    )
    return list(rows.order_by("name", "email"))
