"""A company and its strangers on a real Bluesky network, behind a proxy that can fail."""

from __future__ import annotations

from contextlib import ExitStack
from urllib.parse import urlsplit

import httpx

from dialogo.networks.bluesky import NETWORK
from dialogo.networks.bluesky.ways import grant_by_password
from dialogo.networks.connector import Connector
from dialogo.networks.http import Allowed, Door
from tests.networks.bluesky.chat import Chat
from tests.networks.bluesky.people import PATIENCE, Network, Person
from tests.networks.fault_proxy import Fault, FaultProxy, Request, reading
from tests.networks.pocket import Pocket
from tests.networks.words import now
from tests.networks.world import TROUBLES, Ability, Trouble, Written

FAULTS: dict[Trouble, Fault] = {
    "cut before": Fault.CUT_BEFORE,
    "answer lost": Fault.ANSWER_LOST,
    "half answer": Fault.HALF_ANSWER,
    "error before": Fault.ERROR_BEFORE,
    "error after": Fault.ERROR_AFTER,
    "throttled": Fault.THROTTLED,
    "throttled for": Fault.THROTTLED_FOR,
}


def door() -> Door:
    return Door(now=now, allowed=Allowed.of(["127.0.0.1", "localhost"]))


class BlueskyWorld:
    """The company comes in by an app password."""

    abilities: frozenset[Ability] = frozenset({
        "posts", "mentions", "comments", "asides", "quotes", "directs", "elsewhere", "edits",
        "deletions", "figures", "followers", "pictures", "cards", "threads", "likes", "deletes",
        "finds", "limits", "sends", "keys", "looks back",
    })  # fmt: skip
    troubles = frozenset(TROUBLES)
    patience = PATIENCE
    retry_after = 7

    def __init__(self, network: Network, proxy: FaultProxy, chat: Chat, service: str) -> None:
        self.chat = chat
        self.network, self.proxy = network, proxy
        self.company = Person(network, "company")
        self.handle = self.company.handle
        self._people: dict[str, Person] = {}
        self._away = ExitStack()
        made = self.company.ask(
            "POST",
            "com.atproto.server.createAppPassword",
            json={"name": "Dialogo", "privileged": True},
        )
        filled = {
            "handle": self.handle,
            "password": made["password"],
            "server": proxy.url,
        }
        self.granted = grant_by_password({}, filled, door())
        self.settings = {**self.granted.settings, "chat": service}
        self.pocket = Pocket(**self.granted.secrets)

    def connect(self) -> Connector:
        self.network.take_down(self.company.did, applied=False)
        return NETWORK.connect(self.settings, self.pocket, door())

    def person(self, name: str) -> Person:
        if name not in self._people:
            self._people[name] = Person(self.network, name)
        return self._people[name]

    def mention(self, text: str, by: str = "ada") -> str:
        return self.person(by).mention(self.handle, self.company.did, text)

    def reply(self, to: str, text: str, by: str = "ada") -> str:
        return self.person(by).reply(to, text)

    def quote(self, of: str, text: str, by: str = "ada") -> str:
        return self.person(by).quote(of, text)

    def direct(self, text: str, by: str = "ada") -> str:
        did = self.person(by).did
        conversation = self.chat.conversation(did, self.company.did)
        return f"{conversation}/{self.chat.write(conversation, did, text)['id']}"

    def edit(self, known: str, text: str) -> None:
        self._author(known).edit(known, text)

    def remove(self, known: str) -> None:
        self._author(known).remove(known)

    def like(self, known: str, by: str = "ada") -> None:
        self.person(by).like(known)

    def follow(self, by: str = "ada") -> None:
        self.person(by).follow(self.company.did)

    def publish(self, text: str) -> str:
        return self.company.post(text)

    def answer(self, to: str, text: str) -> str:
        return self.company.reply(to, text)

    def written(self) -> list[Written]:
        """Lets the account back in: nothing of one that is taken down can be read."""
        self.network.take_down(self.company.did, applied=False)
        private = [
            Written(f"{one['convoId']}/{view['id']}", view["text"], audience="direct")
            for one in self.chat.messages
            if (view := one["message"])["sender"]["did"] == self.company.did
        ]
        return [_written(one["uri"], one["value"]) for one in self.company.posts()] + private

    def likers(self, known: str) -> list[str]:
        url = f"{self.network.appview}/xrpc/app.bsky.feed.getLikes"
        found = httpx.get(url, params={"uri": known}).json().get("likes") or []
        return [one["actor"]["handle"] for one in found]

    def sign_out(self) -> None:
        """Its server takes the account down, for tokens that are out outlive their revocation."""
        self.network.take_down(self.company.did)

    def trouble(self, kind: Trouble, *, sending: bool) -> None:
        if kind == "unreachable":
            self._away.enter_context(self.proxy.away())
        else:
            self.proxy.next(FAULTS[kind], puts if sending else reading)

    def calm(self) -> None:
        self._away.close()
        self.proxy.calm()

    def _author(self, uri: str) -> Person:
        did = uri.split("/")[2]
        return next(one for one in (self.company, *self._people.values()) if one.did == did)


def puts(request: Request) -> bool:
    return request.method == "POST" and request.path.endswith("com.atproto.repo.putRecord")


def upstream(url: str) -> tuple[str, int]:
    return "127.0.0.1", urlsplit(url).port or 80


def _written(uri: str, record: dict[str, object]) -> Written:
    found = _Record(record)
    return Written(
        id=uri,
        text=str(record["text"]),
        in_reply_to=found.at("reply", "parent", "uri"),
        alts=tuple(image["alt"] for image in found.at("embed", "images") or []),
        links=tuple(filter(None, [found.at("embed", "external", "uri")])),
    )


class _Record:
    def __init__(self, record: dict[str, object]) -> None:
        self._record = record

    def at(self, *path: str):  # type: ignore[no-untyped-def]  # whatever the record has there
        found: object = self._record
        for name in path:
            found = found.get(name) if isinstance(found, dict) else None
        return found
