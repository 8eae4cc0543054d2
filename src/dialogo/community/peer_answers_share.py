"""How much of the answering the customers do for one another."""

from __future__ import annotations

from dialogo.community.answers import answers
from dialogo.records.measure import Figure, Measure
from dialogo.records.records import Records
from dialogo.records.share import wilson
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window


def compute(records: Records, window: Window) -> Figure:
    """Of the answers to customers in the last 90 days, the share given by customers.

    n is the answers: direct replies to a customer's message that wants one, by the company's
    people or by another customer (who does not complain, ask or advertise there).
    """
    view = answers(window)
    row = records.row(
        f"SELECT count(*) AS n, count(*) FILTER (by_peer) AS peers FROM {view.name}", view
    )
    low, high = wilson(row["peers"], row["n"])
    return Figure(
        value=row["peers"] / row["n"] if row["n"] else None,
        unit="share",
        n=row["n"],
        low=low,
        high=high,
        parts={"peers": row["peers"]},
    )


PEER_ANSWERS_SHARE = Measure(
    id="community/peer-answers-share",
    title=Text(en="Answers among members", it="Risposte tra membri"),
    meaning=Text(
        en="Of the direct answers that customers got in the last 90 days, the share that other "
        "customers gave.",
        it="Delle risposte dirette avute dai clienti negli ultimi 90 giorni, la quota data da "
        "altri clienti.",
    ),
    unit="share",
    reads=frozenset({"messages", "message_labels"}),
    source=Source("docs/evidence/community.md", "definition"),
    compute=compute,
    window="last 90 days",
)
