"""The rota: who is on shift when, and the first moment at which somebody can answer."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import datetime, timedelta

from dialogo.simulation.company import Company
from dialogo.simulation.ledger import Ledger
from dialogo.simulation.rhythm import covered

_LONGEST = 8  # hours in a shift
# Work that one person on shift gets through in an hour, so that a larger company staffs more.
_ANSWERS_A_HOUR = 5.0


@dataclass(frozen=True)
class Shift:
    """Somebody on duty."""

    person: str
    starts_at: datetime
    ends_at: datetime


class Rota:
    """Shifts in order of time, planned one week further than the records go."""

    def __init__(self, company: Company, ledger: Ledger) -> None:
        self._shifts = _plan(company)
        for shift in self._shifts:
            ledger.add(
                "shifts", person=shift.person, starts_at=shift.starts_at, ends_at=shift.ends_at
            )
        self._starts = [shift.starts_at for shift in self._shifts]

    def on_duty(self, moment: datetime) -> list[Shift]:
        """The shifts that hold at `moment`."""
        place = bisect_right(self._starts, moment)
        since = bisect_right(self._starts, moment - timedelta(hours=_LONGEST + 1))
        return [shift for shift in self._shifts[since:place] if shift.ends_at > moment]

    def next_duty(self, moment: datetime) -> datetime | None:
        """`moment` itself if somebody is there, else when the next shift begins."""
        if self.on_duty(moment):
            return moment
        place = bisect_right(self._starts, moment)
        return self._starts[place] if place < len(self._starts) else None


def _plan(company: Company) -> list[Shift]:
    people = company.team
    together = max(1, round(company.size * 60 / 105 / _ANSWERS_A_HOUR * 2))
    stretches = [piece for run in covered(company.knobs.shift_cover) for piece in _pieces(*run)]
    shifts, turn = [], 0
    for week in range(company.weeks + 1):
        monday = company.first + timedelta(days=7 * week - company.first.weekday())
        for since, until in stretches:
            day = monday + timedelta(days=since // 24)
            for _ in range(min(together, len(people))):
                person = people[turn % len(people)]
                turn += 1
                starts = company.at(day, since % 24)
                shifts.append(Shift(person, starts, starts + timedelta(hours=until - since)))
    first = company.at(company.first, 0)
    return sorted(
        (shift for shift in shifts if shift.ends_at > first), key=lambda shift: shift.starts_at
    )


def _pieces(since: int, until: int) -> list[tuple[int, int]]:
    """A long day split into two shifts."""
    if until - since <= _LONGEST:
        return [(since, until)]
    middle = since + _LONGEST
    return [(since, middle), *_pieces(middle, until)]
