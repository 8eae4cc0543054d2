"""Needs: what people ask for, and whether any useful post dealt with it."""

from __future__ import annotations

from typing import Any

from dialogo.content.purpose import POST_PURPOSES
from dialogo.records.measure import Figure, Measure
from dialogo.records.records import Records, View
from dialogo.records.share import Share, wilson
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window

# Every message of a customer that voices a need.
VOICES = View(
    "voices",
    """
    SELECT m.company, m.network, m.message_id, m.sent_at, l.need
    FROM messages AS m JOIN message_labels AS l USING (company, network, message_id)
    WHERE m.author_kind = 'customer' AND l.need IS NOT NULL
    """,
)

# Needs are found as finely as people word them, and a calendar has no post for each wording: from
# one in twenty of those who ask on, a need without a post is a gap (house rule).
ENOUGH = 0.05

_VOICED = """
    WITH voiced AS (
        SELECT v.need, count(*) AS messages, count(DISTINCT (m.network, m.author)) AS people
        FROM voices AS v JOIN messages AS m USING (company, network, message_id)
        WHERE v.sent_at BETWEEN $since AND $as_of GROUP BY v.need
    ), touched AS (
        SELECT unnest(needs) AS need, does FROM post_purposes
        WHERE does IN ('useful', 'unsure') AND published_at BETWEEN $since AND $as_of
    )
    SELECT v.need, v.messages, v.people, count(*) FILTER (t.does = 'useful') AS useful,
        count(*) FILTER (t.does = 'unsure') AS unsure
    FROM voiced AS v LEFT JOIN touched AS t USING (need)
    GROUP BY v.need, v.messages, v.people ORDER BY v.messages DESC, v.need
"""


def voiced(records: Records, window: Window) -> list[dict[str, Any]]:
    """The needs voiced in the window, the most voiced first.

    need, messages that voice it, people who wrote them, useful and unsure posts of the window that
    touch it.
    """
    return records.rows(_VOICED, VOICES, POST_PURPOSES, since=window.since, as_of=window.as_of)


def large(needs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Those of `voiced` that enough people voice for a post to be missed: of all who voice one,
    each counted once for each of theirs, `ENOUGH` at the least."""
    least = ENOUGH * sum(row["people"] for row in needs)
    return [row for row in needs if row["people"] >= least]


def unserved(needs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Those of `voiced` that no post of the window touched, be it useful or unclear."""
    return [row for row in needs if not row["useful"] and not row["unsure"]]


def voicing(records: Records, window: Window, need: str, limit: int) -> list[dict[str, Any]]:
    """The latest messages that voice `need`: network, message_id, text, url."""
    return records.rows(
        """
        WITH latest AS (
            SELECT * FROM voices WHERE need = $need AND sent_at BETWEEN $since AND $as_of
            ORDER BY sent_at DESC, network, message_id LIMIT $limit
        )
        SELECT network, message_id, text, url
        FROM latest AS l JOIN messages AS m USING (company, network, message_id)
        ORDER BY l.sent_at DESC, network, message_id
        """,
        VOICES,
        need=need,
        since=window.since,
        as_of=window.as_of,
        limit=limit,
    )


def compute(records: Records, window: Window) -> Figure:
    """Of the messages that voice a large need, the share whose need no useful post touched.

    A need touched only by posts of unclear purpose is left out, and told in `parts` (`perhaps`,
    a share of all messages that voice a large need). n is the messages that count. `parts` also
    holds the `unserved` needs, the most voiced first. The interval takes messages as independent.
    """
    needs = large(voiced(records, window))
    told = sum(row["messages"] for row in needs)
    lacking = unserved(needs)
    served = sum(row["messages"] for row in needs if row["useful"])
    missed = sum(row["messages"] for row in lacking)
    n = served + missed
    parts = {
        "unserved": tuple(row["need"] for row in lacking),
        "perhaps": Share((told - n) / told) if told else None,
    }
    if not n:
        return Figure(value=None, unit="share", n=0, parts=parts)
    low, high = wilson(missed, n)
    return Figure(missed / n, "share", n, low, high, parts=parts)


NEEDS_UNSERVED = Measure(
    id="content/needs-unserved",
    title=Text(en="Needs that no content serves", it="Bisogni che nessun contenuto serve"),
    meaning=Text(
        en="Of the messages in which people voice a need, the share whose need no useful post of "
        "the window touched. Needs that fewer than one in twenty of those people voice are left "
        "out.",
        it="Fra i messaggi che esprimono un bisogno, la quota di quelli il cui bisogno nessun "
        "post utile del periodo ha toccato. Restano fuori i bisogni espressi da meno di una "
        "persona su venti fra chi ne esprime.",
    ),
    unit="share",
    reads=frozenset({"posts", "messages"}),
    source=Source("docs/evidence/needs.md", "house rule"),
    compute=compute,
)
