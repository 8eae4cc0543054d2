"""Messages as the threading sees them: what each answers, who wrote it, where it stands so far."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.db.models import QuerySet

from dialogo.web.actions.conversations.many import parts
from dialogo.web.models.record_key import key_of
from dialogo.web.models.records import Message
from dialogo.web.models.workspace import Workspace


class Node(NamedTuple):
    """A message: keys as in the records; `thread` and `part_of` as they are stored."""

    pk: int
    key: bytes
    reply: bytes | None
    conversation: bytes | None
    author: bytes
    kind: str
    addressed: bool
    thread: bytes | None
    part_of: int | None

    @property
    def above(self) -> bytes | None:
        """What it answers; None for what answers nothing, or itself."""
        return None if self.reply == self.key else self.reply

    @property
    def company(self) -> bool:
        return self.kind == "company"

    @property
    def customer(self) -> bool:
        return self.kind == "customer"

    @property
    def is_circular(self) -> bool:
        """Whether it was found to stand in, or to lead to, a circle of replies.

        Nothing else that answers something is a thread by its own name.
        """
        return self.thread == self.key and self.above is not None


_COLUMNS = (
    "pk", "row_key", "reply_key", "conversation_key", "author_key", "author_kind", "addressed",
    "thread_key", "part_of_id",
)  # fmt: skip


def read(rows: QuerySet[Any]) -> Iterator[Node]:
    """The messages of a selection."""
    for pk, key, reply, conversation, author, kind, addressed, thread, part_of in rows.values_list(
        *_COLUMNS
    ).iterator():
        yield Node(
            pk,
            bytes(key),
            None if reply is None else bytes(reply),
            None if conversation is None else bytes(conversation),
            bytes(author),
            kind,
            bool(addressed) or conversation is not None,
            None if thread is None else bytes(thread),
            part_of,
        )


def by_key(workspace: Workspace, keys: Iterable[bytes]) -> Iterator[Node]:
    """The messages that have these keys."""
    for some in parts(keys):
        yield from read(Message.objects.filter(workspace=workspace, row_key__in=some))


def below(workspace: Workspace, keys: Iterable[bytes]) -> Iterator[Node]:
    """The messages that answer these and have their thread already."""
    for some in parts(keys):
        yield from read(
            Message.objects.filter(
                workspace=workspace, reply_key__in=some, thread_key__isnull=False
            )
        )


def apart(conversation: bytes) -> bytes:
    """The thread of a private conversation: never the same as that of a message."""
    return key_of(("conversation", conversation.hex()))
