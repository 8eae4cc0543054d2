"""How those feel who voice a need: how many of them are annoyed, and whether that changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import comb
from typing import Any, Literal

from dialogo.content.needs import VOICES
from dialogo.records.records import Records
from dialogo.records.share import wilson
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.computed import computed
from dialogo.web.queries.span import span_of

KIND = "need-moods"
LATELY = timedelta(weeks=4)
# Fewer people on either side tell no course (house rule).
_TELLING = 8
_CHANCE = 0.05

Trend = Literal["more", "less", "same", "few"]


@dataclass(frozen=True)
class Heads:
    """People: those annoyed at least once, out of `n` whose tone can be told; of `unsure` others
    it cannot."""

    annoyed: int = 0
    n: int = 0
    unsure: int = 0


@dataclass(frozen=True)
class Mood:
    """Of everyone on record, of the last four weeks, and of the four before."""

    whole: Heads
    lately: Heads = field(default_factory=Heads)
    before: Heads = field(default_factory=Heads)

    @property
    def share(self) -> float | None:
        return self.whole.annoyed / self.whole.n if self.whole.n else None

    @property
    def interval(self) -> tuple[float, float]:
        """Between which the share lies, with 90 % confidence; it takes people as independent."""
        return wilson(self.whole.annoyed, self.whole.n)

    @property
    def trend(self) -> Trend:
        """The last four weeks against the four before: a change beyond what chance would do."""
        now, then = self.lately, self.before
        if min(now.n, then.n) < _TELLING:
            return "few"
        if fisher(now.annoyed, now.n, then.annoyed, then.n) > _CHANCE:
            return "same"
        return "more" if now.annoyed * then.n > then.annoyed * now.n else "less"


def fisher(some: int, n: int, others: int, of: int) -> float:
    """How likely chance alone makes two counted shares differ at least as much (from 0 to 1).

    Source: R. A. Fisher, "The logic of inductive inference", JRSS 98 (1935), 39-82: the exact test,
    both sides, of `some` out of `n` against `others` out of `of`.
    """
    whole, all_ = some + others, n + of
    ways = [comb(n, k) * comb(of, whole - k) for k in range(max(0, whole - of), min(n, whole) + 1)]
    seen = comb(n, some) * comb(of, others)
    return sum(way for way in ways if way <= seen) / comb(all_, whole)


def count_moods(labelled: Records, now: datetime) -> dict[str, Any]:
    """For each need the people of `Mood`, as JSON; `labelled` are records with labels."""
    span = span_of(labelled, now)
    if span is None:
        return {}
    rows = labelled.rows(
        """
        WITH heard AS (
            SELECT v.need, p.stretch, m.network, m.author,
                bool_or(l.tone = 'annoyed') AS annoyed, bool_or(l.tone <> 'unsure') AS sure
            FROM voices AS v
            JOIN messages AS m USING (company, network, message_id)
            JOIN message_labels AS l USING (company, network, message_id)
            JOIN (VALUES ('whole', $since::TIMESTAMPTZ, $now::TIMESTAMPTZ),
                ('lately', $lately, $now), ('before', $earlier, $lately)
            ) AS p (stretch, since, until) ON v.sent_at > p.since AND v.sent_at <= p.until
            GROUP BY ALL
        )
        SELECT need, stretch, count(*) FILTER (annoyed) AS annoyed,
            count(*) FILTER (sure) AS n, count(*) FILTER (NOT sure) AS unsure
        FROM heard GROUP BY need, stretch
        """,
        VOICES,
        since=span.since - timedelta(seconds=1),
        now=span.as_of,
        lately=span.as_of - LATELY,
        earlier=span.as_of - 2 * LATELY,
    )
    found: dict[str, Any] = {}
    for row in rows:
        heads = [row["annoyed"], row["n"], row["unsure"]]
        found.setdefault(row["need"], {})[row["stretch"]] = heads
    return found


def moods(workspace: Workspace) -> Mapping[str, Mood]:
    """The mood of each need by name, as last counted; one query."""
    made = computed(workspace, KIND)
    if made is None:
        return {}
    return {
        need: Mood(**{name: Heads(*heads) for name, heads in stretches.items()})
        for need, stretches in made.figures.items()
        if "whole" in stretches
    }
