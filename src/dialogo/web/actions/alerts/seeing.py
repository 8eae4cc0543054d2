"""Seeing to it: somebody takes care of a wait, and no further step follows."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from dialogo.records.text import Text
from dialogo.web.actions import trail
from dialogo.web.models.alerts import Alert
from dialogo.web.models.person import Person

SEES = Text(
    en="sees to a conversation whose promise was about to break",
    it="si occupa di una conversazione la cui promessa stava per saltare",
)


@transaction.atomic
def see_to(by: Person, alert: Alert) -> bool:
    """Ends the alerts of the same wait; False if somebody had done so before."""
    same = Alert.objects.filter(conversation=alert.conversation_id, since=alert.since)
    if same.filter(state=Alert.SEEN).exists():
        return False
    same.update(state=Alert.SEEN, seen_by=by, seen_at=timezone.now())
    about = f"conversation:{alert.conversation_id}"
    trail.note(by, alert.workspace, "alerts.seen", about, SEES)
    return True
