"""Making workspaces, and telling that one has changed."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.text import slugify

from dialogo.records.text import Text
from dialogo.web.actions import trail
from dialogo.web.models.person import Person
from dialogo.web.models.roles import Role
from dialogo.web.models.workspace import Membership, Workspace

MADE = Text(en="made the workspace {name}", it="ha creato lo spazio {name}")


def make(name: str, owner: Person, *, sample: bool = False, **values: str) -> Workspace:
    """A new workspace, owned by `owner`; its address is made of its name."""
    stem = slugify(name)[:60] or "company"
    number = 1
    while True:
        slug = stem if number == 1 else f"{stem}-{number}"
        try:
            with transaction.atomic():
                workspace = Workspace.objects.create(name=name, slug=slug, sample=sample, **values)
                Membership.objects.create(workspace=workspace, person=owner, role=Role.OWNER.value)
                trail.note(owner, workspace, "workspace.make", f"workspace:{slug}", MADE, name=name)
                return workspace
        except IntegrityError:
            if not Workspace.objects.filter(slug=slug).exists():
                raise
            number += 1


def touch(workspace: Workspace) -> int:
    """The next revision: what the workspace's figures rest on changes in this transaction.

    Call it first: whoever else changes the same workspace waits here, so that revisions are given
    in the order of commits.
    """
    Workspace.objects.filter(pk=workspace.pk).update(revision=F("revision") + 1)
    workspace.refresh_from_db(fields=["revision"])
    return workspace.revision


def teach(workspace: Workspace) -> int:
    """A new revision, since what the workspace has taught the models of language changes in this
    transaction, and with it what they say of its texts."""
    Workspace.objects.filter(pk=workspace.pk).update(
        revision=F("revision") + 1, taught=F("taught") + 1
    )
    workspace.refresh_from_db(fields=["revision", "taught"])
    return workspace.revision


def rename_what_is_known(workspace: Workspace) -> None:
    """What the workspace has taught is looked at anew, in this transaction: names in it are others,
    though nothing that is said of any text."""
    Workspace.objects.filter(pk=workspace.pk).update(taught=F("taught") + 1)
    workspace.refresh_from_db(fields=["taught"])


def untouch(workspace: Workspace) -> None:
    """Gives back the number that `touch` took in this transaction: nothing has changed."""
    Workspace.objects.filter(pk=workspace.pk).update(revision=F("revision") - 1)
    workspace.refresh_from_db(fields=["revision"])
