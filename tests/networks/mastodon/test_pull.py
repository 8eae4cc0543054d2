"""What a pull finds on servers with the Mastodon API that the contract does not ask for."""

from __future__ import annotations

import json
import time
from dataclasses import replace

import pytest

from dialogo.networks.connector import Connector
from dialogo.networks.letter import Ref
from dialogo.networks.seen import Gone, Message, Post, Seen
from tests.networks.inbox import Inbox, until
from tests.networks.mastodon_kinds import GOTOSOCIAL, HOLLO, KINDS, MASTODON, TAKAHE, Kind
from tests.networks.mastodon_world import MastodonWorld


def name(kind: Kind) -> str:
    return kind.version


every_kind = pytest.mark.parametrize("kind", KINDS, ids=name)


def drained(connector: Connector, cursor: str | None) -> tuple[list[Seen], str | None]:
    """Everything there is now, in the order in which it came."""
    items: list[Seen] = []
    more = True
    while more:
        page = connector.pull(cursor)
        items, cursor, more = [*items, *page.items], page.cursor, page.more
    return items, cursor


def ids(items: list[Seen]) -> list[str]:
    return [item.ref.id for item in items if isinstance(item, Message | Post)]


@pytest.mark.parametrize("kind", [MASTODON, GOTOSOCIAL, replace(TAKAHE, late=0)], ids=name)
def test_more_than_two_pages_arrive_once_and_in_order(here: MastodonWorld) -> None:
    company = here.connect()
    here.mention("first")
    _, cursor = drained(company, None)
    written = [here.mention(f"number {n}") for n in range(170)]
    items, cursor = drained(company, cursor)
    assert ids(items) == written
    assert drained(company, cursor)[0] == []


@pytest.mark.parametrize("kind", [HOLLO], ids=name)
def test_a_server_that_only_reads_backwards_gives_everything_once(here: MastodonWorld) -> None:
    company = here.connect()
    here.mention("first")
    _, cursor = drained(company, None)
    written = [here.mention(f"number {n}") for n in range(170)]
    items, cursor = drained(company, cursor)
    assert sorted(ids(items)) == sorted(written)
    assert drained(company, cursor)[0] == []


@every_kind
def test_a_first_pull_goes_back_over_pages_and_nothing_comes_twice(here: MastodonWorld) -> None:
    company = here.connect()
    posts = [here.publish(f"post {n}") for n in range(90)]
    questions = [here.mention(f"question {n}") for n in range(90)]
    until(lambda: len(here.state.notifications(here.company)) == 90 or None, 10)
    items, _ = drained(company, None)
    assert sorted(ids(items)) == sorted(posts + questions)


@pytest.mark.parametrize("kind", [replace(MASTODON, late=60, early_ids=True)], ids=name)
def test_a_notification_that_comes_late_with_an_early_id_is_not_lost(here: MastodonWorld) -> None:
    company = here.connect()
    late = here.mention("slow")
    here.state.kind = replace(here.state.kind, late=0)
    soon = here.mention("quick")
    items, cursor = drained(company, None)
    assert ids(items) == [soon]
    here.state.waiting[0].due = 0
    assert ids(drained(company, cursor)[0]) == [late]


def test_a_quiet_pull_after_a_quiet_pull_brings_nothing(here: MastodonWorld) -> None:
    company = here.connect()
    post = here.publish("Open today.")
    here.reply(here.reply(post, "Until when?"), "Until eight, I think.", by="bruno")
    _, cursor = drained(company, None)
    for _ in range(3):
        page = company.pull(cursor)
        assert (page.items, page.more) == ((), False)
        cursor = page.cursor


def test_a_cursor_that_is_not_ours_is_as_none(here: MastodonWorld) -> None:
    known = here.mention("hello")
    for cursor in ("12", "[]", '{"told": 3}', '{"watched": {"1": [1]}}', "no json"):
        assert ids(drained(here.connect(), cursor)[0]) == [known]


def test_a_cursor_stays_small(here: MastodonWorld) -> None:
    for n in range(60):
        here.publish(f"post {n}")
    for n in range(300):
        here.mention(f"question {n}")
    _, cursor = drained(here.connect(), None)
    assert len(cursor or "") < 25_000
    assert len(json.loads(cursor or "")["watched"]) <= 160


