"""What records say of needs: how many voice each, who is answered, which posts serve it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from dialogo.content.need_posts import Told, told_of
from dialogo.content.needs import VOICES, voiced, voicing
from dialogo.dialogue.questions import GRACE
from dialogo.dialogue.survival import BUSINESS, quantile
from dialogo.dialogue.waits import WAITING_MESSAGES, WAITS
from dialogo.language.label import labelled
from dialogo.language.need_growth import Asked
from dialogo.language.taught import Taught
from dialogo.records.business_hours import BusinessHours
from dialogo.records.records import Records, View
from dialogo.records.window import Window
from dialogo.web.queries.need_answers import well_answered
from dialogo.web.queries.span import span_of

WEEKS = 8
MONTH, MONTHS = timedelta(days=30), 12
SHOWN = 10  # messages that stand for all of a need
LOOKED_AT = 200_000  # messages in which needs are looked for: the latest
MOST = 500  # needs beyond are voiced by hardly anybody


@dataclass(frozen=True)
class Counted:
    """What `models.needs.Need` keeps of one need, before it is kept."""

    name: str
    messages: int
    people: int
    weeks: tuple[int, ...]
    useful: int
    unsure: int
    asked: int = 0
    answered: int = 0
    wait: float | None = None
    wait_more_than: bool = False
    wait_n: int = 0
    months: tuple[int, ...] = ()
    wrote: int = 0
    messages_shown: tuple[tuple[str, str], ...] = ()
    well_answered: tuple[tuple[str, str, str, bool], ...] = ()
    told: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True)
class NeedCounts:
    """The needs of a window, the most voiced first; `posts` and `messages` are all there are."""

    window: Window | None
    needs: tuple[Counted, ...] = ()
    posts: int = 0
    messages: int = 0


# The questions that begin with a message that voices a need.
_ASKED = View(
    "needs_asked",
    f"""
    SELECT labels.need, asked_at, answered_at FROM {WAITING_MESSAGES}
    JOIN message_labels AS labels ON labels.network = messages.network
        AND labels.message_id = messages.message_id
    WHERE labels.need IS NOT NULL AND waits.needs_answer = 'yes'
    """,
    needs=(WAITS,),
)


def count_needs(
    records: Records,
    hours: BusinessHours | None,
    now: datetime,
    taught: Taught | None = None,
) -> NeedCounts:
    """Counts over everything recorded; waits run in `hours`, where there are any."""
    span = span_of(records, now)
    if span is None:
        return NeedCounts(None)
    whole = labelled(records.as_of(span.as_of).in_hours(hours), taught)
    in_all = whole.row(
        """
        SELECT (SELECT count(*) FROM posts) AS posts,
            (SELECT count(*) FROM messages WHERE author_kind = 'customer') AS messages,
            (SELECT count(DISTINCT (network, author)) FROM messages
                WHERE author_kind = 'customer') AS wrote
        """
    )
    voices, asked, months = _voices(whole, span), _asked(whole, span), _months(whole, span)
    told, answers = told_of(whole, span), well_answered(whole, span)
    needs = []
    for row in voiced(whole, span)[:MOST]:
        name = row["need"]
        plain = Counted(
            **voices[name], messages=row["messages"], useful=row["useful"], unsure=row["unsure"]
        )
        needs.append(
            replace(
                plain,
                **asked.get(name, {}),
                **_wait(whole, span, name),
                months=months[name],
                wrote=in_all["wrote"],
                messages_shown=_keys(voicing(whole, span, name, SHOWN), "message_id"),
                well_answered=tuple(answers.get(name, ())),
                told=tuple(_kept(one) for one in told.get(name, ())),
            )
        )
    return NeedCounts(span, tuple(needs), in_all["posts"], in_all["messages"])


def asked_in(records: Records, now: datetime, taught: Taught | None = None) -> Asked | None:
    """The messages that want an answer, the latest ones; None: nothing is recorded."""
    span = span_of(records, now)
    if span is None:
        return None
    rows = labelled(records.as_of(span.as_of), taught).table(
        f"""
        SELECT m.text, l.language, m.network || ' ' || m.author AS author, l.need
        FROM messages AS m JOIN message_labels AS l USING (company, network, message_id)
        WHERE m.author_kind = 'customer' AND l.needs_answer <> 'no' AND m.text IS NOT NULL
        ORDER BY m.sent_at DESC, m.network, m.message_id LIMIT {LOOKED_AT}
        """
    )
    columns = (rows[name].combine_chunks() for name in ("text", "language", "author", "need"))
    return Asked(*columns)


def _voices(records: Records, window: Window) -> dict[str, dict[str, Any]]:
    """For each need: how many people voice it, and how many messages in each of the last weeks."""
    rows = records.rows(
        """
        SELECT v.need AS name, count(DISTINCT (m.network, m.author)) AS people,
            histogram(floor(epoch($as_of - v.sent_at) / $week)::INTEGER)
                FILTER (v.sent_at > $first) AS weeks
        FROM voices AS v JOIN messages AS m USING (company, network, message_id)
        WHERE v.sent_at BETWEEN $since AND $as_of GROUP BY v.need
        """,
        VOICES,
        since=window.since,
        as_of=window.as_of,
        first=window.as_of - timedelta(weeks=WEEKS),
        week=timedelta(weeks=1).total_seconds(),
    )
    found = {}
    for row in rows:
        ago = dict(row.pop("weeks") or ())
        weeks = tuple(ago.get(number, 0) for number in reversed(range(WEEKS)))
        found[row["name"]] = {**row, "weeks": weeks}
    return found


def _months(records: Records, window: Window) -> dict[str, tuple[int, ...]]:
    """For each need: how many people voice it in each of the last stretches of thirty days, the
    oldest first; only stretches that are on record as a whole."""
    number = min(int(window.length / MONTH), MONTHS)
    rows = records.rows(
        """
        SELECT need, floor(epoch($as_of - v.sent_at) / $month)::INTEGER AS ago,
            count(DISTINCT (m.network, m.author)) AS people
        FROM voices AS v JOIN messages AS m USING (company, network, message_id)
        WHERE v.sent_at BETWEEN $since AND $as_of GROUP BY ALL
        """,
        VOICES,
        since=window.since,
        as_of=window.as_of,
        month=MONTH.total_seconds(),
    )
    found: dict[str, dict[int, int]] = {}
    for row in rows:
        found.setdefault(row["need"], {})[row["ago"]] = row["people"]
    return {
        need: tuple(ago.get(number - 1 - place, 0) for place in range(number))
        for need, ago in found.items()
    }


def _asked(records: Records, window: Window) -> dict[str, dict[str, Any]]:
    """For each need: its questions that are a day old or answered, and how many were answered."""
    rows = records.rows(
        """
        SELECT need, count(*) AS asked, count(answered_at) AS answered FROM needs_asked
        WHERE asked_at BETWEEN $since AND $as_of
            AND (answered_at IS NOT NULL OR asked_at <= $grace)
        GROUP BY need
        """,
        _ASKED,
        since=window.since,
        as_of=window.as_of,
        grace=window.as_of - GRACE,
    )
    return {row.pop("need"): row for row in rows}


def _wait(records: Records, window: Window, need: str) -> dict[str, Any]:
    """The median wait of a need's questions; whoever still waits counts too."""
    quoted = need.replace("'", "''")  # a relation takes no parameters
    relation = f"""
        SELECT asked_at AS began, answered_at AS ended_at FROM needs_asked
        WHERE need = '{quoted}' AND asked_at BETWEEN $since AND $as_of
    """
    figure = quantile(records, window, relation, 0.5, BUSINESS, _ASKED)
    wait = None if figure.value is None else float(figure.value)
    return {"wait": wait, "wait_more_than": figure.more_than, "wait_n": figure.n}


def _kept(told: Told) -> dict[str, Any]:
    """As JSON; which need it is stands beside it."""
    kept = {**asdict(told), "published_at": told.published_at.isoformat(), "course": told.course}
    return {name: value for name, value in kept.items() if name != "need"}


def _keys(rows: list[dict[str, Any]], column: str) -> tuple[tuple[str, str], ...]:
    return tuple((row["network"], row[column]) for row in rows)
