"""One piece of work from beginning to end: done, tried again, failed, or given back."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from datetime import date, timedelta
from typing import Any

import structlog
from django.db import transaction
from django.utils import timezone

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.jobs import claim
from dialogo.web.jobs.held import Held
from dialogo.web.jobs.job import Job, Lost, Outcome, Retry
from dialogo.web.jobs.schedule import day_of, mark
from dialogo.web.models.work import Work

FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(hours=1)
LOST_AT_MOST = 10  # a piece that has ended its worker more often is not begun again

_UNEXPECTED = Text(
    en="Something went wrong that Dialogo did not expect ({what}). Nothing stored was lost. "
    "The log tells more, under work {id}.",
    it="È andato storto qualcosa che Dialogo non si aspettava ({what}). Nulla di ciò che era "
    "conservato è andato perso. Il registro dice di più, alla voce work {id}.",
)
_VANISHED = Text(
    en="The worker vanished {n} times while doing this, perhaps for want of memory. It has been "
    "set aside; the log of the machine may say why.",
    it="Il processo è sparito {n} volte mentre lo faceva, forse per mancanza di memoria. È stato "
    "messo da parte; il registro della macchina può dire perché.",
)
_NOT_NOW = Text(en="It could not be done just now.", it="In questo momento non è stato possibile.")

log = structlog.get_logger("dialogo.work")
Around = Callable[[Held], AbstractContextManager[Any]]


def one_piece(
    kinds: Mapping[str, Job], rng: random.Random, around: Around = nullcontext
) -> Work | None:
    """Takes the next piece and does it, inside `around` (which keeps its lease); None: no work."""
    work = claim.claim(kinds, timezone.now())
    if work is None:
        return None
    job = kinds[work.kind]
    held = Held(work, job, _given(job, work))
    if work.lost > LOST_AT_MOST:
        _failed(held, job, claim.said(_VANISHED, n=work.lost))
        return work
    slug = work.workspace.slug if work.workspace else None
    with (
        structlog.contextvars.bound_contextvars(work=work.pk, kind=work.kind, workspace=slug),
        around(held),
    ):
        _do(held, job, rng)
    return work


def _given(job: Job, work: Work) -> dict[str, Any]:
    """What derived work is done for; read before it begins, so that later changes ask anew."""
    if not job.derives or work.workspace is None:
        return {}
    day = day_of(work.workspace, timezone.now())
    return {"revision": work.workspace.revision, "day": day.isoformat()}


def _do(held: Held, job: Job, rng: random.Random) -> None:
    began = timezone.now()
    log.info("work.begun", tries=held.tries)
    try:
        _done(held, job, job.run(held))
    except Lost:
        given_back = claim.give_back(held.id, held.lease, timezone.now())
        log.warning("work.given_back" if given_back else "work.lost")
    except BadInput as wrong:
        _failed(held, job, {"en": wrong.say("en"), "it": wrong.say("it")})
        log.info("work.refused")
    except Retry as later:
        _again(held, job, rng, claim.said(later.text or _NOT_NOW, **later.values))
    except Exception as fault:
        log.exception("work.fault")
        told = claim.said(_UNEXPECTED, what=type(fault).__name__, id=str(held.id))
        _again(held, job, rng, told)
    except BaseException:
        claim.give_back(held.id, held.lease, timezone.now())
        raise
    else:
        seconds = (timezone.now() - began).total_seconds()
        log.info("work.done", seconds=round(seconds, 3))


def _done(held: Held, job: Job, outcome: Outcome) -> None:
    kept = dict(outcome) if outcome is not None else None
    with transaction.atomic():
        _end(held, job, state=Work.DONE, outcome=kept, error=None)


def _failed(held: Held, job: Job, error: dict[str, str]) -> None:
    """For good: derived work is not asked for again until something has changed."""
    try:
        with transaction.atomic():
            _end(held, job, state=Work.FAILED, error=error)
    except Lost:
        log.warning("work.lost")


def _end(held: Held, job: Job, **values: Any) -> None:
    if not claim.end(held.id, held.lease, timezone.now(), **values):
        raise Lost(held.id)
    if job.derives and held.workspace is not None:
        day = date.fromisoformat(held.content["day"])
        now = timezone.now()
        revision, took = held.content["revision"], now - held.began
        mark(job.kind, held.workspace, revision, day, now=now, took=took)


def _again(held: Held, job: Job, rng: random.Random, error: dict[str, str]) -> None:
    tries = held.tries + 1
    if tries >= job.tries:
        log.error("work.failed", tries=tries)
        _failed(held, job, error)
        return
    wait = pause(tries, rng)
    if claim.again(held.id, held.lease, timezone.now(), wait, error):
        log.warning("work.again", tries=tries, seconds=round(wait.total_seconds()))


def pause(tries: int, rng: random.Random) -> timedelta:
    """How long to wait after so many tries: four times as long each time, spread by half."""
    grown = FIRST_PAUSE * int(4 ** min(tries - 1, 10))
    spread: float = rng.uniform(0.75, 1.25)
    return min(grown, LONGEST_PAUSE) * spread
