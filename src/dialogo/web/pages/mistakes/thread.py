"""Comments as the page shows them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from dialogo.web.frame.door import Request
from dialogo.web.models.audit import Comment


@dataclass(frozen=True)
class Row:
    """A comment; `may_change` is where its author edits it, empty for everybody else."""

    pk: int
    by: str
    at: datetime
    text: str
    changed: bool
    removed: bool
    may_change: str


def rows(comments: Iterable[Comment], request: Request) -> list[Row]:
    """In the order in which they were said."""
    return [_row(comment, request) for comment in comments]


def _row(comment: Comment, request: Request) -> Row:
    removed = comment.deleted_at is not None
    mine = comment.by_id == request.user.pk and not removed
    kwargs = {"workspace": request.workspace.slug, "number": comment.pk}
    return Row(
        pk=comment.pk,
        by=str(comment.by) if comment.by else comment.by_name,
        at=comment.at,
        text=comment.text,
        changed=comment.edited_at is not None,
        removed=removed,
        may_change=reverse("mistake_comment", kwargs=kwargs) if mine else "",
    )
