"""The colleagues of a workspace, and the rules that they work by."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from dialogo.web.models.person import Person
from dialogo.web.models.team import Colleague, TeamRules
from dialogo.web.models.workspace import Workspace


def colleagues(workspace: Workspace, today: date | None = None) -> QuerySet[Colleague]:
    """Everybody who does the work, by name; with `today`, without those who have left before."""
    found = Colleague.objects.filter(workspace=workspace)
    if today is not None:
        found = found.filter(Q(left_on=None) | Q(left_on__gte=today))
    return found.select_related("person", "cover").prefetch_related("skills").order_by("name")


def colleague_of(workspace: Workspace, person: Person) -> Colleague | None:
    """Who a person with an account is among the colleagues."""
    return Colleague.objects.filter(workspace=workspace, person=person).first()


def rules(workspace: Workspace) -> TeamRules:
    """The rules of the workspace's rota; not stored yet where nobody has changed any."""
    return TeamRules.objects.filter(workspace=workspace).first() or TeamRules(workspace=workspace)
