"""Leads whoever comes in to their work, and keeps how they like to read."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from dialogo.records.text import LANGS
from dialogo.web.frame.door import Request, anyone, signed_in
from dialogo.web.frame.reader import LANG_COOKIE, THEME_COOKIE, THEMES
from dialogo.web.models.workspace import Workspace
from dialogo.web.pages.home import start

YEAR = 365 * 24 * 3600


@signed_in
def home(request: Request) -> HttpResponseBase:
    """To the first workspace, or to the start where there is none."""
    first = Workspace.objects.filter(people=request.user).order_by("sample", "name").first()
    if first is None:
        return start.ways(request, {})
    return redirect("today", workspace=first.slug)


@anyone
@require_GET
def icon(request: HttpRequest) -> HttpResponse:
    """For whoever asks where icons used to be, without having read a page."""
    return redirect(static("dialogo/icon-180.png"))


@anyone
@require_POST
def language(request: Any) -> HttpResponse:
    """Keeps the language chosen: with the person, or in a cookie."""
    return _keep(request, "lang", LANG_COOKIE, LANGS)


@anyone
@require_POST
def theme(request: Any) -> HttpResponse:
    """Keeps the theme chosen; empty: as the device says."""
    return _keep(request, "theme", THEME_COOKIE, THEMES)


def _keep(request: HttpRequest, name: str, cookie: str, allowed: tuple[str, ...]) -> HttpResponse:
    asked = request.POST.get(name, "")
    back = request.POST.get("next") or request.headers.get("Referer", "")
    safe = url_has_allowed_host_and_scheme(
        back, {request.get_host()}, require_https=request.is_secure()
    )
    response = redirect(back if safe else "home")
    if asked in allowed:
        response.set_cookie(cookie, asked, max_age=YEAR, samesite="Lax", secure=request.is_secure())
        if request.user.is_authenticated:
            setattr(request.user, name, asked)
            request.user.save(update_fields=[name])
    return response
