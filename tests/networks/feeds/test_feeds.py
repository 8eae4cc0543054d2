"""A feed keeps the reading half of the contract, and does what hostile XML asks of nobody."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from email.utils import format_datetime
from hashlib import sha256
from itertools import pairwise
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogo.networks.connector import Connector
from dialogo.networks.errors import Refused
from dialogo.networks.feeds import NETWORK
from dialogo.networks.feeds.connection import grant
from dialogo.networks.feeds.reading import read
from dialogo.networks.http import Allowed, Door
from dialogo.networks.shelf import networks
from tests.networks.contract import Contract
from tests.networks.fault_proxy import Fault, FaultProxy
from tests.networks.inbox import Inbox
from tests.networks.pocket import Pocket
from tests.networks.raw_server import answer, raw_server
from tests.networks.words import is_said, letter, now, words
from tests.networks.world import TROUBLES, Ability, Trouble, Written

HERE = Allowed.of(["127.0.0.0/8"])
NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
FAULTS = {
    "cut before": Fault.CUT_BEFORE,
    "answer lost": Fault.ANSWER_LOST,
    "half answer": Fault.HALF_ANSWER,
    "error before": Fault.ERROR_BEFORE,
    "error after": Fault.ERROR_AFTER,
    "throttled": Fault.THROTTLED,
    "throttled for": Fault.THROTTLED_FOR,
}


class FeedWorld:
    """A site with a feed, behind the proxy that fails on purpose."""

    abilities: frozenset[Ability] = frozenset({"posts", "elsewhere", "looks back"})
    troubles: frozenset[Trouble] = frozenset(TROUBLES)
    patience = 10.0  # seconds; on a busy machine everything takes its time
    retry_after = 7

    def __init__(self) -> None:
        self.entries: dict[str, tuple[str, datetime]] = {}
        self.forbidden = 0
        self.proxy: FaultProxy
        self._calm = ExitStack()

    @property
    def handle(self) -> str:
        return f"{self.proxy.url}/feed.xml"

    def says(self, request: bytes) -> list[bytes]:
        if self.forbidden:
            self.forbidden -= 1
            return [answer(b"no", "403 Forbidden")]
        body = self.atom()
        tag = f'"{sha256(body).hexdigest()[:8]}"'
        if tag.encode() in request:
            return [answer(b"", "304 Not Modified", ETag=tag)]
        return [answer(body, ETag=tag)]

    def atom(self) -> bytes:
        entries = "".join(
            f"<entry><id>{known}</id><title>{escape(text)}</title>"
            f"<published>{at.isoformat()}</published></entry>"
            for known, (text, at) in reversed(self.entries.items())
        )
        head = '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Us</title>'
        return f"{head}{entries}</feed>".encode()

    def connect(self) -> Connector:
        return NETWORK.connect({"url": self.handle}, Pocket(), Door(now, HERE))

    def publish(self, text: str) -> str:
        known = f"urn:post:{len(self.entries) + 1}"
        self.entries[known] = (text, now())
        return known

    def sign_out(self) -> None:
        self.forbidden = 2

    def trouble(self, kind: Trouble, *, sending: bool) -> None:
        if kind == "unreachable":
            self._calm.enter_context(self.proxy.away())
        else:
            self.proxy.next(FAULTS[kind])

    def calm(self) -> None:
        self.proxy.calm()
        self._calm.close()

    def written(self) -> list[Written]:
        return [Written(known, text) for known, (text, _) in self.entries.items()]

    def mention(self, text: str, by: str = "ada") -> str:
        raise NotImplementedError

    def reply(self, to: str, text: str, by: str = "ada") -> str:
        raise NotImplementedError

    def quote(self, of: str, text: str, by: str = "ada") -> str:
        raise NotImplementedError

    def direct(self, text: str, by: str = "ada") -> str:
        raise NotImplementedError

    def edit(self, known: str, text: str) -> None:
        self.entries[known] = (text, self.entries[known][1])

    def remove(self, known: str) -> None:
        del self.entries[known]

    def like(self, known: str, by: str = "ada") -> None:
        raise NotImplementedError

    def follow(self, by: str = "ada") -> None:
        raise NotImplementedError

    def answer(self, to: str, text: str) -> str:
        raise NotImplementedError

    def likers(self, known: str) -> list[str]:
        return []


@pytest.fixture(scope="module")
def world() -> Iterator[FeedWorld]:
    world = FeedWorld()
    with raw_server(world.says) as server, FaultProxy(("127.0.0.1", server.port)) as world.proxy:
        yield world


class TestFeeds(Contract):
    """A feed keeps the contract, as far as reading goes."""

    kept_by = FeedWorld


def test_it_is_on_the_shelf() -> None:
    assert networks()["feeds"] is NETWORK


def test_what_did_not_change_is_not_told_again_and_what_did_is(world: FeedWorld) -> None:
    company, inbox = world.connect(), Inbox()
    first, second = world.publish(words("One")), world.publish(words("Two"))
    inbox.pull(company)
    assert company.pull(inbox.cursor).items == ()
    text = words("Two, mended")
    world.edit(second, text)
    assert inbox.pull(company) == [second]
    assert inbox.posts[second].text == text
    assert first in inbox.posts


def test_an_unchanged_feed_is_not_sent_again(world: FeedWorld) -> None:
    company, inbox = world.connect(), Inbox()
    inbox.pull(company)
    inbox.pull(company)
    assert world.proxy.seen[-1].status == 304


def test_a_feed_is_not_written(world: FeedWorld) -> None:
    with pytest.raises(Refused) as refused:
        world.connect().send(letter("Hello"))
    is_said(refused.value)


@pytest.mark.parametrize("body", [b"", b"<html><body>Hello</body></html>", b"/etc/passwd", b"{}"])
def test_what_is_no_feed_is_refused_when_it_is_connected(body: bytes) -> None:
    with raw_server(answer(body)) as server, pytest.raises(Refused) as refused:
        grant({}, {"url": f"http://127.0.0.1:{server.port}/x"}, Door(now, HERE))
    is_said(refused.value)


def test_an_rss_feed_is_read_with_its_markup_as_words() -> None:
    title, entries = read(
        b"<rss version='2.0'><channel><title>Us &amp; you</title><item><title>A &lt;b&gt;</title>"
        b"<link>https://x.test/1</link><pubDate>Sat, 21 Nov 2026 10:00:00 +0100</pubDate>"
        b"<description>&lt;p&gt;Hello&lt;script&gt;x()&lt;/script&gt;&lt;/p&gt;&lt;p&gt;you"
        b"&lt;/p&gt;</description></item></channel></rss>",
        "https://x.test/feed",
        NOW,
    )
    (entry,) = entries
    assert title == "Us & you"
    assert entry.post.text == "A\n\nHello\nyou"
    assert (entry.post.ref.id, entry.post.url) == ("https://x.test/1", "https://x.test/1")
    assert entry.post.sent_at == datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


def test_entities_neither_open_files_nor_grow() -> None:
    laughs = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in pairwise("abcdefghij"))
    data = (
        f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "{"ha" * 50}">{laughs}'
        '<!ENTITY file SYSTEM "file:///etc/hostname">]>'
        "<rss version='2.0'><channel><title>&j;&file;</title>"
        "<item><title>t&j;&file;</title><guid>1</guid></item></channel></rss>"
    )
    _, entries = read(data.encode(), "https://x.test/feed", NOW)
    assert all(len(entry.post.text) < 1000 for entry in entries)
    assert all(socket.gethostname() not in entry.post.text for entry in entries)


def test_dates_of_the_future_and_of_nowhere_are_now() -> None:
    item = "<item><guid>{n}</guid><title>t</title><pubDate>{date}</pubDate></item>"
    dates = [format_datetime(datetime(2099, 1, 1, tzinfo=UTC)), "yesterday", ""]
    items = "".join(item.format(n=n, date=date) for n, date in enumerate(dates))
    data = f"<rss version='2.0'><channel><title>x</title>{items}</channel></rss>"
    _, entries = read(data.encode(), "https://x.test/feed", NOW)
    assert [entry.post.sent_at for entry in entries] == [NOW] * 3


@given(st.binary(max_size=300))
def test_any_bytes_are_a_feed_or_refused(data: bytes) -> None:
    try:
        _, entries = read(data, "https://x.test/feed", NOW)
    except Refused:
        return
    assert all(entry.post.sent_at <= NOW for entry in entries)
