"""Since when something is so, as people say it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from dialogo.web.frame.when import since

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)  # a Sunday, 10:00 in Rome


@pytest.mark.parametrize(
    ("ago", "en", "it"),
    [
        (timedelta(minutes=55), "since 9:05 today", "da oggi alle 9:05"),
        (timedelta(hours=10, minutes=30), "since yesterday 23:30", "da ieri alle 23:30"),
        (timedelta(days=2), "since Friday 10:00", "da venerdì alle 10:00"),
        (timedelta(days=6), "since Monday 10:00", "da lunedì alle 10:00"),
        (timedelta(days=7), "since 15 Nov 2026", "dal 15 nov 2026"),
        (timedelta(days=14), "since 8 Nov 2026", "dall'8 nov 2026"),
        (timedelta(days=-1), "since 23 Nov 2026", "dal 23 nov 2026"),
    ],
)
def test_the_nearer_it_is_the_plainer_it_is_said(ago: timedelta, en: str, it: str) -> None:
    with timezone.override(ZoneInfo("Europe/Rome")):
        assert since(NOW - ago, NOW, "en") == en
        assert since(NOW - ago, NOW, "it") == it
