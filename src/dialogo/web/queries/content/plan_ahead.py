"""The mix as it is and as it will be: posts that went out and pieces that are planned, account by
network, in order, each with its purpose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from dialogo.web.models.content import Piece
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.content.calendar import Entry, Filters, between

# What counts as to come: whatever has a day, approved or not.
AHEAD = (*Piece.AHEAD, Piece.SENDING)


@dataclass(frozen=True)
class Ahead:
    """One post on one network. `purpose` is what its author says, else (`judged`) what it reads as;
    empty: nobody has said, and it is not out. `planned`: it is not out yet."""

    network: str
    at: datetime
    purpose: str
    planned: bool
    judged: bool
    entry: Entry


def plan_ahead(workspace: Workspace, since: datetime, until: datetime) -> dict[str, list[Ahead]]:
    """By network, what went out and what has a day between two moments, in order."""
    found: dict[str, list[Ahead]] = {}
    for entry in between(workspace, since, until, Filters()):
        planned = entry.piece is not None and entry.piece.state in AHEAD
        for network in entry.networks:
            assert entry.at is not None  # noqa: S101  (narrowing only: it has a day)
            one = Ahead(network, entry.at, entry.purpose, planned, entry.piece is None, entry)
            found.setdefault(network, []).append(one)
    return found


def with_piece(ahead: Sequence[Ahead], piece: Piece, at: datetime, network: str) -> list[Ahead]:
    """The same with a piece as if it stood at an hour, instead of where it stands."""
    others = [one for one in ahead if one.entry.piece is None or one.entry.piece.pk != piece.pk]
    entry = Entry(at, (network,), piece.purpose, piece.state, piece.title, piece)
    mine = Ahead(network, at, piece.purpose, planned=True, judged=False, entry=entry)
    return sorted([*others, mine], key=lambda one: one.at)
