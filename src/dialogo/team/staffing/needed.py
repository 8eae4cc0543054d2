"""The people one hour needs on its own: Erlang C, the workload floor, the rota's minimum."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from math import ceil
from typing import Literal

from dialogo.team.erlang import people_for

# docs/evidence/staffing.md: nobody answers without a break (a practitioners' rule); part of a
# shift goes into breaks and meetings (a house rule); an hour that is covered needs somebody.
OCCUPANCY = 0.85
SHRINKAGE = 0.15
ROTA_MINIMUM = 1

Bound = Literal["closed", "minimum", "floor", "erlang", "backlog"]


@dataclass(frozen=True)
class Promise:
    """What is promised and how: `within`, for `share` of messages, and when its clock runs.

    The clock is the `wall`'s, or runs only in `service` hours. The promise is kept when a message
    is taken up in time (what Erlang C counts), or with `answered` when its answer is sent in time.
    """

    within: timedelta
    share: float = 0.9
    clock: Literal["wall", "service"] = "wall"
    answered: bool = False

    def __post_init__(self) -> None:
        if not 0 < self.share < 1 or self.within <= timedelta():
            raise ValueError(f"{self.share} within {self.within} is no promise")


@dataclass(frozen=True)
class Finer:
    """A promise to some alone, which goes before a longer one, and their share of all messages."""

    promise: Promise
    share: float

    def __post_init__(self) -> None:
        if not 0 < self.share < 1:
            raise ValueError(f"{self.share} of all is no part of them")


@dataclass(frozen=True)
class Work:
    """What answering takes: the mean time `each`, and how much of a shift is given to it.

    Nobody is planned to be busy for more than `occupancy` of the time; `shrinkage` of a shift goes
    into breaks and meetings; `minimum` people are there in every open hour.
    """

    each: timedelta
    occupancy: float = OCCUPANCY
    shrinkage: float = SHRINKAGE
    minimum: int = ROTA_MINIMUM

    def __post_init__(self) -> None:
        if not (0 < self.occupancy <= 1 and 0 <= self.shrinkage < 1 and self.minimum >= 0):
            raise ValueError("occupancy and shrinkage are shares, the minimum counts people")
        if self.each <= timedelta():
            raise ValueError("an answer takes some time")

    @property
    def hours(self) -> float:
        """Working hours of one answer."""
        return self.each / timedelta(hours=1)

    @property
    def usable(self) -> float:
        """The part of a person on shift that is planned to be answering."""
        return self.occupancy * (1 - self.shrinkage)


@dataclass(frozen=True)
class Needed:
    """People on shift by each of the three, for one hour's rate.

    `answering` is Erlang C for people who do nothing else; `erlang` that for people on shift, whose
    answers last longer by the part of a shift that goes into breaks and meetings.
    """

    answering: int
    erlang: int
    floor: int
    minimum: int

    @property
    def people(self) -> int:
        return max(self.erlang, self.floor, self.minimum)

    @property
    def bound(self) -> Bound:
        """What asks for so many: Erlang C where it alone does, else the floor, else the minimum."""
        if self.erlang > max(self.floor, self.minimum):
            return "erlang"
        return "floor" if self.floor > self.minimum else "minimum"


def needed(rate: float, work: Work, promise: Promise, first: float = 1.0) -> Needed:
    """For `rate` messages an hour, of which the share `first` goes before the others and has this
    promise. Raises `ValueError` where an answer takes longer than promised and the promise is on
    the answer being sent."""
    load = rate * work.hours
    within = promise.within - work.each if promise.answered else promise.within
    if within < timedelta():
        raise ValueError(f"an answer of {work.each} cannot be sent within {promise.within}")
    seconds, share = within.total_seconds(), promise.share
    each, longer = work.each.total_seconds(), 1 / (1 - work.shrinkage)
    return Needed(
        answering=people_for(load, each, seconds, share, load * first),
        erlang=people_for(load * longer, each * longer, seconds, share, load * longer * first),
        floor=_up(load / work.usable),
        minimum=work.minimum,
    )


def _up(people: float) -> int:
    return ceil(round(people, 9))
