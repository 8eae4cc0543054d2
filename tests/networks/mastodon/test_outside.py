"""Words of others are read by tag, account and list; who wants to be left alone is told."""

from __future__ import annotations

from typing import Any

import pytest

from dialogo.networks.errors import Refused
from dialogo.networks.outside import Looks, asks_not
from tests.networks.mastodon_world import MastodonWorld


def looking(here: MastodonWorld) -> Looks:
    connector = here.connect()
    assert isinstance(connector, Looks)
    return connector


def says(here: MastodonWorld, status: Any, **account: Any) -> None:
    """What the account of a status tells of itself."""
    told = here.state.account_json(status.author) | account
    here.state.broken[status.id] = {"account": told}


def test_words_to_others_are_heard_and_those_to_us_or_of_ours_are_not(here: MastodonWorld) -> None:
    first = here.state.write("ada", "Which #coffee for the moka?")
    here.state.write("bea", "The dark one #coffee", parent=first)
    here.state.write("ada", "@company #coffee ?")
    here.state.write("company", "New #coffee")
    heard = looking(here).look("tag", "coffee")
    assert [(one.message.text, one.message.addressed, one.alone) for one in heard] == [
        ("The dark one #coffee", False, ""),
        ("Which #coffee for the moka?", False, ""),
    ]
    assert heard[0].message.in_reply_to == first.id
    assert [one.message.text for one in looking(here).look("account", "@ada")] == [
        "Which #coffee for the moka?"
    ]


def test_who_asks_to_be_left_alone_or_was_blocked_is_told(here: MastodonWorld) -> None:
    statuses = {name: here.state.write(name, "#tea") for name in ("ada", "bea", "cia", "dea")}
    says(here, statuses["ada"], note="<p>Gardener. <a>#<span>nobot</span></a></p>")
    says(here, statuses["bea"], noindex=True)
    here.state.relations[statuses["cia"].author.id] = {"blocked_by": True}
    heard = looking(here).look("tag", "tea")
    assert {one.message.author.handle: one.alone for one in heard} == {
        "@ada": "nobot", "@bea": "noindex", "@cia": "blocked", "@dea": "",
    }  # fmt: skip
    assert looking(here).alone(statuses["cia"].author.id) == "blocked"
    assert looking(here).alone(statuses["dea"].author.id) == ""
    assert looking(here).alone("nobody") == "closed"


def test_a_list_is_found_by_its_name_and_followers_words_stay_with_them(
    here: MastodonWorld,
) -> None:
    here.state.lists["Roasters"] = ["ada"]
    here.state.write("ada", "For everybody")
    here.state.write("ada", "For followers", visibility="private")
    heard = looking(here).look("list", "roasters")
    assert [one.message.text for one in heard] == ["For everybody"]
    with pytest.raises(Refused) as wrong:
        looking(here).look("list", "Bakers")
    assert wrong.value.code == "list"


@pytest.mark.parametrize(
    ("words", "asks"),
    [("#nobot", True), ("Please: #NoBot.", True), ("a #nobottle", False), ("nobot", False)],
)
def test_the_word_that_asks_programs_to_stay_away(words: str, asks: bool) -> None:
    assert asks_not(words) is asks
