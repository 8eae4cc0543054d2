"""Handing over a person's data, noted in the trail."""

from __future__ import annotations

from dialogo.records.text import Text
from dialogo.web.actions import trail
from dialogo.web.models.community import Contact
from dialogo.web.models.person import Person
from dialogo.web.queries.community.person_file import person_file

EXPORTED = Text(en="exported a person's data", it="ha esportato i dati di una persona")


def export(by: Person, contact: Contact) -> bytes:
    """The ZIP of a person's data; the trail says that it was made, and by whom."""
    made = person_file(contact)
    trail.note(by, contact.workspace, "community.export", f"contact:{contact.pk}", EXPORTED)
    return made
