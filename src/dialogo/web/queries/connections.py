"""The company's connected accounts, the networks it may connect, and what their servers take."""

from __future__ import annotations

from dataclasses import fields
from datetime import timedelta

from django.conf import settings
from django.db.models import Case, QuerySet, When

from dialogo.networks.account import Limits
from dialogo.networks.shelf import Network, networks
from dialogo.web.models.connections import Connection
from dialogo.web.models.workspace import Workspace

PRACTICE = "fake"


def connections(workspace: Workspace) -> QuerySet[Connection]:
    """Every account that is or was connected: what asks for something first, what has ended last,
    else network by network."""
    rank = Case(
        When(state=Connection.SIGNED_OUT, then=0),
        When(state=Connection.MOVED, then=1),
        When(state=Connection.ENDED, then=3),
        default=2,
    )
    return (
        Connection.objects.filter(workspace=workspace)
        .select_related("connected_by", "workspace")
        .order_by(rank, "network", "pk")
    )


def in_use(workspace: Workspace) -> QuerySet[Connection]:
    """The accounts that are read, as far as their networks let us."""
    return Connection.objects.filter(workspace=workspace, state__in=Connection.PULLED)


def offered(workspace: Workspace) -> list[Network]:
    """The networks whose accounts may be connected; the practice network only to practise."""
    practises = workspace.sample or settings.OPTIONS.practice
    found = [one for one in networks().values() if practises or one.id != PRACTICE]
    return sorted(found, key=lambda one: (one.id == PRACTICE, one.title.en.casefold()))


def limits_of(connection: Connection) -> Limits | None:
    """What its server takes, as last read; None if it has never said."""
    known = {field.name for field in fields(Limits)}
    kept = {name: value for name, value in connection.limits.items() if name in known}
    if not {"length", "counted"} <= set(kept):
        return None
    for name in ("reply_within", "honours_keys"):
        if isinstance(kept.get(name), int | float):
            kept[name] = timedelta(seconds=kept[name])
    if "picture_types" in kept:
        kept["picture_types"] = tuple(kept["picture_types"])
    return Limits(**kept)
