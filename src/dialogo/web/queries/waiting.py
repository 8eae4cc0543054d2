"""Who waits for an answer now, by the conversations of the inbox; Today and every list agree."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, QuerySet
from django.utils import timezone

from dialogo.web.models.conversations import Conversation
from dialogo.web.models.workspace import Workspace

# Whoever asked longer ago no longer expects an answer (house rule): told apart, not left out.
RECENT = timedelta(days=30)
# Nobody needs to know how many beyond; and no page has to count them.
MOST = 1000


@dataclass(frozen=True)
class Waits:
    """`people` wait for an answer to `questions` asked within the last month, the first at `since`;
    `older` are unanswered for longer. At `MOST` each means as many or more."""

    people: int = 0
    questions: int = 0
    since: datetime | None = None
    older: int = 0

    @property
    def more(self) -> bool:
        """Whether there are more than were counted."""
        return self.questions == MOST


def waiting(workspace: Workspace) -> QuerySet[Conversation]:
    """The conversations in which somebody surely waits: asked something, unanswered, and nobody of
    the team has closed it. Who is put off still waits."""
    return Conversation.objects.filter(
        workspace=workspace,
        waiting_since__lte=timezone.now(),  # a date still to come is a slip
        asks="yes",
        state__in=(Conversation.OPEN, Conversation.SNOOZED),
    )


def who_waits(workspace: Workspace, as_of: datetime) -> Waits:
    """How many wait as of the moment until which anything is known; two small queries."""
    first = as_of - RECENT
    every = waiting(workspace)
    recent = (
        every.filter(waiting_since__gte=first)
        .order_by("waiting_since")[:MOST]
        .aggregate(
            people=Count("author_key", distinct=True),
            questions=Count("pk"),
            since=Min("waiting_since"),
        )
    )
    older = (
        every.filter(waiting_since__lt=first)
        .order_by("waiting_since")[:MOST]
        .aggregate(older=Count("pk"))
    )
    return Waits(**recent, **older)
