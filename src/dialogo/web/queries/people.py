"""Who belongs to a workspace, and who has been asked to."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from dialogo.web.models.api import ApiToken
from dialogo.web.models.invitations import Invitation
from dialogo.web.models.person import Person
from dialogo.web.models.workspace import Membership, Workspace


def members(workspace: Workspace) -> QuerySet[Membership]:
    """Everybody in it, by name; `second_step`: whether more than a password is asked for."""
    second = Authenticator.objects.filter(user=OuterRef("person"))
    return (
        workspace.memberships.select_related("person")
        .annotate(second_step=Exists(second))
        .order_by("person__name", "person__email")
    )


def tokens_of(membership: Membership) -> list[str]:
    """The names of the API tokens that end when a member goes."""
    held = ApiToken.objects.filter(
        workspace=membership.workspace_id, made_by=membership.person_id, revoked_at=None
    )
    return list(held.order_by("pk").values_list("name", flat=True))


def invited(workspace: Workspace) -> QuerySet[Invitation]:
    """The open invitations, the newest first."""
    return (
        Invitation.objects.select_related("by")
        .filter(
            workspace=workspace, accepted_at=None, revoked_at=None, expires_at__gt=timezone.now()
        )
        .order_by("-pk")
    )


def places(person: Person) -> QuerySet[Membership]:
    """The workspaces that somebody belongs to."""
    return person.memberships.select_related("workspace").order_by("workspace__name")
