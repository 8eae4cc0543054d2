"""The stretch of time that a measure looks at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Window:
    """From `since` (included) to `as_of` (included: the moment at which we look).

    Both are aware datetimes. What has not happened by `as_of` is still waiting then.
    """

    since: datetime
    as_of: datetime

    def __post_init__(self) -> None:
        if self.since.tzinfo is None or self.as_of.tzinfo is None:
            raise ValueError("a window's ends need a time zone")
        if self.since > self.as_of:
            raise ValueError(f"the window begins ({self.since}) after it ends ({self.as_of})")

    @property
    def length(self) -> timedelta:
        return self.as_of - self.since

    def last(self, span: timedelta) -> Window:
        """The end of this window, `span` long at the most."""
        return Window(max(self.since, self.as_of - span), self.as_of)
