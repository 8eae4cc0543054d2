"""What a useful post costs: all that goes into posts, over the posts that serve somebody."""

from __future__ import annotations

from dialogo.budget.cost_per_post import MAKING
from dialogo.budget.unit_cost import unit_cost
from dialogo.records.measure import Figure, Measure
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window

USEFUL = """
    SELECT p.published_at AS moment FROM posts AS p JOIN post_labels AS l
        USING (company, network, post_id)
    WHERE p.published_at BETWEEN $since AND $until AND l.does = 'useful'
        AND p.promoted IS NOT TRUE
"""


def compute(records: Records, window: Window) -> Figure:
    """Money per useful post; n is the useful posts. The money is that of all posts.

    A post that was paid to be shown is promotion, whatever it says.
    Counted over the weeks in which such hours were recorded: see `unit_cost`.
    """
    return unit_cost(records, window, MAKING, USEFUL)


COST_PER_USEFUL_POST = Measure(
    id="budget/cost-per-useful-post",
    title=Text(en="Cost per useful post", it="Costo per post utile"),
    meaning=Text(
        en="All that creating and publishing cost, divided by the posts that are useful to "
        "somebody, over the weeks in which such hours were recorded.",
        it="Tutto ciò che sono costate creazione e pubblicazione, diviso per i post utili a "
        "qualcuno, nelle settimane in cui quelle ore sono registrate.",
    ),
    unit="money",
    reads=frozenset({"posts", "post_labels", "hours", "members"}),
    source=Source("docs/evidence/budget.md", "definition"),
    compute=compute,
)
