"""Stopped early: efforts given up before they could have shown any effect."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, timedelta
from typing import Literal

from dialogo.records.measure import Figure, Measure
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window

# How long a week's effort is taken to go on working: docs/evidence/late-effects.md.
CARRIES = timedelta(weeks=8)
# A network whose first post lies this near the first record of all may have begun long before.
_UNSEEN = timedelta(days=7)


@dataclass(frozen=True)
class Effort:
    """Something begun, and what came of it: `early` given up, or kept long enough to tell.

    `id` is `effort:subject:from_day` for a row of the plan and the network's name for a network.
    """

    id: str
    kind: Literal["plan", "network"]
    subject: str
    began: date
    ended: date | None
    early: bool
    reason: str | None = None


def planned(records: Records, window: Window) -> tuple[Effort, ...]:
    """The plan's efforts of which it can be told: stopped, done as planned, or `CARRIES` long.

    An effort that was planned to be short and ran its course was not given up.
    """
    rows = records.rows(
        """
        SELECT concat_ws(':', kind, subject, from_day::VARCHAR) AS id, subject, reason,
               from_day AS began, to_day,
               CASE WHEN stopped_on <= $day THEN stopped_on END AS stopped
        FROM plan WHERE kind = 'effort' AND from_day <= $day
        ORDER BY from_day, subject
        """,
        day=(day := window.as_of.astimezone(UTC).date()),
    )
    found = []
    for row in rows:
        began, stopped, to_day = row["began"], row["stopped"], row["to_day"]
        cut = stopped is not None and (to_day is None or stopped < to_day)
        early = cut and stopped - began < CARRIES
        ran_its_course = to_day is not None and to_day < day
        if early or stopped is not None or ran_its_course or day - began >= CARRIES:
            ended = stopped or (to_day if ran_its_course else None)
            found.append(
                Effort(row["id"], "plan", row["subject"], began, ended, early, row["reason"])
            )
    return tuple(found)


def networks(records: Records, window: Window) -> tuple[Effort, ...]:
    """The networks of which it can be told, by their posts: abandoned within `CARRIES`, or not.

    Abandoned needs to be seen: something of that network (audience, messages, figures of posts)
    was recorded `CARRIES` after its last post. An export that simply ends says nothing.
    """
    rows = records.rows(
        """
        WITH posted AS (
            SELECT network, min(published_at) AS first, max(published_at) AS last
            FROM posts WHERE published_at <= $as_of GROUP BY network
        ),
        seen AS (
            SELECT network, max(moment) AS seen FROM (
                SELECT network, max(day)::TIMESTAMPTZ AS moment FROM audience GROUP BY network
                UNION ALL SELECT network, max(sent_at) FROM messages GROUP BY network
                UNION ALL SELECT network, max(read_on)::TIMESTAMPTZ FROM post_figures
                GROUP BY network
            ) GROUP BY network
        )
        SELECT network, first, last, CASE WHEN seen IS NOT NULL THEN least(seen, $as_of) END AS seen
        FROM posted LEFT JOIN seen USING (network) ORDER BY network
        """,
        as_of=window.as_of,
    )
    span = records.span()
    found = []
    for row in rows:
        began, last, seen = row["first"], row["last"], row["seen"]
        kept = last - began >= CARRIES
        told = span is not None and began - span.since > _UNSEEN
        left = told and seen is not None and seen - last >= CARRIES
        if kept or left:
            name = row["network"]
            ended = None if kept else last.date()
            found.append(Effort(name, "network", name, began.date(), ended, not kept))
    return tuple(found)


def stopped_early_share(records: Records, window: Window) -> Figure:
    """Share of efforts given up within `CARRIES`; n is the efforts of which it can be told.

    Networks that go on are no proof that nothing was stopped: without efforts in the plan it is
    told only where a network was abandoned.
    """
    decided = planned(records, window)
    seen = networks(records, window)
    if not decided and not any(effort.early for effort in seen):
        return Figure(value=None, unit="share", n=0)
    efforts = (*decided, *seen)
    early = sum(effort.early for effort in efforts)
    return Figure(early / len(efforts), "share", len(efforts), parts={"early": early})


STOPPED_EARLY_SHARE = Measure(
    id="returns/stopped-early-share",
    title=Text(
        en="Share of efforts stopped before their effect could show",
        it="Quota degli impegni interrotti prima che l'effetto potesse vedersi",
    ),
    meaning=Text(
        en="Efforts of the plan stopped or reversed within 8 weeks, and networks begun and "
        "abandoned within 8 weeks, among all of which it can be told. An effort planned to be "
        "short that ran its course is not stopped; one that is younger is not counted yet.",
        it="Gli impegni del piano interrotti o rovesciati entro 8 settimane, e le reti avviate e "
        "abbandonate entro 8 settimane, fra tutti quelli di cui si può dire. Un impegno breve "
        "arrivato alla fine prevista non è interrotto; uno più giovane non conta ancora.",
    ),
    unit="share",
    reads=frozenset(),
    source=Source("docs/evidence/late-effects.md", "medium"),
    compute=stopped_early_share,
)
