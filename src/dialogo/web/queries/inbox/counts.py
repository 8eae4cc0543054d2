"""How many conversations there are of each kind, up to a hundred: nobody counts further."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from dialogo.web.models.conversations import Conversation, NoteMention
from dialogo.web.models.person import Person
from dialogo.web.models.workspace import Workspace

MOST = 100


@dataclass(frozen=True)
class Counts:
    """Each `MOST` at most, which says that there may be more. `mine`, `unassigned` and `late` are
    of those that are open; `mentioned` are conversations in which a note calls for me."""

    open: int
    mine: int
    unassigned: int
    late: int
    snoozed: int
    theirs: int
    mentioned: int


def counts(workspace: Workspace, person: Person) -> Counts:
    """The numbers beside the names of the lists."""
    mine = Conversation.objects.filter(workspace=workspace)
    open_ = mine.filter(state=Conversation.OPEN)
    free = open_.filter(assigned__isnull=True, group__isnull=True)
    calls = NoteMention.objects.filter(
        person=person,
        seen_at__isnull=True,
        note__taken_back_at__isnull=True,
        note__conversation__workspace=workspace,
    )
    return Counts(
        open=_up_to(open_),
        mine=_up_to(open_.filter(assigned=person)),
        unassigned=_up_to(free),
        late=_up_to(open_.filter(rank_at__lte=timezone.now())),
        snoozed=_up_to(mine.filter(state=Conversation.SNOOZED)),
        theirs=_up_to(mine.filter(state=Conversation.THEIRS)),
        mentioned=_up_to(calls.values("note__conversation").distinct()),
    )


def _up_to(rows: QuerySet[Any]) -> int:
    return rows.order_by()[:MOST].count()
