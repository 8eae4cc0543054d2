"""Answering a program's request once: what was done is kept with its answer, or not at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from dialogo.web.models.api import ApiAnswer, ApiToken

# How long an answer is kept: longer than any program tries again.
KEPT = timedelta(days=1)


@dataclass(frozen=True)
class Done:
    """What a request came to: its status, its body, where to look next; `again`: as before."""

    status: int
    body: dict[str, Any]
    location: str = ""
    again: bool = False


class OtherRequest(Exception):
    """The key was used for something else."""


def once(token: ApiToken, key: str, request: str, do: Callable[[], Done]) -> Done:
    """What `do` comes to, or came to when `key` was sent before; both are stored or neither.

    Two at the same time: the second waits for the first. Raises `OtherRequest` where `request`,
    the digest of what is asked, is not the one that the key was used for.
    """
    with transaction.atomic():
        old = ApiAnswer.objects.filter(token=token, at__lt=timezone.now() - KEPT)
        old.delete()
        try:
            with transaction.atomic():
                kept = ApiAnswer.objects.create(token=token, key=key, request=request)
        except IntegrityError:
            kept = ApiAnswer.objects.get(token=token, key=key)
            if kept.request != request:
                raise OtherRequest from None
            return Done(kept.status, kept.body or {}, kept.location, again=True)
        done = do()
        kept.status, kept.body, kept.location = done.status, done.body, done.location
        kept.save(update_fields=["status", "body", "location"])
        return done
