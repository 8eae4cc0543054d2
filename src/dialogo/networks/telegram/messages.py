"""What a message of Telegram is to the company: whose, where, to whom, and in which words.

A message is named by its chat and its number there (`-1001234567890:42`). A post of the channel is
copied into the channel's discussion group by Telegram: the copy goes by the post's name, so that
comments hang below the post.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from dialogo.networks.letter import Ref
from dialogo.networks.seen import Author, Message, Place, Post, Seen
from dialogo.networks.telegram.api import Json
from dialogo.networks.telegram.words import attachments, form_of, mentions, said

PRIVATE = "private"


@dataclass(frozen=True)
class Us:
    """The company on Telegram: its bot, its channel, and the group where people comment on it."""

    id: str
    handle: str
    name: str = ""
    channel: str = ""
    group: str = ""

    @classmethod
    def of(cls, settings: Mapping[str, str]) -> Us:
        return cls(
            id=settings["account"],
            handle=settings.get("handle", ""),
            name=settings.get("title", ""),
            channel=settings.get("channel", ""),
            group=settings.get("group", ""),
        )

    @property
    def author(self) -> Author:
        return Author(self.id, self.handle, self.name or self.handle)


def read(us: Us, message: Json) -> list[Seen]:
    """The message or the post.

    Nothing for what has no words and shows nothing (somebody came, the picture of a group was
    changed), and nothing from groups that are not ours and where nobody speaks to us.
    """
    if not _whole(message):
        return []
    if _is_post(us, message):
        return [_post(us, message)]
    found = _message(us, message)
    if found is None or (_foreign(us, message) and not found.addressed):
        return []
    return [found]


def id_of(message: Json) -> str:
    """Its name; see above."""
    origin = message.get("forward_origin")
    if message.get("is_automatic_forward") and isinstance(origin, dict):
        chat = origin.get("chat")
        if isinstance(chat, dict) and isinstance(origin.get("message_id"), int):
            return f"{chat.get('id')}:{origin['message_id']}"
    return f"{message['chat']['id']}:{message['message_id']}"


def place_of(known: str) -> tuple[int, int]:
    """The chat and the number of a message by its name."""
    chat, _, message = known.partition(":")
    return int(chat), int(message)


def url_of(message: Json) -> str | None:
    """Where it can be read; messages of private chats and small groups nowhere."""
    chat, number = message["chat"], message["message_id"]
    if chat.get("type") not in ("channel", "supergroup"):
        return None
    if chat.get("username"):
        return f"https://t.me/{chat['username']}/{number}"
    inner = str(chat["id"]).removeprefix("-100")
    return f"https://t.me/c/{inner}/{number}"


def moment(seconds: object) -> datetime | None:
    if not isinstance(seconds, int) or not 0 < seconds < 1 << 33:
        return None
    return datetime.fromtimestamp(seconds, UTC)


def _whole(message: object) -> bool:
    return (
        isinstance(message, dict)
        and isinstance(message.get("message_id"), int)
        and isinstance(message.get("chat"), dict)
        and isinstance(message["chat"].get("id"), int)
        and moment(message.get("date")) is not None
    )


def _is_post(us: Us, message: Json) -> bool:
    """In the channel itself, or its copy in the group."""
    return bool(us.channel) and id_of(message).startswith(f"{us.channel}:")


def _is_ours(us: Us, message: Json) -> bool:
    """By the bot, in the channel's name, or in our own group's."""
    sender = message.get("sender_chat")
    if isinstance(sender, dict):
        known = str(sender.get("id"))
        return known in filter(None, (us.channel, us.group))
    writer = message.get("from")
    return isinstance(writer, dict) and str(writer.get("id")) == us.id


def _foreign(us: Us, message: Json) -> bool:
    """In somebody else's group."""
    chat = message["chat"]
    return chat.get("type") != PRIVATE and str(chat["id"]) != us.group


def _above(message: Json) -> Json | None:
    """What it answers; the beginning of a topic is answered by nobody."""
    above = message.get("reply_to_message")
    if not isinstance(above, dict) or not _whole(above) or "forum_topic_created" in above:
        return None
    return above


def _post(us: Us, message: Json) -> Post:
    origin = message.get("forward_origin")
    copied = bool(message.get("is_automatic_forward")) and isinstance(origin, dict)
    sent = moment(origin.get("date")) if copied and isinstance(origin, dict) else None
    known = id_of(message)
    chat, number = place_of(known)
    where = origin["chat"] if copied and isinstance(origin, dict) else message["chat"]
    hung = attachments(message)
    return Post(
        ref=Ref(known),
        author=us.author,
        sent_at=sent or _moment(message),
        text=said(message),
        format=form_of(hung),
        attachments=hung,
        url=url_of({"chat": {"type": "channel", **where, "id": chat}, "message_id": number}),
        edited_at=moment(message.get("edit_date")),
    )


def _message(us: Us, message: Json) -> Message | None:
    text, hung = said(message), attachments(message)
    if not text and not hung:
        return None
    ours, above = _is_ours(us, message), _above(message)
    private = message["chat"].get("type") == PRIVATE
    pressed = private and text == "/start"  # the button that opens the chat says it for everybody
    place, addressed = _place(us, message, above)
    return Message(
        ref=Ref(id_of(message)),
        author=us.author if ours else _author(message),
        sent_at=_moment(message),
        text=text,
        place=place,
        ours=ours,
        addressed=addressed and not ours and not pressed,
        in_reply_to=id_of(above) if above else None,
        conversation=str(message["chat"]["id"]) if private else None,
        attachments=hung,
        url=url_of(message),
        edited_at=moment(message.get("edit_date")),
        automated=pressed,
        raw=_raw(message),
    )


def _place(us: Us, message: Json, above: Json | None) -> tuple[Place, bool]:
    """Where it stands, and whether it speaks to us."""
    if message["chat"].get("type") == PRIVATE:
        return "direct", True
    named = mentions(message, us.handle, us.id)
    if above:
        if _is_post(us, above):
            return "comment", True
        if _is_ours(us, above):
            return "reply", True
        return "comment", named
    if named:
        return "mention", True
    return "comment", not _foreign(us, message)


def _moment(message: Json) -> datetime:
    found = moment(message["date"])
    assert found is not None  # noqa: S101  (`_whole` has looked)
    return found


def _author(message: Json) -> Author:
    chat = message.get("sender_chat")
    who: Any = chat if isinstance(chat, dict) else message.get("from")
    if not isinstance(who, dict):
        return Author("", "")
    known = str(who.get("id") or "")
    username = str(who.get("username") or "")
    names = (who.get("first_name"), who.get("last_name"))
    name = str(who.get("title") or " ".join(str(each) for each in names if each))
    return Author(
        id=known,
        handle=username or known,
        name=name,
        bot=bool(who.get("is_bot")),
        url=f"https://t.me/{username}" if username else None,
    )


def _raw(message: Json) -> Json:
    kept: Json = {"chat": message["chat"].get("title") or message["chat"].get("type")}
    for name in ("media_group_id", "message_thread_id"):
        if name in message:
            kept[name] = message[name]
    return kept
