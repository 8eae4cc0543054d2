"""How a conversation stands: what follows from its messages, made anew with them.

A wait begins with the customer's first message after a human answer, and goes on until the next;
automatic replies end none, and words between customers begin none. The same rules as
`dialogue.waits`, a few conversations at a time.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from dialogo.dialogue import priority
from dialogo.web.actions.conversations import told
from dialogo.web.actions.conversations.many import change, parts
from dialogo.web.actions.conversations.rank import rank
from dialogo.web.actions.conversations.said import Talk, talks
from dialogo.web.models.conversations import Conversation
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.inbox.labels import Label, labels_of
from dialogo.web.queries.promises import Promises, promises_of

MADE_ANEW = (
    "connection", "network", "account", "author", "author_name", "place", "private", "subject",
    "opened_at", "last_at", "last_message", "last_ours", "messages", "unread", "waiting_since",
    "asks", "act", "need", "language", "certainty", "priority", "due_at", "reply_until", "rank_at",
    "state", "snoozed_until", "closed_at", "version",
)  # fmt: skip
_ATTRIBUTES = tuple(f"{name}_id" if name == "connection" else name for name in MADE_ANEW)


def refresh(workspace: Workspace, ids: Iterable[int]) -> None:
    """Makes anew what follows from the messages of these conversations of the workspace.

    Nothing counts as having come in: what people decided stays, but for what is answered no more.
    """
    for some in parts(ids):
        with transaction.atomic():
            settle(workspace, some, {})


def settle(
    workspace: Workspace,
    ids: Collection[int],
    fresh: Mapping[int, Collection[int]],
    *,
    begun: Collection[int] = (),
) -> None:
    """Makes conversations anew, in the caller's transaction; those without messages go.

    `fresh` are messages that came in, by conversation: they open it again. `begun` are new.
    """
    now = timezone.now()
    promises = promises_of(workspace, now)
    for some in parts(sorted(ids), 2_000):
        locked = Conversation.objects.select_for_update().filter(workspace=workspace, pk__in=some)
        rows = list(locked.order_by("pk"))
        found = talks(workspace, rows)
        labels = labels_of(workspace, _texts(found.values()))
        extra = told.of(workspace, rows, found)
        changed, empty = [], []
        for row in rows:
            talk = found.get(row.pk)
            if talk is None:
                empty.append(row.pk)
                continue
            before = _values(row)
            waited, last = row.waiting_since is not None, row.last_message
            _say(row, talk, labels, extra[row.pk])
            _rank(row, talk, promises, now)
            if row.pk in begun:
                _begin(row, talk)
            else:
                answered = waited or (row.last_ours and row.last_message != last)
                _decide(row, talk, fresh.get(row.pk, ()), answered=answered)
            if _values(row) != before:
                changed.append((row.pk, *_values(row)))
        Conversation.objects.filter(pk__in=empty).delete()
        change(Conversation, MADE_ANEW, changed)


def _values(row: Conversation) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in _ATTRIBUTES)


def _texts(found: Iterable[Talk]) -> dict[bytes, str | None]:
    return {one.key: one.text for talk in found for one in talk.turn}


def _say(row: Conversation, talk: Talk, labels: Mapping[bytes, Label], extra: told.Told) -> None:
    """What the messages say of it."""
    newest, first = talk.theirs[-1], talk.theirs[0]
    last = talk.last
    row.network, row.account, row.author = newest.network, newest.account, newest.author
    row.connection_id = extra.connection
    row.author_name, row.subject, row.reply_until = extra.name, extra.subject, extra.reply_until
    row.private = any(one.private for one in talk.theirs)
    row.place = newest.kind or ("direct" if row.private else "mention")
    row.opened_at, row.last_at = first.sent_at, last.sent_at
    row.last_message, row.last_ours = last.pk, last.answer
    row.messages = talk.count
    row.waiting_since = talk.waiting_since
    _judge(row, [labels[one.key] for one in talk.turn])


def _judge(row: Conversation, labels: list[Label]) -> None:
    """What their last words ask: yes if one of them does, no if none does, else unsure."""
    asks = {label.asks for label in labels}
    row.asks = "yes" if "yes" in asks else "no" if asks == {"no"} else "unsure"
    telling = [label for label in labels if label.asks == row.asks] or labels
    complaints = [label for label in labels if label.act == "complaint"]
    decides = (complaints or telling)[-1]
    row.act, row.certainty = decides.act, decides.probability
    needs = [label.need for label in (*labels, decides) if label.need]
    row.need = needs[-1] if needs else None
    spoken = [label.language for label in labels if label.language]
    row.language = spoken[-1][:8] if spoken else None


def _rank(row: Conversation, talk: Talk, promises: Promises, now: datetime) -> None:
    """How urgent it is, and when an answer is due."""
    texts = (one.text for one in talk.turn)
    by_rules = priority.by_rules(texts, promises.sought, complaint=row.act == "complaint")
    row.priority = by_rules if row.prioritised is None else row.prioritised
    due(row, promises)
    row.rank_at = rank(row, now)


def due(row: Conversation, promises: Promises) -> None:
    """Sets when the promise runs out for whoever waits in a conversation."""
    since = row.waiting_since if row.asks != "no" else None
    row.due_at = (
        promises.due(since, network=row.network, need=row.need, priority=row.priority)
        if since
        else None
    )


def _begin(row: Conversation, talk: Talk) -> None:
    """How it stands at first."""
    waits = row.waiting_since is not None
    row.unread = len(talk.after) if waits else 0
    row.state = Conversation.OPEN if waits else Conversation.ANSWERED


def _decide(row: Conversation, talk: Talk, fresh: Collection[int], *, answered: bool) -> None:
    """What follows for its state, and what is unread. `answered`: a wait ended just now."""
    since, was = {one.pk for one in talk.after}, row.state
    wrote = not since.isdisjoint(fresh)
    row.unread = min(len(since), row.unread + len(since.intersection(fresh)))
    if row.waiting_since is not None:
        if wrote or was == Conversation.ANSWERED:
            row.state = Conversation.OPEN
    elif answered and was in (Conversation.OPEN, Conversation.SNOOZED):
        row.state = Conversation.ANSWERED
    if row.state != was:
        row.snoozed_until = row.closed_at = None
        row.version += 1
