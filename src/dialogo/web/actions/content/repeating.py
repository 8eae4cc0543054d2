"""Posts that come again: each time is a piece of its own, made some weeks ahead from its series.

It needs its own approval, unless the series itself is approved: then that counts for what is the
same in all but its hour.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice, takewhile
from typing import Any

from dateutil.rrule import rrulestr
from django.db import transaction
from django.utils import timezone

from dialogo.web.actions.content import guard, making, seal, states
from dialogo.web.actions.content.making import RULE, SLOT, Given, GivenVersion
from dialogo.web.actions.films.captions import GivenCaptions
from dialogo.web.actions.films.given import GivenFilm
from dialogo.web.actions.letters.picture import GivenPicture
from dialogo.web.models.content import Piece, PiecePicture
from dialogo.web.queries.content.approving import changes
from dialogo.web.queries.films.where import of_piece
from dialogo.web.queries.team.wall_clock import moment
from dialogo.web.queries.team.zones import zone_of

AHEAD = timedelta(days=42)
MOST = 100  # made at once


def moments(piece: Piece, since: datetime, until: datetime) -> Iterator[datetime]:
    """When it comes again after `since`, by the company's clocks: at the same time on the wall."""
    if not piece.due_at or not RULE.fullmatch(piece.repeats):
        return
    zone = zone_of(piece.workspace)
    first = piece.due_at.astimezone(zone).replace(tzinfo=None)
    every = islice(rrulestr(piece.repeats, dtstart=first), 5_000)
    for here in takewhile(lambda one: one <= until.astimezone(zone).replace(tzinfo=None), every):
        at = moment(here.date(), here.time(), zone).at
        if since < at <= until and at != piece.due_at:
            yield at


def series() -> list[int]:
    """Pieces that come again, by their numbers."""
    open_ = Piece.objects.exclude(repeats="").filter(series=None, due_at__isnull=False)
    return list(open_.exclude(state__in=(Piece.IDEA, Piece.DROPPED)).values_list("pk", flat=True))


def repeat(number: int, now: datetime) -> int:
    """Makes the pieces that are missing, and has those that nobody has changed follow their
    series; how many were made or changed."""
    rows = Piece.objects.select_related("workspace", "by")
    piece = rows.filter(pk=number, series=None).exclude(state=Piece.DROPPED).first()
    if piece is None or piece.due_at is None:
        return 0
    there = dict(piece.occurrences.values_list("repeats", "pk"))
    count = 0
    for at in islice(moments(piece, max(now, piece.due_at), now + AHEAD), MOST):
        slot = f"{SLOT}{at:%Y%m%dT%H%M%SZ}"
        if slot not in there:
            _make(piece, at, slot)
            count += 1
    for one in piece.occurrences.filter(state__in=states.CHANGEABLE, due_at__gt=now):
        count += _follow(piece, one)
    return count


def _make(piece: Piece, at: datetime, slot: str) -> None:
    with transaction.atomic():
        made = making.make(piece.workspace, piece.by, _like(piece, at, slot), series=piece)
        _as_approved(piece, made)


def _follow(piece: Piece, one: Piece) -> bool:
    """An occurrence that nobody has changed says what its series says, and is as approved."""
    if changes(one).exists():
        return False
    one.workspace = piece.workspace
    with transaction.atomic():
        before = one.saves
        if not _alike(piece, one):
            one = making.change(one, None, _like(piece, one.due_at, one.repeats))
        _as_approved(piece, one)
        return one.saves != before


def _as_approved(piece: Piece, one: Piece) -> None:
    """The approval of a series counts for an occurrence that differs by nothing but its hour."""
    if piece.state not in (*states.SEALED, Piece.PUBLISHED) or one.state != Piece.DRAFT:
        return
    if not seal.holds(piece) or not _alike(piece, one):
        return
    fields: dict[str, Any] = {
        "approved_by": piece.approved_by,
        "approved_at": timezone.now(),
        "approved_digest": seal.of_piece(one),
    }
    states.move(one, Piece.APPROVED, None, **fields)
    if guard.lets(one, None):
        states.move(one, Piece.PLANNED, None)
    else:
        states.move(one, Piece.APPROVED, None, guard.LEFT)


def _alike(piece: Piece, one: Piece) -> bool:
    return bool(seal.content_of(piece) == seal.content_of(one))


def _like(piece: Piece, at: datetime | None, slot: str) -> Given:
    names = ("title", "brief", "need", "purpose", "campaign", "note", "language")
    return Given(
        **{name: getattr(piece, name) for name in names},
        parts=list(piece.parts),
        due_at=at,
        repeats=slot,
        versions={
            one.connection_id: GivenVersion(
                list(one.parts), one.first_comment, one.language, one.link_parameters
            )
            for one in piece.versions.all()
        },
        pictures=[_given(one) for one in piece.pictures.order_by("place")],
        film=_film(piece),
    )


def _film(piece: Piece) -> GivenFilm:
    """The same one, not another of the same bytes."""
    hung = of_piece(piece)
    if hung is None:
        return GivenFilm(None)
    captions = [GivenCaptions(one["lang"], one["text"]) for one in hung.captions]
    return GivenFilm(hung.film_id, hung.alt, captions)


def _given(picture: PiecePicture) -> GivenPicture:
    return GivenPicture(picture.name, bytes(picture.data), picture.alt)
