"""A place in a list of what happened: the moment and the number after which a page begins."""

from __future__ import annotations

from datetime import datetime

from django.utils.dateparse import parse_datetime


def written(moment: datetime, number: int) -> str:
    """A place as it stands in an address."""
    return f"{moment.isoformat()}_{number}"


def place(text: str | None) -> tuple[datetime, int] | None:
    """Where a page begins; None for the first, and for what is no place."""
    at, _, number = (text or "").partition("_")
    try:
        moment = parse_datetime(at)
    except ValueError:
        return None
    if moment is None or moment.tzinfo is None or not number.isdecimal() or len(number) > 18:
        return None
    return moment, int(number)
