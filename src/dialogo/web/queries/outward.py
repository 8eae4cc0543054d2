"""Conversations of others that were found, page by page, and the searches that find them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from dialogo.networks.shelf import networks
from dialogo.web.models.connections import Connection
from dialogo.web.models.outward import OutwardFind, OutwardSearch
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.place import place, written

PAGE = 20


@dataclass(frozen=True)
class Page:
    """What was found, the newest first; `before` is where the next page begins (None: all)."""

    finds: Sequence[OutwardFind]
    before: str | None


def page(
    workspace: Workspace, state: str, *, search: int | None = None, before: str | None = None
) -> Page:
    """A page in one query."""
    rows = OutwardFind.objects.filter(workspace=workspace, state=state)
    if search is not None:
        rows = rows.filter(search=search)
    if (start := place(before)) is not None:
        at, pk = start
        rows = rows.filter(Q(sent_at__lt=at) | Q(sent_at=at, pk__lt=pk))
    ordered = rows.select_related("search", "connection", "by").order_by("-sent_at", "-pk")
    found = list(ordered[: PAGE + 1])
    last = found[PAGE - 1] if len(found) > PAGE else None
    return Page(found[:PAGE], written(last.sent_at, last.pk) if last else None)


def find(workspace: Workspace, number: int) -> OutwardFind | None:
    """One of them."""
    rows = OutwardFind.objects.filter(workspace=workspace, pk=number)
    return rows.select_related("connection", "workspace", "conversation").first()


def searches(workspace: Workspace) -> list[OutwardSearch]:
    """Every search, by account and title."""
    rows = OutwardSearch.objects.filter(workspace=workspace).select_related("connection")
    return list(rows.order_by("connection", "title", "pk"))


def search(workspace: Workspace, number: int) -> OutwardSearch | None:
    """One of them."""
    rows = OutwardSearch.objects.filter(workspace=workspace, pk=number)
    return rows.select_related("workspace").first()


def accounts(workspace: Workspace) -> list[Connection]:
    """The accounts with which others can be looked for."""
    known = [name for name, network in networks().items() if network.looks]
    rows = Connection.objects.filter(
        workspace=workspace, state__in=Connection.PULLED, network__in=known
    )
    return list(rows.select_related("workspace").order_by("network", "handle", "pk"))


def due(now: datetime) -> list[Workspace]:
    """Workspaces with searches that are to be asked by now."""
    asked = OutwardSearch.objects.filter(check_at__lte=now, connection__state__in=Connection.PULLED)
    return list(Workspace.objects.filter(pk__in=asked.values("workspace")))


def to_ask(workspace: Workspace, now: datetime) -> list[OutwardSearch]:
    """Its searches that are to be asked by now."""
    rows = OutwardSearch.objects.filter(
        workspace=workspace, check_at__lte=now, connection__state__in=Connection.PULLED
    )
    rows = rows.select_related("workspace", "connection__workspace")
    return list(rows.order_by("check_at", "pk"))
