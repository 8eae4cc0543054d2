"""Handing over: open conversations of somebody who is away go to others, and come back.

When an agreed absence begins, they go to the cover, or to nobody (where the workspace routes, to
whoever routing then finds). When it ends, those come back that nobody has touched: open still, with
whom they went to, and not answered. What the cover has begun to answer stays with the cover.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef

from dialogo.web.actions.conversations import triage
from dialogo.web.models.conversations import Conversation
from dialogo.web.models.person import Person
from dialogo.web.models.records import Message
from dialogo.web.models.roles import WRITERS
from dialogo.web.models.team import Absence, Colleague
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.routing import BACK, HANDED
from dialogo.web.queries.team import absences
from dialogo.web.queries.team.zones import today

_AT_ONCE = 200
# What is put off comes up again while they are away.
_THEIRS = (Conversation.OPEN, Conversation.SNOOZED)


@transaction.atomic
def begin(absence: Absence, now: datetime, by: Person | None = None) -> int:
    """Hands over what somebody has, once an absence: when it has begun; how many."""
    held = _held(absence)
    if held is None or held.state != Absence.AGREED or held.handed_at is not None:
        return 0
    if not held.starts_at <= now < held.ends_at:
        return 0
    Absence.objects.filter(pk=held.pk).update(handed_at=now)
    colleague = held.colleague
    if colleague.person_id is None:
        return 0
    to = cover_of(colleague.workspace, colleague, now)
    reason = {"why": HANDED, "to": str(to) if to else "", "after": colleague.name, "away": True,
              "absence": held.pk, "at": now.isoformat()}  # fmt: skip
    mine = Conversation.objects.filter(assigned=colleague.person_id, state__in=_THEIRS)
    return give(colleague.workspace, by, mine, to, reason)


@transaction.atomic
def end(absence: Absence, now: datetime, by: Person | None = None) -> int:
    """Gives back what nobody has touched since `begin`, once; how many.

    Not while another absence of theirs is running: the last one's end gives back.
    """
    held = _held(absence)
    if held is None or held.handed_at is None or held.returned_at is not None:
        return 0
    colleague = held.colleague
    workspace, person = colleague.workspace, colleague.person
    other = absences.away(workspace, now).get(colleague.pk)
    if other is not None and other.pk != held.pk:
        return 0
    Absence.objects.filter(pk=held.pk).update(returned_at=now)
    left = colleague.left_on is not None and colleague.left_on < today(workspace)
    if person is None or left or not _may_answer(workspace, person):
        return 0
    answered = Message.objects.filter(
        part_of=OuterRef("pk"), author_kind="company", sent_at__gt=held.handed_at
    ).exclude(automated=True)
    back = Conversation.objects.filter(state__in=_THEIRS, routed__absence=held.pk)
    reason = {"why": BACK, "to": colleague.name, "at": now.isoformat()}
    return give(workspace, by, back.exclude(Exists(answered)), person, reason)


def _held(absence: Absence) -> Absence | None:
    """The absence as it stands now, locked; None: it was taken back."""
    found = Absence.objects.select_for_update(of=("self",)).filter(pk=absence.pk)
    return found.select_related("colleague__workspace", "colleague__person").first()


def give(
    workspace: Workspace, by: Person | None, mine: Any, to: Person | None, reason: dict[str, Any]
) -> int:
    """Gives all of `mine` to somebody, or to nobody, with the reason kept."""
    moved, last = 0, 0
    rows = mine.filter(workspace=workspace).order_by("pk").values_list("pk", flat=True)
    while some := list(rows.filter(pk__gt=last)[:_AT_ONCE]):
        triage.decide(workspace, by, some, "assign", person=to)
        Conversation.objects.filter(pk__in=some).update(routed=reason)
        moved, last = moved + len(some), some[-1]
    return moved


def cover_of(workspace: Workspace, colleague: Colleague, now: datetime) -> Person | None:
    """The person who covers, if they are here, may answer, and are not away themselves."""
    cover = colleague.cover
    if cover is None or cover.person is None or cover.person_id == colleague.person_id:
        return None
    gone = cover.left_on is not None and cover.left_on < today(workspace)
    if gone or cover.pk in absences.away(workspace, now):
        return None
    return cover.person if _may_answer(workspace, cover.person) else None


def _may_answer(workspace: Workspace, person: Person) -> bool:
    mine = workspace.memberships.filter(person=person, role__in=[one.value for one in WRITERS])
    return person.is_active and mine.exists()


def due(now: datetime) -> list[tuple[Absence, bool]]:
    """Absences that have begun, or ended, and whose conversations wait for it; and whether they
    have ended."""
    agreed = Absence.objects.filter(state=Absence.AGREED).exclude(colleague__person=None)
    running = Absence.objects.filter(
        colleague=OuterRef("colleague"), state=Absence.AGREED, starts_at__lte=now, ends_at__gt=now
    )
    begun = agreed.filter(handed_at=None, starts_at__lte=now, ends_at__gt=now)
    ended = agreed.filter(handed_at__isnull=False, returned_at=None, ends_at__lte=now)
    both = ((begun, False), (ended.exclude(Exists(running)), True))
    return [
        (one, over)
        for rows, over in both
        for one in rows.select_related("colleague__workspace").order_by("starts_at", "pk")
    ]
