"""Promised to whom: how many of those who write fall under which promise on reply time."""

from __future__ import annotations

from collections import Counter

from dialogo.dialogue.promise_lines import PRIORITIES, Line, Lines
from dialogo.dialogue.waits import WAITS
from dialogo.records.records import Records
from dialogo.records.window import Window


def promised_to(records: Records, window: Window, lines: Lines) -> Counter[Line | None]:
    """Waits that began in the window and may want an answer, reopened ones too, by the line that
    counts for them; None: nothing is promised. Needs `records` that are labelled."""
    rows = records.rows(
        """
        SELECT asked_on AS network, about AS need, priority, count(*) AS n FROM waits
        WHERE needs_answer <> 'no' AND asked_at BETWEEN $since AND $as_of
        GROUP BY ALL
        """,
        WAITS,
        since=window.since,
        as_of=window.as_of,
    )
    found: Counter[Line | None] = Counter()
    for row in rows:
        line = lines.of_wait(row["network"], row["need"], PRIORITIES[row["priority"]])
        found[line] += row["n"]
    return found
