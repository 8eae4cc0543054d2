"""Whether what the network has told us since is a letter of ours: by its place and its words.

For letters of which nobody knows whether they are there, and for those that a person sent by hand.
Whoever else wrote the same words there, in the company's name, has done what the letter was for.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any, cast

from django.db.models import QuerySet

from dialogo.networks.mastodon.plain import compared
from dialogo.web.models.letters import Letter
from dialogo.web.models.record_key import id_key
from dialogo.web.models.records import Message
from dialogo.web.queries.letter_reasons import STAND_IN

SKEW = timedelta(minutes=10)  # between our clock and the network's
_LEADING = re.compile(r"^(\s*@[\w.-]+(@[\w.:-]+)?)+(?=\s|$)")


def told_since(letter: Letter) -> Any | None:
    """The message of ours that the network has told, and that is this letter; None: none is."""
    places = _places(letter)
    since = letter.written_at or letter.made_at
    if places is None:
        return None
    others = Letter.objects.filter(workspace=letter.workspace, network_id__isnull=False)
    taken = others.exclude(pk=letter.pk).values("network_id")
    found = (
        places.filter(author_kind="company", sent_at__gte=since - SKEW)
        .exclude(message_id__startswith=STAND_IN)
        .exclude(message_id__in=taken)
        .order_by("sent_at", "id")
    )
    wanted = _words(letter.text)
    return next((row for row in found[:50] if _words(row.text or "") == wanted), None)


def _places(letter: Letter) -> QuerySet[Any] | None:
    """Where it would stand: below what it answers, or in its private conversation."""
    conversation = letter.conversation
    if conversation is None:
        return None
    rows = Message.objects.filter(workspace=letter.workspace, network=conversation.network)
    if letter.private_id:
        key = id_key(conversation.network, letter.private_id)
        return cast("QuerySet[Any]", rows.filter(conversation_key=key))
    if letter.reply_to:
        parent = str(letter.reply_to["id"])
        key = id_key(conversation.network, parent)
        return cast("QuerySet[Any]", rows.filter(reply_key=key))
    return None


def _words(text: str) -> str:
    return compared(_LEADING.sub("", text).strip()) or text.strip()
