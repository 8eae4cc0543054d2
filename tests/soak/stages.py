"""The networks of the bench: real servers, their strangers, and what lies between us and them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

from tests.networks.fault_proxy import Fault, FaultProxy, Fits, Handled, any_request
from tests.networks.mastodon_kinds import GOTOSOCIAL, MASTODON, Kind
from tests.networks.world import TROUBLES, World

SERVER = Path(__file__).parents[1] / "networks" / "servers" / "bluesky"
NAMES = ("fake", "mastodon", "gotosocial", "telegram", "bluesky")
FAULTS = (*(fault for fault in Fault if "SILENT" not in fault.name), Fault.SLOW, Fault.SLOW)
# The practice network makes its own trouble; there a pause without a word lasts a minute.
WITHIN = tuple(kind for kind in TROUBLES if kind != "throttled")
STRANGERS = ("ada", "bruno", "carla")


@dataclass
class Stage:
    """One network with one account of the company. `filled` connects it."""

    name: str
    network: str
    way: str
    filled: dict[str, str]
    world: World
    sends: Fits
    proxy: FaultProxy | None = None
    again: Callable[[], dict[str, str]] | None = None  # fresh secrets, where the old ones are void
    settings: dict[str, str] | None = None
    connection: Any = None

    def trouble(self, rng: Random, share: float) -> None:
        """From now on a share of all requests fails in one way or another, some by silence."""
        if self.proxy is None:
            for _ in range(3):
                self.world.trouble(rng.choice(WITHIN), sending=rng.random() < 0.6)
            return
        silent = (Fault.SILENT_BEFORE, Fault.SILENT_AFTER) if rng.random() < 0.3 else ()
        self.proxy.by_lot(rng.getrandbits(32), share, (*FAULTS, *silent))

    def skew(self, rng: Random) -> None:
        """The server's clock is wrong from now on."""
        if self.proxy is not None:
            self.proxy.skew = timedelta(seconds=rng.randrange(-300, 300))

    def sign_out(self) -> None:
        """Our leave is revoked."""
        self.world.sign_out()

    def let_in(self) -> dict[str, str]:
        """What its owner fills in to connect it again."""
        return self.filled | (self.again() if self.again else {})

    def calm(self) -> None:
        self.world.calm()

    def stranger(self, rng: Random, text: str, posts: list[str]) -> None:
        """Somebody writes: privately, below one of the company's `posts`, or by its name."""
        who, way = rng.choice(STRANGERS), rng.random()
        if way < 0.3 and posts and self.name != "bluesky":  # where one would have to wait for it
            self.world.reply(rng.choice(posts), text, who)
        elif way < 0.6:
            self.world.direct(text, who)
        else:
            self.world.mention(text, who)

    def requests(self) -> list[Handled]:
        return self.proxy.seen if self.proxy else []


@contextmanager
def stages(names: tuple[str, ...], folder: Path) -> Iterator[list[Stage]]:
    """Those asked for, in the order of `NAMES`; the servers run while the `with` lasts."""
    with ExitStack() as stack:
        make: dict[str, Callable[[], Stage]] = {
            "fake": lambda: _fake(folder),
            "mastodon": lambda: stack.enter_context(_mastodon("mastodon", MASTODON)),
            "gotosocial": lambda: stack.enter_context(_mastodon("gotosocial", GOTOSOCIAL)),
            "telegram": lambda: stack.enter_context(_telegram()),
            "bluesky": lambda: stack.enter_context(_bluesky()),
        }
        yield [make[name]() for name in NAMES if name in names]


def _fake(folder: Path) -> Stage:
    from tests.networks.fake.test_fake import FakeWorld

    world = FakeWorld(folder / "practice.sqlite")
    world.retry_after = 1
    filled = {"file": str(world.server.path), "handle": world.handle}
    return Stage("fake", "fake", "file", filled, world, any_request)


@contextmanager
def _mastodon(name: str, kind: Kind) -> Iterator[Stage]:
    from tests.networks.mastodon_world import mastodon_world, posts

    with mastodon_world(kind) as world:
        world.proxy.retry_after = 1
        for stranger in STRANGERS:
            world.state.account(stranger)
        filled = {"server": world.proxy.url, "access_token": world.state.token("company")}
        yield Stage(
            name, "mastodon", "token", filled, world, posts, world.proxy,
            lambda: {"access_token": world.state.token("company")},
        )  # fmt: skip


@contextmanager
def _telegram() -> Iterator[Stage]:
    from tests.networks.telegram_world import sends, telegram_world

    with telegram_world() as world:
        world.proxy.retry_after = 1
        filled = {
            "token": world.server.token, "channel": "@roastery", "server": world.proxy.url,
        }  # fmt: skip
        yield Stage(
            "telegram", "telegram", "token", filled, world, sends, world.proxy,
            lambda: {"token": world.state.new_token()},
        )  # fmt: skip


@contextmanager
def _bluesky() -> Iterator[Stage]:
    """The real network, as its own tests start it."""
    from tests.networks.bluesky.chat import chat_service
    from tests.networks.bluesky.people import Network
    from tests.networks.bluesky.world import BlueskyWorld, puts, upstream
    from tests.web.with_postgresql import binaries

    if not (SERVER / "node_modules").exists():
        sys.exit(f"first run {SERVER}/install.sh, or leave bluesky out of --networks")
    pipe = subprocess.PIPE
    environment = {**os.environ, "PG_BINDIR": str(binaries())}
    with subprocess.Popen(
        [str(SERVER / "run.sh"), "--exit-with-stdin"],
        stdin=pipe, stdout=pipe, text=True, env=environment,
    ) as process:  # fmt: skip
        assert process.stdin
        assert process.stdout
        network = Network(json.loads(process.stdout.readline()))
        proxy = FaultProxy(upstream(network.pds), retry_after=1)
        with chat_service() as (chat, service), proxy:
            world = BlueskyWorld(network, proxy, chat, service)
            for stranger in STRANGERS:
                world.person(stranger)
            filled = {
                "handle": world.handle,
                "password": world.company.ask(
                    "POST",
                    "com.atproto.server.createAppPassword",
                    json={"name": "Soak", "privileged": True},
                )["password"],
                "server": proxy.url,
            }

            def again() -> dict[str, str]:
                network.take_down(world.company.did, applied=False)
                return {}

            stage = Stage("bluesky", "bluesky", "password", filled, world, puts, proxy, again)
            stage.settings = {"chat": service}
            yield stage
        process.stdin.close()
        process.wait(30)
