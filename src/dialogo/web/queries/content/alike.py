"""What a piece would repeat, or crowd: the same words on the same account lately, and other posts
there within the hour."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from rapidfuzz import fuzz

from dialogo.web.models.connections import Connection
from dialogo.web.models.content import Piece, Version
from dialogo.web.models.letters import Letter
from dialogo.web.models.records import ROWS
from dialogo.web.queries.content.accounts import versions_of
from dialogo.web.queries.content.approving import rules_of

ALIKE, CROWDED = "alike", "crowded"
# Of 100: as like as two texts that differ by a date or a price (house rule).
SAME = 92
CLOSE = timedelta(hours=1)
MOST = 300  # posts of an account that are compared
_LINK = re.compile(r"https?://\S+")


@dataclass(frozen=True)
class Notice:
    """What speaks against an hour on an account: another piece, or a post that is out (`post`, a
    row of the records), at its time."""

    kind: str
    connection: Connection
    at: datetime
    piece: Piece | None = None
    post: Any = None


def notices(piece: Piece, at: datetime, *, since: datetime | None = None) -> list[Notice]:
    """What is too like it or too near at an hour; `since`: only what went out after that. Pieces of
    one series are meant to be alike."""
    around = timedelta(days=rules_of(piece.workspace).alike_days)
    found: list[Notice] = []
    series = _series(piece)
    for version in versions_of(piece):
        out = _posts(version.connection, max(at - around, since or at - around), at + CLOSE)
        planned = [] if since else _planned(piece, version.connection, at - around, at + around)
        found += _of_version(version, at, [*out, *planned], series)
    return found


def same_words(one: str, other: str) -> bool:
    """Whether two texts say the same, links, case and spaces aside; nothing is like nothing."""
    one, other = _plain(one), _plain(other)
    return bool(one and other) and fuzz.ratio(one, other, score_cutoff=SAME) > 0


@dataclass(frozen=True)
class _Series:
    """The other pieces of one series, and the posts that came of them, by network and id."""

    pieces: frozenset[int]
    posts: frozenset[tuple[str, str]]

    def has(self, other: Notice) -> bool:
        if other.piece is not None:
            return other.piece.pk in self.pieces
        return (other.connection.network, other.post.post_id) in self.posts


def _series(piece: Piece) -> _Series:
    if not (piece.series_id or piece.repeats):
        return _Series(frozenset(), frozenset())
    root = piece.series_id or piece.pk
    pieces = Piece.objects.filter(Q(pk=root) | Q(series=root)).values_list("pk", flat=True)
    posts = Letter.objects.filter(version__piece__in=pieces, network_id__isnull=False)
    sent = posts.values_list("connection__network", "network_id")
    return _Series(frozenset(pieces), frozenset((network, id_ or "") for network, id_ in sent))


def _of_version(
    version: Version, at: datetime, others: Sequence[Notice], series: _Series
) -> Iterator[Notice]:
    """The nearest that says the same among what is out, and among what is planned; and all that
    would go out within the hour."""
    mine = "\n".join(version.texts[:1])
    told: set[bool] = set()
    for one in sorted(others, key=lambda one: abs(one.at - at)):
        if not series.has(one) and same_words(mine, _text_of(one)):
            if (one.post is None) in told:
                continue
            told.add(one.post is None)
            yield Notice(ALIKE, one.connection, one.at, one.piece, one.post)
        elif abs(one.at - at) < CLOSE:
            yield Notice(CROWDED, one.connection, one.at, one.piece, one.post)


def _text_of(notice: Notice) -> str:
    if notice.post is not None:
        return notice.post.text or ""
    assert notice.piece is not None  # noqa: S101  (narrowing only: one of the two is there)
    version = next(
        one for one in notice.piece.versions.all() if one.connection_id == notice.connection.pk
    )
    version.piece = notice.piece
    return "\n".join(version.texts[:1])


def _posts(connection: Connection, since: datetime, until: datetime) -> list[Notice]:
    rows = ROWS["posts"].objects.filter(
        workspace=connection.workspace_id,
        network=connection.network,
        account=connection.handle.lstrip("@"),
        published_at__range=(since, until),
    )
    return [
        Notice("", connection, row.published_at, post=row)
        for row in rows.only("published_at", "text", "url", "post_id").order_by("-published_at")[
            :MOST
        ]
    ]


def _planned(
    piece: Piece, connection: Connection, since: datetime, until: datetime
) -> list[Notice]:
    rows = Piece.objects.filter(
        workspace=piece.workspace_id,
        versions__connection=connection,
        due_at__range=(since, until),
        state__in=(*Piece.AHEAD, Piece.SENDING),
    ).exclude(pk=piece.pk)
    near = rows.prefetch_related("versions").order_by("due_at")[:MOST]
    return [Notice("", connection, one.due_at, piece=one) for one in near if one.due_at]


def _plain(text: str) -> str:
    return " ".join(_LINK.sub(" ", text).casefold().split())
