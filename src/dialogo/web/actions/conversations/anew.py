"""What follows for conversations when something other than their messages has changed.

Labels that came in, posts that turned out to continue others, the promise and the business hours,
and the passing of days. Up to which revision that has been done stands among what was computed.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from dialogo.web.actions import computed
from dialogo.web.actions.conversations import standing
from dialogo.web.actions.conversations.many import change, parts
from dialogo.web.actions.conversations.rank import LATER, STALE, rank
from dialogo.web.models.computed import Computed
from dialogo.web.models.conversations import Conversation
from dialogo.web.models.record_key import id_key
from dialogo.web.models.records import ROWS, Message, Post
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.promises import Promises, promises_of

KIND = "threading"
_PART = 5_000


def late_posts(workspace: Workspace) -> int:
    """Has messages placed anew under posts that, as is now known, continue others; how many."""
    new = Post.objects.filter(workspace=workspace, revision__gt=_since(workspace))
    joining = Post.objects.filter(workspace=workspace, joins__isnull=False)
    keys = {bytes(key) for key in new.filter(joins__isnull=False).values_list("row_key", flat=True)}
    if joining.exists():
        fresh = {bytes(key) for key in new.values_list("row_key", flat=True)}
        for key, network, joins in joining.values_list("row_key", "network", "joins").iterator():
            if id_key(network, joins) in fresh:
                keys.add(bytes(key))
    placed = 0
    for some in parts(keys):
        below = Message.objects.filter(workspace=workspace, thread_key__in=some)
        placed += below.update(thread_key=None)
    return placed


def labels(workspace: Workspace) -> int:
    """Makes conversations anew whose messages were labelled since; how many labels those were."""
    new = ROWS["message_labels"].objects.filter(workspace=workspace, revision__gt=_since(workspace))
    count = 0
    for some in parts(new.values_list("row_key", flat=True).iterator(), _PART):
        said = Message.objects.filter(workspace=workspace, row_key__in=some, part_of__isnull=False)
        standing.refresh(workspace, set(said.values_list("part_of_id", flat=True)))
        count += len(some)
    return count


def promises(
    workspace: Workspace, now: datetime, tell: Callable[[int, int], None] | None = None
) -> int:
    """Reckons anew when promises run out, if the promises, the urgent words or the hours are others
    than before, and the order of what has waited for over a month; how many changed, or were
    looked at for words."""
    promised = promises_of(workspace, now)
    kept = _kept(workspace)
    same = kept.get("promise") == _told(workspace, promised)
    waits = Conversation.objects.filter(workspace=workspace, waiting_since__isnull=False)
    if kept.get("words") != promised.sought:
        # Whether one of the words is in it, their texts say.
        return _with_words(workspace, waits, tell)
    if same:
        waits = waits.filter(
            state=Conversation.OPEN,
            waiting_since__lt=now - STALE,
            rank_at__lt=now + LATER - 10 * STALE,
        )
    count, last = 0, 0
    while True:
        changed = []
        with transaction.atomic():
            part = waits.select_for_update(of=("self",)).filter(pk__gt=last).order_by("pk")
            rows = list(part[:_PART])
            for row in rows:
                before = (row.due_at, row.rank_at)
                standing.due(row, promised)
                row.rank_at = rank(row, now)
                if (row.due_at, row.rank_at) != before:
                    changed.append((row.pk, row.due_at, row.rank_at))
            change(Conversation, ["due_at", "rank_at"], changed)
        if not rows:
            return count
        last = rows[-1].pk
        count += len(changed)
        if tell:
            tell(count, count)


def _with_words(
    workspace: Workspace,
    waits: QuerySet[Conversation],
    tell: Callable[[int, int], None] | None,
) -> int:
    count = 0
    for some in parts(waits.order_by("pk").values_list("pk", flat=True).iterator(), _PART):
        standing.refresh(workspace, some)
        count += len(some)
        if tell:
            tell(count, count)
    return count


def done(workspace: Workspace, revision: int) -> None:
    """Keeps up to where all this has been done."""
    promised = promises_of(workspace, timezone.now())
    figures = {"promise": _told(workspace, promised), "words": promised.sought}
    computed.keep(KIND, workspace, revision, None, figures)


def _since(workspace: Workspace) -> int:
    kept = Computed.objects.filter(workspace=workspace, kind=KIND)
    return kept.values_list("revision", flat=True).first() or 0


def _kept(workspace: Workspace) -> dict[str, Any]:
    kept = Computed.objects.filter(workspace=workspace, kind=KIND)
    return kept.values_list("figures", flat=True).first() or {}


def _told(workspace: Workspace, promised: Promises) -> list[Any]:
    """What due times rest on, as JSON keeps it."""
    return [promised.told, workspace.zone, workspace.hours]
