"""Where an answer goes: what it replies to, as its network has to name it, and whom it is for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dialogo.networks.letter import Audience, Ref
from dialogo.web.actions.letters import refused
from dialogo.web.actions.letters.refused import WontDo
from dialogo.web.models.connections import Connection, Delivered
from dialogo.web.models.conversations import Conversation
from dialogo.web.models.records import Message

COMPANY = "company"


@dataclass(frozen=True)
class Address:
    """The message that is answered (a row of records) and what the network told of it."""

    message: Any | None
    delivered: Delivered | None
    reply_to: dict[str, Any] | None = None
    audience: Audience = "public"
    private_id: str | None = None
    to: list[str] = field(default_factory=list)


def address(conversation: Conversation, to_message: int | None = None) -> Address:
    """Of an answer to `to_message`, or to what the other side wrote last."""
    message = _answered(conversation, to_message)
    if message is None:
        return Address(None, None)
    delivered = None
    if conversation.connection is not None:
        delivered = Delivered.objects.filter(
            connection=conversation.connection, row_key=message.row_key
        ).first()
    private = conversation.private or message.kind in ("direct", "email")
    return Address(
        message,
        delivered,
        reply_to=_ref(message, delivered),
        audience="direct" if private else "public",
        private_id=message.conversation if private else None,
        to=_people(conversation, message, delivered) if private else [],
    )


def ref_of(kept: Mapping[str, Any] | None) -> Ref | None:
    """What a letter's `reply_to`, `quote` or `receipt` names."""
    if not kept or not kept.get("id"):
        return None
    return Ref(str(kept["id"]), kept.get("version") or None, ref_of(kept.get("root")))


def as_kept(ref: Ref) -> dict[str, Any]:
    """As rows keep it."""
    root = as_kept(ref.root) if ref.root else None
    return {"id": ref.id, "version": ref.version, "root": root}


def can_be_written_to(connection: Connection | None, length: int) -> bool:
    """Whether letters go out by themselves there; where not, a person sends them by hand."""
    over = (Connection.ENDED, Connection.MOVED)
    return connection is not None and length > 0 and connection.state not in over


def _answered(conversation: Conversation, to_message: int | None) -> Any | None:
    said = Message.objects.filter(part_of=conversation.pk)
    if to_message is not None:
        found = said.filter(pk=to_message).first()
        if found is None:
            raise WontDo(refused.NOT_NOW, code="gone")
        return found
    theirs = said.exclude(author_kind=COMPANY).order_by("-sent_at", "-id").first()
    return theirs or said.order_by("-sent_at", "-id").first()


def _ref(message: Any, delivered: Delivered | None) -> dict[str, Any]:
    if delivered is None:
        return {"id": message.message_id, "version": None, "root": None}
    return {
        "id": delivered.external_id,
        "version": delivered.version,
        "root": delivered.root,
    }


def _people(conversation: Conversation, message: Any, delivered: Delivered | None) -> list[str]:
    """By the network's lasting id; of a message of our own, the other side's."""
    if message.author_kind == COMPANY:
        return [conversation.author]
    return [delivered.author_id if delivered and delivered.author_id else message.author]
