"""Letters, words and looks that the contract's tests are written with."""

from __future__ import annotations

import struct
import zlib
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from itertools import count
from random import Random
from typing import Any

import pytest

from dialogo.networks import keys
from dialogo.networks.connector import Connector
from dialogo.networks.errors import NetworkError
from dialogo.networks.letter import Film, Letter, Picture, Receipt, Ref
from tests.networks.inbox import Inbox, until
from tests.networks.world import Ability, World, Written

NUMBERS = count(1)
RNG = Random()  # noqa: S311  (keys of one run must differ from those of the last)


def now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251  (real servers keep real time)


def words(sentence: str) -> str:
    """The sentence with a mark that nothing else bears."""
    return f"{sentence} m{next(NUMBERS)}x{RNG.getrandbits(24):06x}"


def letter(text: str, **rest: object) -> Letter:
    at = now()
    made = Letter(key=keys.draw(at, RNG), written_at=at, text=text)
    return replace(made, **rest)  # type: ignore[arg-type]  # the fields as their tests give them


def picture(alt: str, seed: int = 0) -> Picture:
    """A real PNG of 8 by 6 points."""

    def part(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    rows = b"".join(b"\0" + bytes((seed * 40 % 256, 90, y * 30)) * 8 for y in range(6))
    data = b"\x89PNG\r\n\x1a\n" + part(b"IHDR", struct.pack(">IIBBBBB", 8, 6, 8, 2, 0, 0, 0))
    data += part(b"IDAT", zlib.compress(rows)) + part(b"IEND", b"")
    return Picture("drawing.png", "image/png", alt, 8, 6, lambda: data)


def film(alt: str, data: bytes = b"moving" * 100_000, **more: Any) -> Film:
    """As good as a video for whoever does not open it."""
    shape = {"width": 320, "height": 180, "seconds": 2.0, **more}
    return Film("roast.mp4", "video/mp4", alt, size=len(data), open=lambda: BytesIO(data), **shape)


def needs(*abilities: Ability) -> pytest.MarkDecorator:
    """The test is there for networks that can do all of these; see `conftest.py`."""
    return pytest.mark.needs(*abilities)


def saying(world: World, text: str) -> list[Written]:
    return [thing for thing in world.written() if text in thing.text]


def shown(world: World, text: str) -> Written:
    """What the server shows of a text, which it must show once and not twice."""
    until(lambda: saying(world, text) or None, world.patience)
    found = saying(world, text)
    assert len(found) == 1, found
    return found[0]


def settle(connector: Connector, what: Letter) -> Receipt:
    """What the desk does after a doubt: look, and send again only if it surely is not there."""
    return connector.find(what) or connector.send(what)


def many(world: World, number: int) -> list[str]:
    """Messages of strangers to the company, in whatever way this network has."""
    write = world.mention if "mentions" in world.abilities else world.direct
    if not {"mentions", "directs"} & world.abilities:
        return [world.publish(words(f"Number {at}")) for at in range(number)]
    return [write(words(f"Number {at}")) for at in range(number)]


def addressed(world: World, company: Connector, text: str) -> Letter:
    """A post, or where there are none an answer to a stranger."""
    if "posts" in world.abilities:
        return letter(text)
    message = Inbox().message(company, world.direct(words("Hello?")), world.patience)
    return replace(private_answer(message.ref, message.conversation, message.author.id), text=text)


def private_answer(ref: Ref, conversation: str | None, to: str) -> Letter:
    return letter(
        words("We look into it."),
        reply_to=ref,
        conversation=conversation,
        to=(to,),
        audience="direct",
    )


def as_long_as(units: int) -> str:
    """A text of so many letters, one of them not of ASCII, without spaces at its ends."""
    start = words("è")
    return start + ("." * (units - len(start)))


def if_all(company: Connector, ref: Ref, last: str) -> list[str] | None:
    ids = [message.ref.id for message in company.thread(ref)]
    return ids if last in ids else None


def is_said(error: NetworkError) -> None:
    """In both languages, with every value in its place."""
    for said in (error.say("en"), error.say("it")):
        assert said
        assert "{" not in said
    assert error.say("en") != error.say("it")
