"""Engagement rate by followers: what people did with posts, by those who follow."""

from __future__ import annotations

from dialogo.content.engagement import rate_by
from dialogo.records.measure import Figure, Measure
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window


def compute(records: Records, window: Window) -> Figure:
    """See `rate_by`, with followers as the denominator."""
    return rate_by("followers", records, window)


ENGAGEMENT_RATE_BY_FOLLOWERS = Measure(
    id="content/engagement-rate-by-followers",
    title=Text(
        en="Engagement rate by followers",
        it="Tasso di coinvolgimento per follower",
    ),
    meaning=Text(
        en="Likes, comments, shares and saves of the posts, divided by the followers at the "
        "time of each post. "
        "Rates with other denominators cannot be compared with it.",
        it="Mi piace, commenti, condivisioni e salvataggi dei post, divisi per i follower al "
        "momento di ogni post. "
        "Non si confronta con tassi che hanno un altro denominatore.",
    ),
    unit="share",
    reads=frozenset({"posts", "post_figures", "audience"}),
    source=Source("docs/evidence/engagement-rate.md", "definition"),
    compute=compute,
)
