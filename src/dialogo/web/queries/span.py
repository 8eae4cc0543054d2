"""From the first event on record to the last that has happened."""

from __future__ import annotations

from datetime import datetime

from dialogo.records.records import Records
from dialogo.records.window import Window


def span_of(records: Records, now: datetime) -> Window | None:
    """The stretch that figures look at; a date still to come is a slip, and no event yet.

    None where nothing has happened.
    """
    span = records.span()
    if span is None or span.since > now:
        return None
    return Window(span.since, min(span.as_of, now))
