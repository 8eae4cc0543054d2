"""Joining: whether the company takes part in conversations that were not addressed to it."""

from __future__ import annotations

from dialogo.records.measure import Figure, Measure
from dialogo.records.records import Records
from dialogo.records.reply_tree import REPLIES, THREADS
from dialogo.records.share import wilson
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window


def _joined(records: Records, window: Window) -> Figure:
    """Only answers whose parent is on record count: of the others nobody knows who spoke first."""
    row = records.row(
        """
        SELECT count(*) AS n,
               count(*) FILTER (NOT above.post AND NOT above.company AND NOT above.addressed)
                   AS joined
        FROM threads AS said
        JOIN replies USING (node)
        JOIN threads AS above ON above.node = replies.up
        WHERE said.human AND said.said_at BETWEEN $since AND $as_of
        """,
        THREADS,
        REPLIES,
        since=window.since,
        as_of=window.as_of,
    )
    n, joined = row["n"], row["joined"]
    if n == 0:
        return Figure(None, "share", 0, parts={"joined": 0})
    low, high = wilson(joined, n)
    return Figure(joined / n, "share", n, low, high, parts={"joined": joined})


JOINED = Measure(
    id="dialogue/joined-share",
    title=Text(en="Conversations of others joined", it="Conversazioni altrui a cui si partecipa"),
    meaning=Text(
        en="Of the company's answers whose parent message is on record, the share given to "
        "somebody who had not named the company.",
        it="Delle risposte dell'azienda di cui è registrato il messaggio a cui rispondono, la "
        "quota data a chi non aveva nominato l'azienda.",
    ),
    unit="share",
    reads=frozenset({"messages"}),
    source=Source("docs/evidence/joining.md", "house rule"),
    compute=_joined,
)
