"""What anybody may read on Bluesky is read without signing in, from a real AppView."""

from __future__ import annotations

import pytest

from dialogo.networks.bluesky import public
from dialogo.networks.errors import Refused
from tests.networks.bluesky.people import PATIENCE, Network
from tests.networks.bluesky.world import BlueskyWorld, door
from tests.networks.inbox import until


def test_an_account_and_words_are_read(bluesky_world: BlueskyWorld, network: Network) -> None:
    ada = bluesky_world.person("ada")
    told = ada.post("Specialty coffee zanzibar")
    network.settled(told)
    who = public.account(door(), ada.handle, network.appview)
    assert (who.id, who.handle) == (ada.did, f"@{ada.handle}")
    ada.reply(told, "An answer of her own")

    def here() -> bool:
        found = public.of_account(door(), who.id, network.appview)
        return [one.text for one in found] == ["Specialty coffee zanzibar"]

    until(here, PATIENCE)
    # The AppView's search comes as its maker left it: what it finds is read the same way.
    words = [one.text for one in public.with_words(door(), "zanzibar", network.appview)]
    assert words == ["Specialty coffee zanzibar"]
    with pytest.raises(Refused):
        public.account(door(), f"nobody-{ada.handle}", network.appview)


def test_a_name_that_is_none_is_refused_before_anybody_is_asked() -> None:
    with pytest.raises(Refused):
        public.account(door(), "not a name", "http://127.0.0.1:9")
