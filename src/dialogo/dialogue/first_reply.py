"""First reply: how long a customer who opens a dialogue waits for the first human answer.

Counted over openings (`openings.py`), from the customer's first message to the first human answer
below it in the reply tree (later in the conversation, where there is no tree). Automatic replies
do not count; an opening without an answer still waits (Kaplan–Meier).
"""

from __future__ import annotations

from functools import partial

from dialogo.dialogue.dialogues import OPENINGS
from dialogo.dialogue.survival import BUSINESS, WALL, Clock, quantile
from dialogo.records.measure import Figure, Measure
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window

FIRST_WAITS = """
    SELECT opened_at AS began, answered_at AS ended_at FROM openings
    WHERE opened_at BETWEEN $since AND $as_of
"""
_SOURCE = Source("docs/evidence/first-reply.md", "definition")


def first_reply(records: Records, window: Window, p: float, clock: Clock = WALL) -> Figure:
    """The wait, in seconds, within which a share `p` of openings has its first human answer."""
    return quantile(records, window, FIRST_WAITS, p, clock, OPENINGS)


def _measure(id_: str, title: Text, p: float, clock: Clock) -> Measure:
    hours = ("in business hours", "in orario di servizio") if clock.business else (
        "by the wall clock", "a orologio",
    )  # fmt: skip
    tenths = round(p * 10)
    return Measure(
        id=id_,
        title=title,
        meaning=Text(
            en=f"{tenths} openings in 10 have a first human answer within this time, {hours[0]}. "
            "Openings without an answer still wait (Kaplan–Meier).",
            it=f"{tenths} conversazioni su 10 hanno una prima risposta umana entro questo tempo, "
            f"{hours[1]}. Quelle senza risposta attendono ancora (Kaplan–Meier).",
        ),
        unit="seconds",
        reads=frozenset({"messages"}),
        source=_SOURCE,
        compute=partial(first_reply, p=p, clock=clock),
    )


P50 = _measure(
    "dialogue/first-reply-p50",
    Text(en="Median first reply", it="Prima risposta, mediana"),
    0.5,
    WALL,
)
P90 = _measure(
    "dialogue/first-reply-p90",
    Text(en="First reply, nine in ten", it="Prima risposta, nove su dieci"),
    0.9,
    WALL,
)
BUSINESS_P50 = _measure(
    "dialogue/first-reply-business-p50",
    Text(en="Median first reply, business hours", it="Prima risposta in orario, mediana"),
    0.5,
    BUSINESS,
)
BUSINESS_P90 = _measure(
    "dialogue/first-reply-business-p90",
    Text(
        en="First reply, nine in ten, business hours", it="Prima risposta in orario, nove su dieci"
    ),
    0.9,
    BUSINESS,
)
