"""Conversations, and what was said in them, as programs see them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dialogo.dialogue.promise_lines import PRIORITIES
from dialogo.records.text import Text
from dialogo.web.api.operation import Schema, component, shape
from dialogo.web.models.connections import Delivered
from dialogo.web.models.conversations import Conversation
from dialogo.web.queries.inbox import Label, Row, Turn
from dialogo.web.queries.inbox.tones import Tone
from dialogo.web.queries.routing import says

ASKS = ("yes", "unsure", "no")
ACTS = ("question", "complaint", "request", "praise", "suggestion", "spam", "chat", "unsure")
TONES = ("pleased", "neutral", "annoyed", "unsure")
PLACES = ("mention", "comment", "reply", "direct", "review", "email")
_TEXT: Schema = {"type": "string"}
_WORDS: Schema = {"type": ["string", "null"]}
_ID: Schema = {"type": "integer", "minimum": 0}
_PERHAPS: Schema = {"type": ["integer", "null"], "minimum": 0}
_YES: Schema = {"type": "boolean"}
_AT: Schema = {"type": "string", "format": "date-time"}
_MOMENT: Schema = {"type": ["string", "null"], "format": "date-time"}
_NUMBER: Schema = {"type": "number"}


def _or_null(schema: Schema) -> Schema:
    return {"oneOf": [schema, {"type": "null"}]}


_SOMEBODY = _or_null(shape(id=_ID, name=_TEXT))
# `why` it is with whom it is, or with nobody; the same in words.
ROUTED = shape(
    why={"enum": ["routed", "nobody", "unfit", "full", "answers", "handed", "back"]},
    to=_WORDS,
    says=_TEXT,
)
CONVERSATION = component(
    "conversation",
    shape(
        id=_ID,
        state={"enum": list(Conversation.STATES)},
        network=_TEXT,
        connection=_PERHAPS,
        account=_WORDS,
        author=_TEXT,
        author_name=_TEXT,
        author_key=_TEXT,
        place=_TEXT,
        private=_YES,
        subject=_TEXT,
        text=_TEXT,
        opened_at=_AT,
        last_at=_AT,
        last_message=_ID,
        last_ours=_YES,
        messages=_ID,
        unread=_ID,
        waiting_since=_MOMENT,
        asks={"enum": list(ASKS)},
        act=_TEXT,
        need=_WORDS,
        language=_WORDS,
        certainty=_NUMBER,
        priority={"enum": list(PRIORITIES)},
        priority_said=_YES,
        routed=_or_null(ROUTED),
        due_at=_MOMENT,
        reply_until=_MOMENT,
        snoozed_until=_MOMENT,
        closed_at=_MOMENT,
        assigned=_SOMEBODY,
        group=_SOMEBODY,
        letters=_ID,
        notes=_ID,
    ),
)
# How an answer of the company sounds.
SOUNDS = shape(
    tone={"enum": ["warm", "plain", "cold", "off-putting", "unsure"]},
    certainty=_NUMBER,
    because={"type": "array", "items": _TEXT},
)
LABEL = shape(
    asks={"enum": list(ASKS)},
    act=_TEXT,
    need=_WORDS,
    tone=_or_null(
        shape(
            tone={"enum": list(TONES)},
            certainty=_NUMBER,
            because={"type": "array", "items": _TEXT},
        )
    ),
    certainty=_NUMBER,
    because={"type": "array", "items": _TEXT},
    language=_WORDS,
    corrected=_YES,
)
_ATTACHMENT: Schema = {
    "type": "object",
    "properties": dict.fromkeys(("kind", "url", "alt", "mime"), _TEXT),
}
TOLD: dict[str, Schema] = {
    "attachments": {"type": "array", "items": _ATTACHMENT},
    "edited_at": _MOMENT,
    "gone_at": _MOMENT,
    "reply_until": _MOMENT,
    "reply_forbidden": _WORDS,
    "liked": _YES,
}
TURN = component(
    "turn",
    shape(
        kind={"enum": ["theirs", "ours", "other", "note", "letter"]},
        id=_ID,
        at=_AT,
        text=_TEXT,
        author=_TEXT,
        name=_TEXT,
        agent=_TEXT,
        automated=_YES,
        new=_YES,
        url=_WORDS,
        state=_WORDS,
        **TOLD,
        label=_or_null(LABEL),
        sounds=_or_null(SOUNDS),
    ),
)


def conversation(row: Row, titled: Callable[[str], Text]) -> dict[str, Any]:
    """A conversation as a list shows it, needs in words as they are `titled`."""
    one = row.conversation
    same = (
        "state", "network", "account", "author", "author_name", "place", "private", "subject",
        "opened_at", "last_at", "last_message", "last_ours", "messages", "unread", "waiting_since",
        "asks", "act", "need", "language", "certainty", "due_at", "reply_until", "snoozed_until",
        "closed_at",
    )  # fmt: skip
    return {
        **{name: getattr(one, name) for name in same},
        "id": one.pk,
        "priority": PRIORITIES[one.priority],
        "priority_said": one.prioritised is not None,
        "routed": _routed(one.routed, titled),
        "connection": one.connection_id,
        "author_key": bytes(one.author_key).hex(),
        "text": row.text,
        "assigned": _named(one.assigned),
        "group": _named(one.group),
        "letters": row.letters,
        "notes": row.notes,
    }


def _routed(kept: dict[str, Any] | None, titled: Callable[[str], Text]) -> dict[str, Any] | None:
    if not kept:
        return None
    return {"why": kept.get("why"), "to": kept.get("to"), "says": says(kept, "en", titled)}


def _named(who: Any) -> dict[str, Any] | None:
    return {"id": who.pk, "name": str(who.name)} if who else None


def turn(one: Turn) -> dict[str, Any]:
    """A message, a note or a letter under way, in the order in which it came."""
    return {
        "kind": one.kind,
        "id": one.id,
        "at": one.at,
        "text": one.text,
        "author": one.author,
        "name": one.name,
        "agent": one.agent,
        "automated": one.automated,
        "new": one.new,
        "url": one.message.url if one.message else None,
        "state": one.letter.state if one.letter else None,
        **told(one.delivered),
        "label": label(one.label) if one.label else None,
        "sounds": tone(one.sounds),
    }


def told(delivered: Delivered | None) -> dict[str, Any]:
    """What the network told beyond the words; of what came by files, nothing."""
    if delivered is None:
        return {**dict.fromkeys(TOLD), "attachments": [], "liked": False}
    return {name: getattr(delivered, name) for name in TOLD}


def label(one: Label) -> dict[str, Any]:
    """What a message asks, and how sure that is."""
    return {
        "asks": one.asks,
        "act": one.act,
        "need": one.need,
        "tone": tone(one.tone),
        "certainty": one.probability,
        "because": list(one.because),
        "language": one.language,
        "corrected": one.corrected,
    }


def tone(one: Tone | None) -> dict[str, Any] | None:
    """A tone, and how sure that is."""
    if one is None:
        return None
    certainty = 1.0 if one.corrected else one.probability
    return {"tone": one.name, "certainty": certainty, "because": list(one.because)}
