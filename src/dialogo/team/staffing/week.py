"""The week as staffing sees it: 168 hours of five-minute slots, and which of them are worked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from dialogo.records.business_hours import END_OF_DAY, BusinessHours

Numbers = NDArray[np.float64]
Whole = NDArray[np.int64]

HOURS = 168
SLOTS_AN_HOUR = 12
SLOTS_A_DAY = 24 * SLOTS_AN_HOUR
SLOTS = HOURS * SLOTS_AN_HOUR


@dataclass(frozen=True)
class Opening:
    """Which slots of the week (Monday 00:00 first, local time) anybody works in at all."""

    slots: tuple[bool, ...]

    def __post_init__(self) -> None:
        if len(self.slots) != SLOTS or not any(self.slots):
            raise ValueError("a week has 2016 slots, and somebody works in one of them")

    @cached_property
    def by_slot(self) -> NDArray[np.bool_]:
        return np.array(self.slots)

    @cached_property
    def by_hour(self) -> Numbers:
        """The share (0 to 1) of each of the 168 hours that is open."""
        return np.asarray(self.by_slot.reshape(HOURS, SLOTS_AN_HOUR).mean(axis=1))

    @property
    def always(self) -> bool:
        return all(self.slots)


def always() -> Opening:
    """Open day and night."""
    return Opening((True,) * SLOTS)


def opening(hours: BusinessHours) -> Opening:
    """The opening times of an ordinary week, to the five minutes; holidays are left aside."""
    slots = [False] * SLOTS
    for weekday, intervals in hours.week.items():
        for opens, closes in intervals:
            ends = SLOTS_A_DAY if closes in (time.min, END_OF_DAY) else _slot(closes)
            for slot in range(_slot(opens), ends):
                slots[weekday * SLOTS_A_DAY + slot] = True
    return Opening(tuple(slots))


def _slot(at: time) -> int:
    return (at.hour * 60 + at.minute) // 5
