"""Texts are as long as their network counts them."""

from __future__ import annotations

import pytest

from dialogo.networks.account import Counted, Limits
from dialogo.web.actions.connections.limits import written
from dialogo.web.models.connections import Connection
from dialogo.web.models.conversations import Conversation
from dialogo.web.queries.counting import counted, length, limits_of, script_of

FAMILY = "👩‍👩‍👧‍👦"


@pytest.mark.parametrize(
    ("text", "as_", "long"),
    [
        ("caffè", "characters", 5),
        ("caffe\u0300", "graphemes", 5),
        ("caffe\u0300", "characters", 6),
        (FAMILY, "graphemes", 1),
        (FAMILY, "characters", 7),
        (FAMILY, "utf16", 11),
        ("caffè", "bytes", 6),
        ("caffè", "weighted", 5),
        ("咖啡", "weighted", 4),
    ],
)
def test_signs_count_as_each_network_counts(text: str, as_: Counted, long: int) -> None:
    assert length(text, as_) == long


def test_links_count_alike_where_the_network_shortens_them() -> None:
    text = "Look: https://example.org/a/very/long/way?with=words and http://a.it"
    assert length(text, "characters", 23) == len("Look:  and ") + 46
    assert length(text, "characters") == len(text)


def test_names_count_without_their_servers_where_the_network_does_so() -> None:
    assert length("@ada@far.example hi", "characters", short_handles=True) == 7
    assert length("@ada@far.example hi", "characters") == 19


def connection(network: str, limits: Limits | None = None) -> Connection:
    return Connection(network=network, limits=written(limits) if limits else {})


def test_the_name_that_mastodon_puts_in_front_counts() -> None:
    talk = Conversation(author="ada")
    known = connection("mastodon", Limits(500, "characters", link_length=23))
    assert counted(known, "Hello", talk) == (len("@ada Hello"), 500)
    assert counted(known, "Hello @ada", talk) == (len("Hello @ada"), 500)
    assert counted(known, "Hello") == (5, 500)


def test_a_private_message_on_bluesky_may_be_longer() -> None:
    known = connection("bluesky")
    assert counted(known, FAMILY, Conversation(author="ada", private=True)) == (1, 1000)
    assert counted(known, FAMILY, Conversation(author="ada")) == (1, 300)


def test_nothing_can_be_sent_to_a_feed_or_without_a_connection() -> None:
    assert counted(connection("feeds"), "Hello") == (5, 0)
    assert counted(None, "Hello") == (5, 0)


def test_limits_that_were_read_are_those_that_were_written() -> None:
    from datetime import timedelta

    told = Limits(
        5000,
        "characters",
        picture_types=("image/png",),
        reply_within=timedelta(days=1),
        honours_keys=timedelta(hours=1),
    )
    assert limits_of(connection("mastodon", told)) == told
    assert limits_of(connection("fake")).honours_keys == "for ever"
    assert limits_of(connection("unheard-of")).length == 280


def test_a_counter_in_the_browser_is_told_all_it_needs() -> None:
    assert script_of(connection("bluesky")) == {
        "counted": "graphemes",
        "limit": 300,
        "link": None,
        "short": False,
        "before": 0,
    }
