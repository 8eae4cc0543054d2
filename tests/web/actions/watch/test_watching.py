"""Sources are read in their time, die aloud, and what is read of them counts in the records."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail

from dialogo.audit.checks.team.out_of_date import measure
from dialogo.networks.feeds.opml import read as read_opml
from dialogo.records.errors import BadInput
from dialogo.records.window import Window
from dialogo.web.actions.watch import notes, reads, sources, weekly
from dialogo.web.actions.watch.addresses import Wanted, wanted
from dialogo.web.actions.watch.storing import KEPT_FOR, forget_old, minutes_for
from dialogo.web.jobs import watch, watch_weekly
from dialogo.web.jobs.worker import run_until_idle
from dialogo.web.models.person import Person
from dialogo.web.models.records import ROWS
from dialogo.web.models.team import Colleague
from dialogo.web.models.watch import WatchItem, WatchReader, WatchSource
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries import mirror
from dialogo.web.queries.watch import items
from dialogo.web.queries.watch import sources as queries
from tests.networks.mastodon_kinds import MASTODON
from tests.networks.mastodon_server import MastodonServer
from tests.web.sites import Site, site

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)  # a Monday


@pytest.fixture(autouse=True)
def allowed(settings: Any) -> None:
    settings.OPTIONS = replace(settings.OPTIONS, allowed_hosts=("127.0.0.1",))


@pytest.fixture
def gazette() -> Iterator[Site]:
    with site() as found:
        found.publish("Prices rise", "Green coffee costs more. " * 100, NOW - timedelta(days=3))
        found.publish("A <b>new</b> roast", at=NOW - timedelta(days=2))
        yield found


def look_at(when: datetime) -> None:
    """A worker passes by at that time."""
    with time_machine.travel(when, tick=False):
        run_until_idle({"watch": watch.JOB})


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("example.org/news", Wanted("feed", "https://example.org/news")),
        ("@Ada@Mastodon.Social", Wanted("mastodon", "Ada", "https://mastodon.social")),
        ("#caffè@mastodon.uno", Wanted("tag", "caffè", "https://mastodon.uno")),
        ("@ada.bsky.social", Wanted("bluesky", "ada.bsky.social")),
        ("https://bsky.app/profile/ada.example/rss", Wanted("bluesky", "ada.example")),
        ("https://bsky.app/search?q=slow+coffee", Wanted("words", "slow coffee")),
        ("#coffee", Wanted("words", "#coffee")),
        ("«caffè lento»", Wanted("words", "caffè lento")),
        (
            "https://m.example/@ada.rss",
            Wanted("mastodon", "ada", "https://m.example", True, "https://m.example/@ada.rss"),
        ),
        (
            "https://m.example/tags/tea",
            Wanted("tag", "tea", "https://m.example", True, "https://m.example/tags/tea"),
        ),
    ],
)
def test_what_people_write_is_understood(written: str, meant: Wanted) -> None:
    assert wanted(written) == meant


@pytest.mark.parametrize("written", ["", "coffee", "two words", "ftp://a.example", "http://[", "@"])
def test_what_nobody_understands_is_said(written: str) -> None:
    with pytest.raises(BadInput):
        wanted(written)


def test_a_site_is_watched_by_its_feed_and_asked_for_what_is_new_only(
    workspace: Workspace, owner: Person, gazette: Site
) -> None:
    with time_machine.travel(NOW, tick=False):
        source = sources.add(owner, workspace, gazette.url)
        with pytest.raises(BadInput, match="on the list already"):
            sources.add(owner, workspace, f"{gazette.url}/feed.xml")
    assert (source.title, source.address) == ("Coffee Gazette", f"{gazette.url}/feed.xml")
    told = [(item.title, item.minutes) for item in source.items.order_by("published_at")]
    assert told == [("Prices rise", 2), ("A new roast", 1)]
    look_at(NOW + timedelta(minutes=59))
    asked = len(gazette.asked)
    look_at(NOW + timedelta(hours=2))
    assert len(gazette.asked) == asked + 1
    assert b"If-None-Match" in gazette.asked[-1]
    gazette.publish("Third", at=NOW + timedelta(hours=2))
    look_at(NOW + timedelta(hours=4))
    assert WatchItem.objects.filter(title="Third").count() == 1
    assert WatchItem.objects.count() == 3


def test_a_feed_that_dies_says_so_and_comes_back(
    workspace: Workspace, owner: Person, gazette: Site
) -> None:
    with time_machine.travel(NOW, tick=False):
        source = sources.add(owner, workspace, gazette.url)
    gazette.status = "429 Too Many Requests"
    look_at(NOW + timedelta(hours=1))
    source.refresh_from_db()
    assert (source.troubles, source.check_at) == (0, NOW + timedelta(hours=3))
    gazette.status = "404 Not Found"
    for day in range(1, 10):
        look_at(NOW + timedelta(days=day))
        source.refresh_from_db()
        assert source.state == (WatchSource.SILENT if day >= 8 else WatchSource.LIVE), day
        assert str(source.error).count(f"a {gazette.url}/feed.xml non c'è un feed")
    assert source.trouble_since == NOW + timedelta(days=1)
    assert source.check_at >= NOW + timedelta(days=15)
    gazette.status = ""
    sources.again(source)
    look_at(NOW + timedelta(days=30))
    source.refresh_from_db()
    source = WatchSource.objects.get()
    assert (source.state, source.error, source.trouble_since) == (WatchSource.LIVE, None, None)
    gazette.status = "410 Gone"
    look_at(NOW + timedelta(days=40))
    source.refresh_from_db()
    assert source.state == WatchSource.SILENT


def test_one_that_cannot_be_read_does_not_stop_the_others(
    workspace: Workspace, owner: Person, gazette: Site
) -> None:
    with time_machine.travel(NOW, tick=False):
        good = sources.add(owner, workspace, gazette.url)
    bad = WatchSource.objects.create(
        workspace=workspace, kind=WatchSource.FEED, address=f"{gazette.url}/feed.xml?again",
        title="Torn", cursor="no cursor", check_at=NOW,
    )  # fmt: skip
    gazette.publish("Third", at=NOW)
    look_at(NOW + timedelta(hours=2))
    bad.refresh_from_db()
    assert (good.items.count(), bad.troubles) == (3, 1)
    assert "what Torn sends cannot be read." in str(bad.error)
    assert bad.check_at > NOW + timedelta(hours=2)


def test_accounts_and_tags_are_watched_and_what_is_no_account_is_read_as_a_page(
    workspace: Workspace, owner: Person, gazette: Site
) -> None:
    with MastodonServer(MASTODON) as server:
        server.state.write("ada", "How we roast. " * 30)
        server.state.write("bea", "Good #coffee")
        account = sources.add(owner, workspace, f"{server.url}/@ada")
        tag = sources.add(owner, workspace, f"{server.url}/tags/coffee")
        server.state.write("ada", "A second one")
        WatchSource.objects.update(check_at=NOW)
        run_until_idle({"watch": watch.JOB})
    assert (account.kind, account.title, account.external_id != "") == ("mastodon", "Ada", True)
    assert [item.title for item in account.items.order_by("pk")][1:] == ["A second one"]
    assert account.items.order_by("pk")[0].title.endswith("roast. How we…")
    assert [(item.title, item.by_name) for item in tag.items.all()] == [("Good #coffee", "Bea")]
    gazette.entries.clear()
    looks_like_one = sources.add(owner, workspace, f"{gazette.url}/@ada")
    assert looks_like_one.kind == WatchSource.FEED


def test_what_is_unsafe_in_a_feed_stays_outside(
    workspace: Workspace, owner: Person, gazette: Site
) -> None:
    words = "<script>alert(1)</script>words"
    gazette.publish("x" * 400, words, datetime(2999, 1, 1, tzinfo=UTC))
    gazette.links = "javascript:alert(1)//"
    with time_machine.travel(NOW, tick=False):
        source = sources.add(owner, workspace, gazette.url)
    newest = source.items.latest("published_at")
    assert newest.published_at <= NOW
    assert newest.url is None
    assert "alert" not in newest.text


def test_reading_counts_in_the_records_that_the_check_reads(
    workspace: Workspace, owner: Person, gazette: Site
) -> None:
    Colleague.objects.create(workspace=workspace, person=owner, name="Ada")
    with time_machine.travel(NOW, tick=False):
        first, second = sources.add(owner, workspace, gazette.url).items.order_by("published_at")
        reads.read(owner, first)
        again = reads.read(owner, first, 100)
        done = reads.read(owner, second, 30)
        reads.seen_all(owner, workspace)
        reader = items.reader_of(workspace, owner)
        assert items.count_new(workspace, reader, NOW) == 0
    assert again.minutes == 2
    row = ROWS["learning"].objects.get(workspace=workspace)
    assert (row.person, row.day, row.minutes) == ("Ada", NOW.date(), 32)
    assert (row.subject, row.kind) == ("Coffee Gazette", "reading")
    reads.correct(done, 5)
    records, _ = mirror.records(workspace)
    figure = measure(records, Window(NOW - timedelta(days=365), NOW + timedelta(days=1))).figure
    assert (round(figure.value or 0), figure.n) == (7, 1)
    reads.correct(done, 0)
    reads.correct(again, 0)
    assert not ROWS["learning"].objects.exists()


def test_minutes_go_by_length_with_a_cap() -> None:
    assert [minutes_for("word " * n) for n in (0, 238, 239, 100_000)] == [1, 1, 2, 15]


def test_lists_come_in_and_go_out(workspace: Workspace, owner: Person, gazette: Site) -> None:
    with time_machine.travel(NOW, tick=False):
        sources.add(owner, workspace, gazette.url)
    given = f"""<opml><body><outline text="Trade">
    <outline text="Known" xmlUrl="{gazette.url}/feed.xml"/>
    <outline text="New" xmlUrl="https://new.example/rss"/><outline text="Ada"
    xmlUrl="https://bsky.app/profile/ada.example/rss"/><outline xmlUrl="javascript:alert(1)"/>
    <outline type="link" text="Page" url="https://page.example/"/></outline></body></opml>"""
    assert sources.bring(owner, workspace, given.encode()) == (2, 3)
    assert sources.bring(owner, workspace, given.encode()) == (0, 5)
    every = [one.source for one in queries.sources(workspace, NOW)]
    assert {(one.title, one.kind, one.folder) for one in every} == {
        ("Coffee Gazette", "feed", ""), ("New", "feed", "Trade"), ("Ada", "bluesky", "Trade"),
    }  # fmt: skip
    out = read_opml(sources.listed(workspace, every))
    assert sources.bring(owner, workspace, sources.listed(workspace, every)) == (0, 3)
    assert {one.address for one in out} == {
        f"{gazette.url}/feed.xml", "https://new.example/rss",
        "https://bsky.app/profile/ada.example/rss",
    }  # fmt: skip


def test_the_digest_goes_out_once_on_monday_to_who_wants_it(
    workspace: Workspace, owner: Person, gazette: Site, settings: Any
) -> None:
    settings.OPTIONS = replace(settings.OPTIONS, mail="smtp://x", address="https://desk.example")
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        item = sources.add(owner, workspace, gazette.url).items.latest("published_at")
        notes.share(owner, item, "Braces {like this} and\nlines")
        weekly.choose(owner, workspace, True)
    assert WatchReader.objects.get().next_at == datetime(2026, 11, 30, 7, tzinfo=UTC)
    for when in (timedelta(days=6), timedelta(days=7), timedelta(days=7, hours=1)):
        with time_machine.travel(NOW + when, tick=False):
            run_until_idle({"watch_weekly": watch_weekly.JOB})
    (letter,) = mail.outbox
    assert letter.to == [owner.email]
    assert "Braces {like this} and\nlines" in letter.body
    assert "https://desk.example/w/aurora/team/watch/week/" in letter.body
    weekly.choose(owner, workspace, False)
    with time_machine.travel(NOW + timedelta(days=14, hours=1), tick=False):
        run_until_idle({"watch_weekly": watch_weekly.JOB})
    assert len(mail.outbox) == 1


def test_what_came_long_ago_goes_unless_it_was_shared(
    workspace: Workspace, owner: Person, gazette: Site
) -> None:
    with time_machine.travel(NOW, tick=False):
        kept, gone = sources.add(owner, workspace, gazette.url).items.order_by("pk")
        notes.share(owner, kept, "Look")
    assert forget_old(workspace, NOW + KEPT_FOR - timedelta(days=1)) == 0
    forget_old(workspace, NOW + KEPT_FOR + timedelta(days=1))
    assert [item.pk for item in WatchItem.objects.all()] == [kept.pk]
    assert gone.pk != kept.pk
