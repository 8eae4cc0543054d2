"""What the team does with contacts: notes, tags, joining two into one person, and undoing it."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.actions import trail
from dialogo.web.actions.community.sums import sum_up
from dialogo.web.models.community import (
    Contact,
    ContactAccount,
    ContactNote,
    ContactTag,
    Joining,
    Likeness,
)
from dialogo.web.models.person import Person

LONGEST_NOTE, LONGEST_TAG, MOST_TAGS = 4000, 40, 20

# The trail names contacts by their number, and repeats nothing of what is said about them: it stays
# when they are erased.
NOTED = Text(en="wrote a note on a contact", it="ha scritto una nota su un contatto")
UNNOTED = Text(en="removed a note from a contact", it="ha tolto una nota da un contatto")
TAGGED = Text(en="tagged a contact", it="ha dato un'etichetta a un contatto")
UNTAGGED = Text(en="took a tag from a contact", it="ha tolto un'etichetta a un contatto")
JOINED = Text(
    en="joined two contacts into one person", it="ha unito due contatti in una sola persona"
)
PARTED = Text(en="parted two contacts again", it="ha separato di nuovo due contatti")
REFUSED = Text(
    en="said that two contacts are not one person",
    it="ha detto che due contatti non sono la stessa persona",
)
NO_WORDS = Text(
    en="nothing is written. Write something, then keep it.",
    it="non c'è scritto nulla. Scrivete qualcosa, poi conservatelo.",
)
TOO_LONG = Text(
    en="is longer than {most} characters. Shorten it, then keep it.",
    it="supera i {most} caratteri. Accorciatelo, poi conservatelo.",
)
TOO_MANY = Text(
    en="there are {most} tags already. Remove one first.",
    it="ci sono già {most} etichette. Toglietene prima una.",
)
SAME = Text(en="these two are one person already.", it="questi due sono già la stessa persona.")


@transaction.atomic
def note(by: Person, contact: Contact, text: str) -> ContactNote:
    """Writes a note; raises `BadInput` where it is empty or too long."""
    text = text.strip().replace("\0", "")
    if not text:
        raise BadInput(NO_WORDS)
    if len(text) > LONGEST_NOTE:
        raise BadInput(TOO_LONG, most=LONGEST_NOTE)
    made = ContactNote.objects.create(contact=contact, by=by, by_name=str(by), text=text)
    trail.note(by, contact.workspace, "community.note", _about(contact), NOTED)
    return made


@transaction.atomic
def remove_note(by: Person, contact: Contact, note: ContactNote) -> None:
    """Takes a note away."""
    note.delete()
    trail.note(by, contact.workspace, "community.unnote", _about(contact), UNNOTED)


@transaction.atomic
def tag(by: Person, contact: Contact, word: str) -> None:
    """Files a contact under a word; raises `BadInput` where it is empty, too long or too many."""
    word = " ".join(word.replace("\0", "").split()).casefold()
    if not word:
        raise BadInput(NO_WORDS)
    if len(word) > LONGEST_TAG:
        raise BadInput(TOO_LONG, most=LONGEST_TAG)
    if contact.tags.count() >= MOST_TAGS:
        raise BadInput(TOO_MANY, most=MOST_TAGS)
    _, new = ContactTag.objects.get_or_create(
        contact=contact, tag=word, defaults={"workspace": contact.workspace}
    )
    if new:
        trail.note(by, contact.workspace, "community.tag", _about(contact), TAGGED)


@transaction.atomic
def untag(by: Person, contact: Contact, word: str) -> None:
    """Takes a contact out of a word, wherever among its joined contacts it was filed."""
    gone, _ = ContactTag.objects.filter(contact__in=family(contact), tag=word).delete()
    if gone:
        trail.note(by, contact.workspace, "community.untag", _about(contact), UNTAGGED)


@transaction.atomic
def join(by: Person, kept: Contact, joined: Contact) -> Joining:
    """Makes `joined` and all that was joined to it one person with `kept`.

    Raises `BadInput` unless both stand for themselves, are two, and are of one workspace.
    """
    locked = Contact.objects.select_for_update().filter(
        pk__in=(kept.pk, joined.pk), root=None, workspace=kept.workspace
    )
    if len({contact.pk for contact in locked}) != 2:
        raise BadInput(SAME)
    moved = family(joined)
    made = Joining.objects.create(
        workspace=kept.workspace, kept=kept, joined=joined, by=by, by_name=str(by)
    )
    Contact.objects.filter(pk__in=moved).update(root=kept)
    ContactAccount.objects.filter(home__in=moved).update(contact=kept)
    sum_up(kept.workspace, [kept.pk])
    trail.note(by, kept.workspace, "community.join", _about(kept), JOINED)
    return made


@transaction.atomic
def part(by: Person, joining: Joining) -> None:
    """Undoes a joining: the contact that was joined stands for itself again, with all its own."""
    undone = Joining.objects.filter(pk=joining.pk, undone_at=None).update(undone_at=timezone.now())
    if not undone:
        return
    joined = joining.joined
    root = Contact.objects.get(pk=joined.pk).root
    moved = _below(joined)
    Contact.objects.filter(pk__in=moved).update(root=joined)
    Contact.objects.filter(pk=joined.pk).update(root=None)
    ContactAccount.objects.filter(home__in=moved).update(contact=joined)
    sum_up(joining.workspace, [joined.pk, *([root.pk] if root else [])])
    trail.note(by, joining.workspace, "community.part", _about(joined), PARTED)


@transaction.atomic
def refuse(by: Person, likeness: Likeness) -> None:
    """Says that the two people of a likeness are two: neither this pair of their accounts nor any
    other is suggested again."""
    accounts = ContactAccount.objects.filter(home__in=(likeness.one_id, likeness.other_id))
    people = list(accounts.values_list("contact_id", flat=True))
    homes = ContactAccount.objects.filter(contact__in=people).values("home")
    changed = Likeness.objects.filter(
        workspace=likeness.workspace, one__in=homes, other__in=homes, refused_at=None
    ).update(refused_at=timezone.now())
    if changed:
        trail.note(by, likeness.workspace, "community.refuse", _about(likeness.one), REFUSED)


def family(contact: Contact) -> list[int]:
    """The contact and every one that is joined to it, by their numbers."""
    joined = Contact.objects.filter(root=contact).values_list("pk", flat=True)
    return [contact.pk, *joined]


def _below(contact: Contact) -> list[int]:
    """The contact and what was joined to it before it was itself joined."""
    edges = Joining.objects.filter(workspace=contact.workspace, undone_at=None)
    found, fresh = [contact.pk], [contact.pk]
    while fresh:
        fresh = list(edges.filter(kept__in=fresh).values_list("joined_id", flat=True))
        found += fresh
    return found


def _about(contact: Contact) -> str:
    return f"contact:{contact.pk}"
