"""How many requests a token may make: a bucket for each, which fills again as time goes by.

The buckets are in the database, so that a token has one pace however many processes answer. Each
process takes a share of a bucket at a time and counts it down by itself: else every reading would
be a writing. A share that is not used soon is given up, so that none is saved up beside the bucket.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import ceil
from threading import Lock

from dialogo.web.actions.token_pace import take

PER_SECOND = 10.0
AT_ONCE = 200.0
# What stands here for longer says nothing; it is thrown away beyond this many tokens.
_MOST = 1_000


@dataclass
class _Share:
    """What this process has of a bucket: `left` requests `until` then; none left: closed till."""

    left: float
    until: datetime


@dataclass
class Pace:
    """`per_second` requests on the long run, `at_once` after a rest."""

    per_second: float = PER_SECOND
    at_once: float = AT_ONCE
    _shares: dict[int, _Share] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def wait(self, token: int, now: datetime) -> int:
        """0 if `token` may go on at `now`; else how many seconds to wait."""
        with self._lock:
            seconds = self._counted(token, now)
        if seconds is not None:
            return seconds
        share = self._taken(token, now)  # nobody else of this process waits for the database
        with self._lock:
            other = self._shares.get(token)
            if share.left and other is not None and other.until > now:
                share.left += other.left
            self._shares[token] = share
            self._forget(now)
            return self._counted(token, now) or 0

    def _counted(self, token: int, now: datetime) -> int | None:
        """Counts down what is here; None: the database is to be asked."""
        share = self._shares.get(token)
        if share is None or share.until <= now:
            return None
        if share.left < 1:
            return max(1, ceil((share.until - now).total_seconds()))
        share.left -= 1
        if share.left < 1:
            del self._shares[token]
        return 0

    def _taken(self, token: int, now: datetime) -> _Share:
        """A tenth of a bucket, for a tenth of the time in which it fills."""
        most = max(1.0, self.at_once / 10)
        taken, left = take(token, now, most, per_second=self.per_second, at_once=self.at_once)
        seconds = most / self.per_second if taken else (1 - left) / self.per_second
        return _Share(taken, now + timedelta(seconds=seconds))

    def _forget(self, now: datetime) -> None:
        if len(self._shares) > _MOST:
            self._shares = {key: one for key, one in self._shares.items() if one.until > now}
