"""The people of the practice network write to the company, and thank whoever answers."""

from pathlib import Path
from random import Random

from dialogo.networks.fake.people import Says, thank, write
from dialogo.networks.fake.server import Draft, Server
from tests.networks.fake.test_fake import FakeWorld
from tests.networks.inbox import Inbox
from tests.networks.words import letter, now

RNG = Random(5)  # noqa: S311  (the same each time)
SAYS = Says(["Lia Rose", "Ugo Òrsini", "明"], ["Are you open?", "How much is it?"], ["Thank you!"])


def test_everybody_who_writes_arrives_in_one_way_or_another(tmp_path: Path) -> None:
    world = FakeWorld(tmp_path / "network.sqlite")
    world.publish("Good morning")
    write(world.server, "roastery", SAYS, number=40, at=now(), rng=RNG)
    inbox = Inbox()
    inbox.pull(world.connect())
    found = inbox.messages.values()
    assert len(found) == 40
    assert {message.place for message in found} == {"comment", "mention", "direct"}
    assert {message.author.handle for message in found} == {"lia_rose", "ugo__rsini", "guest"}
    assert all(message.addressed for message in found)


def test_whoever_is_answered_says_thank_you_once(tmp_path: Path) -> None:
    world = FakeWorld(tmp_path / "network.sqlite")
    company, inbox = world.connect(), Inbox()
    known = world.direct("Where is my parcel?")
    ref = inbox.message(company, known, 1).ref
    assert thank(world.server, "roastery", SAYS, at=now(), rng=RNG) == 0
    answer = company.send(letter("On its way.", reply_to=ref, audience="direct"))
    assert thank(world.server, "roastery", SAYS, at=now(), rng=RNG) == 1
    assert thank(world.server, "roastery", SAYS, at=now(), rng=RNG) == 0
    inbox.pull(company)
    thanks = [item for item in inbox.messages.values() if item.text == "Thank you!"]
    assert [(item.in_reply_to, item.place) for item in thanks] == [(answer.ref.id, "direct")]
    assert thanks[0].conversation == inbox.messages[known].conversation


def test_several_processes_write_to_one_file(tmp_path: Path) -> None:
    path = tmp_path / "network.sqlite"
    one, other = Server(path), Server(path)
    account = one.join("roastery")
    ids = [server.write(account, Draft("Hello"), now()) for server in (one, other, one)]
    assert len(set(ids)) == len(other.of(account)) == 3
