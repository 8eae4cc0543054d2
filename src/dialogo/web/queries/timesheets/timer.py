"""The running timer of somebody: on what, since when, and whether anything still happens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from dialogo.records.schema import ACTIVITIES
from dialogo.web.models.person import Person
from dialogo.web.models.time import Timer, TimerWish
from dialogo.web.models.workspace import Workspace

# A page that was left and is not come back to within so long has been left (house rule).
BACK_WITHIN = timedelta(minutes=2)
# Nobody answers the question any more: what was worked is entered up to the last sign of it.
FORGOTTEN = timedelta(hours=12)
CONVERSATION, PIECE = "conversation", "piece"


@dataclass(frozen=True)
class Running:
    """A timer as it stands at a moment. `idle`: nothing has happened for longer than its person
    wants to let pass, so that it asks whether that was work. `until`: where it would end now."""

    timer: Timer
    idle: bool
    left: bool
    until: datetime

    def on(self, workspace: Workspace, kind: str, subject: str) -> bool:
        """Whether it runs on that subject."""
        mine = (self.timer.workspace_id, self.timer.kind, self.timer.subject)
        return mine == (workspace.pk, kind, subject)


def overdue(now: datetime) -> QuerySet[Timer]:
    """Timers whose page was left, and those that nobody answers for any more. One with an activity
    that hours do not know (of a newer version) is left to its person."""
    left = Q(left_at__lt=now - BACK_WITHIN) | Q(seen_at__lt=now - FORGOTTEN)
    return Timer.objects.filter(left, activity__in=ACTIVITIES)


def running(person: Person, now: datetime) -> Running | None:
    """The timer of somebody, in one query or two; None: none runs."""
    timer = Timer.objects.select_related("workspace").filter(person=person).first()
    return standing(timer, wish_of(person), now) if timer else None


def standing(timer: Timer, wish: TimerWish, now: datetime) -> Running:
    """What a timer is at `now`."""
    left = timer.left_at is not None and now - timer.left_at > BACK_WITHIN
    idle = not left and now - timer.seen_at > timedelta(minutes=wish.idle_minutes)
    until = timer.left_at if left and timer.left_at else timer.seen_at if idle else now
    return Running(timer, idle, left, until)


def wish_of(person: Person) -> TimerWish:
    """Where somebody wants it to start by itself; nowhere, unless they said so."""
    return TimerWish.objects.filter(person=person).first() or TimerWish(person=person)


def starts_itself(wish: TimerWish, kind: str) -> bool:
    """Whether opening such a thing starts the timer."""
    return {CONVERSATION: wish.on_conversations, PIECE: wish.on_pieces}.get(kind, False)
