"""The promise on reply time: when it runs out for those who wait, in business hours."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import accumulate

from django.db.models import Q

from dialogo.records.business_hours import BusinessHours
from dialogo.web.models.records import ROWS
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.hours import hours_of

_FIRST_LOOK = timedelta(days=14)
_FARTHEST = timedelta(
    days=800
)  # a promise that no opening hour within two years keeps runs out never


@dataclass
class Promise:
    """Answers within `within`, counted in `hours` (None: every hour counts), as the measures of
    the dialogue count it."""

    within: timedelta
    hours: BusinessHours | None
    _since: datetime | None = None
    _until: datetime | None = None
    _openings: list[tuple[datetime, datetime]] = field(default_factory=list)
    _open_before: list[float] = field(default_factory=list)

    def due(self, since: datetime) -> datetime | None:
        """When the promise to somebody who has waited since then runs out."""
        if self.hours is None:
            return since + self.within
        ahead = _FIRST_LOOK + 3 * self.within
        while ahead < _FARTHEST:
            self._look(since, since + ahead)
            if (found := self._at(since)) is not None:
                return found
            ahead *= 4
        return None

    def _look(self, since: datetime, until: datetime) -> None:
        """Has at hand when the company is there between two moments; what it had is widened."""
        if self._since and self._until and self._since <= since and until <= self._until:
            return
        assert self.hours is not None  # noqa: S101  (narrowing only: asked by `due`)
        self._since = min(since, self._since or since)
        self._until = max(until, self._until or until)
        self._openings = self.hours.intervals(self._since, self._until)
        lengths = ((ends - begins).total_seconds() for begins, ends in self._openings)
        self._open_before = list(accumulate(lengths, initial=0.0))

    def _at(self, since: datetime) -> datetime | None:
        since = since.astimezone(UTC)
        place = max(0, bisect_right(self._openings, since, key=lambda one: one[0]) - 1)
        if place >= len(self._openings):
            return None
        begins, ends = self._openings[place]
        passed = max(0.0, (min(since, ends) - begins).total_seconds())
        wanted = self._open_before[place] + passed + self.within.total_seconds()
        last = bisect_right(self._open_before, wanted) - 1
        # At the very end of an opening it is that end, not the next beginning.
        if last > 0 and self._open_before[last] == wanted:
            last -= 1
        if last >= len(self._openings):
            return None
        return self._openings[last][0] + timedelta(seconds=wanted - self._open_before[last])


def promise_of(workspace: Workspace, now: datetime) -> Promise | None:
    """What the plan promises today; None if it promises nothing."""
    day = now.astimezone(UTC).date()
    rows = ROWS["plan"].objects.filter(
        Q(to_day__isnull=True) | Q(to_day__gte=day),
        workspace=workspace, kind="promise", subject="reply-time", value__gt=0, from_day__lte=day,
    )  # fmt: skip
    minutes = rows.order_by("-from_day").values_list("value", flat=True).first()
    if not minutes:
        return None
    return Promise(timedelta(minutes=min(float(minutes), 10**6)), hours_of(workspace))
