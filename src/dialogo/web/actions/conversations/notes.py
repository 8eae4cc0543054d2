"""Notes on a conversation: what the team says among itself, and whom it calls for by an @."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.actions import trail
from dialogo.web.actions.comments import named
from dialogo.web.models.conversations import Conversation, Note, NoteMention
from dialogo.web.models.person import Person

LONGEST = 4000
# The trail names a conversation by its number, and repeats nothing of what is said in it: it stays
# when somebody is erased.
NOTED = Text(en="wrote a note on a conversation", it="ha scritto una nota su una conversazione")
TAKEN_BACK = Text(en="took back a note on a conversation", it="ha ritirato una nota")
NO_WORDS = Text(
    en="The note is empty. Write something, then keep it.",
    it="La nota è vuota. Va scritto qualcosa, poi si può conservare.",
)
TOO_LONG = Text(
    en="The note has {length} characters; {most} are the most. Shorten it.",
    it="La nota ha {length} caratteri; al massimo sono {most}. Va accorciata.",
)


@transaction.atomic
def write(by: Person, conversation: Conversation, text: str) -> Note:
    """Keeps a note; whoever it names by @ will find it on Today. Raises `BadInput`."""
    text = text.replace("\0", "").strip()
    if not text:
        raise BadInput(NO_WORDS)
    if len(text) > LONGEST:
        raise BadInput(TOO_LONG, length=len(text), most=LONGEST)
    note = Note.objects.create(conversation=conversation, by=by, text=text)
    NoteMention.objects.bulk_create(
        [
            NoteMention(note=note, person=person)
            for person in named(conversation.workspace, text)
            if person != by
        ]
    )
    about = f"conversation:{conversation.pk}"
    trail.note(by, conversation.workspace, "inbox.note", about, NOTED)
    return note


@transaction.atomic
def take_back(by: Person, note: Note) -> bool:
    """Its author takes a note back: its words go, that there was one stays. False: not theirs, or
    it was taken back before."""
    taken = Note.objects.filter(pk=note.pk, by=by, taken_back_at=None)
    if not taken.update(text="", taken_back_at=timezone.now()):
        return False
    NoteMention.objects.filter(note=note).delete()
    about = f"conversation:{note.conversation_id}"
    trail.note(by, note.conversation.workspace, "inbox.unnote", about, TAKEN_BACK)
    return True


def seen(person: Person, conversation: Conversation) -> int:
    """Notes that somebody has opened a conversation in which they are named; how often they are."""
    rows = NoteMention.objects.filter(person=person, note__conversation=conversation, seen_at=None)
    return rows.update(seen_at=timezone.now())
