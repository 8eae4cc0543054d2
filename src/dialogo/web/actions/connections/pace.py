"""The pace of requests, kept where every worker sees it: who comes too early is sent away."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from dialogo.networks.errors import Throttled
from dialogo.networks.pace import Bucket, Pace, take
from dialogo.records.text import Text
from dialogo.web.models.connections import PaceBucket

LONGEST = 300  # letters of a bucket's name
TRIES = 20  # others may take from the same bucket at the same moment

_TOO_FAST = Text(
    en="Dialogo has asked {host} as often as it may for now. It goes on at {retry_at}.",
    it="Dialogo ha interrogato {host} quanto per ora è permesso. Riprende alle {retry_at}.",
)


def asked(pace: Pace, whose: str) -> Callable[[str], None]:
    """For `Door.asked`: takes from the bucket of `whose` account at a host.

    Raises `Throttled`, and takes nothing, where the request may not go out yet.
    """

    def one(host: str) -> None:
        name = f"{whose}@{host}"[-LONGEST:]
        for _ in range(TRIES):
            if _take(pace, name, host):
                return
        raise _throttled(host, timedelta(seconds=1))

    return one


def _take(pace: Pace, name: str, host: str) -> bool:
    """False: somebody else took from it first."""
    now = timezone.now()
    kept = PaceBucket.objects.filter(name=name).first()
    after, at = take(pace, Bucket(kept.left, kept.at) if kept else None, now)
    if at > now:
        raise _throttled(host, at - now)
    if kept is None:
        try:
            with transaction.atomic():
                PaceBucket.objects.create(name=name, left=after.left, at=after.at)
        except IntegrityError:
            return False
        return True
    same = PaceBucket.objects.filter(name=name, left=kept.left, at=kept.at)
    return bool(same.update(left=after.left, at=after.at))


def _throttled(host: str, wait: timedelta) -> Throttled:
    return Throttled(_TOO_FAST, retry_at=timezone.now() + wait, code="pace", host=host)
