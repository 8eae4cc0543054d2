"""What the team knows of somebody who writes in a conversation, by the key of their account."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from dialogo.web.models.community import Contact, ContactAccount, ContactNote, ContactTag
from dialogo.web.models.workspace import Workspace

MOST_NOTES = 3


@dataclass(frozen=True)
class Card:
    """A contact with its networks, the words it is filed under, and the newest notes."""

    contact: Contact
    networks: tuple[str, ...]
    tags: tuple[str, ...]
    notes: tuple[ContactNote, ...]


def of_author(workspace: Workspace, author_key: bytes) -> Card | None:
    """The contact whose account it is; None until the people who write were last counted."""
    account = (
        ContactAccount.objects.select_related("contact")
        .filter(workspace=workspace, key=author_key.hex())
        .first()
    )
    if account is None:
        return None
    contact = account.contact
    of = Q(contact=contact) | Q(contact__root=contact)
    tags = ContactTag.objects.filter(of).order_by("tag").values_list("tag", flat=True)
    networks = ContactAccount.objects.filter(contact=contact).values_list("network", flat=True)
    return Card(
        contact,
        tuple(sorted(set(networks))),
        tuple(dict.fromkeys(tags)),
        tuple(ContactNote.objects.filter(of).order_by("-pk")[:MOST_NOTES]),
    )
