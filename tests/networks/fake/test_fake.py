"""The practice network keeps the contract, in its file."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest

from dialogo.networks.connector import Connector
from dialogo.networks.errors import Refused
from dialogo.networks.fake import NETWORK
from dialogo.networks.fake.connection import grant
from dialogo.networks.fake.server import Draft, Server
from dialogo.networks.http import Door
from dialogo.networks.seen import Message
from dialogo.networks.shelf import networks
from tests.networks.contract import Contract
from tests.networks.pocket import Pocket
from tests.networks.words import now
from tests.networks.world import TROUBLES, Ability, Trouble, Written


class FakeWorld:
    abilities: frozenset[Ability] = frozenset({
        "posts", "mentions", "comments", "asides", "quotes", "directs", "elsewhere", "edits",
        "deletions", "figures", "followers", "pictures", "cards", "threads", "likes", "deletes",
        "finds", "limits", "sends", "keys", "looks back",
    })  # fmt: skip
    troubles = frozenset(TROUBLES)
    handle = "roastery"
    patience = 10.0
    retry_after = 7

    def __init__(self, path: Path) -> None:
        self.server = Server(path)
        self.company = self.server.join(self.handle)

    def connect(self) -> Connector:
        granted = grant({}, {"file": str(self.server.path), "handle": self.handle}, Door(now))
        return NETWORK.connect(granted.settings, Pocket(**granted.secrets), Door(now))

    def mention(self, text: str, by: str = "ada") -> str:
        return self._write(by, Draft(f"@{self.handle} {text}"))

    def reply(self, to: str, text: str, by: str = "ada") -> str:
        return self._write(by, Draft(text, in_reply_to=to))

    def quote(self, of: str, text: str, by: str = "ada") -> str:
        return self._write(by, Draft(text, quote=of))

    def direct(self, text: str, by: str = "ada") -> str:
        return self._write(by, Draft(text, audience="direct", to=(self.company,)))

    def edit(self, known: str, text: str) -> None:
        self.server.edit(known, text, now())

    def remove(self, known: str) -> None:
        self.server.remove(known, now())

    def like(self, known: str, by: str = "ada") -> None:
        self.server.like(self.server.join(by), known)

    def follow(self, by: str = "ada") -> None:
        self.server.follow(self.server.join(by), self.company)

    def publish(self, text: str) -> str:
        return self._write(self.handle, Draft(text))

    def answer(self, to: str, text: str) -> str:
        return self._write(self.handle, Draft(text, in_reply_to=to))

    def written(self) -> list[Written]:
        return [
            Written(
                row["id"],
                row["text"],
                row["in_reply_to"],
                tuple(alt for _, _, alt in json.loads(row["pictures"])),
                (json.loads(row["card"])[0],) if row["card"] else (),
                row["audience"],
            )
            for row in self.server.of(self.company)
        ]

    def likers(self, known: str) -> list[str]:
        return self.server.likers(known)

    def sign_out(self) -> None:
        self.server.sign_out(self.company)

    def trouble(self, kind: Trouble, *, sending: bool) -> None:
        self.server.trouble(kind, sending, self.retry_after if kind == "throttled for" else None)

    def calm(self) -> None:
        self.server.calm()

    def _write(self, by: str, draft: Draft) -> str:
        return self.server.write(self.server.join(by), draft, now())


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> FakeWorld:
    return FakeWorld(tmp_path_factory.mktemp("fake") / "network.sqlite")


class TestFake(Contract):
    """The practice network keeps the contract."""

    kept_by = FakeWorld


def test_it_is_on_the_shelf() -> None:
    assert networks()["fake"] is NETWORK


@pytest.mark.parametrize("handle", ["", "Two Words", "a" * 31, "../x"])
def test_a_bad_name_is_refused_before_a_file_is_made(tmp_path: Path, handle: str) -> None:
    with pytest.raises(Refused):
        grant({}, {"file": str(tmp_path / "x.sqlite"), "handle": handle}, Door(now))
    assert list(tmp_path.iterdir()) == []


def test_a_pull_comes_in_pages_and_in_the_order_of_writing(tmp_path: Path) -> None:
    world = FakeWorld(tmp_path / "network.sqlite")
    ids = [world.mention(f"number {at}") for at in range(120)]
    company = world.connect()
    found, cursor, sizes = [], None, []
    more = True
    while more:
        page = company.pull(cursor)
        found += [item.ref.id for item in page.items if isinstance(item, Message)]
        sizes.append(len(page.items))
        cursor, more = page.cursor, page.more
    assert (found, sizes) == (ids, [50, 50, 20])


def test_the_fake_is_the_same_for_every_key(tmp_path: Path) -> None:
    server = Server(tmp_path / "network.sqlite")
    account = server.join("roastery")
    ids = {server.write(account, Draft("Hello", key="one key"), now()) for _ in range(5)}
    assert len(ids) == len(server.of(account)) == 1
    assert server.let_in(account, Random(1)) != server.let_in(account, Random(2))  # noqa: S311  (a test)
