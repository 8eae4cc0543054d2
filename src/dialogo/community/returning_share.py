"""Which share of the people who wrote comes back, among those who have had the time."""

from __future__ import annotations

from typing import Any

from dialogo.community.members import CAME_BACK, HAD_TIME, counts, members
from dialogo.records.measure import Figure, Measure
from dialogo.records.records import Records
from dialogo.records.share import wilson
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window


def compute(records: Records, window: Window) -> Figure:
    """Of the members who had the time to come back, the share that did; n is those members.

    Had the time: their first message of the last 90 days is four weeks or more before the end.
    Who began to write last week is not counted as one who never came back.
    """
    row = counts(records, window)
    low, high = wilson(row["came_back"], row["had_time"])
    return Figure(
        value=row["came_back"] / row["had_time"] if row["had_time"] else None,
        unit="share",
        n=row["had_time"],
        low=low,
        high=high,
        parts={"came_back": row["came_back"]},
    )


def wrote_once(records: Records, window: Window, most: int = 20) -> list[dict[str, Any]]:
    """The last messages of those who had the time and did not come back.

    Rows of network, message_id, url and text: those without a direct reply of the company first,
    then the latest.
    """
    view = members(window)
    return records.rows(
        f"""
        WITH gone AS (
            SELECT network, author, last_at FROM {view.name}
            WHERE first_at <= $told AND last_at - first_at < $back
        )
        SELECT m.network, m.message_id, m.url, m.text FROM gone
        JOIN messages AS m ON m.network = gone.network AND m.author = gone.author
            AND m.sent_at = gone.last_at AND m.author_kind = 'customer'
        ORDER BY EXISTS (
            SELECT 1 FROM messages AS reply WHERE reply.author_kind = 'company'
                AND reply.network = m.network AND reply.in_reply_to = m.message_id
        ), m.sent_at DESC, m.network, m.message_id LIMIT $most
        """,
        view,
        told=window.as_of - HAD_TIME,
        back=CAME_BACK,
        most=most,
    )


RETURNING_SHARE = Measure(
    id="community/returning-share",
    title=Text(en="Share who come back", it="Quota di chi torna"),
    meaning=Text(
        en="Of the people who wrote in the last 90 days, four weeks or more before the end, the "
        "share that wrote again a week or more later.",
        it="Di chi ha scritto negli ultimi 90 giorni, almeno quattro settimane prima della fine, "
        "la quota che ha scritto di nuovo una settimana o più dopo.",
    ),
    unit="share",
    reads=frozenset({"messages"}),
    source=Source("docs/evidence/community.md", "house rule"),
    compute=compute,
    window="last 90 days",
)
