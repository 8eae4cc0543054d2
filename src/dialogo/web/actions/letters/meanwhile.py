"""Whether somebody wrote in a conversation after what the author of an answer had before them."""

from __future__ import annotations

from dialogo.web.actions.letters.refused import Newer
from dialogo.web.models.conversations import Conversation
from dialogo.web.models.letters import Letter
from dialogo.web.models.person import Person
from dialogo.web.models.records import Message

# Answers of others that are there, or will be.
_COUNTS = (*Letter.ON_ITS_WAY, Letter.ASKED, Letter.HELD)


def check_nothing_newer(
    conversation: Conversation, by: Person | None, basis: int | None, *, but: int | None = None
) -> None:
    """Raises `Newer` for messages stored after `basis` and for answers of others under way.

    Whoever checks waits for whoever is about to answer the same person, so it belongs in the
    transaction that makes the letter. One's own answers, and the letter `but`, are nobody's news.
    """
    if basis is None:
        return
    list(Conversation.objects.select_for_update().filter(pk=conversation.pk).values_list("pk"))
    others = Letter.objects.filter(conversation=conversation).exclude(pk=but or 0)
    mine = Letter.objects.filter(pk=but or 0)
    if by:
        others = others.exclude(by=by)
        mine = Letter.objects.filter(conversation=conversation, by=by, network_id__isnull=False)
    messages = (
        Message.objects.filter(part_of=conversation.pk, pk__gt=basis)
        .exclude(author_kind="company", message_id__in=mine.values("network_id"))
        .exclude(automated=True)
        .order_by("sent_at", "id")
        .values_list("pk", flat=True)
    )
    others = others.filter(state__in=_COUNTS)
    letters = others.order_by("pk").values_list("pk", flat=True)
    found, under_way = list(messages), list(letters)
    if found or under_way:
        raise Newer(found, under_way)
