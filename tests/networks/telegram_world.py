"""A company with a bot on the fake Telegram, behind a proxy that can fail."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime

from dialogo.networks.connector import Connector
from dialogo.networks.http import Allowed, Door
from dialogo.networks.telegram import NETWORK
from dialogo.networks.telegram.sign_in import grant
from tests.networks.fault_proxy import FaultProxy, Request
from tests.networks.mastodon_world import FAULTS
from tests.networks.pocket import Pocket
from tests.networks.telegram_server import TelegramServer
from tests.networks.telegram_state import CHANNEL, CHANNEL_BOT, GROUP, Json
from tests.networks.words import now
from tests.networks.world import TROUBLES, Ability, Trouble, Written


def door(clock: Callable[[], datetime] = now) -> Door:
    return Door(now=clock, allowed=Allowed.of(["127.0.0.1"]))


class TelegramWorld:
    """Strangers write in the channel's group and privately; the company by its bot, and elsewhere
    by people who write in the channel's name."""

    abilities: frozenset[Ability] = frozenset({
        "posts", "mentions", "comments", "asides", "directs", "elsewhere", "edits", "followers",
        "cards", "threads", "likes", "deletes", "limits", "sends",
    })  # fmt: skip
    troubles = frozenset(TROUBLES)
    patience = 10.0  # seconds; on a busy machine every request takes its time
    retry_after = 7

    def __init__(self, server: TelegramServer, proxy: FaultProxy) -> None:
        self.server, self.state, self.proxy = server, server.state, proxy
        self.handle = self.state.handle
        self._away = ExitStack()

    def connect(self, clock: Callable[[], datetime] = now) -> Connector:
        if not self.state.tokens:
            self.state.new_token()
        given = {"token": self.server.token, "channel": "@roastery", "server": self.proxy.url}
        granted = grant({}, given, door(clock))
        return NETWORK.connect(granted.settings, Pocket(**granted.secrets), door(clock))

    def mention(self, text: str, by: str = "ada") -> str:
        return named(self.state.say(by, GROUP, f"@{self.handle} {text}"))

    def reply(self, to: str, text: str, by: str = "ada") -> str:
        chat, number = self._place(to)
        return named(self.state.say(by, chat, text, number))

    def quote(self, of: str, text: str, by: str = "ada") -> str:
        raise NotImplementedError

    def direct(self, text: str, by: str = "ada") -> str:
        return named(self.state.say(by, self.state.private(by)["id"], text))

    def edit(self, known: str, text: str) -> None:
        chat, number = map(int, known.split(":"))
        self.state.edit(chat, number, text)

    def remove(self, known: str) -> None:
        raise NotImplementedError

    def like(self, known: str, by: str = "ada") -> None:
        raise NotImplementedError

    def follow(self, by: str = "ada") -> None:
        self.state.members.add(by)

    def publish(self, text: str) -> str:
        return named(self.state.post(text))

    def answer(self, to: str, text: str) -> str:
        chat, number = self._place(to)
        channel = {"id": CHANNEL_BOT, "is_bot": True, "first_name": "Channel"}
        sender = {"from": channel, "sender_chat": self.state.chats[CHANNEL]}
        message = self.state.write(chat, text, sender, number)
        self.state.tell("message", message)
        return named(message)

    def written(self) -> list[Written]:
        return [_written(one) for one in self.state.messages.values() if self._is_ours(one)]

    def likers(self, known: str) -> list[str]:
        chat, number = map(int, known.split(":"))
        return list(self.state.reactions.get((chat, number), ()))

    def sign_out(self) -> None:
        self.state.tokens.clear()

    def trouble(self, kind: Trouble, *, sending: bool) -> None:
        if kind == "unreachable":
            self._away.enter_context(self.proxy.away())
        else:
            self.proxy.next(FAULTS[kind], sends if sending else _pulls)

    def calm(self) -> None:
        self._away.close()
        self.proxy.calm()

    def _place(self, known: str) -> tuple[int, int]:
        """Where people answer it: a post is answered below its copy."""
        chat, number = map(int, known.split(":"))
        return (GROUP, self.state.copy_of(number)) if chat == CHANNEL else (chat, number)

    def _is_ours(self, message: Json) -> bool:
        return message.get("from", {}).get("id") == self.state.bot or (
            message.get("sender_chat", {}).get("id") == CHANNEL
            and not message.get("is_automatic_forward")
        )


def sends(request: Request) -> bool:
    return request.path.rpartition("/")[2].startswith("send")


def named(message: Json) -> str:
    """The name that the connector has for it."""
    return f"{message['chat']['id']}:{message['message_id']}"


def _pulls(request: Request) -> bool:
    return request.path.endswith("/getUpdates")


def _written(message: Json) -> Written:
    above = message.get("reply_to_message")
    entities = [*message.get("entities", ()), *message.get("caption_entities", ())]
    return Written(
        id=named(message),
        text=message.get("text") or message.get("caption", ""),
        in_reply_to=named(above) if above else None,
        links=tuple(entity["url"] for entity in entities if "url" in entity),
        audience="direct" if message["chat"]["type"] == "private" else "public",
    )


@contextmanager
def telegram_world() -> Iterator[TelegramWorld]:
    with TelegramServer() as server, FaultProxy(server.address) as proxy:
        yield TelegramWorld(server, proxy)
