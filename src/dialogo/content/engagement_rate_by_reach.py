"""Engagement rate by reach: what people did with posts, by accounts reached."""

from __future__ import annotations

from dialogo.content.engagement import rate_by
from dialogo.records.measure import Figure, Measure
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window


def compute(records: Records, window: Window) -> Figure:
    """See `rate_by`, with reach as the denominator."""
    return rate_by("reach", records, window)


ENGAGEMENT_RATE_BY_REACH = Measure(
    id="content/engagement-rate-by-reach",
    title=Text(en="Engagement rate by reach", it="Tasso di coinvolgimento per copertura"),
    meaning=Text(
        en="Likes, comments, shares and saves of the posts, divided by the accounts "
        "reached. Rates with other denominators cannot be compared with it.",
        it="Mi piace, commenti, condivisioni e salvataggi dei post, divisi per i profili "
        "raggiunti. Non si confronta con tassi che hanno un altro denominatore.",
    ),
    unit="share",
    reads=frozenset({"posts", "post_figures"}),
    source=Source("docs/evidence/engagement-rate.md", "definition"),
    compute=compute,
)
