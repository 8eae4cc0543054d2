"""What anybody may read on a Mastodon server is read without an account there."""

from __future__ import annotations

import pytest

from dialogo.networks.errors import Refused
from dialogo.networks.mastodon import public
from tests.networks.mastodon_world import MastodonWorld, door


def test_an_account_is_read_without_its_answers_and_a_tag_without_what_is_not_public(
    here: MastodonWorld,
) -> None:
    first = here.state.write("ada", "A new #coffee from Kenya")
    here.state.write("bea", "Which #coffee is it?", parent=first)
    here.state.write("ada", "An answer", parent=first)
    here.state.write("ada", "Just for us: #coffee", visibility="unlisted")
    ada = public.account(door(), here.server.url, "ada")
    assert (ada.id, ada.handle) == (first.author.id, "@ada")
    said = [one.text for one in public.of_account(door(), here.server.url, ada.id)]
    assert said == ["Just for us: #coffee", "A new #coffee from Kenya"]
    tagged = public.of_tag(door(), here.server.url, "coffee")
    assert [one.text for one in tagged] == ["Which #coffee is it?", "A new #coffee from Kenya"]
    assert not [asked for asked in here.server.asked if "token" in asked]


def test_nobody_of_that_name_is_said_by_name(here: MastodonWorld) -> None:
    with pytest.raises(Refused) as wrong:
        public.account(door(), here.server.url, "zeno")
    assert "zeno" in wrong.value.say("it")


def test_a_status_that_is_none_is_left_out(here: MastodonWorld) -> None:
    broken = here.state.write("ada", "#coffee again")
    here.state.write("ada", "#coffee")
    here.state.broken[broken.id] = {"account": None, "created_at": "yesterday"}
    found = public.of_tag(door(), here.server.url, "coffee")
    assert [one.text for one in found] == ["#coffee"]
