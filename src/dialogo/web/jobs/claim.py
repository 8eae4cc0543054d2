"""Who has a piece of work: taken, kept, given back and ended by conditional updates alone.

Every change asks for the lease in its WHERE, so that whoever has lost it changes nothing. That is
all there is to it on SQLite and on PostgreSQL alike; where rows can be locked, those that somebody
holds are passed over instead of waited for.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, When

from dialogo.records.text import Text
from dialogo.web.jobs.job import Job
from dialogo.web.models.work import Work

LOOKED_AT = 8  # candidates a round: of many workers, not all want the same piece


def claim(kinds: Mapping[str, Job], now: datetime) -> Work | None:
    """The piece that has waited longest, now ours; None if there is none to do.

    What derives from records waits while they move.
    """
    free = _free(now)
    derived = [kind for kind, job in kinds.items() if job.derives]
    unsettled = Exists(moving(kinds).filter(workspace=OuterRef("workspace")))
    wanted = free.filter(kind__in=list(kinds)).exclude(Q(kind__in=derived) & unsettled)
    wanted = wanted.order_by("due_at", "pk")
    for pk, kind in wanted.values_list("pk", "kind")[:LOOKED_AT]:
        lease = uuid4().hex
        with transaction.atomic():
            rows = Work.objects.filter(pk=pk)
            if not rows.select_for_update(skip_locked=True).values_list("pk"):
                continue
            taken = free.filter(pk=pk).update(
                lost=F("lost") + Case(When(state=Work.RUNNING, then=1), default=0),
                state=Work.RUNNING,
                lease=lease,
                leased_until=now + kinds[kind].lease,
                started_at=now,
                done=0,
                total=0,
                step=None,
            )
        if taken:
            return Work.objects.select_related("workspace").get(pk=pk)
    return None


def moving(kinds: Mapping[str, Job]) -> QuerySet[Work]:
    """Open pieces that have moved some records, and will move more."""
    names = [kind for kind, job in kinds.items() if job.moves]
    return Work.objects.filter(kind__in=names, state__in=Work.OPEN, started_at__isnull=False)


def _free(now: datetime) -> QuerySet[Work]:
    waiting = Q(state=Work.WAITING, due_at__lte=now)
    abandoned = Q(state=Work.RUNNING, leased_until__lt=now)
    return Work.objects.filter(waiting | abandoned)


def ours(pk: int, lease: str) -> QuerySet[Work]:
    """The piece, as long as the lease is ours."""
    return Work.objects.filter(pk=pk, lease=lease, state=Work.RUNNING)


def renew(pk: int, lease: str, until: datetime) -> bool:
    """Keeps the lease until then; False if it has gone."""
    return ours(pk, lease).update(leased_until=until) == 1


def give_back(pk: int, lease: str, now: datetime) -> bool:
    """Lets somebody else have it at once; it does not count as a try."""
    back = {"state": Work.WAITING, "lease": "", "leased_until": None, "due_at": now}
    return ours(pk, lease).update(**back) == 1


def again(pk: int, lease: str, now: datetime, pause: timedelta, error: dict[str, str]) -> bool:
    """It went wrong, and is tried again after a pause."""
    return (
        ours(pk, lease).update(
            state=Work.WAITING,
            lease="",
            leased_until=None,
            due_at=now + pause,
            tries=F("tries") + 1,
            error=error,
        )
        == 1
    )


def end(pk: int, lease: str, now: datetime, **values: Any) -> bool:
    """It is done or has failed for good."""
    return ours(pk, lease).update(lease="", leased_until=None, ended_at=now, **values) == 1


def said(text: Text, **values: object) -> dict[str, str]:
    """A sentence as a row keeps it: in both languages."""
    return {"en": text.say("en", **values), "it": text.say("it", **values)}
