"""Who vouches for the company: people who praise it, or who answer others in its stead."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dialogo.community.answers import answers
from dialogo.community.members import counts
from dialogo.community.recent import recent_view
from dialogo.records.measure import Figure, Measure
from dialogo.records.records import Records, View
from dialogo.records.share import wilson
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window

# "Thank you" under the company's answer is courtesy; praise that nobody asked for vouches.
_PRAISES = """
    SELECT m.network, m.message_id, m.author FROM messages AS m
    JOIN message_labels AS l USING (company, network, message_id)
    WHERE m.author_kind = 'customer' AND l.act = 'praise' AND m.conversation IS NULL
        AND coalesce(m.kind, '') NOT IN ('direct', 'email')
        AND m.sent_at BETWEEN <since> AND <until>
        AND NOT EXISTS (
            SELECT 1 FROM messages AS above WHERE above.author_kind = 'company'
                AND above.network = m.network AND above.message_id = m.in_reply_to
        )
"""


def vouches(window: Window) -> View:
    """Every time somebody vouched in the last 90 days of `window`: network, author, praise.

    `praise` is true where they praised the company, false where they answered another customer.
    """
    peers, praises = answers(window), recent_view("praises", _PRAISES, window)
    made = recent_view(
        "vouches",
        f"""
        SELECT network, author, false AS praise FROM {peers.name} WHERE by_peer
        UNION ALL
        SELECT network, author, true FROM {praises.name}
        """,
        window,
    )
    return replace(made, needs=(peers, praises))


def compute(records: Records, window: Window) -> Figure:
    """Distinct members of the last 90 days who praised or answered others; n is the members.

    Praise counts in public, and not as thanks for an answer just given. `parts`: `praising` and
    `answering` (people; one may do both).
    """
    view = vouches(window)
    row = records.row(
        f"""
        SELECT count(DISTINCT (network, author)) AS vouching,
            count(DISTINCT (network, author)) FILTER (praise) AS praising,
            count(DISTINCT (network, author)) FILTER (NOT praise) AS answering
        FROM {view.name}
        """,
        view,
    )
    return Figure(
        value=row["vouching"],
        unit="count",
        n=counts(records, window)["members"],
        parts={"praising": row["praising"], "answering": row["answering"]},
    )


def compute_share(records: Records, window: Window) -> Figure:
    """The same over the active members, a share; n is the members. None without members."""
    vouching = compute(records, window)
    count = int(vouching.value or 0)
    low, high = wilson(count, vouching.n)
    return Figure(
        value=count / vouching.n if vouching.n else None,
        unit="share",
        n=vouching.n,
        low=low,
        high=high,
        parts={**vouching.parts, "vouching": count},
    )


def thanks_left_lying(records: Records, window: Window, most: int = 20) -> list[dict[str, Any]]:
    """Praise that the company did not answer, the latest first: network, message_id, url, text."""
    praises = recent_view("praises", _PRAISES, window)
    return records.rows(
        f"""
        SELECT m.network, m.message_id, m.url, m.text
        FROM {praises.name} JOIN messages AS m USING (network, message_id)
        WHERE NOT EXISTS (
            SELECT 1 FROM messages AS reply WHERE reply.author_kind = 'company'
                AND reply.network = m.network AND reply.in_reply_to = m.message_id
        )
        ORDER BY m.sent_at DESC, m.network, m.message_id LIMIT $most
        """,
        praises,
        most=most,
    )


VOUCHING_MEMBERS = Measure(
    id="community/vouching-members",
    title=Text(en="Members who vouch", it="Membri che garantiscono"),
    meaning=Text(
        en="The people who, in the last 90 days, praised the company or answered other customers.",
        it="Le persone che negli ultimi 90 giorni hanno lodato l'azienda o risposto ad altri "
        "clienti.",
    ),
    unit="count",
    reads=frozenset({"messages", "message_labels"}),
    source=Source("docs/evidence/community.md", "house rule"),
    compute=compute,
    window="last 90 days",
)

VOUCHING_SHARE = Measure(
    id="community/vouching-share",
    title=Text(en="Share who vouch", it="Quota di chi garantisce"),
    meaning=Text(
        en="Of the active members, the share that praised the company or answered others.",
        it="Dei membri attivi, la quota che ha lodato l'azienda o risposto ad altri.",
    ),
    unit="share",
    reads=frozenset({"messages", "message_labels"}),
    source=Source("docs/evidence/community.md", "house rule"),
    compute=compute_share,
    window="last 90 days",
)
