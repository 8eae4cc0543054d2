"""Tags of Team: the tabs of the pages below it."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import RequestContext
from django.urls import reverse

from dialogo.web.frame import team_tab
from dialogo.web.frame.reader import lang

register = template.Library()


@register.inclusion_tag("frame/team_tabs.html", takes_context=True)
def team_tabs(context: RequestContext) -> dict[str, Any]:
    """The pages below Team, as far as the reader may see them; the current one is the one whose
    address is the longest start of the path."""
    slug, role = context["workspace"].slug, context["role"]
    path = context.request.path if context.request else ""
    urls = {
        reverse(tab.url, kwargs={"workspace": slug}): tab.title
        for tab, see in team_tab.team_tabs()
        if role in see.roles
    }
    here = max(filter(path.startswith, urls), key=len, default="")
    return {
        "tabs": [
            {"title": title.say(lang()), "url": url, "current": url == here}
            for url, title in urls.items()
        ]
    }
