"""A feed (RSS or Atom): what the company publishes on its own site. It is read, not written."""

from datetime import timedelta

from dialogo.networks.feeds.connection import Feed, grant
from dialogo.networks.pace import Pace
from dialogo.networks.shelf import Field, Network, Way
from dialogo.records.text import Text

NETWORK = Network(
    id="feeds",
    title=Text(en="Feed (RSS, Atom)", it="Feed (RSS, Atom)"),
    ways=(
        Way(
            id="address",
            kind="form",
            title=Text(en="By its address", it="Con il suo indirizzo"),
            fields=(
                Field(
                    name="url",
                    title=Text(en="Address of the feed", it="Indirizzo del feed"),
                    hint=Text(
                        en="Such as https://example.org/feed.xml.",
                        it="Per esempio https://example.org/feed.xml.",
                    ),
                ),
            ),
            grant=grant,
        ),
    ),
    pace=Pace(burst=4, within=timedelta(minutes=1)),
    connect=Feed,
)
