"""Goals: whether the plan counts how large the crowd looks, or the people who are served."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC

from dialogo.records.measure import Figure, Measure
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window

# Numbers that grow by being shown, in English and Italian.
_FLATTERS = re.compile(
    r"follower|seguac|\bfans?\b|\blikes?\b|mi piace|\breach\b|copertura|impression|\bviews?\b"
    r"|visualizzazion|\biscritti\b|subscriber|page ?likes|\bvisibilit",
    re.IGNORECASE,
)
# A goal that names people served is no flattery, even if it speaks of followers too.
_SERVES = re.compile(
    r"answer|repl(y|ies)|rispo(st|nd)|question|domand|need|bisogn|member|membr|return|ritorn|tornan"
    r"|communit|comunità|review|recension|solved|risolt|conversation|conversazion|newsletter"
    r"|advoca|vouch|consigli|wait|attes",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Goal:
    """A goal of the plan; `flatters` says that it counts followers, likes or reach alone."""

    id: str
    subject: str
    flatters: bool


def flatters(subject: str) -> bool:
    """Whether a goal, by its words in Italian or English, counts followers, likes or reach."""
    words = re.sub(r"[-_]+", " ", subject)
    return bool(_FLATTERS.search(words)) and not _SERVES.search(words)


def goals(records: Records, window: Window) -> tuple[Goal, ...]:
    """The goals that hold at the window's end, those that flatter first."""
    rows = records.rows(
        """
        SELECT concat_ws(':', kind, subject, from_day::VARCHAR) AS id, subject
        FROM plan
        WHERE kind = 'goal' AND from_day <= $day AND coalesce(to_day, $day) >= $day
          AND (stopped_on IS NULL OR stopped_on > $day)
        ORDER BY subject, from_day
        """,
        day=window.as_of.astimezone(UTC).date(),
    )
    found = [Goal(row["id"], row["subject"], flatters(row["subject"])) for row in rows]
    return tuple(sorted(found, key=lambda goal: not goal.flatters))


def follower_goals_share(records: Records, window: Window) -> Figure:
    """Share of today's goals that count followers, likes or reach; n is the goals."""
    held = goals(records, window)
    if not held:
        return Figure(value=None, unit="share", n=0)
    count = sum(goal.flatters for goal in held)
    return Figure(count / len(held), "share", len(held), parts={"flattering": count})


FOLLOWER_GOALS_SHARE = Measure(
    id="returns/follower-goals-share",
    title=Text(
        en="Share of goals that count followers, likes or reach",
        it="Quota degli obiettivi che contano follower, mi piace o copertura",
    ),
    meaning=Text(
        en="Goals of the plan that count how large the crowd looks, rather than people answered, "
        "served or come back. It goes by the words of the goal.",
        it="Gli obiettivi del piano che contano quanto è grande la folla, invece delle persone a "
        "cui si risponde, che si servono o che ritornano. Si giudica dalle parole dell'obiettivo.",
    ),
    unit="share",
    reads=frozenset({"plan"}),
    source=Source("docs/evidence/goals.md", "house rule"),
    compute=follower_goals_share,
    window="as of the end",
)
