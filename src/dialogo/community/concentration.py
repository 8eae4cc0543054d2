"""How much of the talking a few people do."""

from __future__ import annotations

from dialogo.community.members import members
from dialogo.records.measure import Figure, Measure
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window

# Of twenty people, the ten most active are half: the figure begins to mean something there.
FEWEST = 20


def compute(records: Records, window: Window) -> Figure:
    """The share of customers' messages of the last 90 days written by the most active.

    The most active are 1 % of the members, ten at the least. n is the members; None below 20.
    """
    view = members(window)
    row = records.row(
        f"""
        WITH ranked AS (
            SELECT messages,
                row_number() OVER (ORDER BY messages DESC, network, author) AS place,
                count(*) OVER () AS members
            FROM {view.name}
        )
        SELECT count(*) AS n, sum(messages) AS messages,
            sum(messages) FILTER (place <= greatest(10, ceil(members / 100))) AS theirs
        FROM ranked
        """,
        view,
    )
    return Figure(
        value=float(row["theirs"] / row["messages"]) if row["n"] >= FEWEST else None,
        unit="share",
        n=row["n"],
    )


CONCENTRATION = Measure(
    id="community/concentration",
    title=Text(en="Talking done by a few", it="Conversazione in mano a pochi"),
    meaning=Text(
        en="Of the customers' messages of the last 90 days, the share written by the most active "
        "1 % of the people (ten at the least).",
        it="Dei messaggi dei clienti negli ultimi 90 giorni, la quota scritta dall'1 % più attivo "
        "(almeno dieci persone).",
    ),
    unit="share",
    reads=frozenset({"messages"}),
    source=Source("docs/evidence/community.md", "medium"),
    compute=compute,
    window="last 90 days",
)
