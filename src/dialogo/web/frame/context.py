"""What every template may use: language, theme, the menu, the workspace."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from dialogo import __version__
from dialogo.web.frame.page import pages
from dialogo.web.frame.team_tab import team_tabs
from dialogo.web.models.roles import TEAM
from dialogo.web.models.workspace import Membership, Workspace
from dialogo.web.queries.team import now

TEAM_PAGE = "team"


@dataclass(frozen=True)
class Item:
    """One line of the menu."""

    title: str
    url: str
    key: str
    current: bool


def frame(request: HttpRequest) -> dict[str, Any]:
    """Values for `frame/base.html`; the workspaces are asked for only where they are shown."""
    lang = getattr(request, "lang", "en")
    membership: Membership | None = getattr(request, "membership", None)
    return {
        "lang": lang,
        "theme": getattr(request, "theme", ""),
        "version": __version__,
        "workspace": membership.workspace if membership else None,
        "role": membership.is_a if membership else None,
        "nav": _menu(request, membership, lang) if membership else [],
        "ladder_height": membership.workspace.height if membership else None,
        "on_now": SimpleLazyObject(lambda: _on_now(membership)),
        "workspaces": SimpleLazyObject(lambda: _workspaces(request)),
    }


def _menu(request: HttpRequest, membership: Membership, lang: Any) -> list[Item]:
    slug = membership.workspace.slug
    found = []
    for page in pages():
        if membership.is_a in page.see.roles:
            url = reverse(page.url, kwargs={"workspace": slug})
            below = (url, *_tabs(slug)) if page.url == TEAM_PAGE else (url,)
            current = request.path.startswith(below)
            found.append(Item(page.title.say(lang), url, page.key, current))
    return found


def _tabs(slug: str) -> list[str]:
    return [reverse(tab.url, kwargs={"workspace": slug}) for tab, _ in team_tabs()]


def _on_now(membership: Membership | None) -> now.Now | None:
    """Who is on shift, for those who work with them."""
    if membership is None or membership.is_a not in TEAM:
        return None
    return now.who(membership.workspace, timezone.now())


def _workspaces(request: HttpRequest) -> list[Workspace]:
    if not request.user.is_authenticated:
        return []
    return list(Workspace.objects.filter(people=request.user.pk).order_by("name"))
