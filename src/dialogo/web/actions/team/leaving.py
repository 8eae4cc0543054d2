"""Whoever has left keeps no conversation, and nobody who is away gets one back by a new message.

What they have goes to their cover, or to nobody: at once when they leave the workspace, may answer
there no more or are switched off; after their last day by work (jobs/absences.py); and later, when
somebody writes again in what was answered or closed meanwhile.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef

from dialogo.web.actions.conversations.many import parts
from dialogo.web.actions.team import handing
from dialogo.web.models.conversations import Conversation
from dialogo.web.models.person import Person
from dialogo.web.models.roles import WRITERS
from dialogo.web.models.team import Colleague
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.routing import HANDED
from dialogo.web.queries.team import absences
from dialogo.web.queries.team.zones import today

# Not what is answered or closed: that goes to others when somebody writes again.
_LIVE = (Conversation.OPEN, Conversation.SNOOZED, Conversation.THEIRS)
_ROLES = [one.value for one in WRITERS]


@transaction.atomic
def leave(workspace: Workspace, person: Person, now: datetime, by: Person | None = None) -> int:
    """Hands over what somebody who has left still has; how many."""
    mine = Conversation.objects.filter(assigned=person.pk, state__in=_LIVE)
    if not mine.filter(workspace=workspace).exists():
        return 0
    colleague = _colleagues(workspace, [person.pk]).get(person.pk)
    to = handing.cover_of(workspace, colleague, now) if colleague else None
    reason = {"why": HANDED, "to": str(to) if to else "", "gone": True, "at": now.isoformat(),
              "after": colleague.name if colleague else str(person)}  # fmt: skip
    return handing.give(workspace, by, mine, to, reason)


def pass_on(workspace: Workspace, written: Sequence[int], now: datetime) -> int:
    """Conversations in which somebody has just written again go to others where whoever has them
    has left, or is away; how many. In the caller's transaction."""
    had: dict[int, list[int]] = defaultdict(list)
    for some in parts(written):
        open_ = Conversation.objects.filter(pk__in=some, state=Conversation.OPEN)
        rows = open_.filter(workspace=workspace, assigned__isnull=False)
        for pk, holder in rows.values_list("pk", "assigned"):
            had[holder].append(pk)
    if not had:
        return 0
    members = workspace.memberships.filter(person__in=list(had), person__is_active=True)
    may = set(members.filter(role__in=_ROLES).values_list("person", flat=True))
    known, away = _colleagues(workspace, list(had)), absences.away(workspace, now)
    moved = 0
    for person in Person.objects.filter(pk__in=list(had)).order_by("pk"):
        who, mine = known.get(person.pk), Conversation.objects.filter(pk__in=had[person.pk])
        absence = away.get(who.pk) if who else None
        to = handing.cover_of(workspace, who, now) if who else None
        reason: dict[str, Any] = {
            "why": HANDED, "to": str(to) if to else "", "at": now.isoformat(),
            "after": who.name if who else str(person),
        }  # fmt: skip
        if person.pk not in may or (who and has_left(who)):
            moved += handing.give(workspace, None, mine, to, reason | {"gone": True})
        elif absence is not None and absence.handed_at is not None:
            reason |= {"away": True, "absence": absence.pk}
            moved += handing.give(workspace, None, mine, to, reason)
    return moved


def has_left(colleague: Colleague) -> bool:
    """Whether their last day is over where they work."""
    return colleague.left_on is not None and colleague.left_on < today(colleague.workspace)


def due(now: datetime) -> Iterator[Colleague]:
    """Those whose last day is over and who still have conversations."""
    theirs = Conversation.objects.filter(
        assigned=OuterRef("person"), workspace=OuterRef("workspace"), state__in=_LIVE
    )
    left = Colleague.objects.filter(
        person__isnull=False, left_on__lt=(now + timedelta(days=1)).date()
    )
    for one in left.filter(Exists(theirs)).select_related("workspace", "person").order_by("pk"):
        if has_left(one):
            yield one


def _colleagues(workspace: Workspace, people: Sequence[int]) -> dict[int, Colleague]:
    found = Colleague.objects.filter(workspace=workspace, person__in=people)
    rows = found.select_related("workspace", "cover__person")
    return {one.person_id: one for one in rows if one.person_id is not None}
