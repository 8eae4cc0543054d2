"""The promise: how often people are answered within the time the plan promises."""

from __future__ import annotations

from datetime import timedelta

from dialogo.dialogue.question_waits import QUESTION_WAITS
from dialogo.dialogue.survival import BUSINESS, share_within
from dialogo.dialogue.waits import WAITS
from dialogo.records.measure import Figure, Measure
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window


def promised(records: Records, window: Window) -> timedelta | None:
    """The reply time that the plan promises at the end of the window; None if it promises none."""
    row = records.row(
        """
        SELECT arg_max(value, from_day) AS minutes FROM plan
        WHERE kind = 'promise' AND subject = 'reply-time' AND value > 0
          AND from_day <= $day AND (to_day IS NULL OR to_day >= $day)
        """,
        day=window.as_of.date(),
    )
    return None if row["minutes"] is None else timedelta(minutes=row["minutes"])


def _kept(records: Records, window: Window) -> Figure:
    promise = promised(records, window)
    if promise is None:
        return Figure(None, "share", 0)
    return share_within(records, window, QUESTION_WAITS, promise, BUSINESS, WAITS)


PROMISE_KEPT = Measure(
    id="dialogue/promise-kept",
    title=Text(en="Promise on reply time kept", it="Promessa sui tempi mantenuta"),
    meaning=Text(
        en="The share of first questions answered, in business hours, within the time that the "
        "plan promises; whoever still waits counts for as long as they have (Kaplan–Meier).",
        it="La quota di prime domande con risposta, in orario di servizio, entro il tempo promesso "
        "dal piano; chi attende ancora conta per quanto ha atteso (Kaplan–Meier).",
    ),
    unit="share",
    reads=frozenset({"messages", "plan"}),
    source=Source("docs/evidence/first-reply.md", "definition"),
    compute=_kept,
)
