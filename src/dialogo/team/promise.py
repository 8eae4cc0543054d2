"""The promise on reply time that staffing is measured against."""

from __future__ import annotations

from datetime import timedelta

from dialogo.records.records import Records
from dialogo.records.window import Window
from dialogo.team.days import last_day

# A house rule (docs/evidence/staffing.md): half a working day, for who has promised nothing yet.
UNPROMISED = timedelta(hours=4)
# Nine in ten: the share of answers that the best-known badge for prompt pages asks for.
KEPT = 0.9


def promised_reply(records: Records, window: Window) -> timedelta:
    """The reply time that the plan promises at the window's end; `UNPROMISED` without a plan."""
    rows = records.rows(
        """
        SELECT value FROM plan
        WHERE kind = 'promise' AND lower(trim(subject)) = 'reply-time' AND value > 0
          AND from_day <= $day AND coalesce(to_day, $day) >= $day
          AND (stopped_on IS NULL OR stopped_on > $day)
        ORDER BY from_day DESC LIMIT 1
        """,
        day=last_day(window),
    )
    return timedelta(minutes=rows[0]["value"]) if rows else UNPROMISED
