"""What an answer could be made of: earlier answers to the like of it, passages of documents.

Everything is looked up here, in the company's own records; each proposal says where it comes from,
and nothing goes into an answer unless its author puts it there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from dialogo.report.clean import link
from dialogo.web.models.conversations import Conversation, Document
from dialogo.web.models.records import Message
from dialogo.web.queries.canned import fill, first_name, values
from dialogo.web.queries.inbox.search import find, read
from dialogo.web.queries.likeness import alike, telling, words

MOST = 3
# Below this two texts speak of different things; at it, they share about a third of what is rare.
ALIKE = 0.25
# So many of its words are looked up, for so many conversations each; so many of their questions are
# compared, and so many messages read to find the answers.
LOOKED_UP, EACH, COMPARED, READ = 6, 40, 300, 1000
# A passage is cut no longer than this; the shortest are headings.
_PASSAGE, _HEADING = 600, 40
_MENTIONS = re.compile(r"^(?:@[\w.@-]+\s+)+")


@dataclass(frozen=True)
class Suggestion:
    """`text` was the answer to `asked`, or stands in the document `source`; `title` names who was
    answered, or the document, and `url` where it is read. `key` asks for it again."""

    key: str
    text: str
    title: str
    likeness: float
    source: int | None = None
    asked: str = ""
    url: str | None = None
    by: str = ""
    at: datetime | None = None


def suggestions(conversation: Conversation, most: int = MOST) -> list[Suggestion]:
    """What is most like what the other side says and nobody has answered; none where nothing is."""
    question = _question(conversation)
    if not words(question):
        return []
    found = [*_answers(conversation, question), *_passages(conversation, question)]
    found.sort(key=lambda one: -one.likeness)
    seen: dict[str, Suggestion] = {}
    for one in found:
        seen.setdefault(" ".join(words(one.text)), one)
    return list(seen.values())[:most]


def text_of(conversation: Conversation, kind: str, id_: str) -> str:
    """The words of a proposal as they are put into an answer; empty where there is no such.

    The name of whoever was answered then becomes that of whoever is answered now.
    """
    if kind == "document":
        number, _, place = id_.partition("-")
        if not (number.isdigit() and place.isdigit()):
            return ""
        rows = Document.objects.filter(workspace=conversation.workspace, pk=int(number))
        passages = [text for one in rows for text in passages_of(one.text)]
        return passages[int(place)] if int(place) < len(passages) else ""
    if kind != "message" or not id_.isdigit():
        return ""
    rows = Message.objects.filter(_own_words(conversation), pk=int(id_))
    answer = rows.select_related("part_of").first()
    return _for_somebody_else(answer, conversation) if answer else ""


def passages_of(text: str) -> list[str]:
    """A document's passages: what stands between empty lines, a heading with what follows it."""
    passages: list[str] = []
    heading = ""
    for part in filter(None, (part.strip() for part in re.split(r"\n\s*\n", text))):
        whole = f"{heading}\n{part}" if heading else part
        heading = whole if len(part) < _HEADING and not part.endswith((".", "!", "?")) else ""
        if not heading:
            passages.append(whole[:_PASSAGE])
    return [*passages, heading[:_PASSAGE]] if heading else passages


def _question(conversation: Conversation) -> str:
    """What the other side said since our last answer, or what they said last."""
    rows = Message.objects.filter(part_of=conversation.pk).order_by("-sent_at", "-id")[:20]
    theirs: list[str] = []
    for row in rows:
        ours = row.author_kind == "company"
        if ours and theirs and not row.automated:
            break
        if not ours:
            theirs.append(row.text or "")
    return " ".join(reversed(theirs))


def _answers(conversation: Conversation, question: str) -> list[Suggestion]:
    asked = _earlier_questions(conversation, question)
    scores = alike(question, [row.text or "" for row in asked])
    close = {row.pk: score for row, score in zip(asked, scores, strict=True) if score >= ALIKE}
    answers = _answers_to(conversation, [row for row in asked if row.pk in close])
    return [
        Suggestion(
            key=f"message-{answer.pk}",
            text=_MENTIONS.sub("", answer.text),
            title=asked_.part_of.author_name or asked_.author,
            likeness=close[asked_.pk],
            asked=_MENTIONS.sub("", asked_.text),
            url=link(answer.url),
            by=answer.agent or "",
            at=answer.sent_at,
        )
        for asked_, answer in answers
    ]


def _earlier_questions(conversation: Conversation, question: str) -> list[Any]:
    """What people said in the newest conversations that share one of its telling words."""
    talks: set[int] = set()
    for word in telling(question, LOOKED_UP):
        found, _ = find(
            conversation.workspace, read(word), ~Q(pk=conversation.pk), after=None, most=EACH
        )
        talks.update(talk.pk for talk, _ in found)
    rows = Message.objects.filter(part_of__in=talks, author_kind="customer").exclude(text=None)
    return list(rows.select_related("part_of").order_by("-sent_at", "-id")[:COMPARED])


def _answers_to(conversation: Conversation, asked: Iterable[Any]) -> list[tuple[Any, Any]]:
    """Each message with the first human answer of ours after it, where there is one."""
    by_talk: dict[int, list[Any]] = {}
    for row in asked:
        by_talk.setdefault(row.part_of_id, []).append(row)
    rows = Message.objects.filter(_own_words(conversation), part_of__in=list(by_talk))
    pairs = {}
    for answer in rows.order_by("sent_at", "id")[:READ]:
        for row in by_talk[answer.part_of_id]:
            if row.sent_at <= answer.sent_at and row.pk not in pairs:
                pairs[row.pk] = (row, answer)
    return list(pairs.values())


def _own_words(conversation: Conversation) -> Q:
    """Human answers of this company; what was said in private is proposed in private alone."""
    ours = Q(workspace=conversation.workspace, author_kind="company", text__isnull=False)
    ours &= ~Q(automated=True) & ~Q(text="")
    return ours if conversation.private else ours & Q(part_of__private=False)


def _passages(conversation: Conversation, question: str) -> list[Suggestion]:
    documents = list(Document.objects.filter(workspace=conversation.workspace).order_by("pk"))
    parts = [
        (one, place, text) for one in documents for place, text in enumerate(passages_of(one.text))
    ]
    scores = alike(question, [f"{one.title} {text}" for one, _, text in parts])
    return [
        Suggestion(
            key=f"document-{one.pk}-{place}",
            text=text,
            title=one.title,
            likeness=score,
            source=one.pk,
            url=link(one.url),
            at=one.at,
        )
        for (one, place, text), score in zip(parts, scores, strict=True)
        if score >= ALIKE
    ]


def _for_somebody_else(answer: Any, conversation: Conversation) -> str:
    text: str = _MENTIONS.sub("", answer.text)
    names = {first_name(answer.part_of.author_name), answer.part_of.author.removeprefix("@")}
    for name in filter(None, names):
        text = re.sub(rf"(?<!\w)@?{re.escape(name)}(?!\w)", "{name}", text)
    known: Mapping[str, str] = values(conversation, None)
    return fill(text, known).text
