"""What a post costs: the hours and expenses of creating and publishing over the posts."""

from __future__ import annotations

from dialogo.budget.unit_cost import unit_cost
from dialogo.records.measure import Figure, Measure
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window

MAKING = ("creating", "publishing")
POSTS = "SELECT published_at AS moment FROM posts WHERE published_at BETWEEN $since AND $until"


def compute(records: Records, window: Window) -> Figure:
    """Money per post; n is the posts. Promotion is not in it.

    Counted over the weeks in which such hours were recorded: see `unit_cost`.
    """
    return unit_cost(records, window, MAKING, POSTS)


COST_PER_POST = Measure(
    id="budget/cost-per-post",
    title=Text(en="Cost per post", it="Costo per post"),
    meaning=Text(
        en="Hours of creating and publishing at their pay, plus those expenses, divided by the "
        "posts, over the weeks in which such hours were recorded.",
        it="Ore di creazione e pubblicazione per la loro paga, più quelle spese, divise per i "
        "post, nelle settimane in cui quelle ore sono registrate.",
    ),
    unit="money",
    reads=frozenset({"posts", "hours", "members"}),
    source=Source("docs/evidence/budget.md", "definition"),
    compute=compute,
)
