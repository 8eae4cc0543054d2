"""Openings: how often people open a dialogue with the company, and how often it answers.

An opening is a pair of thread and customer: the customer's first message in the thread, where that
message names the company or a message of the company stands below it in the reply tree.
"""

from __future__ import annotations

from datetime import timedelta

from dialogo.dialogue.dialogues import OPENINGS as OPENINGS_VIEW
from dialogo.dialogue.first_reply import FIRST_WAITS
from dialogo.dialogue.survival import WALL, share_within
from dialogo.records.measure import Figure, Measure
from dialogo.records.records import Records
from dialogo.records.share import wilson
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window

_SOURCE = Source("docs/evidence/answered-share.md", "definition")
_MESSAGES = frozenset({"messages"})


def _tally(records: Records, window: Window) -> dict[str, int]:
    """How many openings, threads and customers there are, and how many openings were answered."""
    return records.row(
        """
        SELECT count(*) AS openings, count(DISTINCT thread) AS threads,
               count(DISTINCT customer) AS customers,
               count(answered_at) AS answered
        FROM openings WHERE opened_at BETWEEN $since AND $as_of
        """,
        OPENINGS_VIEW,
        since=window.since,
        as_of=window.as_of,
    )


def _openings(records: Records, window: Window) -> Figure:
    tally = _tally(records, window)
    return Figure(tally["openings"], "count", tally["openings"])


def _threads(records: Records, window: Window) -> Figure:
    tally = _tally(records, window)
    return Figure(tally["threads"], "count", tally["openings"])


def _answered(records: Records, window: Window) -> Figure:
    tally = _tally(records, window)
    n, answered = tally["openings"], tally["answered"]
    if n == 0:
        return Figure(None, "share", 0)
    low, high = wilson(answered, n)
    return Figure(answered / n, "share", n, low, high, parts={"answered": answered})


def _within_a_day(records: Records, window: Window) -> Figure:
    return share_within(records, window, FIRST_WAITS, timedelta(days=1), WALL, OPENINGS_VIEW)


OPENINGS = Measure(
    id="dialogue/openings",
    title=Text(en="Dialogues opened", it="Dialoghi aperti"),
    meaning=Text(
        en="Pairs of thread and customer: the customer's first message in a thread, where it names "
        "the company or a message of the company stands below it in the reply tree.",
        it="Coppie di discussione e cliente: il primo messaggio del cliente in una discussione, se "
        "nomina l'azienda o se sotto di esso c'è un messaggio dell'azienda.",
    ),
    unit="count",
    reads=_MESSAGES,
    source=_SOURCE,
    compute=_openings,
)
THREADS = Measure(
    id="dialogue/threads",
    title=Text(en="Threads", it="Discussioni"),
    meaning=Text(
        en="Different threads in which a customer opened a dialogue with the company.",
        it="Discussioni diverse in cui un cliente ha aperto un dialogo con l'azienda.",
    ),
    unit="count",
    reads=_MESSAGES,
    source=_SOURCE,
    compute=_threads,
)
ANSWERED_SHARE = Measure(
    id="dialogue/answered-share",
    title=Text(en="Dialogues answered", it="Dialoghi con risposta"),
    meaning=Text(
        en="The share of openings with a human message of the company below them in the reply "
        "tree; on networks without a tree, later in the conversation.",
        it="La quota di dialoghi aperti con sotto un messaggio umano dell'azienda; sulle reti "
        "senza albero di risposte, più avanti nella conversazione.",
    ),
    unit="share",
    reads=_MESSAGES,
    source=_SOURCE,
    compute=_answered,
)
ANSWERED_WITHIN_A_DAY = Measure(
    id="dialogue/answered-within-a-day",
    title=Text(en="Answered within a day", it="Risposte entro un giorno"),
    meaning=Text(
        en="The share of openings answered within 24 hours; the last day's, not yet a day old, "
        "count for as long as they have waited (Kaplan–Meier).",
        it="La quota di dialoghi con risposta entro 24 ore; quelli dell'ultimo giorno contano per "
        "il tempo che hanno atteso (Kaplan–Meier).",
    ),
    unit="share",
    reads=_MESSAGES,
    source=_SOURCE,
    compute=_within_a_day,
)
