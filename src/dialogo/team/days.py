"""The window's first and last day, for tables that are kept by day."""

from __future__ import annotations

from datetime import UTC, date

from dialogo.records.window import Window


def first_day(window: Window) -> date:
    return window.since.astimezone(UTC).date()


def last_day(window: Window) -> date:
    return window.as_of.astimezone(UTC).date()
