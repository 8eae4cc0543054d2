"""Routing: how conversations find their person; whether they are routed at all, the team's rules
say (`TeamRules.routing`)."""

from __future__ import annotations

from django.db import models

from dialogo.web.models.team import Colleague
from dialogo.web.models.workspace import Workspace


class RoutingRules(models.Model):
    """`hand_on`: what its person cannot answer any more, since their shift is over or they are
    away, goes to somebody else. `last` was given a conversation last, by turns."""

    workspace = models.OneToOneField(Workspace, models.CASCADE, related_name="routing_rules")
    hand_on = models.BooleanField(default=True)
    last = models.ForeignKey(Colleague, models.SET_NULL, null=True, related_name="+")
