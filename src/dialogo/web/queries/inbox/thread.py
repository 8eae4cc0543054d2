"""What was said in a conversation, with letters under way and notes, in the order of time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, Q
from django.utils.dateparse import parse_datetime

from dialogo.web.models.connections import Delivered
from dialogo.web.models.conversations import Conversation, Note
from dialogo.web.models.letters import Letter, LetterPicture
from dialogo.web.models.records import Message, Post
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.inbox import cursor
from dialogo.web.queries.inbox.labels import Label, labels_of
from dialogo.web.queries.inbox.tones import Tone, heard

ABOVE = 5  # steps up from the first turn
COUNTED = 100  # words of others are counted no further


@dataclass(frozen=True)
class Turn:
    """One of: theirs, ours, other (of somebody else in the thread), note, letter. `sounds`: how
    an answer does that a person of the company gave."""

    kind: str
    at: datetime
    id: int
    text: str
    author: str
    name: str
    agent: str = ""
    message: Any | None = None
    note: Note | None = None
    letter: Letter | None = None
    delivered: Delivered | None = None
    label: Label | None = None
    sounds: Tone | None = None
    automated: bool = False
    new: bool = False


@dataclass(frozen=True)
class Thread:
    """Some turns of a conversation. `before`: the cursor of earlier ones. `above`: what the first
    of all answers. `post`: the company's own that it hangs under. `others`: words of other people
    in the thread that are not among the turns, `COUNTED` at most."""

    turns: tuple[Turn, ...]
    before: str | None
    above: tuple[Turn, ...] = ()
    post: Any | None = None
    others: int = 0


def thread(conversation: Conversation, before: str | None = None, most: int = 50) -> Thread:
    """The newest turns before a cursor; letters and notes among them where their time is."""
    place = cursor.read(before, "turns")
    said = _said(conversation)
    if place is not None:
        at = parse_datetime(place[0])
        said = said.filter(sent_at__lte=at).exclude(sent_at=at, pk__gte=place[1])
    newest = list(said.order_by("-sent_at", "-id")[: most + 1])
    messages = newest[:most][::-1]
    more = len(newest) > most
    since = messages[0].sent_at if more else None
    until = parse_datetime(place[0]) if place is not None else None
    above, post = ((), None) if more or not messages else _above(conversation, messages[0])
    turns = _turns(conversation, messages)
    turns += _notes(conversation, since, until)
    if place is None:
        turns += _letters(conversation)
    turns.sort(key=lambda turn: (turn.at, turn.kind in ("note", "letter"), turn.id))
    earlier = cursor.written("turns", [messages[0].sent_at.isoformat(), messages[0].pk])
    return Thread(
        tuple(turns),
        earlier if more else None,
        above,
        post,
        0 if conversation.private else _of_others(conversation)[:COUNTED].count(),
    ) if messages else Thread(tuple(turns), None)  # fmt: skip


def others(conversation: Conversation, most: int = 100) -> list[Turn]:
    """What others said in the same public thread, and the company to them; the newest."""
    found = list(_of_others(conversation).order_by("-sent_at", "-id")[:most])
    return _turns(conversation, found[::-1])


def _said(conversation: Conversation) -> Any:
    """The messages of a conversation; a private one's are those of all who take part."""
    if conversation.private:
        return Message.objects.filter(
            workspace=conversation.workspace_id, thread_key=conversation.thread_key
        )
    return Message.objects.filter(part_of=conversation.pk)


def _of_others(conversation: Conversation) -> Any:
    return Message.objects.filter(
        Q(part_of__isnull=True) | ~Q(part_of=conversation.pk),
        workspace=conversation.workspace_id,
        thread_key=conversation.thread_key,
    )


def _turns(conversation: Conversation, messages: list[Any]) -> list[Turn]:
    """Messages with what is known of each: three queries."""
    keys = [bytes(one.row_key) for one in messages]
    told: dict[bytes, Delivered] = {}
    for one in Delivered.objects.filter(
        connection__workspace=conversation.workspace_id, row_key__in=keys
    ).order_by("-pk"):
        before = told.get(bytes(one.row_key))
        if before is None or before.connection_id != conversation.connection_id:
            told[bytes(one.row_key)] = one
    theirs = {bytes(one.row_key): one.text for one in messages if one.author_kind == "customer"}
    labels = labels_of(Workspace(pk=conversation.workspace_id), theirs)
    new = _unread(conversation, messages)
    found = [
        _turn(conversation, one, told.get(bytes(one.row_key)), labels, one.pk in new)
        for one in messages
    ]
    said = {turn.id: turn.text for turn in found if turn.kind == "ours" and not turn.automated}
    sounds = dict(zip(said, heard(list(said.values())), strict=True))
    return [replace(turn, sounds=sounds.get(turn.id)) for turn in found]


def _turn(
    conversation: Conversation,
    one: Any,
    told: Delivered | None,
    labels: dict[bytes, Label],
    new: bool,
) -> Turn:
    if one.author_kind == "company":
        kind = "ours"
    else:
        mine = bytes(one.author_key) == bytes(conversation.author_key)
        kind = "theirs" if mine and one.author_kind == "customer" else "other"
    return Turn(
        kind=kind,
        at=one.sent_at,
        id=one.pk,
        text=one.text or "",
        author=one.author,
        name=(told.author_name if told else "") or one.author,
        agent=one.agent or "",
        message=one,
        delivered=told,
        label=labels.get(bytes(one.row_key)) if kind == "theirs" else None,
        automated=bool(one.automated),
        new=new,
    )


def _unread(conversation: Conversation, messages: Iterable[Any]) -> set[int]:
    """As many of their newest messages as are unread."""
    author = bytes(conversation.author_key)
    theirs = [
        one.pk
        for one in messages
        if one.author_kind == "customer" and bytes(one.author_key) == author
    ]
    return set(theirs[-conversation.unread :]) if conversation.unread else set()


def _above(conversation: Conversation, first: Any) -> tuple[tuple[Turn, ...], Any | None]:
    """What the first message answers, up to a few steps, and the post at the end of the way."""
    found: list[Any] = []
    here, post = first, None
    for _ in range(ABOVE):
        if here.reply_key is None or bytes(here.reply_key) == bytes(here.row_key):
            break
        of = {"workspace": conversation.workspace_id, "row_key": here.reply_key}
        above = Message.objects.filter(**of).first()
        if above is None:
            post = Post.objects.filter(**of).first()
            break
        found.insert(0, above)
        here = above
    return tuple(_turns(conversation, found)) if found else (), post


def _notes(
    conversation: Conversation, since: datetime | None, until: datetime | None
) -> list[Turn]:
    """The team's notes of the stretch that is shown."""
    notes = Note.objects.filter(conversation=conversation).select_related("by").order_by("-id")
    if since is not None:
        notes = notes.filter(at__gte=since)
    if until is not None:
        notes = notes.filter(at__lt=until)
    return [
        Turn("note", one.at, one.pk, one.text, "", str(one.by) if one.by else "", note=one)
        for one in notes[:200]
    ]


def _letters(conversation: Conversation) -> list[Turn]:
    """What is not sent yet."""
    found = Letter.objects.filter(conversation=conversation, state__in=Letter.OPEN)
    pictures = Prefetch("pictures", LetterPicture.objects.defer("data"))
    rows = found.select_related("by", "connection", "hung__film").defer("hung__film__poster")
    rows = rows.prefetch_related(pictures).order_by("id")
    return [
        Turn("letter", one.made_at, one.pk, one.text, "", str(one.by) if one.by else "", letter=one)
        for one in rows[:50]
    ]
