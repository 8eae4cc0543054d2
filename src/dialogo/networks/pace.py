"""Pace: a bucket of tokens for each server and account, kept where every worker sees it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Pace:
    """`burst` requests at once at the most, refilled at `burst` in `within`."""

    burst: int
    within: timedelta

    @property
    def per_second(self) -> float:
        return self.burst / self.within.total_seconds()


@dataclass(frozen=True)
class Bucket:
    """What is left in a bucket at a moment."""

    left: float
    at: datetime


def take(
    pace: Pace, bucket: Bucket | None, now: datetime, cost: float = 1
) -> tuple[Bucket, datetime]:
    """The bucket after taking `cost`, and when the request may go out: `now`, or later.

    A bucket may go below zero: who takes then waits for what is missing, and whoever comes next
    waits behind. None: a full bucket.
    """
    before = bucket or Bucket(pace.burst, now)
    passed = max(0.0, (now - before.at).total_seconds())
    left = min(float(pace.burst), before.left + passed * pace.per_second) - cost
    wait = max(0.0, -left / pace.per_second)
    return Bucket(left, max(now, before.at)), now + timedelta(seconds=wait)
