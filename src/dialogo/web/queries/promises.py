"""The promise on reply time: when it runs out for those who wait, in business hours."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from typing import Any

from django.db.models import Q

from dialogo.dialogue import promise_lines
from dialogo.dialogue.priority import KIND, NORMAL, pattern
from dialogo.dialogue.promise_lines import PRIORITIES, Lines
from dialogo.records.business_hours import BusinessHours
from dialogo.web.models.records import ROWS
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.hours import hours_of

_FIRST_LOOK = timedelta(days=14)
_FARTHEST = timedelta(
    days=800
)  # a promise that no opening hour within two years keeps runs out never
_LONGEST = 10.0**6  # minutes


@dataclass
class Openings:
    """When the company is there (`hours` None: always), as the measures of the dialogue count it;
    what was looked at once stays at hand."""

    hours: BusinessHours | None
    _since: datetime | None = None
    _until: datetime | None = None
    _openings: list[tuple[datetime, datetime]] = field(default_factory=list)
    _open_before: list[float] = field(default_factory=list)

    def after(self, since: datetime, within: timedelta) -> datetime | None:
        """The moment until which so much open time has passed since then; None: never."""
        if self.hours is None:
            return since + within
        ahead = _FIRST_LOOK + 3 * within
        while ahead < _FARTHEST:
            self._look(since, since + ahead)
            if (found := self._at(since, within)) is not None:
                return found
            ahead *= 4
        return None

    def _look(self, since: datetime, until: datetime) -> None:
        """Has at hand when the company is there between two moments; what it had is widened."""
        if self._since and self._until and self._since <= since and until <= self._until:
            return
        assert self.hours is not None  # noqa: S101  (narrowing only: asked by `after`)
        self._since = min(since, self._since or since)
        self._until = max(until, self._until or until)
        self._openings = self.hours.intervals(self._since, self._until)
        lengths = ((ends - begins).total_seconds() for begins, ends in self._openings)
        self._open_before = list(accumulate(lengths, initial=0.0))

    def _at(self, since: datetime, within: timedelta) -> datetime | None:
        since = since.astimezone(UTC)
        place = max(0, bisect_right(self._openings, since, key=lambda one: one[0]) - 1)
        if place >= len(self._openings):
            return None
        begins, ends = self._openings[place]
        passed = max(0.0, (min(since, ends) - begins).total_seconds())
        wanted = self._open_before[place] + passed + within.total_seconds()
        last = bisect_right(self._open_before, wanted) - 1
        # At the very end of an opening it is that end, not the next beginning.
        if last > 0 and self._open_before[last] == wanted:
            last -= 1
        if last >= len(self._openings):
            return None
        return self._openings[last][0] + timedelta(seconds=wanted - self._open_before[last])


@dataclass
class Promises:
    """What the plan promises to whom (`lines`), and which words make a message urgent (`sought`, a
    pattern; empty: none do)."""

    lines: Lines
    openings: Openings
    sought: str = ""

    def within(
        self, *, network: str = "", need: str | None = None, priority: int = NORMAL
    ) -> timedelta | None:
        """The open time within which such a wait is answered; None: nothing is promised."""
        line = self.lines.of_wait(network, need, PRIORITIES[priority])
        return timedelta(minutes=line.minutes) if line else None

    def due(
        self, since: datetime, *, network: str = "", need: str | None = None, priority: int = NORMAL
    ) -> datetime | None:
        """When the promise to somebody who has waited since then runs out."""
        within = self.within(network=network, need=need, priority=priority)
        return self.openings.after(since, within) if within is not None else None

    @property
    def told(self) -> list[Any]:
        """What is promised, as JSON keeps it."""
        return [[line.subject, line.minutes] for line in self.lines.every]


def promises_of(workspace: Workspace, now: datetime) -> Promises:
    """What is promised today; in one query."""
    day = now.astimezone(UTC).date()
    rows = ROWS["plan"].objects.filter(
        Q(to_day__isnull=True) | Q(to_day__gte=day), workspace=workspace, kind__in=("promise", KIND)
    )
    minutes: dict[str, float] = {}
    words: list[str] = []
    for kind, subject, value, begins, ends in rows.order_by("from_day", "pk").values_list(
        "kind", "subject", "value", "from_day", "to_day"
    ):
        if kind == KIND and ends is None:
            words.append(subject)
        elif kind == "promise" and value and value > 0 and begins <= day:
            minutes[subject] = min(float(value), _LONGEST)
    found = (promise_lines.read(subject, value) for subject, value in minutes.items())
    lines = Lines.of(line for line in found if line)
    return Promises(lines, Openings(hours_of(workspace)), pattern(words))
