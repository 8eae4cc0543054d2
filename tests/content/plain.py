"""Posts written down at random, to be counted by the engine and by a plain loop."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from dialogo.records.records import Records
from dialogo.records.window import Window
from tests.recorded import at, recorded

Row = dict[str, Any]
BEGAN = at("2026-01-01 00:00")
ENDED = at("2026-03-31 00:00")
WINDOW = Window(BEGAN, ENDED)
DOES = ("useful", "promotional", "conversation", "corporate", "unsure")
# Every example opens an engine of its own, and machines are busy: few examples, no deadline.
a_few = settings(max_examples=20, deadline=None)
NETWORKS = ("facebook", "instagram", "x")


def moments() -> st.SearchStrategy[datetime]:
    """Times in and around the window, its very ends among them."""
    inside = st.integers(-240, 24 * 89 + 240).map(lambda hours: BEGAN + timedelta(hours=hours))
    return st.one_of(inside, st.sampled_from([BEGAN, ENDED]))


def posts(
    texts: Sequence[str | None] = ("Buy", "How to", "Hello", None),
) -> st.SearchStrategy[list[Row]]:
    """Posts with what they do (None: no label was made) and whether money was spent on them."""
    row = st.fixed_dictionaries(
        {
            "network": st.sampled_from(NETWORKS),
            "published_at": moments(),
            "text": st.sampled_from(texts),
            "promoted": st.sampled_from([True, False, None]),
            "does": st.sampled_from([*DOES, None]),
        }
    )
    return st.lists(row, max_size=25).map(_numbered)


def _numbered(rows: list[Row]) -> list[Row]:
    return [{**row, "post_id": f"{number:03}"} for number, row in enumerate(rows)]


def records_of(rows: list[Row], **tables: list[Row]) -> Records:
    """Records of such posts, with their labels."""
    return recorded(
        posts=[
            {key: value for key, value in row.items() if key not in ("does", "needs")}
            for row in rows
        ],
        post_labels=[
            {key: row[key] for key in ("network", "post_id", "does", "needs") if key in row}
            for row in rows
            if row["does"] is not None
        ],
        **tables,
    )


def in_window(rows: list[Row]) -> list[Row]:
    return [row for row in rows if BEGAN <= row["published_at"] <= ENDED]


def purpose(row: Row) -> str:
    """What a post does: it sells if money was spent on it, and is unsure without a label."""
    return "promotional" if row["promoted"] else row["does"] or "unsure"
