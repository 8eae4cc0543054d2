"""In conversations of others the same words are never used twice: that would be advertising."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from dialogo.dialogue.copy_paste import wording
from dialogo.records.text import Text
from dialogo.web.actions.letters.refused import WontDo
from dialogo.web.models.conversations import Conversation
from dialogo.web.models.letters import Letter
from dialogo.web.models.outward import OutwardFind

REACH, LOOKED_AT = timedelta(days=365), 500
ALIKE = 85  # of 100: two wordings that differ by a name or a greeting
SHORTEST = 3  # words: a mere thank you is nobody's advert

SAID_ALREADY = Text(
    en="Nearly the same words went into another conversation of others. Whoever is not asked says "
    "something of their own each time: write it anew, or leave it.",
    it="Quasi le stesse parole sono già andate in un'altra conversazione altrui. Chi non è stato "
    "interpellato dice ogni volta qualcosa di proprio: riscrivete, o lasciate stare.",
)


def check_own_words(conversation: Conversation, text: str) -> None:
    """Raises `WontDo` where the company was not asked, and says what it said elsewhere unasked."""
    joined = OutwardFind.objects.filter(workspace=conversation.workspace_id)
    if not joined.filter(conversation=conversation).exists():
        return
    words = wording(text)
    if len(words.split()) < SHORTEST:
        return
    from rapidfuzz.fuzz import ratio  # start-up: only writing needs it

    elsewhere = joined.exclude(conversation=None).exclude(conversation=conversation)
    letters = Letter.objects.filter(
        conversation__in=elsewhere.values("conversation"), made_at__gt=timezone.now() - REACH
    ).exclude(state__in=(Letter.DRAFT, Letter.DROPPED))
    for said in letters.order_by("-pk").values_list("text", flat=True)[:LOOKED_AT]:
        if ratio(words, wording(said), score_cutoff=ALIKE):
            raise WontDo(SAID_ALREADY, code="same-words")
