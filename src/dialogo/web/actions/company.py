"""What a workspace is called, where it stands, when it is there; and its end."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.actions import records, trail, work, workspaces
from dialogo.web.models.invitations import Invitation
from dialogo.web.models.person import Person
from dialogo.web.models.workspace import Membership, Workspace
from dialogo.web.queries import hours

CHANGED = Text(
    en="changed the company: {name}, {zone}, {currency}",
    it="ha modificato l'azienda: {name}, {zone}, {currency}",
)
HOURS = Text(en="changed the business hours", it="ha modificato l'orario")
NO_HOURS = Text(
    en="took the business hours away: every hour counts",
    it="ha tolto l'orario: contano tutte le ore",
)
DELETED = Text(en="deleted the workspace {name}", it="ha eliminato lo spazio {name}")
OTHER_NAME = Text(
    en="This is not its name. Write {name}, to the letter.",
    it="Non è il suo nome. Va scritto {name}, alla lettera.",
)


def change(by: Person, workspace: Workspace, *, name: str, zone: str, currency: str) -> None:
    """Its name, zone and currency; figures rest on the last two."""
    with transaction.atomic():
        if (zone, currency) != (workspace.zone, workspace.currency):
            workspaces.touch(workspace)
        if currency != workspace.currency:
            # Pay that names none is in the company's: read anew by mirrors, and booked anew.
            records.forget_mirrors(workspace)
        workspace.name, workspace.zone, workspace.currency = name, zone, currency
        workspace.save(update_fields=["name", "zone", "currency"])
        about = f"workspace:{workspace.slug}"
        trail.note(
            by, workspace, "settings.change", about, CHANGED,
            name=name, zone=zone, currency=currency,
        )  # fmt: skip


def change_hours(by: Person, workspace: Workspace, written: dict[str, Any] | None) -> None:
    """Its business hours; None: every hour counts. Raises `BadInput` that says what is wrong."""
    if written:
        hours.read(written, workspace.zone)
    with transaction.atomic():
        workspaces.touch(workspace)
        workspace.hours = written
        workspace.save(update_fields=["hours"])
        says = HOURS if written else NO_HOURS
        trail.note(by, workspace, "settings.hours", f"workspace:{workspace.slug}", says)


def delete(by: Person, workspace: Workspace, typed: str) -> None:
    """Ends a workspace: from now on nobody is in it, and a worker deletes what it held.

    Raises `BadInput` unless its name was typed.
    """
    if typed.strip() != workspace.name:
        raise BadInput(OTHER_NAME, name=workspace.name)
    with transaction.atomic():
        Membership.objects.filter(workspace=workspace).delete()
        Invitation.objects.filter(workspace=workspace).delete()
        about = f"workspace:{workspace.slug}"
        trail.note(by, None, "workspace.delete", about, DELETED, name=workspace.name)
        content = {"workspace": workspace.pk}
        work.ask("delete_workspace", None, content, key=f"delete:{workspace.pk}", by=by)
