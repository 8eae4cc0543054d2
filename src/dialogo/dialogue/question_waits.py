"""First questions: how long those who surely want an answer wait for it, in business hours.

`first_reply.py` counts every opening, thanks and emoji among them, which nobody need answer; here
only waits count that open a dialogue and are known to ask something. It is what a promise on reply
time is about.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from dialogo.dialogue.survival import BUSINESS, quantile
from dialogo.dialogue.waits import WAITING_MESSAGES, WAITS
from dialogo.records.measure import Figure, Measure
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window

# Of `waits`: those that a promise on reply time is about.
QUESTION_WAIT = "first AND needs_answer = 'yes' AND asked_at BETWEEN $since AND $as_of"
QUESTION_WAITS = f"""
    SELECT asked_at AS began, answered_at AS ended_at FROM waits WHERE {QUESTION_WAIT}
"""


def question_wait(records: Records, window: Window, p: float) -> Figure:
    """The business time, in seconds, within which a share `p` of first questions is answered."""
    return quantile(records, window, QUESTION_WAITS, p, BUSINESS, WAITS)


def slowest(records: Records, window: Window, most: int = 20) -> list[dict[str, Any]]:
    """The first questions that waited longest, those still waiting included.

    Rows of network, message_id, text, url.
    """
    return records.rows(
        f"""
        SELECT messages.network, message_id, text, url
        FROM {WAITING_MESSAGES}
        WHERE {QUESTION_WAIT}
        ORDER BY coalesce(answered_at, $as_of) - asked_at DESC, message_id LIMIT {most}
        """,
        WAITS,
        since=window.since,
        as_of=window.as_of,
    )


def _measure(id_: str, title: Text, p: float) -> Measure:
    tenths = round(p * 10)
    return Measure(
        id=id_,
        title=title,
        meaning=Text(
            en=f"{tenths} first questions in 10 have a human answer within this time, in business "
            "hours; those without one still wait (Kaplan–Meier). Messages that ask nothing, or of "
            "which it is unsure whether they do, are left out.",
            it=f"{tenths} prime domande su 10 hanno una risposta umana entro questo tempo, in "
            "orario di servizio; quelle senza attendono ancora (Kaplan–Meier). Restano fuori i "
            "messaggi che non chiedono nulla, o che non si sa se chiedano.",
        ),
        unit="seconds",
        reads=frozenset({"messages"}),
        source=Source("docs/evidence/first-reply.md", "definition"),
        compute=partial(question_wait, p=p),
    )


QUESTION_P50 = _measure(
    "dialogue/question-wait-p50",
    Text(en="Median wait of questions", it="Attesa delle domande, mediana"),
    0.5,
)
QUESTION_P90 = _measure(
    "dialogue/question-wait-p90",
    Text(en="Wait of questions, nine in ten", it="Attesa delle domande, nove su dieci"),
    0.9,
)
