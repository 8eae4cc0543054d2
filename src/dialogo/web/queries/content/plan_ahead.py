"""The mix as it is and as it will be: posts that went out and pieces that have a day, network by
network, in order, each with what it does."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pyarrow as pa

from dialogo.content.promotion_guard import SELLS, UNSURE, Outgoing
from dialogo.language.posts import label_posts
from dialogo.web.models.content import Piece, Version
from dialogo.web.models.letters import Letter
from dialogo.web.models.records import ROWS
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.posts import does_of_each
from dialogo.web.queries.taught import taught_of

# What went out longer ago is forgotten; and nobody looks at more posts than that (house rules).
LATELY = timedelta(days=120)
MOST = 400
AHEAD = (*Piece.AHEAD, Piece.SENDING)
SURE = (Piece.PLANNED, Piece.SENDING)


@dataclass(frozen=True)
class Ahead(Outgoing):
    """One post on one network; `piece` None: it is out, and came from elsewhere. `said`: what it
    does is what its author or the team says, and not what it reads as."""

    planned: bool
    said: bool
    title: str
    piece: int | None = None


def plan_ahead(
    workspace: Workspace,
    networks: Collection[str],
    now: datetime,
    until: datetime,
    states: Sequence[str] = AHEAD,
) -> dict[str, list[Ahead]]:
    """By network, what went out lately and what has a day before `until`, in order of time; of
    pieces only those in `states`."""
    out: dict[str, list[Any]] = {one: _posts(workspace, one, now) for one in networks}
    pieces = _letters(workspace, [post for posts in out.values() for post in posts])
    does = does_of_each(
        workspace, {bytes(post.row_key): post.text for posts in out.values() for post in posts}
    )
    found: dict[str, list[Ahead]] = {one: [] for one in networks}
    for network, posts in out.items():
        for post in posts:
            label = does[bytes(post.row_key)]
            number, purpose = pieces.get((network, post.post_id), (None, ""))
            what, said = (purpose, True) if purpose else (label.does, False)
            if label.corrected:
                what, said = label.does, True
            if post.promoted:  # money was spent on it
                what, said = SELLS, True
            title = " ".join((post.text or "").split())[:80]
            found[network].append(Ahead(post.published_at, what, False, said, title, number))
    sent = {(network, number) for (network, _), (number, _) in pieces.items()}
    for version in _versions(workspace, networks, now, until, states):
        network, piece = version.connection.network, version.piece
        if (network, piece.pk) not in sent:
            found[network].append(_of(version, piece.due_at or now))
    told = _judged(workspace, found)
    return {network: sorted(line, key=lambda one: one.at) for network, line in told.items()}


def of_piece(piece: Piece, versions: Sequence[Version], at: datetime) -> dict[str, Ahead]:
    """A piece as it would stand at an hour, on each of its networks."""
    for version in versions:
        version.piece = piece
    found = {one.connection.network: [_of(one, at)] for one in reversed(versions)}
    return {network: line[0] for network, line in _judged(piece.workspace, found).items()}


def _posts(workspace: Workspace, network: str, now: datetime) -> list[Any]:
    rows = ROWS["posts"].objects.filter(
        workspace=workspace, network=network, published_at__range=(now - LATELY, now)
    )
    some = rows.only("row_key", "post_id", "text", "published_at", "promoted")
    return list(some.order_by("-published_at", "-pk")[:MOST])


def _letters(workspace: Workspace, posts: Sequence[Any]) -> dict[tuple[str, str], tuple[int, str]]:
    """The pieces that posts were written as, and what their authors said, by network and id."""
    rows = Letter.objects.filter(
        workspace=workspace, version__isnull=False, network_id__in=[one.post_id for one in posts]
    ).values_list("connection__network", "network_id", "version__piece", "version__piece__purpose")
    return {(network, post or ""): (piece, purpose) for network, post, piece, purpose in rows}


def _versions(
    workspace: Workspace,
    networks: Collection[str],
    now: datetime,
    until: datetime,
    states: Sequence[str],
) -> list[Version]:
    """What is still to go out, one a network and piece; what is stuck goes nowhere."""
    rows = Version.objects.filter(
        piece__workspace=workspace,
        piece__state__in=states,
        piece__due_at__range=(now - timedelta(hours=2), until),
        piece__error__isnull=True,
        connection__network__in=list(networks),
    )
    found = rows.select_related("piece", "connection").order_by("piece__due_at", "-pk")[:MOST]
    return list({(one.piece_id, one.connection.network): one for one in found}.values())


def _of(version: Version, at: datetime) -> Ahead:
    """A post to come; what nobody has said it does is told by its words afterwards."""
    piece = version.piece
    title = piece.title or " ".join("\n".join(version.texts).split())[:80]
    return Ahead(at, piece.purpose or "\n".join(version.texts), True, bool(piece.purpose), title,
                 piece.pk)  # fmt: skip


def _judged(workspace: Workspace, found: dict[str, list[Ahead]]) -> dict[str, list[Ahead]]:
    """The same, where the model of language has said what else nobody says."""
    texts = {one.does for line in found.values() for one in line if one.planned and not one.said}
    known = sorted(text for text in texts if text.strip())
    rows = label_posts(pa.array(known, pa.string()), taught_of(workspace)) if known else None
    does = dict(zip(known, rows.column("does").to_pylist(), strict=True)) if rows else {}
    return {
        network: [
            one
            if one.said or not one.planned
            else Ahead(one.at, does.get(one.does, UNSURE), True, False, one.title, one.piece)
            for one in line
        ]
        for network, line in found.items()
    }
