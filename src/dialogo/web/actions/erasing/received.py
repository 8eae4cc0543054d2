"""Erasing a person from what networks told, beside the records and before they are made, and from
the conversations that are made of them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils import timezone

from dialogo.web.actions.conversations.threading import thread_new
from dialogo.web.actions.erasing.blackening import Blackening
from dialogo.web.models.connections import Delivered, RawEvent
from dialogo.web.models.letters import Letter
from dialogo.web.models.records import Message
from dialogo.web.models.workspace import Workspace

_THREAD = "thread"


@dataclass(frozen=True)
class Threads:
    """Where a person spoke: the threads, and the keys that their messages had before."""

    threads: frozenset[bytes]
    keys: frozenset[bytes]


def threads_of(messages: Iterable[Any]) -> Threads:
    """Asked before the messages are rewritten."""
    found = list(messages)
    return Threads(
        frozenset(bytes(one.thread_key) for one in found if one.thread_key is not None),
        frozenset(bytes(one.row_key) for one in found),
    )


def forget_told(
    workspace: Workspace, where: Threads, black: Blackening
) -> frozenset[tuple[str, str]]:
    """What networks told of the person goes, whether it is in the records yet or not; by which
    lasting ids the networks knew them."""
    told = Delivered.objects.filter(connection__workspace=workspace)
    hers = told.filter(row_key__in=where.keys)
    known_as = hers.exclude(author_id="").values_list("connection__network", "author_id")
    found = frozenset(known_as.distinct())
    ids = {id_ for _, id_ in found}
    hers.delete()
    if ids:
        told.filter(author_id__in=ids).delete()
    _forget_raw(workspace, black, ids)
    _forget_addresses(workspace, ids)
    _clean_others(workspace, where, black)
    return found


def place_anew(workspace: Workspace, where: Threads) -> None:
    """The threads' messages find conversations under the pseudonym; those under the name go."""
    messages = Message.objects.filter(workspace=workspace)
    messages.filter(thread_key__in=where.threads).update(thread_key=None)
    while thread_new(workspace):
        pass


def _forget_raw(workspace: Workspace, black: Blackening, ids: set[str]) -> None:
    """What is done is needed no more, whoever it names; its digest stays, so that nothing is taken
    in twice. What waits is cleaned at the door of the records."""
    raw = RawEvent.objects.filter(connection__workspace=workspace)
    raw.filter(done_at__isnull=False).update(content={})
    needles = [*black.needles, *ids, *(id_ for _, id_ in black.ids)]
    named = [needle.casefold() for needle in needles]
    for event in raw.filter(done_at=None).iterator():
        said = json.dumps(event.content, ensure_ascii=False).casefold()
        if (event.error or event.kind == _THREAD) and any(name in said for name in named):
            event.content, event.error, event.done_at = {}, None, timezone.now()
            event.save()


def _forget_addresses(workspace: Workspace, ids: set[str]) -> None:
    """Whom letters were for, however short the ids are by which a network knows people."""
    for letter in Letter.objects.filter(workspace=workspace).exclude(to=[]).iterator():
        if not ids.isdisjoint(letter.to):
            letter.to = [one for one in letter.to if one not in ids]
            letter.save(update_fields=["to"])


def _clean_others(workspace: Workspace, where: Threads, black: Blackening) -> None:
    """What others wrote in the same threads refers to the person, and may call them by name."""
    keys = Message.objects.filter(workspace=workspace, thread_key__in=where.threads)
    told = Delivered.objects.filter(connection__workspace=workspace)
    naming = Q(row_key__in=keys.values("row_key"))
    for needle in black.needles:
        naming |= Q(subject__icontains=needle) | Q(attachments__icontains=needle)
    for one in told.filter(naming).iterator():
        before = (one.root, one.subject, one.attachments)
        if one.root and black.anything(one.root) != one.root:
            one.root = None  # whoever answers finds the head of the thread anew
        one.subject = black.text(one.subject) if one.subject else one.subject
        one.attachments = black.anything(one.attachments)
        if (one.root, one.subject, one.attachments) != before:
            one.save()
