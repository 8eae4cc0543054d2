"""A company and its strangers on the fake Mastodon server, behind a proxy that can fail."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import datetime

from dialogo.networks.connector import Connector
from dialogo.networks.http import Allowed, Door
from dialogo.networks.letter import Audience
from dialogo.networks.mastodon import NETWORK
from tests.networks.fault_proxy import Fault, FaultProxy, Request, reading
from tests.networks.mastodon_kinds import Kind
from tests.networks.mastodon_server import MastodonServer
from tests.networks.mastodon_state import Status
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
AUDIENCE: dict[str, Audience] = {"private": "followers"}


class Held:
    """Secrets in memory."""

    def __init__(self, kept: Mapping[str, str]) -> None:
        self._kept = kept

    def read(self) -> Mapping[str, str]:
        return self._kept

    def keep(self, new: Mapping[str, str], until: datetime | None) -> None:
        self._kept = new

    def alone(self) -> Callable[[], None]:
        return lambda: None


def door(clock: Callable[[], datetime] = now) -> Door:
    return Door(now=clock, allowed=Allowed.of(["127.0.0.1"]))


class MastodonWorld:
    """Strangers write by the server's own hand, the company by its connector."""

    handle = "@company"
    retry_after = 7
    troubles = frozenset(TROUBLES)

    def __init__(self, server: MastodonServer, proxy: FaultProxy) -> None:
        self.server, self.state, self.proxy = server, server.state, proxy
        self.abilities: frozenset[Ability] = abilities(server.kind)
        self.patience = 10.0  # seconds; on a busy machine every request takes its time
        self.company = self.state.account("company")
        self._away = ExitStack()

    @property
    def kind(self) -> Kind:
        return self.server.kind

    def connect(self, clock: Callable[[], datetime] = now) -> Connector:
        settings = {"server": self.proxy.url, "account": self.company.id}
        return NETWORK.connect(
            settings, Held({"access_token": self.state.token("company")}), door(clock)
        )

    def mention(self, text: str, by: str = "ada") -> str:
        return self.state.write(by, f"@company {text}").id

    def reply(self, to: str, text: str, by: str = "ada") -> str:
        return self.state.write(by, text, parent=self.state.statuses[to]).id

    def quote(self, of: str, text: str, by: str = "ada") -> str:
        return self.state.write(by, text, quoted=self.state.statuses[of]).id

    def direct(self, text: str, by: str = "ada") -> str:
        return self.state.write(by, f"@company {text}", visibility="direct").id

    def edit(self, known: str, text: str) -> None:
        self.state.edit(known, text)

    def remove(self, known: str) -> None:
        self.state.remove(known)

    def like(self, known: str, by: str = "ada") -> None:
        self.state.statuses[known].likes.append(self.state.account(by).name)

    def follow(self, by: str = "ada") -> None:
        self.company.followers.add(self.state.account(by).id)

    def publish(self, text: str) -> str:
        return self.state.write("company", text).id

    def answer(self, to: str, text: str) -> str:
        parent = self.state.statuses[to]
        return self.state.write("company", f"@{parent.author.name} {text}", parent=parent).id

    def written(self) -> list[Written]:
        return [_written(one) for one in self.state.statuses.values() if one.author is self.company]

    def likers(self, known: str) -> list[str]:
        return list(self.state.statuses[known].likes)

    def sign_out(self) -> None:
        self.state.tokens.clear()

    def trouble(self, kind: Trouble, *, sending: bool) -> None:
        if kind == "unreachable":
            self._away.enter_context(self.proxy.away())
        else:
            self.proxy.next(FAULTS[kind], posts if sending else reading)

    def calm(self) -> None:
        self._away.close()
        self.proxy.calm()


def abilities(kind: Kind) -> frozenset[Ability]:
    all_of_them: set[Ability] = {
        "posts", "mentions", "comments", "asides", "quotes", "directs", "elsewhere", "edits",
        "deletions", "figures", "followers", "pictures", "cards", "threads", "likes", "deletes",
        "finds", "limits", "sends", "keys", "looks back",
    }  # fmt: skip
    lacks: set[Ability] = set()
    if kind.software != "mastodon":
        lacks.add("keys")
    if kind.api_version < 7:
        lacks.add("quotes")
    if kind.too_long == 200:
        lacks.add("limits")
    if not kind.counts:
        lacks.add("figures")
    return frozenset(all_of_them - lacks)


def posts(request: Request) -> bool:
    return request.method == "POST" and request.path == "/api/v1/statuses"


def _written(status: Status) -> Written:
    return Written(
        id=status.id,
        text=status.text,
        in_reply_to=status.parent.id if status.parent else None,
        alts=tuple(one["description"] for one in status.media),
        links=tuple(re.findall(r"https?://\S+", status.text)),
        audience=AUDIENCE.get(status.visibility, status.visibility),  # type: ignore[arg-type]  # the others have the same name
    )


@contextmanager
def mastodon_world(kind: Kind) -> Iterator[MastodonWorld]:
    with MastodonServer(kind) as server, FaultProxy(server.address) as proxy:
        yield MastodonWorld(server, proxy)
