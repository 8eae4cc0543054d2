"""The queue, message by message: people of whom some come and go, first come first served."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heappop, heappush

import numpy as np

from dialogo.team.staffing.week import Numbers, Whole


def taken_up(arrived: Numbers, takes: Numbers, people: Whole) -> Numbers:
    """When each message is taken up: `inf` for those nobody gets to.

    `arrived` (sorted) and `takes` are in slots; `people` says how many are there in each slot from
    0 on. Who has begun an answer ends it, even if the shift is over; a message waits for as long as
    it takes.
    """
    there: list[int] = people.tolist()
    rises = _next_rise(there)
    last = len(there)
    busy: list[float] = []
    began: list[float] = []
    free = 0.0
    for comes, takes_it in zip(arrived.tolist(), takes.tolist(), strict=True):
        at = comes if comes > free else free
        while at < last:
            while busy and busy[0] <= at:
                heappop(busy)
            slot = int(at)
            if len(busy) < there[slot]:
                break
            at = min(busy[0], rises[slot]) if busy and there[slot] else rises[slot]
        if at >= last:
            began += [np.inf] * (len(arrived) - len(began))
            break
        began.append(at)
        heappush(busy, at + takes_it)
        free = at
    return np.array(began)


def soonest_first(arrived: Numbers, takes: Numbers, due: Numbers, people: Whole) -> Numbers:
    """The same where whoever is free takes up what is due soonest, of what has come by then."""
    there: list[int] = people.tolist()
    rises, last = _next_rise(there), len(there)
    comes, until, length = arrived.tolist(), due.tolist(), takes.tolist()
    began = [np.inf] * len(comes)
    busy: list[float] = []
    waiting: list[tuple[float, int]] = []
    at, nextly = 0.0, 0
    while waiting or nextly < len(comes):
        if not waiting:
            at = max(at, comes[nextly])
        while nextly < len(comes) and comes[nextly] <= at:
            heappush(waiting, (until[nextly], nextly))
            nextly += 1
        if at >= last:
            break
        while busy and busy[0] <= at:
            heappop(busy)
        slot = int(at)
        if len(busy) < there[slot]:
            _, one = heappop(waiting)
            began[one] = at
            heappush(busy, at + length[one])
        else:
            at = min(busy[0], rises[slot]) if busy and there[slot] else rises[slot]
    return np.array(began)


def _next_rise(people: Sequence[int]) -> list[float]:
    """For each slot, the next one in which more are there."""
    rises = [float(len(people))] * len(people)
    for slot in range(len(people) - 2, -1, -1):
        rises[slot] = slot + 1.0 if people[slot + 1] > people[slot] else rises[slot + 1]
    return rises
