"""What was read is shared with the others, and what was shared becomes a draft."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.actions import trail
from dialogo.web.actions.letters import write as letters
from dialogo.web.actions.letters.refused import WontDo
from dialogo.web.actions.watch.reads import read
from dialogo.web.models.connections import Connection
from dialogo.web.models.letters import Letter
from dialogo.web.models.person import Person
from dialogo.web.models.watch import WatchItem, WatchNote

LONGEST = 2_000
EMPTY = Text(
    en="Write in a sentence what the others should take from it.",
    it="Scrivete in una frase che cosa dovrebbero ricavarne gli altri.",
)
DRAFTED = Text(
    en="turned a note on “{title}” into a draft", it="ha fatto di una nota su «{title}» una bozza"
)


@transaction.atomic
def share(by: Person, item: WatchItem, text: str) -> WatchNote:
    """Tells the others about an item, which whoever tells has read; raises `BadInput`."""
    words = text.replace("\x00", "").strip()[:LONGEST]
    if not words:
        raise BadInput(EMPTY)
    read(by, item)
    return WatchNote.objects.create(workspace=item.workspace, item=item, by=by, text=words)


def take_back(note: WatchNote) -> None:
    """Its author would rather not have said it."""
    open_ = WatchNote.objects.filter(pk=note.pk, taken_back_at=None)
    open_.update(taken_back_at=timezone.now())


def draft(by: Person, note: WatchNote, connection: Connection, text: str) -> Letter:
    """Makes of a note the draft of a post from an account; raises `WontDo`, with nothing stored."""
    with transaction.atomic():
        letter = letters.post(connection, by, text, may_send=False, as_draft=True)
        note.letter, note.drafted_by, note.drafted_at = letter, by, timezone.now()
        note.save(update_fields=["letter", "drafted_by", "drafted_at"])
        about = f"watch-note:{note.pk}"
        trail.note(by, note.workspace, "watch.draft", about, DRAFTED, title=note.item.title)
    return letter


def proposed(note: WatchNote) -> str:
    """What a draft of a note begins with: its words, and where they come from."""
    return "\n\n".join(filter(None, (note.text, note.item.url)))


__all__ = ["WontDo", "draft", "proposed", "share", "take_back"]
