"""In which time zone a rota is written: the company's, and each colleague's own beside it."""

from __future__ import annotations

from datetime import date
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.dates import get_timezone_location
from django.utils import timezone

from dialogo.records.text import Lang
from dialogo.web.models.team import Colleague
from dialogo.web.models.workspace import Workspace


def zone_of(workspace: Workspace, colleague: Colleague | None = None) -> ZoneInfo:
    """The colleague's own zone, else the workspace's; UTC for a name that no zone has any more."""
    return zone_named((colleague.zone if colleague else "") or workspace.zone)


def today(workspace: Workspace) -> date:
    """Which day it is where the company is."""
    return timezone.now().astimezone(zone_of(workspace)).date()


def place_of(workspace: Workspace, lang: Lang) -> str:
    """The city that the company's zone is named by, as it is called in a language."""
    return city_of(zone_of(workspace), lang)


def city_of(zone: ZoneInfo, lang: Lang) -> str:
    """The city that a zone is named by, as it is called in a language."""
    place = str(get_timezone_location(zone, locale=lang, return_city=True))
    return place.rpartition("/")[2]


@cache
def zone_named(name: str) -> ZoneInfo:
    """The zone of that name; UTC where there is none, or none any more."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")
