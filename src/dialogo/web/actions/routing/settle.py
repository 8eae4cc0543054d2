"""How a workspace routes: what its people chose."""

from __future__ import annotations

from django.db import transaction

from dialogo.records.text import Text
from dialogo.web.actions import trail
from dialogo.web.models.person import Person
from dialogo.web.models.routing import RoutingRules
from dialogo.web.models.team import TeamRules
from dialogo.web.models.workspace import Workspace

TITLES = {
    TeamRules.MANUAL: Text(en="people give them out", it="le affidano le persone"),
    TeamRules.LEAST: Text(en="to who has the fewest open", it="a chi ne ha meno aperte"),
    TeamRules.ROUND: Text(en="by turns", it="a turno"),
}
CHANGED = Text(
    en="changed how conversations find their person: {how}",
    it="ha cambiato come le conversazioni trovano chi risponde: {how}",
)


@transaction.atomic
def choose_routing(by: Person, workspace: Workspace, routing: str, *, hand_on: bool) -> None:
    """Keeps how conversations find their person (one of `TeamRules.ROUTINGS`), and whether they go
    on to others when that person is not there any more."""
    rules, _ = TeamRules.objects.get_or_create(workspace=workspace)
    more, _ = RoutingRules.objects.get_or_create(workspace=workspace)
    if (rules.routing, more.hand_on) == (routing, hand_on):
        return
    TeamRules.objects.filter(pk=rules.pk).update(routing=routing)
    RoutingRules.objects.filter(pk=more.pk).update(hand_on=hand_on)
    trail.note(by, workspace, "routing.choose", "routing", CHANGED, how=TITLES[routing])
