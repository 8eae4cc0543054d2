"""The promise: how often people are answered within the time the plan promises them."""

from __future__ import annotations

from datetime import timedelta

from dialogo.dialogue import promise_lines
from dialogo.dialogue.priority import HIGH, LOW, NORMAL, URGENT
from dialogo.dialogue.promise_lines import Lines
from dialogo.dialogue.question_waits import QUESTION_WAIT
from dialogo.dialogue.survival import OF_PROMISE, share_within
from dialogo.dialogue.waits import WAITS
from dialogo.records.measure import Figure, Measure
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window


def promised(records: Records, window: Window) -> timedelta | None:
    """The reply time that the plan promises to everybody at the end of the window; None if it
    promises none."""
    general = lines(records, window).general
    return timedelta(minutes=general.minutes) if general else None


def lines(records: Records, window: Window) -> Lines:
    """All that the plan promises on reply time at the end of the window, the finer lines too."""
    rows = records.rows(
        """
        SELECT subject, arg_max(value, from_day) AS minutes FROM plan
        WHERE kind = 'promise' AND subject LIKE 'reply-time%' AND value > 0
          AND from_day <= $day AND (to_day IS NULL OR to_day >= $day)
        GROUP BY subject ORDER BY subject
        """,
        day=window.as_of.date(),
    )
    found = (promise_lines.read(row["subject"], row["minutes"]) for row in rows)
    return Lines.of(line for line in found if line)


def promised_waits(lines: Lines) -> str:
    """SQL: the first questions asked in the window to which something is promised, as (node, began,
    ended_at, within in seconds, network, need, priority in words)."""
    names = " ".join(
        f"WHEN {number} THEN '{name}'"
        for number, name in zip((LOW, NORMAL, HIGH, URGENT), promise_lines.PRIORITIES, strict=True)
    )
    return f"""
        SELECT * FROM (
            SELECT node, began, ended_at, network, need, priority, 60 * {lines.sql} AS within
            FROM (
                SELECT node, asked_at AS began, answered_at AS ended_at,
                       asked_on AS network, about AS need,
                       CASE priority {names} END AS priority
                FROM waits WHERE {QUESTION_WAIT}
            )
        )
        WHERE within IS NOT NULL
    """


def _kept(records: Records, window: Window) -> Figure:
    found = lines(records, window)
    if not found.every:
        return Figure(None, "share", 0)
    once = timedelta(seconds=1)  # each wait is told in parts of its own promise
    return share_within(records, window, promised_waits(found), once, OF_PROMISE, WAITS)


PROMISE_KEPT = Measure(
    id="dialogue/promise-kept",
    title=Text(en="Promise on reply time kept", it="Promessa sui tempi mantenuta"),
    meaning=Text(
        en="The share of first questions answered, in business hours, within the time that the "
        "plan promises for their network, need and priority; whoever still waits counts for as "
        "long as they have (Kaplan–Meier).",
        it="La quota di prime domande con risposta, in orario di servizio, entro il tempo promesso "
        "dal piano per la loro rete, il loro bisogno e la loro priorità; chi attende ancora conta "
        "per quanto ha atteso (Kaplan–Meier).",
    ),
    unit="share",
    reads=frozenset({"messages", "plan"}),
    source=Source("docs/evidence/first-reply.md", "definition"),
    compute=_kept,
)
