"""Followers who came in a jump that nobody heard: the mark of a bought audience."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from dialogo.community.weekly import Week, weeks
from dialogo.records.measure import Figure, Measure
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window

# House rules (docs/evidence/bought-audience.md).
FEWEST_WEEKS = 12
JUMP_OVER_USUAL = 10  # times the median week's gain
JUMP_OF_AUDIENCE = 0.05  # of the followers before
JUMP_AT_LEAST = 100  # followers
HEARD = 1.2  # times as much written, or interactions, as in the weeks before
WEEKS_BEFORE, WEEKS_AFTER = 8, 3
FEWEST_BEFORE = 4  # with fewer weeks before it, nobody can say whether more was heard


@dataclass(frozen=True)
class Jump:
    """A week in which followers came and no more people took part than before."""

    network: str
    account: str
    monday: date
    gained: int


def silent_jumps(records: Records, window: Window) -> tuple[list[Jump], int, int]:
    """The silent jumps, the followers of the accounts looked at, and how many weeks they have.

    An account is looked at with twelve weekly gains or more, and with messages or interactions
    recorded. A jump is a week with ten times the median week's gain, a twentieth of the followers
    before and a hundred people, at the least. It is silent when neither messages nor interactions
    of that week and the two after it, on average, are more than 1.2 times those of the eight
    weeks before (four at the least). The largest jump comes first.
    """
    jumps, followers, looked_at = [], 0, 0
    for (network, account), history in weeks(records, window).items():
        gains = [week.gained for week in history if week.gained is not None]
        heard = any(week.written is not None or week.interactions for week in history)
        if len(gains) < FEWEST_WEEKS or not heard:
            continue
        usual = max(median(gains), 1)
        followers += next((week.followers for week in reversed(history) if week.followers), 0)
        looked_at += len(gains)
        jumps += [
            Jump(network, account, week.monday, week.gained or 0)
            for place, week in enumerate(history)
            if _is_jump(week, usual) and _is_silent(history, place)
        ]
    return sorted(jumps, key=lambda jump: -jump.gained), followers, looked_at


def _is_jump(week: Week, usual: float) -> bool:
    if week.gained is None or week.followers is None:
        return False
    before = week.followers - week.gained
    return week.gained >= max(JUMP_OVER_USUAL * usual, JUMP_OF_AUDIENCE * before, JUMP_AT_LEAST)


def _is_silent(history: Sequence[Week], place: int) -> bool:
    before = history[max(0, place - WEEKS_BEFORE) : place]
    after = history[place : place + WEEKS_AFTER]
    return len(before) >= FEWEST_BEFORE and not (
        _rose([week.written for week in before], [week.written for week in after])
        or _rose([week.interactions for week in before], [week.interactions for week in after])
    )


def _rose(before: Sequence[int | None], after: Sequence[int | None]) -> bool:
    was = [count for count in before if count is not None]
    is_now = [count for count in after if count is not None]
    if not was or not is_now:
        return False
    return sum(is_now) / len(is_now) > HEARD * sum(was) / len(was)


def compute(records: Records, window: Window) -> Figure:
    """Followers won in silent jumps over all followers of those accounts; n is their weeks.

    None when no account has twelve weekly gains together with messages or interactions.
    `parts`: `gained`, `network` and `week` of the largest jump, and `jumps` (how many).
    """
    jumps, followers, looked_at = silent_jumps(records, window)
    told = followers > 0
    parts: dict[str, object] = {"jumps": len(jumps)}
    if jumps:
        parts |= {
            "gained": jumps[0].gained,
            "network": jumps[0].network,
            "week": jumps[0].monday,
        }
    gained = sum(jump.gained for jump in jumps)
    return Figure(
        value=min(1.0, gained / followers) if told else None,
        unit="share",
        n=looked_at,
        parts=parts,
    )


SILENT_FOLLOWERS_SHARE = Measure(
    id="community/silent-followers-share",
    title=Text(en="Followers who came in silence", it="Follower arrivati in silenzio"),
    meaning=Text(
        en="Of the followers, the share that came in a sudden jump after which no more people "
        "wrote or reacted than before.",
        it="Dei follower, la quota arrivata con un balzo improvviso dopo il quale non ha scritto o "
        "reagito più gente di prima.",
    ),
    unit="share",
    reads=frozenset({"audience"}),
    source=Source("docs/evidence/bought-audience.md", "house rule"),
    compute=compute,
)
