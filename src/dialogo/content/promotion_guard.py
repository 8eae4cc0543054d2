"""The guard on promotion: whether one more post that sells is too many where it is to stand.

What went out and what is to come stand in one line, in order of time. A post is judged by every
stretch of the line that it belongs to, also those that end with later ones: whoever puts an offer
between two offers makes the third one too many. A post of which nobody can say whether it sells is
on no side: shares are of the others, and if it is to be judged itself, it is judged as if it sold
and that is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

SELLS, UNSURE = "promotional", "unsure"
# Within fewer posts a share says nothing; the audit's own line asks for as many.
ENOUGH = 10

Kind = Literal["posts", "days", "run"]


@dataclass(frozen=True)
class Outgoing:
    """A post in the line: when, and what it does (as `content.purpose.Does`, or "unsure")."""

    at: datetime
    does: str


@dataclass(frozen=True)
class Rules:
    """Of the last `posts`, and of those of the last `days`, at most `share` may sell; and at most
    `run` in a row. The defaults are house rules; share and run come from the plan or the lines."""

    share: float
    run: int
    posts: int = 10
    days: int = 30

    def allowed(self, of: int) -> int:
        """How many of so many may sell: one at least, where any may."""
        return max(1, int(self.share * of + 1e-9)) if self.share > 0 else 0


@dataclass(frozen=True)
class TooMuch:
    """A rule that a post would break: `count` of `of` would sell, where `allowed` may; among them
    `unsure` more that cannot be told. `surely`: the post itself surely sells."""

    kind: Kind
    count: int
    of: int
    allowed: int
    unsure: int
    surely: bool


@dataclass(frozen=True)
class Lately:
    """Of the last `of` posts whose purpose is clear `count` sell, where `allowed` may; among them
    stand `unsure` more."""

    count: int
    of: int
    allowed: int
    unsure: int


def judge(line: Sequence[Outgoing], place: int, rules: Rules) -> list[TooMuch]:
    """What speaks against the post at `place` of a line that is in order; nothing: []."""
    if line[place].does not in (SELLS, UNSURE):
        return []
    surely = line[place].does == SELLS
    does = [one.does for one in line]
    does[place] = SELLS
    worst = (
        _worst("posts", _last_posts(does, place, rules.posts), does, rules, surely),
        _worst("days", _last_days(line, does, place, rules.days), does, rules, surely),
        _run(does, place, rules.run, surely),
    )
    return [one for one in worst if one is not None]


def last(line: Sequence[Outgoing], rules: Rules) -> Lately:
    """How much sells of the last posts of a line."""
    does = [one.does for one in line]
    stretch = _back(does, len(does) - 1, rules.posts) if does else range(0)
    count, of, unsure = _counted(does, stretch)
    return Lately(count, of, rules.allowed(rules.posts), unsure)


def _worst(
    kind: Kind, stretches: Iterator[tuple[range, int]], does: Sequence[str], rules: Rules,
    surely: bool,
) -> TooMuch | None:  # fmt: skip
    """The stretch in which most is too many; the first of those that are alike."""
    found: TooMuch | None = None
    for stretch, base in stretches:
        count, of, unsure = _counted(does, stretch)
        one = TooMuch(kind, count, of, rules.allowed(base or of), unsure, surely)
        if (not base and of < ENOUGH) or count <= one.allowed:
            continue
        if found is None or count - one.allowed > found.count - found.allowed:
            found = one
    return found


def _last_posts(does: Sequence[str], place: int, posts: int) -> Iterator[tuple[range, int]]:
    """The stretches of so many clear posts that hold the place, and how many they are to be."""
    for end in range(place, len(does)):
        if does[end] == UNSURE:
            continue
        stretch = _back(does, end, posts)
        if stretch.start > place:
            return
        yield stretch, posts


def _last_days(
    line: Sequence[Outgoing], does: Sequence[str], place: int, days: int
) -> Iterator[tuple[range, int]]:
    begin = 0
    for end in range(place, len(line)):
        while line[end].at - line[begin].at >= timedelta(days=days):
            begin += 1
        if begin > place:
            return
        if does[end] != UNSURE:
            yield range(begin, end + 1), 0


def _back(does: Sequence[str], end: int, posts: int) -> range:
    """So many clear posts up to `end`, and what stands between them."""
    begin, clear = end + 1, 0
    for place in range(end, -1, -1):
        if does[place] != UNSURE:
            begin, clear = place, clear + 1
            if clear == posts:
                break
    return range(begin, end + 1)


def _counted(does: Sequence[str], stretch: range) -> tuple[int, int, int]:
    unsure = sum(does[place] == UNSURE for place in stretch)
    return sum(does[place] == SELLS for place in stretch), len(stretch) - unsure, unsure


def _run(does: Sequence[str], place: int, most: int, surely: bool) -> TooMuch | None:
    begin, end = place, place
    while begin and does[begin - 1] == SELLS:
        begin -= 1
    while end + 1 < len(does) and does[end + 1] == SELLS:
        end += 1
    count = end - begin + 1
    return TooMuch("run", count, count, most, 0, surely) if count > most else None
