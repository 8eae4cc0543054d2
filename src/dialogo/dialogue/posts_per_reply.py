"""Posts per reply: how much the company talks for each time it answers somebody."""

from __future__ import annotations

from dialogo.records.measure import Figure, Measure
from dialogo.records.records import Records
from dialogo.records.reply_tree import NODES
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window

_SOURCE = Source("docs/evidence/posts-per-reply.md", "medium")


def _tally(records: Records, window: Window) -> dict[str, int]:
    return records.row(
        """
        SELECT count(*) FILTER (post) AS posts, count(*) FILTER (human) AS replies
        FROM nodes WHERE said_at BETWEEN $since AND $as_of
            AND network IN (SELECT network FROM messages)
        """,
        NODES,
        since=window.since,
        as_of=window.as_of,
    )


def _replies(records: Records, window: Window) -> Figure:
    tally = _tally(records, window)
    return Figure(tally["replies"], "count", tally["replies"])


def _posts_per_reply(records: Records, window: Window) -> Figure:
    """Without any reply, the posts count as if there were one: the ratio stays a number.

    Only networks of which some message is on record: an export of posts alone holds no answers,
    whatever the company does.
    """
    tally = _tally(records, window)
    n = tally["posts"] + tally["replies"]
    if n == 0:
        return Figure(None, "ratio", 0)
    return Figure(tally["posts"] / max(1, tally["replies"]), "ratio", n, parts=tally)


REPLIES = Measure(
    id="dialogue/replies",
    title=Text(en="Answers given", it="Risposte date"),
    meaning=Text(
        en="Human messages of the company to people; automatic replies are left out.",
        it="Messaggi umani dell'azienda alle persone; le risposte automatiche sono escluse.",
    ),
    unit="count",
    reads=frozenset({"messages"}),
    source=_SOURCE,
    compute=_replies,
)
POSTS_PER_REPLY = Measure(
    id="dialogue/posts-per-reply",
    title=Text(en="Posts per answer", it="Post per ogni risposta"),
    meaning=Text(
        en="The company's own posts divided by its human answers, on the networks of which "
        "messages are recorded; n counts both.",
        it="I post dell'azienda divisi per le sue risposte umane, sulle reti di cui sono "
        "registrati dei messaggi; n conta entrambi.",
    ),
    unit="ratio",
    reads=frozenset({"posts", "messages"}),
    source=_SOURCE,
    compute=_posts_per_reply,
)
