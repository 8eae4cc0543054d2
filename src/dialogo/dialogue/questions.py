"""Questions: what people ask of the company, and what is left without an answer.

A question is a wait (`waits.py`) in which at least one message is known to want an answer; those
of which it is unsure whether they do are counted apart, never as one side.
"""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

from dialogo.dialogue.waits import WAITING_MESSAGES, WAITS
from dialogo.records.measure import Figure, Measure
from dialogo.records.records import Records
from dialogo.records.share import wilson
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window

# Younger questions than this are neither answered late nor left lying.
GRACE = timedelta(days=1)

_SOURCE = Source("docs/evidence/answered-share.md", "medium")
_READS = frozenset({"messages"})
_ASKED = "needs_answer = 'yes' AND asked_at BETWEEN $since AND $as_of"
_DUE = f"{_ASKED} AND (answered_at IS NOT NULL OR asked_at <= $grace)"
FOLLOW_UP = "NOT first"
COMPLAINT = "complaint"


def unanswered_share(records: Records, window: Window, kind: str = "true") -> Figure:
    """Of the questions a day old or answered, the share without an answer.

    `kind` narrows them: `FOLLOW_UP` (asked after an earlier answer) or `COMPLAINT`.
    Parts: `unanswered`; `unsure`, waits of which it is not known whether they ask.
    """
    row = records.row(
        f"""
        SELECT count(*) FILTER ({_DUE}) AS n,
               count(*) FILTER ({_DUE} AND answered_at IS NULL) AS unanswered,
               count(*) FILTER (needs_answer = 'unsure'
                                AND asked_at BETWEEN $since AND $as_of) AS unsure
        FROM waits WHERE {kind}
        """,
        WAITS,
        since=window.since,
        as_of=window.as_of,
        grace=window.as_of - GRACE,
    )
    n, unanswered = row["n"], row["unanswered"]
    if n == 0:
        return Figure(None, "share", 0, parts={"unanswered": 0, "unsure": row["unsure"]})
    low, high = wilson(unanswered, n)
    parts = {"unanswered": unanswered, "unsure": row["unsure"]}
    return Figure(unanswered / n, "share", n, low, high, parts=parts)


def waiting(
    records: Records, window: Window, kind: str = "true", most: int = 20
) -> list[dict[str, Any]]:
    """What still waits, the longest first: network, message_id, asked_at, text, url."""
    return records.rows(
        f"""
        SELECT messages.network, message_id, asked_at, text, url
        FROM {WAITING_MESSAGES}
        WHERE {_ASKED} AND answered_at IS NULL AND {kind}
        ORDER BY asked_at, message_id LIMIT {most}
        """,
        WAITS,
        since=window.since,
        as_of=window.as_of,
    )


def _waiting_now(records: Records, window: Window) -> dict[str, Any]:
    return records.row(
        f"""
        SELECT count(*) FILTER ({_ASKED}) AS n,
               count(*) FILTER ({_ASKED} AND answered_at IS NULL) AS waiting,
               epoch($as_of::TIMESTAMPTZ)
                   - epoch(min(asked_at) FILTER ({_ASKED} AND answered_at IS NULL)) AS longest
        FROM waits
        """,
        WAITS,
        since=window.since,
        as_of=window.as_of,
    )


def _count_waiting(records: Records, window: Window) -> Figure:
    row = _waiting_now(records, window)
    return Figure(row["waiting"], "count", row["n"])


def _longest_wait(records: Records, window: Window) -> Figure:
    row = _waiting_now(records, window)
    return Figure(row["longest"], "seconds", row["waiting"])


def _share(name: str, title: Text, meaning: Text, kind: str) -> Measure:
    compute = partial(unanswered_share, kind=kind)
    return Measure(f"dialogue/{name}", title, meaning, "share", _READS, _SOURCE, compute)


UNANSWERED = _share(
    "questions-unanswered",
    Text(en="Questions without an answer", it="Domande senza risposta"),
    Text(
        en="Of the questions that are a day old or answered, the share without an answer.",
        it="Delle domande che hanno un giorno o una risposta, la quota senza risposta.",
    ),
    "true",
)
FOLLOW_UPS = _share(
    "follow-ups-unanswered",
    Text(en="Follow-up questions without an answer", it="Domande successive senza risposta"),
    Text(
        en="Of the questions asked after a first answer, a day old or answered, the share "
        "without an answer.",
        it="Delle domande fatte dopo una prima risposta, che hanno un giorno o una risposta, "
        "la quota senza risposta.",
    ),
    FOLLOW_UP,
)
COMPLAINTS = _share(
    "complaints-unanswered",
    Text(en="Complaints without an answer", it="Lamentele senza risposta"),
    Text(
        en="Of the complaints that are a day old or answered, the share without an answer.",
        it="Delle lamentele che hanno un giorno o una risposta, la quota senza risposta.",
    ),
    COMPLAINT,
)
WAITING = Measure(
    id="dialogue/questions-waiting",
    title=Text(en="Questions waiting", it="Domande in attesa"),
    meaning=Text(
        en="Questions without an answer at the end of the window, the youngest included.",
        it="Domande senza risposta alla fine del periodo, comprese le più recenti.",
    ),
    unit="count",
    reads=_READS,
    source=_SOURCE,
    compute=_count_waiting,
    window="as of the end",
)
LONGEST_WAIT = Measure(
    id="dialogue/longest-wait",
    title=Text(en="Longest wait", it="Attesa più lunga"),
    meaning=Text(
        en="How long the oldest question without an answer has been waiting; n is how many wait.",
        it="Da quanto attende la domanda più vecchia senza risposta; n è quante attendono.",
    ),
    unit="seconds",
    reads=_READS,
    source=_SOURCE,
    compute=_longest_wait,
    window="as of the end",
)
