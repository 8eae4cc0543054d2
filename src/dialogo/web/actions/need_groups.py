"""Changing what is one need: groups that were found, needs joined, split, and put together again.

A need's name is taken for good: a need that was joined or put together again leaves it to no other.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from dialogo.language.need_groups import Groups, packed
from dialogo.language.needs import title_of
from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.actions import trail, workspaces
from dialogo.web.models.needs import NeedBook, NeedChoice, NeedGroup, NeedWeights
from dialogo.web.models.person import Person
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.need_groups import joined

JOINED = Text(
    en="counts the need “{need}” as part of “{into}”",
    it="conta il bisogno «{need}» come parte di «{into}»",
)
PARTED = Text(
    en="counts the need “{need}” by itself again",
    it="conta di nuovo a parte il bisogno «{need}»",
)
SPLIT = Text(en="split the need “{need}”", it="ha diviso il bisogno «{need}»")
TOGETHER = Text(en="put the need “{need}” together again", it="ha riunito il bisogno «{need}»")
ROUND = Text(
    en="“{into}” is itself part of this need: put it by itself first.",
    it="«{into}» fa già parte di questo bisogno: prima va contato a parte.",
)


def keep(workspace: Workspace, groups: Groups, grown_on: date | None = None) -> int:
    """Keeps the groups that are new, in the caller's transaction; how many those were."""
    places = NeedGroup.objects.filter(workspace=workspace).order_by("-place")
    known = places.values_list("place", flat=True).first()
    last = -1 if known is None else known
    drawn = NeedGroup.objects.filter(workspace=workspace).count()
    fresh = groups.groups[drawn:]
    if grown_on:
        NeedBook.objects.update_or_create(workspace=workspace, defaults={"grown_on": grown_on})
    if not fresh:
        return 0
    weights = NeedWeights.objects.filter(workspace=workspace).count()
    NeedWeights.objects.bulk_create(
        NeedWeights(workspace=workspace, place=place, people=one.people, keys=packed(one.keys),
                    used=packed(one.used))
        for place, one in enumerate(groups.weights)
        if place >= weights
    )  # fmt: skip
    now = timezone.now()
    NeedGroup.objects.bulk_create(
        NeedGroup(workspace=workspace, place=last + number, need=one.name, turn=one.turn,
                  weights=one.weights, within=one.within, words=list(one.words),
                  keys=packed(one.keys), shares=packed(one.shares), found_at=now)
        for number, one in enumerate(fresh, 1)
    )  # fmt: skip
    workspaces.teach(workspace)
    return len(fresh)


@transaction.atomic
def join(by: Person, workspace: Workspace, name: str, into: str) -> None:
    """Counts the need `name` as part of `into` from now on.

    Raises `BadInput` where `into` is part of `name` already.
    """
    parts = joined(workspace)
    end = into
    while end in parts and end != name:
        end = parts[end]
    if end == name:
        raise BadInput(ROUND, into=title_of(into))
    _into(by, workspace, name, end)
    trail.note(
        by, workspace, "needs.join", f"need:{name}", JOINED, need=title_of(name), into=title_of(end)
    )


@transaction.atomic
def part(by: Person, workspace: Workspace, name: str) -> None:
    """Counts the need `name` by itself again."""
    if name not in joined(workspace):
        return
    _into(by, workspace, name, "")
    trail.note(by, workspace, "needs.part", f"need:{name}", PARTED, need=title_of(name))


@transaction.atomic
def together(by: Person, workspace: Workspace, name: str) -> None:
    """Takes back that the need `name` was split: its messages are one need again."""
    split = set(NeedGroup.objects.filter(workspace=workspace, within=name).values_list(
        "need", flat=True
    ))  # fmt: skip
    if not split:
        return
    for one in sorted(split):
        _into(by, workspace, one, name)
    trail.note(by, workspace, "needs.together", f"need:{name}", TOGETHER, need=title_of(name))


def note_split(by: Person, workspace: Workspace, name: str) -> None:
    """Notes who split a need, in the caller's transaction."""
    trail.note(by, workspace, "needs.split", f"need:{name}", SPLIT, need=title_of(name))


def _into(by: Person, workspace: Workspace, name: str, into: str) -> None:
    NeedChoice.objects.update_or_create(
        workspace=workspace, name=name, defaults={"into": into, "by": by, "at": timezone.now()}
    )
    workspaces.teach(workspace)
