"""What came of posts, page by page, and one post with every reading of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from dialogo.web.models.conversations import Conversation
from dialogo.web.models.films import Film, PieceFilm
from dialogo.web.models.letters import Letter
from dialogo.web.models.needs import Need
from dialogo.web.models.records import ROWS, Post
from dialogo.web.models.results import PostResult
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.place import place, written

KIND = "results"
PAGE = 25
TALKS = 20  # conversations below a post that its page shows
COUNTED = ("likes", "comments", "shares", "saves", "views", "reach", "impressions", "clicks")


@dataclass(frozen=True)
class Shown:
    """A post, a row of the records, with what came of it."""

    post: Any
    result: PostResult


@dataclass(frozen=True)
class Page:
    """Posts, the newest first; `before` is where the next page begins (None: that was all)."""

    posts: Sequence[Shown]
    before: str | None


@dataclass(frozen=True)
class Reading:
    """What a network had counted at a moment, or by the end of a day; None: it does not tell."""

    at: datetime | date
    counts: dict[str, int | None]


def page(workspace: Workspace, *, need: str = "", before: str | None = None) -> Page:
    """A page of posts in two queries; of those that touch `need`, in as many as it takes."""
    rows = PostResult.objects.filter(workspace=workspace).order_by("-published_at", "-pk")
    if (start := place(before)) is not None:
        at, pk = start
        rows = rows.filter(Q(published_at__lt=at) | Q(published_at=at, pk__lt=pk))
    # Of a need: among the newest thousand, since databases do not look into lists alike.
    some = [row for row in rows if need in row.needs] if need else rows
    found = list(some[: PAGE + 1])
    shown = _with_posts(workspace, found[:PAGE])
    last = found[PAGE - 1] if len(found) > PAGE else None
    return Page(shown, written(last.published_at, last.pk) if last else None)


def one(workspace: Workspace, number: int) -> Shown | None:
    """A post by its number in the records; None where nothing was counted of it."""
    post = Post.objects.filter(workspace=workspace, pk=number).first()
    if post is None:
        return None
    result = PostResult.objects.filter(workspace=workspace, row_key=post.row_key).first()
    return Shown(post, result) if result else None


def readings(post: Any) -> list[Reading]:
    """Everything that was read of a post, the oldest first, in two queries."""
    of = {"workspace": post.workspace_id, "post_key": post.row_key}
    moments = ROWS["post_readings"].objects.filter(**of).order_by("read_at")
    days = ROWS["post_figures"].objects.filter(**of).order_by("read_on")
    fine = [_reading(row, row.read_at) for row in moments]
    read = {row.at.date() for row in fine if isinstance(row.at, datetime)}
    coarse = [_reading(row, row.read_on) for row in days if row.read_on not in read]
    return sorted([*fine, *coarse], key=lambda one: _day(one.at))


def talks(post: Any) -> list[Conversation]:
    """The conversations below a post, those that wait first."""
    rows = Conversation.objects.filter(workspace=post.workspace_id, thread_key=post.row_key)
    found = list(rows.order_by("-last_at", "-pk")[:TALKS])
    return sorted(found, key=lambda talk: talk.waiting_since is None)


def film_of(piece: int | None) -> int | None:
    """The number of the video that a piece went out with."""
    rows = PieceFilm.objects.filter(piece=piece, film__state=Film.READY)
    return rows.values_list("film", flat=True).first() if piece else None


def piece_of(post: Any) -> int | None:
    """The number of the piece that was sent as this post, if it was written here."""
    rows = Letter.objects.filter(
        workspace=post.workspace_id, network_id=post.post_id, connection__network=post.network
    )
    number: int | None = rows.exclude(version=None).values_list("version__piece", flat=True).first()
    return number


def numbers_of(workspace: Workspace, names: Sequence[str]) -> dict[str, int]:
    """The numbers of needs by their names."""
    rows = Need.objects.filter(workspace=workspace, name__in=list(names))
    return dict(rows.values_list("name", "pk"))


def _with_posts(workspace: Workspace, found: Sequence[PostResult]) -> list[Shown]:
    keys = [row.row_key for row in found]
    rows = Post.objects.filter(workspace=workspace, row_key__in=keys)
    posts = {bytes(row.row_key): row for row in rows}
    return [Shown(posts[key], row) for row in found if (key := bytes(row.row_key)) in posts]


def _reading(row: Any, at: datetime | date) -> Reading:
    return Reading(at, {name: getattr(row, name, None) for name in COUNTED})


def _day(at: datetime | date) -> tuple[date, float]:
    return (at.date(), at.timestamp()) if isinstance(at, datetime) else (at, float("inf"))


def is_there(workspace: Workspace, number: int) -> bool:
    """Whether the records have such a post."""
    return bool(Post.objects.filter(workspace=workspace, pk=number).exists())
