"""Link parameters: on links to sites, once, and on nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogo.content.link_parameters import fitting, usual, with_parameters

ONE = {"utm_source": "mastodon"}


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("See https://a.example", "See https://a.example?utm_source=mastodon"),
        ("(https://a.example/b).", "(https://a.example/b?utm_source=mastodon)."),
        ("https://a.example/b_(c)!", "https://a.example/b_(c)?utm_source=mastodon!"),
        (
            "https://a.example/?q=a%20b&x#top,",
            "https://a.example/?q=a%20b&x&utm_source=mastodon#top,",
        ),
        ("HTTP://A.example/ and", "http://A.example/?utm_source=mastodon and"),
        ("https://a.example/?utm_source=letter", "https://a.example/?utm_source=letter"),
        ("https://mastodon.social/@lia and @lia@mastodon.social", None),
        ("https://bsky.app/profile/lia.example https://www.instagram.com/lia", None),
        ("mail lia@a.example, a.example, https://", None),
        ("https://[broken/x", None),
    ],
)
def test_links_to_sites_have_them_and_links_to_accounts_do_not(text: str, sent: str | None) -> None:
    assert with_parameters(text, ONE) == (text if sent is None else sent)


@given(st.lists(st.sampled_from(["https://a.example/b?c=d#e", "word", "è", "(https://x.y/z)", "\n",
                                 "https://t.me/a", "https://a.example/à?ü=1,"])))  # fmt: skip
def test_done_twice_is_as_done_once_and_without_any_nothing_changes(words: list[str]) -> None:
    text = " ".join(words)
    once = with_parameters(text, usual("x", "Natale più"))
    assert with_parameters(once, usual("x", "Natale più")) == once
    assert with_parameters(text, {}) == text


def test_the_usual_ones_name_network_and_campaign() -> None:
    assert usual("mastodon", "Natale è più, 2026!") == {
        "utm_source": "mastodon", "utm_medium": "social", "utm_campaign": "natale-e-piu-2026",
    }  # fmt: skip
    assert usual("x", " – ") == {"utm_source": "x", "utm_medium": "social"}
    assert fitting({"ref": " a\nb ", "a&b": "c", "": "d", "empty": "\n"}) == {"ref": "ab"}
