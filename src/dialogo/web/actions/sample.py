"""The sample company: one for each person who asks, so that nobody looks at others' clicks."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from dialogo.records.text import Lang
from dialogo.simulation.sample import SAMPLE
from dialogo.web.actions import company, work, workspaces
from dialogo.web.models.person import Person
from dialogo.web.models.workspace import Workspace

KIND = "sample"


def of_person(person: Person) -> Workspace | None:
    """The sample company that a person has."""
    mine = Workspace.objects.filter(sample=True, memberships__person=person)
    return mine.order_by("pk").first()


def open_sample(person: Person, lang: Lang) -> Workspace:
    """The sample company of a person, made if need be; a worker fills it, up to yesterday."""
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=person.pk)  # of two clicks, one makes it
        found = of_person(person)
        if found is not None:
            return found
        currency = "GBP" if lang == "en" else "EUR"  # what it earns and spends
        workspace = workspaces.make(SAMPLE, person, sample=True, currency=currency)
        yesterday = timezone.localdate() - timedelta(days=1)
        content = {"lang": lang, "ending": yesterday.isoformat()}
        work.ask(KIND, workspace, content, key=key_of(workspace), by=person)
        return workspace


def delete_sample(person: Person) -> None:
    """Takes the sample company of a person away, with all that was tried in it."""
    found = of_person(person)
    if found is not None:
        company.delete(person, found, found.name)


def key_of(workspace: Workspace) -> str:
    """The name of the work that fills it."""
    return f"sample:{workspace.pk}"
