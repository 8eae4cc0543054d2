"""What the fake Telegram knows: people, chats, their messages, and the updates of its one bot."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from tests.networks.words import now

Json = dict[str, Any]

DAY = 86400
CHANNEL, GROUP = -1001000000001, -1001000000002
ANONYMOUS, SERVICE, CHANNEL_BOT = 1087968824, 777000, 136817688


@dataclass
class State:
    """One bot, its channel with a discussion group, and whoever writes to them.

    `privacy`: in groups the bot is told only what answers it, or names it with a command. `skew`:
    seconds that have passed beyond the real ones.
    """

    handle: str = "roastery_bot"
    bot: int = 4242
    privacy: bool = False
    may_post: bool = True
    webhook: str = ""
    other_poller: bool = False
    skew: int = 0
    tokens: set[str] = field(default_factory=lambda: {"4242:AAEtheTokenOfTheRoasteryBot_0-9"})
    people: dict[str, Json] = field(default_factory=dict)
    chats: dict[int, Json] = field(default_factory=dict)
    messages: dict[tuple[int, int], Json] = field(default_factory=dict)
    reactions: dict[tuple[int, int], list[str]] = field(default_factory=dict)
    started: set[int] = field(default_factory=set)
    blocked: set[int] = field(default_factory=set)
    members: set[str] = field(default_factory=set)
    migrated: dict[int, int] = field(default_factory=dict)
    updates: list[Json] = field(default_factory=list)
    next_update: int = 700_000_001

    def __post_init__(self) -> None:
        self._numbers = count(1)
        self.chats[CHANNEL] = {
            "id": CHANNEL, "type": "channel", "title": "Roastery", "username": "roastery",
            "linked_chat_id": GROUP,
        }  # fmt: skip
        self.chats[GROUP] = {
            "id": GROUP, "type": "supergroup", "title": "Roastery talks", "username": "roastalks",
            "linked_chat_id": CHANNEL,
        }  # fmt: skip

    # Time

    def time(self) -> int:
        return int(now().timestamp()) + self.skew

    # People and chats

    @property
    def me(self) -> Json:
        return {
            "id": self.bot, "is_bot": True, "first_name": "Roastery", "username": self.handle,
            "can_join_groups": True, "can_read_all_group_messages": not self.privacy,
        }  # fmt: skip

    def person(self, name: str) -> Json:
        known = 1000 + len(self.people)
        return self.people.setdefault(
            name,
            {"id": known, "is_bot": False, "first_name": name.capitalize(), "username": name},
        )

    def private(self, name: str) -> Json:
        """The chat of somebody who has written to the bot."""
        who = self.person(name)
        self.started.add(who["id"])
        return self.chats.setdefault(
            who["id"],
            {"id": who["id"], "type": "private", "first_name": who["first_name"],
             "username": who["username"]},
        )  # fmt: skip

    def group(self, known: int, kind: str = "supergroup", title: str = "Others") -> Json:
        return self.chats.setdefault(known, {"id": known, "type": kind, "title": title})

    def new_token(self) -> str:
        """As BotFather gives one; the former ones are void."""
        token = f"4242:AAEanotherTokenOfTheRoasteryBot_{self.next_update}"
        self.tokens.clear()
        self.tokens.add(token)
        return token

    # Writing

    def write(
        self, chat: int, text: str, sender: Json, above: int | None = None, **rest: Any
    ) -> Json:
        """A new message; `sender` has `from`, `sender_chat` or both."""
        message: Json = {
            "message_id": next(self._numbers), "date": self.time(),
            "chat": _short(self.chats[chat]), **sender, **rest,
        }  # fmt: skip
        if text:
            message["text"] = text
            message["entities"] = [*rest.get("entities", ()), *_found(text)]
        if above is not None:
            message["reply_to_message"] = without_reply(self.messages[chat, above])
        self.messages[chat, message["message_id"]] = message
        return message

    def say(self, name: str, chat: int, text: str, above: int | None = None, **rest: Any) -> Json:
        """Somebody writes, and the bot is told as far as it may be."""
        message = self.write(chat, text, {"from": self.person(name)}, above, **rest)
        if self._tells(message):
            self.tell("message", message)
        return message

    def post(self, text: str, by_bot: bool = False, **rest: Any) -> Json:
        """A post of the channel, and its copy in the group; a bot is not told of its own."""
        channel = {"sender_chat": _short(self.chats[CHANNEL])}
        message = self.write(CHANNEL, text, channel, **rest)
        if not by_bot:
            self.tell("channel_post", message)
        copy = self.write(
            GROUP,
            "",
            {"from": {"id": SERVICE, "is_bot": False, "first_name": "Telegram"}, **channel},
            is_automatic_forward=True,
            forward_origin={
                "type": "channel", "chat": _short(self.chats[CHANNEL]),
                "message_id": message["message_id"], "date": message["date"],
            },
        )  # fmt: skip
        for name in ("text", "entities", "caption", "caption_entities", "photo", "media_group_id"):
            if name in message:
                copy[name] = message[name]
        self.tell("message", copy)
        return message

    def copy_of(self, post: int) -> int:
        """The number in the group of what is `post` in the channel."""
        return next(
            number
            for (chat, number), message in self.messages.items()
            if chat == GROUP and message.get("forward_origin", {}).get("message_id") == post
        )

    def edit(self, chat: int, number: int, text: str) -> None:
        message = self.messages[chat, number]
        message |= {"text": text, "entities": _found(text), "edit_date": self.time()}
        kind = "edited_channel_post" if chat == CHANNEL else "edited_message"
        if chat == CHANNEL or self._tells(message):
            self.tell(kind, message)

    # Updates

    def tell(self, kind: str, what: Json) -> None:
        self.updates.append({"update_id": self.next_update, kind: dict(what), "_at": self.time()})
        self.next_update += 1

    def told(self, offset: int, limit: int, kinds: list[str] | None) -> list[Json]:
        """What is below the offset is forgotten, and what is older than a day; an offset that is
        far beyond what was ever given is passed over."""
        self.updates = [one for one in self.updates if one["_at"] > self.time() - DAY]
        if offset < 0:
            self.updates = self.updates[offset:]
        elif offset <= self.next_update + 10:
            self.updates = [one for one in self.updates if one["update_id"] >= offset]
        if kinds:  # what was not asked for is not kept either
            self.updates = [one for one in self.updates if set(kinds) & set(one)]
        return [
            {name: value for name, value in one.items() if name != "_at"}
            for one in self.updates[:limit]
        ]

    def _tells(self, message: Json) -> bool:
        if message["chat"]["type"] == "private" or not self.privacy:
            return True
        above = message.get("reply_to_message", {})
        if above.get("from", {}).get("id") == self.bot:
            return True
        return any(
            entity["type"] == "bot_command" and f"@{self.handle}" in message["text"]
            for entity in message.get("entities", ())
        )


def without_reply(message: Json) -> Json:
    """As it is told inside another: with nothing inside it."""
    return {name: value for name, value in message.items() if name != "reply_to_message"}


def _short(chat: Json) -> Json:
    return {name: value for name, value in chat.items() if name != "linked_chat_id"}


def _found(text: str) -> list[Json]:
    """Handles, commands and addresses, where the server sees them."""
    kinds = (
        ("mention", r"(?<!\w)@\w{3,32}"),
        ("bot_command", r"(?<!\S)/\w+(?:@\w+)?"),
        ("url", r"https?://\S+"),
    )
    return [
        {"type": kind, "offset": _units(text[: found.start()]), "length": _units(found[0])}
        for kind, pattern in kinds
        for found in re.finditer(pattern, text)
    ]


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
