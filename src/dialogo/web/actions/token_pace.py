"""What each token of the API has left of its requests, kept where every process sees it."""

from __future__ import annotations

from datetime import datetime
from math import floor

from django.db import IntegrityError, transaction

from dialogo.web.models.connections import PaceBucket

TRIES = 20  # others may take from the same bucket at the same moment


def take(
    token: int, now: datetime, most: float, *, per_second: float, at_once: float
) -> tuple[float, float]:
    """Takes up to `most` requests from the bucket of a token, by one conditional update; how many
    were taken (0: there is none yet), and what is left.

    The bucket holds `at_once` and fills by `per_second`.
    """
    name = f"api:{token}"  # those of hosts have an @ in them
    for _ in range(TRIES):
        kept = PaceBucket.objects.filter(name=name).first()
        passed = max(0.0, (now - kept.at).total_seconds()) if kept else 0.0
        left = min(at_once, kept.left + passed * per_second) if kept else at_once
        taken = min(most, float(floor(left)))
        if taken < 1:
            return 0.0, left
        if _put(kept, PaceBucket(name=name, left=left - taken, at=now)):
            return taken, left - taken
    return 0.0, 0.0


def _put(kept: PaceBucket | None, after: PaceBucket) -> bool:
    """False: somebody else took from it first."""
    if kept is not None:
        same = PaceBucket.objects.filter(name=kept.name, left=kept.left, at=kept.at)
        return bool(same.update(left=after.left, at=max(kept.at, after.at)))
    try:
        with transaction.atomic():
            after.save(force_insert=True)
    except IntegrityError:
        return False
    return True
