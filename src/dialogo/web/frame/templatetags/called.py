"""Says that the reader is called: a promise is about to break, and nobody sees to it yet."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import RequestContext
from django.utils import timezone

from dialogo.web.queries import alerts

register = template.Library()


@register.inclusion_tag("frame/parts/called.html", takes_context=True)
def called(context: RequestContext) -> dict[str, Any]:
    """A notice with what is due first, in one query; nothing if nobody calls."""
    workspace, user = context["workspace"], context["user"]
    mine = alerts.of_person(workspace, user)
    return {
        "workspace": workspace,
        "n": len(mine),
        "first": mine[0] if mine else None,
        "broken": bool(mine) and mine[0].due_at <= timezone.now(),
    }
