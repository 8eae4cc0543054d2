"""Waking what was put off, when its time has come."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F

from dialogo.web.actions.conversations.many import parts
from dialogo.web.models.conversations import Conversation


def wake(now: datetime, most: int = 5_000) -> int:
    """Opens conversations whose rest is over, of every workspace; how many."""
    asleep = Conversation.objects.filter(state=Conversation.SNOOZED, snoozed_until__lte=now)
    due = list(asleep.order_by("snoozed_until").values_list("pk", flat=True)[:most])
    woken = 0
    for some in parts(due):
        # Asked once more in the update: somebody may have decided otherwise just now.
        woken += asleep.filter(pk__in=some).update(
            state=Conversation.OPEN, snoozed_until=None, version=F("version") + 1
        )
    return woken


def any_due(now: datetime) -> bool:
    """Whether any rest is over."""
    return Conversation.objects.filter(state=Conversation.SNOOZED, snoozed_until__lte=now).exists()
