"""A company on the fake X, behind a proxy that can fail, with a purse that pays."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import datetime
from decimal import Decimal
from random import Random

from dialogo.networks.account import Granted
from dialogo.networks.connector import Connector
from dialogo.networks.http import Allowed, Door
from dialogo.networks.x import NETWORK
from dialogo.networks.x.sign_in import ask, grant
from tests.networks.fault_proxy import FaultProxy, Request, sending
from tests.networks.mastodon_world import FAULTS
from tests.networks.pocket import Pocket
from tests.networks.purse import Purse
from tests.networks.words import now
from tests.networks.world import TROUBLES, Ability, Trouble, Written
from tests.networks.x_server import LINK, XServer
from tests.networks.x_state import CLIENT, SECRET, Tweet

BACK = "https://desk.example/networks/back/"


class XWorld:
    """Strangers write by the server's own hand; the company by its connector, and elsewhere."""

    abilities: frozenset[Ability] = frozenset({
        "posts", "mentions", "comments", "asides", "quotes", "looks back", "elsewhere", "edits",
        "figures", "followers", "pictures", "cards", "threads", "deletes", "finds", "limits",
        "sends",
    })  # fmt: skip
    troubles = frozenset(TROUBLES)
    patience = 10.0  # seconds; on a busy machine every request takes its time
    retry_after = 7

    def __init__(self, server: XServer, proxy: FaultProxy) -> None:
        self.server, self.state, self.proxy = server, server.state, proxy
        self.handle = self.state.handle
        self.purse = Purse(Decimal(1000), now())
        self._away = ExitStack()

    def door(self, clock: Callable[[], datetime] = now) -> Door:
        return Door(now=clock, allowed=Allowed.of(["127.0.0.1"]), meter=self.purse)

    def sign_in(self) -> Granted:
        """As its owner does on X's own page."""
        filled = {"client_id": CLIENT, "client_secret": SECRET, "server": self.proxy.url}
        asked = ask(filled, BACK, self.door(), Random(5))  # noqa: S311  (no secret: a test's)
        return grant(asked.kept, self.server.agree(asked.url), self.door())

    def connect(
        self,
        clock: Callable[[], datetime] = now,
        secrets: Pocket | None = None,
        settings: Mapping[str, str] | None = None,
    ) -> Connector:
        me = self.state.me
        known = {
            "server": self.proxy.url, "client_id": CLIENT, "account": me["id"],
            "handle": me["username"],
        }  # fmt: skip
        return NETWORK.connect(
            {**known, **(settings or {})}, secrets or self.pocket(), self.door(clock)
        )

    def pocket(self) -> Pocket:
        found = self.state.tokens()
        return Pocket(
            access_token=found["access_token"], refresh_token=found["refresh_token"],
            client_secret=SECRET,
        )  # fmt: skip

    def mention(self, text: str, by: str = "ada") -> str:
        return self.state.write(by, f"@{self.handle} {text}").ids[0]

    def reply(self, to: str, text: str, by: str = "ada") -> str:
        return self.state.write(by, text, to=to).ids[0]

    def quote(self, of: str, text: str, by: str = "ada") -> str:
        return self.state.write(by, text, quoted=of).ids[0]

    def direct(self, text: str, by: str = "ada") -> str:
        raise NotImplementedError

    def edit(self, known: str, text: str) -> None:
        self.state.edit(known, f"@{self.handle} {text}")

    def remove(self, known: str) -> None:
        self.state.of(known).gone = True

    def like(self, known: str, by: str = "ada") -> None:
        self.state.of(known).likes.add(by)

    def follow(self, by: str = "ada") -> None:
        self.state.followers.add(by)

    def publish(self, text: str) -> str:
        return self.state.write(self.handle, text).ids[0]

    def answer(self, to: str, text: str) -> str:
        return self.state.write(self.handle, text, to=to).ids[0]

    def written(self) -> list[Written]:
        found = [one for one in self.state.newest() if one.author == self.handle]
        return [self._written(one) for one in reversed(found)]

    def likers(self, known: str) -> list[str]:
        raise NotImplementedError

    def sign_out(self) -> None:
        self.state.access.clear()
        self.state.refresh.clear()

    def trouble(self, kind: Trouble, *, sending: bool) -> None:
        if kind == "unreachable":
            self._away.enter_context(self.proxy.away())
        else:
            self.proxy.next(FAULTS[kind], posts if sending else _reads)

    def calm(self) -> None:
        self._away.close()
        self.proxy.calm()

    def _written(self, tweet: Tweet) -> Written:
        return Written(
            id=tweet.ids[0],
            text=tweet.text,
            in_reply_to=self.state.of(tweet.parent).ids[0] if tweet.parent else None,
            alts=tuple(self.state.uploads[one]["alt"] for one in tweet.media),
            links=tuple(LINK.findall(tweet.text)),
        )


def posts(request: Request) -> bool:
    return request.method == "POST" and request.path == "/2/tweets"


def _reads(request: Request) -> bool:
    return not sending(request)


@contextmanager
def x_world() -> Iterator[XWorld]:
    with XServer() as server, FaultProxy(server.address) as proxy:
        yield XWorld(server, proxy)
