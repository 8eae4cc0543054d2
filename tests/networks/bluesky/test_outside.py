"""What others say to others is read with the company's account, from a real AppView."""

from __future__ import annotations

from dialogo.networks.outside import Looks
from tests.networks.bluesky.people import PATIENCE, Network
from tests.networks.bluesky.world import BlueskyWorld
from tests.networks.inbox import until


def test_words_to_others_are_heard_and_whoever_asks_to_be_left_alone_is_told(
    bluesky_world: BlueskyWorld, network: Network
) -> None:
    bea = bluesky_world.person("bea")
    told = bea.post("Which grinder for a moka, quokka?")
    network.settled(told)
    company = bluesky_world.connect()
    assert isinstance(company, Looks)

    def here() -> bool:
        heard = company.look("account", bea.handle)
        return [(one.message.text, one.alone) for one in heard] == [
            ("Which grinder for a moka, quokka?", "")
        ]

    until(here, PATIENCE)
    (heard,) = company.look("words", "quokka")
    assert (heard.message.ref.id, heard.message.addressed) == (told, False)
    profile = {"$type": "app.bsky.actor.profile", "description": "Gardener. #nobot"}
    body = {"repo": bea.did, "collection": profile["$type"], "rkey": "self", "record": profile}
    bea.ask("POST", "com.atproto.repo.putRecord", json=body)
    until(lambda: company.alone(bea.did) == "nobot", PATIENCE)
    assert company.alone(bluesky_world.company.did) == ""
