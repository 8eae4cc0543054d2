"""Alerts that are open: somebody still waits, and nobody has said that they see to it; and what
one was told of posts."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F, QuerySet

from dialogo.web.models.alerts import Alert, AlertLetter
from dialogo.web.models.content import Piece, PieceStep
from dialogo.web.models.conversations import Conversation
from dialogo.web.models.person import Person
from dialogo.web.models.push import PushDevice
from dialogo.web.models.workspace import Workspace


def still(alerts: QuerySet[Alert]) -> QuerySet[Alert]:
    """Those of alerts whose wait goes on, and that nobody sees to."""
    return alerts.filter(
        conversation__state=Conversation.OPEN, conversation__waiting_since=F("since")
    ).exclude(state=Alert.SEEN)


def of_person(workspace: Workspace, person: Person, most: int = 50) -> list[Alert]:
    """What a person was told in the desk and is open, what is due first coming first."""
    mine = Alert.objects.filter(
        workspace=workspace, letters__person=person, letters__way=AlertLetter.APP
    )
    found: dict[int, Alert] = {}
    for alert in still(mine).select_related("conversation").order_by("due_at", "-step")[: 5 * most]:
        found.setdefault(alert.conversation_id, alert)
    return list(found.values())[:most]


def posts_of(
    workspace: Workspace, person: Person, since: datetime, most: int = 20
) -> list[PieceStep]:
    """What a person was told of posts, of each only the latest, the latest first: what waits for
    their approval, and what was decided `since`."""
    mine = PieceStep.objects.filter(
        piece__workspace=workspace, letters__person=person, letters__way=AlertLetter.APP
    )
    found: dict[int, PieceStep] = {}
    for step in mine.select_related("piece", "by").order_by("-pk")[: 5 * most]:
        found.setdefault(step.piece_id, step)
    told = [
        one
        for one in found.values()
        if (one.piece.state == Piece.ASKED if one.state == Piece.ASKED else one.at > since)
    ]
    return told[:most]


def newest(workspace: Workspace, most: int = 30) -> list[Alert]:
    """The last alerts, with whom their letters told; those that a later step passed by are left
    out."""
    mine = Alert.objects.filter(workspace=workspace).exclude(state=Alert.PASSED)
    rows = mine.select_related("conversation", "seen_by")
    return list(rows.prefetch_related("letters__person").order_by("-pk")[:most])


def devices_of(person: Person) -> list[PushDevice]:
    """Those on which they switched notifications on, the first first; without what opens them."""
    sealed = ("endpoint", "p256dh", "auth")
    return list(PushDevice.objects.filter(person=person).defer(*sealed).order_by("pk"))
