"""Adding a mistake of one's own to the list, changing it, and taking it off."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from dialogo.audit.check import Belief
from dialogo.records.text import Text
from dialogo.web.actions import trail, workspaces
from dialogo.web.models.audit import OwnMistake
from dialogo.web.models.person import Person
from dialogo.web.models.workspace import Workspace

ADDED = Text(en="added the mistake “{title}”", it="ha aggiunto l'errore «{title}»")
CHANGED = Text(en="changed the mistake “{title}”", it="ha modificato l'errore «{title}»")
TAKEN_OFF = Text(
    en="took the mistake “{title}” off the list", it="ha tolto dalla lista l'errore «{title}»"
)


@dataclass(frozen=True)
class Wanted:
    """What an own mistake is to be; numbers in its measure's own unit."""

    title: str
    measure: str
    watch: float
    mistake: float
    at_least: int
    worse: str
    advice: str
    belief: Belief


@transaction.atomic
def add(by: Person, workspace: Workspace, wanted: Wanted) -> OwnMistake:
    """Puts a mistake on the list; its name is made of its title."""
    workspaces.touch(workspace)
    own = OwnMistake(workspace=workspace, name=_name(workspace, wanted.title), by_name=str(by))
    own.by = by
    _put(own, wanted)
    _note(by, own, "mistakes.add", ADDED)
    return own


@transaction.atomic
def change(by: Person, own: OwnMistake, wanted: Wanted) -> None:
    """Changes a mistake of the list; its name, by which days are compared, stays."""
    workspaces.touch(own.workspace)
    _put(own, wanted)
    _note(by, own, "mistakes.change", CHANGED)


@transaction.atomic
def end(by: Person, own: OwnMistake) -> None:
    """Takes a mistake off the list; what was found and said of it is kept."""
    workspaces.touch(own.workspace)
    own.ended_at = timezone.now()
    own.save(update_fields=["ended_at"])
    _note(by, own, "mistakes.end", TAKEN_OFF)


def _put(own: OwnMistake, wanted: Wanted) -> None:
    own.title, own.advice = wanted.title, wanted.advice
    own.measure, own.worse, own.belief = wanted.measure, wanted.worse, wanted.belief
    own.watch, own.mistake, own.at_least = wanted.watch, wanted.mistake, wanted.at_least
    own.save()


def _name(workspace: Workspace, title: str) -> str:
    """A name that no mistake of this company ever had; the caller holds the workspace."""
    stem = f"own/{slugify(title)[:60].strip('-') or 'mistake'}"
    taken = set(OwnMistake.objects.filter(workspace=workspace).values_list("name", flat=True))
    number, name = 1, stem
    while name in taken:
        number += 1
        name = f"{stem}-{number}"
    return name


def _note(by: Person, own: OwnMistake, verb: str, says: Text) -> None:
    trail.note(by, own.workspace, verb, f"mistake:{own.name}", says, title=own.title)
