"""Says where nobody does the work in the background."""

from __future__ import annotations

from typing import Any

from django import template

from dialogo.web.queries.watching import workers_heard

register = template.Library()


@register.inclusion_tag("frame/parts/nobody_works.html")
def nobody_works() -> dict[str, Any]:
    """A notice, if no worker has been heard for a minute; one small query."""
    return {"silent": workers_heard() == 0}
