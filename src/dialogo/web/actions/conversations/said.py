"""What customer and company said to each other in some conversations, in the order of time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import QuerySet

from dialogo.web.actions.conversations.many import parts
from dialogo.web.models.conversations import Conversation
from dialogo.web.models.records import Message
from dialogo.web.models.workspace import Workspace


class Said(NamedTuple):
    """A message of a conversation; `answer`: a human one of the company's."""

    pk: int
    key: bytes
    sent_at: datetime
    id: str
    network: str
    account: str | None
    author: str
    kind: str
    company: bool
    answer: bool
    addressed: bool
    private: bool
    text: str | None = None


@dataclass
class Talk:
    """`theirs` are the customer's messages; `after` those since the last answer; `turn` their last
    words, answered or not, with their texts. `last` passes over automatic replies."""

    theirs: list[Said] = field(default_factory=list)
    after: list[Said] = field(default_factory=list)
    turn: list[Said] = field(default_factory=list)
    answers: int = 0
    count: int = 0
    last: Said = field(init=False)

    @property
    def waiting_since(self) -> datetime | None:
        """The first message that is not answered, if any of those turns to the company."""
        if any(one.addressed for one in self.after):
            return self.after[0].sent_at
        return None

    def add(self, one: Said) -> None:
        """The next message."""
        self.count += 1
        if one.answer:
            self.after = []
            self.answers += 1
            self.last = one
        elif not one.company:
            if not self.after:
                self.turn = []
            self.turn.append(one)
            self.after.append(one)
            self.theirs.append(one)
            self.last = one


_COLUMNS = (
    "pk", "row_key", "sent_at", "message_id", "network", "account", "author", "kind",
    "author_kind", "automated", "addressed", "conversation_key", "part_of_id", "thread_key",
)  # fmt: skip
TURN_AT_MOST = 200  # messages of a turn whose words are looked at: the newest


def talks(workspace: Workspace, rows: Sequence[Conversation]) -> dict[int, Talk]:
    """What was said, by conversation; those in which no customer says anything are left out."""
    said: dict[int, list[Said]] = defaultdict(list)
    for some in parts(row.pk for row in rows):
        for one, part, _ in _read(Message.objects.filter(part_of__in=some)):
            said[part].append(one)
    private = [row for row in rows if any(one.private for one in said[row.pk])]
    for pk, one in _to_everybody(workspace, private):
        said[pk].append(one)
    found = {}
    for pk, messages in said.items():
        messages.sort(key=lambda one: (one.sent_at, len(one.id), one.id))
        talk = Talk()
        for one in messages:
            talk.add(one)
        if talk.theirs:
            found[pk] = talk
    _with_words(found.values())
    return found


def _to_everybody(workspace: Workspace, rows: Iterable[Conversation]) -> Iterator[tuple[int, Said]]:
    """Answers to all the people of a private conversation of several: each one's turn ends."""
    talking: dict[bytes, list[int]] = defaultdict(list)
    for row in rows:
        talking[bytes(row.thread_key)].append(row.pk)
    for some in parts(talking):
        found = Message.objects.filter(
            workspace=workspace,
            thread_key__in=some,
            part_of__isnull=True,
            author_kind="company",
            conversation_key__isnull=False,
        )
        for one, _, thread in _read(found):
            for pk in talking[thread]:
                yield pk, one


def _read(rows: QuerySet[Any]) -> Iterator[tuple[Said, int, bytes]]:
    for (
        pk, key, sent_at, id_, network, account, author, kind, author_kind, automated, addressed,
        conversation, part, thread,
    ) in rows.values_list(*_COLUMNS).iterator():  # fmt: skip
        company, private = author_kind == "company", conversation is not None
        said = Said(
            pk, bytes(key), sent_at, id_, network, account, author, kind or "",
            company, company and not automated, bool(addressed) or private, private,
        )  # fmt: skip
        yield said, part, bytes(thread or b"")


def _with_words(found: Iterable[Talk]) -> None:
    """Reads the texts of everybody's last words."""
    found = list(found)
    for talk in found:
        talk.turn = talk.turn[-TURN_AT_MOST:]
    texts: dict[int, str | None] = {}
    for some in parts(one.pk for talk in found for one in talk.turn):
        texts |= dict(Message.objects.filter(pk__in=some).values_list("pk", "text"))
    for talk in found:
        talk.turn = [one._replace(text=texts.get(one.pk)) for one in talk.turn]
