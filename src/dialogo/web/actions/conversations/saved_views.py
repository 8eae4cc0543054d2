"""Saved views of the inbox: somebody's own, or everybody's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Q

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.actions import trail
from dialogo.web.models.conversations import SavedView
from dialogo.web.models.person import Person
from dialogo.web.models.workspace import Workspace

# More than this nobody reads in one row.
MOST = 30
LONGEST = 60

NO_NAME = Text(en="Give the view a name.", it="Date un nome alla vista.")
TOO_LONG = Text(
    en="The name may have {most} letters at the most.",
    it="Il nome può avere al massimo {most} lettere.",
)
TOO_MANY = Text(
    en="There are {most} saved views already. Remove one first.",
    it="Ci sono già {most} viste salvate. Toglietene prima una.",
)
SAVED = Text(
    en="saved the view {name} of the inbox for everybody",
    it="ha salvato per tutti la vista {name} dei messaggi",
)
DROPPED = Text(
    en="removed everybody's view {name} of the inbox",
    it="ha tolto la vista {name} dei messaggi, che era di tutti",
)


def save(
    by: Person, workspace: Workspace, name: str, filters: Mapping[str, Any], *, everybody: bool
) -> SavedView:
    """Keeps a way to look; the same name of the same owner is replaced. Raises `BadInput`."""
    name = " ".join(name.replace("\0", "").split())
    if not name:
        raise BadInput(NO_NAME)
    if len(name) > LONGEST:
        raise BadInput(TOO_LONG, most=LONGEST)
    owner = None if everybody else by
    with transaction.atomic():
        found = SavedView.objects.filter(workspace=workspace, owner=owner, name=name).first()
        if found is None:
            seen = SavedView.objects.filter(workspace=workspace)
            if seen.filter(Q(owner=None) | Q(owner=by)).count() >= MOST:
                raise BadInput(TOO_MANY, most=MOST)
            found = SavedView(workspace=workspace, owner=owner, name=name)
        found.filters = dict(filters)
        found.save()
        if everybody:
            trail.note(by, workspace, "inbox.view", f"view:{found.pk}", SAVED, name=name)
    return found


def drop(by: Person, view: SavedView) -> None:
    """Takes a view away: one's own, or everybody's."""
    with transaction.atomic():
        if view.owner_id is None:
            about = f"view:{view.pk}"
            trail.note(by, view.workspace, "inbox.view", about, DROPPED, name=view.name)
        view.delete()
