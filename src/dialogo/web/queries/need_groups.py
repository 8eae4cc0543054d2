"""The groups of needs of a workspace, as the library takes them."""

from __future__ import annotations

from dialogo.language.need_groups import Group, Groups, Weights, counts_in, keys_in, shares_in
from dialogo.web.models.needs import NeedChoice, NeedGroup, NeedWeights
from dialogo.web.models.workspace import Workspace


def groups_of(workspace: Workspace) -> Groups | None:
    """What its people were found to ask for, and what the team joined; None: neither."""
    groups = tuple(
        Group(
            name=row.need,
            keys=keys_in(bytes(row.keys)),
            shares=shares_in(bytes(row.shares)),
            turn=row.turn,
            weights=row.weights,
            words=tuple(row.words),
            within=row.within,
        )
        for row in NeedGroup.objects.filter(workspace=workspace).order_by("place")
    )
    weights = tuple(
        Weights(keys_in(bytes(row.keys)), counts_in(bytes(row.used)), row.people)
        for row in NeedWeights.objects.filter(workspace=workspace).order_by("place")
    )
    into = joined(workspace)
    return Groups(groups, weights, into) if groups or into else None


def joined(workspace: Workspace) -> dict[str, str]:
    """Which needs the team has joined to which, by name."""
    choices = NeedChoice.objects.filter(workspace=workspace).exclude(into="")
    return dict(choices.values_list("name", "into"))
