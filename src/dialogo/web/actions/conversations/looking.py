"""Who has a conversation before them: said every few seconds, and over soon after."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from dialogo.web.models.conversations import Conversation, Looking
from dialogo.web.models.person import Person

# Pages say it every ten seconds: whoever missed three times has gone.
STAYS = timedelta(seconds=30)


def look(person: Person, conversation: Conversation, *, writing: bool) -> list[Looking]:
    """Notes that `person` looks at it, and gives the others who do, those who write first."""
    now = timezone.now()
    Looking.objects.update_or_create(
        conversation=conversation, person=person, defaults={"at": now, "writing": writing}
    )
    found = Looking.objects.select_related("person").filter(
        conversation=conversation, at__gt=now - STAYS
    )
    return list(found.exclude(person=person).order_by("-writing", "person__name", "pk"))
