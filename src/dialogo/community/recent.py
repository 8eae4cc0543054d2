"""The last 90 days of a window: the stretch that tells how a community is now."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from dialogo.records.records import View
from dialogo.records.window import Window

LAST = timedelta(days=90)


def recent_view(name: str, sql: str, window: Window) -> View:
    """A view over the last 90 days of `window`, one for each window.

    `since` and `until` between `<` and `>` in `sql` stand for the first and the last moment.
    """
    last = window.last(LAST)
    return View(
        f"community_{name}_{_stamp(last.since)}_{_stamp(last.as_of)}",
        sql.replace("<since>", _literal(last.since)).replace("<until>", _literal(last.as_of)),
    )


def _stamp(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%d%H%M%S%f}"


def _literal(moment: datetime) -> str:
    return f"TIMESTAMPTZ '{moment.astimezone(UTC).isoformat()}'"
