"""The reader: in which language, zone and theme somebody reads."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone, translation

from dialogo.records.text import LANGS, Lang

LANG_COOKIE = "lang"
THEME_COOKIE = "theme"
THEMES = ("", "light", "dark")


def ReaderMiddleware(  # noqa: N802  (named as Django names middleware)
    answer: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Speaks the reader's language: the person's own, the cookie's, then the browser's."""

    def read(request: Any) -> HttpResponseBase:
        lang = lang_of(request)
        request.lang = lang
        request.theme = theme_of(request)
        own = getattr(request.user, "zone", "") if request.user.is_authenticated else ""
        with translation.override(lang), timezone.override(known_zone(own)):
            response = answer(request)
            if hasattr(response, "render") and not getattr(response, "is_rendered", True):
                response.render()
        response.headers.setdefault("Content-Language", lang)
        return response

    return read


def known_zone(name: str) -> ZoneInfo | None:
    """The zone of that name; None where there is none, or none any more."""
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def lang_of(request: Any) -> Lang:
    """The language in which the reader of `request` reads."""
    own = getattr(request.user, "lang", "") if request.user.is_authenticated else ""
    asked = own or request.COOKIES.get(LANG_COOKIE, "")
    if asked not in LANGS:
        asked = translation.get_language_from_request(request)
    return "it" if str(asked).startswith("it") else "en"


def theme_of(request: Any) -> str:
    """ "light" or "dark", or nothing where the device decides."""
    own = getattr(request.user, "theme", "") if request.user.is_authenticated else ""
    asked = own or request.COOKIES.get(THEME_COOKIE, "")
    return asked if asked in THEMES else ""


def lang() -> Lang:
    """The language being spoken, where there is no request at hand."""
    return "it" if (translation.get_language() or "").startswith("it") else "en"
