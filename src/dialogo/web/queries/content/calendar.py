"""What stands on which day: pieces at their hour, and posts that went out by other ways."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, F, When

from dialogo.web.models.content import Piece
from dialogo.web.models.films import Film
from dialogo.web.models.letters import Letter
from dialogo.web.models.records import ROWS
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.posts import does_of_each

MOST = 400  # of each kind in what is shown at once
TRAY = 60


@dataclass(frozen=True)
class Filters:
    """What is to be seen; empty: everything. `state` is one of `Piece.STATES`, or "stuck"."""

    network: str = ""
    purpose: str = ""
    state: str = ""


@dataclass(frozen=True)
class Entry:
    """Something on a day (`at` None: in the tray). `piece` or `post`, a row of the records.
    `purpose` is what its author says; of a post that came by itself, what it reads as."""

    at: datetime | None
    networks: tuple[str, ...]
    purpose: str
    state: str
    title: str
    piece: Piece | None = None
    post: Any = None
    film: int | None = None  # the number of its video, if that is ready

    @property
    def movable(self) -> bool:
        return self.piece is not None and self.piece.state in Piece.AHEAD


def between(
    workspace: Workspace, since: datetime, until: datetime, filters: Filters
) -> list[Entry]:
    """From one moment to another, in the order of time."""
    pieces = Piece.objects.filter(workspace=workspace, due_at__gte=since, due_at__lt=until)
    found = _pieces(pieces, filters, MOST)
    if filters.state in ("", Piece.PUBLISHED):
        found += _posts(workspace, since, until, filters)
    return sorted(found, key=lambda one: (one.at or since, one.title))


def tray(workspace: Workspace, filters: Filters) -> list[Entry]:
    """Pieces that have no day yet, the latest first."""
    rows = Piece.objects.filter(workspace=workspace, due_at=None, state__in=Piece.AHEAD)
    return _pieces(rows, filters, TRAY)


def networks_of(workspace: Workspace) -> list[str]:
    """The networks of its accounts, for the choice of what is shown."""
    rows = workspace.connections.order_by("network").values_list("network", flat=True)
    return list(dict.fromkeys(rows))


def _pieces(rows: Any, filters: Filters, most: int) -> list[Entry]:
    if filters.state == "stuck":
        rows = rows.filter(error__isnull=False)
    elif filters.state:
        rows = rows.filter(state=filters.state)
    else:
        rows = rows.exclude(state=Piece.DROPPED)
    if filters.purpose:
        rows = rows.filter(purpose=filters.purpose)
    if filters.network:
        rows = rows.filter(versions__connection__network=filters.network)
    ready = Case(When(hung__film__state=Film.READY, then=F("hung__film")))
    rows = (
        rows.annotate(film=ready).prefetch_related("versions__connection").order_by("due_at", "-pk")
    )
    return [_of_piece(one) for one in rows[:most]]


def _of_piece(piece: Piece) -> Entry:
    networks = dict.fromkeys(one.connection.network for one in piece.versions.all())
    first = next((text for text in piece.parts if text.strip()), piece.brief)
    title = piece.title or " ".join(first.split())[:80]
    state = "stuck" if piece.error else piece.state
    film = getattr(piece, "film", None)
    return Entry(piece.due_at, tuple(networks), piece.purpose, state, title, piece, film=film)


def _posts(
    workspace: Workspace, since: datetime, until: datetime, filters: Filters
) -> Sequence[Entry]:
    rows = ROWS["posts"].objects.filter(
        workspace=workspace, published_at__gte=since, published_at__lt=until
    )
    if filters.network:
        rows = rows.filter(network=filters.network)
    posts = list(rows.order_by("-published_at")[:MOST])
    by_pieces = Letter.objects.filter(
        workspace=workspace, version__isnull=False, network_id__in=[one.post_id for one in posts]
    )
    ours = set(by_pieces.values_list("connection__network", "network_id"))
    posts = [one for one in posts if (one.network, one.post_id) not in ours]
    does = does_of_each(workspace, {bytes(one.row_key): one.text for one in posts}) if posts else {}
    found = []
    for one in posts:
        purpose = does[bytes(one.row_key)].does
        if not filters.purpose or filters.purpose == purpose:
            title = " ".join((one.text or "").split())[:80]
            entry = Entry(
                one.published_at, (one.network,), purpose, Piece.PUBLISHED, title, post=one
            )
            found.append(entry)
    return found
