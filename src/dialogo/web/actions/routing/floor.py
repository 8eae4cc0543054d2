"""Who can be given conversations now: on shift, with an account that may answer."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from django.db.models import Count

from dialogo.web.actions.routing.choose import Floor
from dialogo.web.models.conversations import Conversation
from dialogo.web.models.roles import ANSWERERS
from dialogo.web.models.routing import RoutingRules
from dialogo.web.models.team import Skill
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.team.rota import on_now


def floor_of(workspace: Workspace, routing: str, rules: RoutingRules, now: datetime) -> Floor:
    """The floor of a workspace; as many queries for one as for fifty."""
    members = workspace.memberships.filter(role__in=ANSWERERS, person__is_active=True)
    may = set(members.values_list("person", flat=True))
    on = [one for one in on_now(workspace, now) if one.colleague.person_id in may]
    skills: dict[int, dict[str, int]] = defaultdict(dict)
    known = Skill.objects.filter(colleague__in={one.colleague.pk for one in on})
    for colleague, name, level in known.values_list("colleague", "name", "level"):
        skills[colleague][name.casefold()] = level
    people = {one.colleague.person_id for one in on}
    open_ = Conversation.objects.filter(
        workspace=workspace, state=Conversation.OPEN, assigned__in=people
    )
    load = dict(open_.order_by().values_list("assigned").annotate(n=Count("pk")))
    last = rules.last.name if rules.last else ""
    return Floor(on, routing, skills, load, last)
