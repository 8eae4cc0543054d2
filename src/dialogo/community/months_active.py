"""In how many months people talked with or about the company at all."""

from __future__ import annotations

from dialogo.records.measure import Figure, Measure
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window


def compute(records: Records, window: Window) -> Figure:
    """Calendar months (UTC) of the window with a customer's message; n is the months it touches."""
    row = records.row(
        """
        SELECT count(DISTINCT date_trunc('month', sent_at)) AS months,
            date_diff('month', $since::TIMESTAMPTZ, $until::TIMESTAMPTZ) + 1 AS n
        FROM messages WHERE author_kind = 'customer' AND sent_at BETWEEN $since AND $until
        """,
        since=window.since,
        until=window.as_of,
    )
    return Figure(value=row["months"], unit="count", n=row["n"])


MONTHS_ACTIVE = Measure(
    id="community/months-active",
    title=Text(en="Months with a conversation", it="Mesi con una conversazione"),
    meaning=Text(
        en="The calendar months of the window in which at least one customer wrote.",
        it="I mesi del periodo in cui almeno un cliente ha scritto.",
    ),
    unit="count",
    reads=frozenset({"messages"}),
    source=Source("docs/evidence/community.md", "definition"),
    compute=compute,
)
