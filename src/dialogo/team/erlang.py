"""Erlang C: the chance of waiting when people answer what comes in at random, one at a time.

Source: A. K. Erlang, "Solution of some problems in the theory of probabilities of significance in
automatic telephone exchanges", Elektroteknikeren 13 (1917). It assumes that messages come in
independently of each other, that all wait as long as it takes, and that nobody has other work;
see docs/evidence/staffing.md for what follows from that.
"""

from __future__ import annotations

from math import ceil, exp


def chance_of_waiting(people: int, load: float) -> float:
    """Erlang C: the chance (0 to 1) that a message finds all `people` busy.

    `load` is in erlang (people's worth of work arriving: rate times handling time); 1.0 where it
    is not below `people`, for the queue then grows without end. Built on Erlang B by the recursion
    B(0) = 1, B(c) = a B(c-1) / (c + a B(c-1)), which neither overflows nor cancels.
    Raises `ValueError` for negative numbers.
    """
    if people < 0 or load < 0:
        raise ValueError(f"neither people ({people}) nor load ({load}) can be negative")
    if load == 0:
        return 0.0
    if load >= people:
        return 1.0
    blocked = 1.0
    for busy in range(1, people + 1):
        blocked = load * blocked / (busy + load * blocked)
    return blocked / (1 - (load / people) * (1 - blocked))


def answered_within(
    people: int, load: float, handling: float, within: float, first: float | None = None
) -> float:
    """Share (0 to 1) of messages taken up within `within`, in the unit that `handling` is in.

    `first`: of those that go before the rest, which are so much of the load (None: none do). They
    wait for whoever is free as all do, and then only behind each other: R. H. Davis, "Waiting-time
    distribution of a multi-server, priority queuing system", Operations Research 14 (1966).
    """
    if load >= people:
        return 1.0 if load == 0 else 0.0
    behind = load if first is None else first
    return 1 - chance_of_waiting(people, load) * exp(-(people - behind) * within / handling)


def people_for(
    load: float, handling: float, within: float, share: float, first: float | None = None
) -> int:
    """The fewest people with whom at least `share` of messages are taken up within `within`; of
    those that go `first`, where that is given.

    Raises `ValueError` unless 0 <= share < 1, and for negative or zero handling times.
    """
    if not 0 <= share < 1 or handling <= 0 or load < 0:
        raise ValueError(f"no people keep {share} of load {load} at {handling} each")
    people = ceil(load)
    while answered_within(people, load, handling, within, first) < share:
        people += 1
    return people
