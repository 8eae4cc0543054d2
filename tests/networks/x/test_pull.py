"""What comes in from X: whose words, where they stand, in which words, and page by page."""

from __future__ import annotations

import json

from dialogo.networks.connector import Connector
from dialogo.networks.seen import Figures, Message, Post
from dialogo.networks.x.posts import whole
from tests.networks.inbox import Inbox
from tests.networks.words import many, words
from tests.networks.x_world import XWorld


def test_our_own_posts_come_with_their_figures_and_go_on_as_posts(
    here: XWorld, company: Connector
) -> None:
    first = here.publish(words("A story."))
    second = here.answer(first, words("It goes on."))
    here.like(first)
    items = company.pull(None).items
    told = [(type(item), item.ref.id) for item in items if isinstance(item, Post | Message)]
    assert told == [(Post, first), (Post, second)]
    counted = {item.id: (item.likes, item.views) for item in items if isinstance(item, Figures)}
    assert counted == {first: (1, 7), second: (0, 7)}


def test_words_are_plain_and_links_are_whole(here: XWorld, company: Connector) -> None:
    text = words("Milk & honey <3 https://roastery.example/a/b?c=d è qui")
    known = here.mention(text)
    found = Inbox().message(company, known, here.patience)
    assert found.text == f"@roastery {text}"
    assert (found.url, found.author.handle) == (f"https://x.com/ada/status/{known}", "@ada")


def test_pictures_are_told_by_their_pages(here: XWorld, company: Connector) -> None:
    here.state.uploads["7"] = {"bytes": b"", "alt": ""}
    here.state.write(here.handle, words("Sacks"), media=("7",))
    (post,) = (item for item in company.pull(None).items if isinstance(item, Post))
    assert post.format == "picture"
    assert [one.url.endswith("/photo/1") for one in post.attachments] == [True]
    assert "t.co" not in post.text


def test_more_than_a_page_comes_whole(here: XWorld, company: Connector) -> None:
    inbox = Inbox()
    inbox.pull(company)
    ids = many(here, 60)
    inbox.pull(company)
    assert list(inbox.messages) and set(ids) <= set(inbox.messages)
    asked = len(here.server.asked)
    assert inbox.pull(company) == []
    assert len(here.server.asked) == asked + 2


def test_where_x_has_forgotten_the_page_reading_begins_anew(
    here: XWorld, company: Connector
) -> None:
    inbox = Inbox()
    many(here, 1)
    inbox.pull(company)
    ids = many(here, 3)
    memory = json.loads(inbox.cursor or "")
    memory["mentions"] |= {"token": "forgotten", "top": memory["mentions"]["since"]}
    late = Inbox(cursor=json.dumps(memory))
    late.pull(company)
    assert set(ids) <= set(late.messages)


def test_a_cursor_that_is_none_of_ours_is_as_none(here: XWorld, company: Connector) -> None:
    known = here.mention(words("Hello"))
    strange = ('{"mentions": 3}', '{"ours": ["x"]}', '{"own": {"since": "x"}}')
    for cursor in ("7", "[]", "{", *strange):
        assert known in [
            item.ref.id for item in company.pull(cursor).items if isinstance(item, Message)
        ]


def test_a_post_that_makes_no_sense_is_passed_over() -> None:
    good = {"id": "7", "author_id": "1", "created_at": "2026-11-23T10:00:00Z"}
    assert whole(good)
    for wrong in ({"id": "x"}, {"id": "9" * 5000}, {"id": "²"}, {"id": 7}, {"created_at": "never"}):
        assert not whole(good | wrong)
    assert [whole(told) for told in (None, {}, {"id": "7"}, {"id": "x", "author_id": "1"})] == [
        False, False, False, False,
    ]  # fmt: skip
