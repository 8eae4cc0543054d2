"""How many requests a token may make: a bucket for each, which fills again as time goes by.

Each process counts for itself: it is there to keep one program from slowing the others, and a
count in the database would make every reading a writing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import ceil
from threading import Lock

PER_SECOND = 10.0
AT_ONCE = 200.0
# Buckets that are full again say nothing; they are thrown away beyond this many.
_MOST = 1_000


@dataclass
class Pace:
    """`per_second` requests on the long run, `at_once` after a rest."""

    per_second: float = PER_SECOND
    at_once: float = AT_ONCE
    _left: dict[int, tuple[float, float]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def wait(self, token: int, now: float) -> int:
        """0 if `token` may go on at `now` (seconds of any clock); else how many seconds to wait."""
        with self._lock:
            left, at = self._left.get(token, (self.at_once, now))
            left = min(self.at_once, left + (now - at) * self.per_second)
            if left < 1:
                self._left[token] = (left, now)
                return ceil((1 - left) / self.per_second)
            self._left[token] = (left - 1, now)
            if len(self._left) > _MOST:
                self._forget(now)
            return 0

    def _forget(self, now: float) -> None:
        whole = self.at_once / self.per_second
        self._left = {key: kept for key, kept in self._left.items() if now - kept[1] < whole}
