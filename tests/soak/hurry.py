"""Makes a worker's waits short, so that a minute holds as many troubles as a day.

What is shortened keeps its order: no request lasts as long as a letter is held in hand, and a
letter is looked for only after any request for it has ended.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

REQUEST = 2.0  # seconds, for all of one (90 in earnest)
IN_HAND = timedelta(seconds=3.5)
SETTLES = timedelta(seconds=3)
LEASE = timedelta(seconds=2)
LONGEST = timedelta(seconds=1.5)


def hurry() -> None:
    """Of this process and those that are forked from it; Django is set up."""
    from dialogo.networks import http
    from dialogo.networks.pace import Pace
    from dialogo.web.actions.connections import opening, pace, trouble
    from dialogo.web.actions.letters import pauses
    from dialogo.web.jobs import perform, worker
    from dialogo.web.jobs.kinds import kinds

    pauses.UNDO = timedelta(0)
    pauses.IN_HAND, pauses.SETTLES = IN_HAND, SETTLES
    pauses.SETTLES_BY_KEY, pauses.FIRST = timedelta(seconds=0.3), timedelta(seconds=0.3)
    pauses.LONGEST = LONGEST
    pauses.AFTER_SILENCE = timedelta(seconds=0.3)
    trouble.FIRST, trouble.LONGEST = timedelta(seconds=0.3), LONGEST

    told = http.retry_at

    def soon(headers: Mapping[str, str], now: datetime) -> datetime:
        return min(told(headers, now), now + LONGEST)

    vars(http).update(retry_at=soon)
    freely = Pace(100_000, timedelta(seconds=1))
    vars(opening).update(
        Door=partial(http.Door, read=REQUEST / 2, total=REQUEST),
        asked=lambda _, whose: pace.asked(freely, whose),
    )
    perform.LOST_AT_MOST = 10_000  # here it is always us who ended the worker
    worker.IDLE, worker.SCHEDULED_EVERY = 0.05, 0.2
    jobs = {kind: _shorter(job) for kind, job in kinds().items()}
    vars(worker).update(all_kinds=lambda: jobs)
    _pull_often()


def _shorter(job: Any) -> Any:
    return replace(job, lease=LEASE, tries=1000) if job.quick else job


def _pull_often() -> None:
    """However quiet it is."""
    from dialogo.web.jobs import letters_watch, pull

    letters_watch.LOOKS_EVERY, letters_watch.RECOGNISES_EVERY = 0.5, 2.0
    pull.SOON, pull.LATE = timedelta(seconds=0.4), timedelta(seconds=1)