@every_kind
def test_our_own_post_edited_or_taken_down_elsewhere_is_noticed(here: MastodonWorld) -> None:
    company = here.connect()
    edited, removed = here.publish("Open until six."), here.publish("Closed.")
    here.publish("The last one.")
    _, cursor = drained(company, None)
    here.edit(edited, "Open until seven.")
    here.remove(removed)
    items, _ = drained(company, cursor)
    assert [(item.ref.id, item.text) for item in items if isinstance(item, Post)] == [
        (edited, "Open until seven.")
    ]
    assert [item.id for item in items if isinstance(item, Gone)] == [removed]


@every_kind
def test_an_answer_to_our_private_answer_written_elsewhere_is_all_seen(here: MastodonWorld) -> None:
    company = here.connect()
    question = here.direct("My parcel is lost.")
    inbox = Inbox()
    inbox.message(company, question, here.patience)
    answer = here.state.write(
        "company", "@ada Which one?", parent=here.state.statuses[question], visibility="direct"
    ).id
    message = inbox.message(company, answer, here.patience)
    assert (message.ours, message.place, message.in_reply_to) == (True, "direct", question)
    assert message.conversation == inbox.messages[question].conversation


def test_a_thread_of_our_own_is_posts_and_an_answer_in_it_is_a_comment(here: MastodonWorld) -> None:
    first = here.publish("One of two.")
    second = here.state.write("company", "Two of two.", parent=here.state.statuses[first]).id
    comment = here.reply(second, "And three?")
    answer = here.answer(comment, "Tomorrow.")
    items, _ = drained(here.connect(), None)
    told = {item.ref.id: item for item in items if isinstance(item, Message | Post)}
    assert isinstance(told[first], Post)
    assert isinstance(told[second], Post)
    below = {key: item for key, item in told.items() if isinstance(item, Message)}
    assert {(key, item.place, item.ours) for key, item in below.items()} == {
        (comment, "comment", False),
        (answer, "comment", True),
    }
    assert {item.ref.root.id for item in below.values() if item.ref.root} == {first}


def test_a_boost_is_not_a_post_and_a_strange_status_stops_nothing(here: MastodonWorld) -> None:
    question = here.mention("hello")
    strange = here.state.write("ada", "@company \x00 <b>&amp;</b>")
    strange.author.bot = True
    items, _ = drained(here.connect(), None)
    found = {item.ref.id: item for item in items if isinstance(item, Message)}
    assert found[question].text == "@company hello"
    assert found[strange.id].automated is True
    assert "\x00" not in found[strange.id].text


@pytest.mark.parametrize("kind", [MASTODON, TAKAHE], ids=name)
def test_one_thread_that_the_server_stumbles_over_keeps_nothing_back(here: MastodonWorld) -> None:
    company = here.connect()
    post = here.publish("Open today.")
    here.reply(post, "Until when?")
    _, cursor = drained(company, None)
    here.state.stumbles.add(post)
    question = here.mention("Is it open?")
    for _ in range(3):
        items, cursor = drained(company, cursor)
        if ids(items):
            break
        time.sleep(here.kind.late)
    assert ids(items) == [question]
    assert not any(isinstance(item, Gone) for item in items)
    here.state.stumbles.clear()
    here.edit(post, "Open today, until six.")
    assert [item.ref.id for item in drained(company, cursor)[0] if isinstance(item, Post)] == [post]


@pytest.mark.parametrize(
    "broken",
    [
        {"mentions": None, "media_attachments": None, "emojis": 4},
        {"mentions": [None, 4, {"acct": 3}, {"id": None}], "media_attachments": ["one"]},
        {"created_at": "0001-01-01T00:00:00+14:00"},
        {"created_at": "yesterday"},
        {"account": None},
        {"content": None, "quote": "x", "edited_at": 5, "card": 1, "language": None},
        {"id": None},
        {"in_reply_to_id": 12, "visibility": None, "replies_count": "many", "url": None},
    ],
    ids=str,
)
def test_a_broken_status_stops_nothing(here: MastodonWorld, broken: dict[str, object]) -> None:
    company = here.connect()
    strange, plain = here.mention("broken"), here.mention("whole")
    here.state.broken[strange] = broken
    items, cursor = drained(company, None)
    assert plain in ids(items)
    drained(company, cursor)
    company.thread(Ref(strange))
    company.figures([strange])


def test_figures_and_followers_are_those_of_the_server(here: MastodonWorld) -> None:
    company = here.connect()
    post = here.publish("Open.")
    here.like(post)
    here.reply(post, "When?")
    here.follow("ada")
    (figures,) = company.figures([post, "404"])
    assert (figures.id, figures.likes, figures.comments, figures.shares) == (post, 1, 1, 0)
    followers = company.followers()
    assert followers is not None
    assert followers.followers == 1
