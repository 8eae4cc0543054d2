"""Backlog: work that piles up where less is done than comes in, and whether it is done in time."""

from __future__ import annotations

import numpy as np

from dialogo.team.staffing.week import Numbers


def left_over(work: Numbers, capacity: Numbers, most: float = np.inf) -> Numbers:
    """What is waiting at the end of each step, first come first served; starts with nothing.

    Any unit of work; the steps run along the last axis. More than `most` does not wait: whoever
    comes then goes away.
    """
    net = np.cumsum(work - capacity, axis=-1)
    low = np.minimum(np.minimum.accumulate(net, axis=-1), 0.0)
    waiting = net - low
    if waiting.size == 0 or waiting.max() <= most:
        return np.asarray(waiting)
    bounded = np.empty_like(waiting)
    backlog = np.zeros(waiting.shape[:-1])
    for step in range(waiting.shape[-1]):
        backlog = np.clip(backlog + work[..., step] - capacity[..., step], 0.0, most)
        bounded[..., step] = backlog
    return bounded
