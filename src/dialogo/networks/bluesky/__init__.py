"""Bluesky: posts, replies, quotes and mentions over XRPC; private messages where they are there."""

from datetime import timedelta

from dialogo.networks.bluesky.connector import BlueskyConnector
from dialogo.networks.bluesky.ways import WAYS
from dialogo.networks.pace import Pace
from dialogo.networks.shelf import Network
from dialogo.records.text import Text

NETWORK = Network(
    id="bluesky",
    title=Text(en="Bluesky", it="Bluesky"),
    ways=WAYS,
    # Servers take 3000 in five minutes from one address; several accounts may share ours.
    pace=Pace(burst=1000, within=timedelta(minutes=5)),
    connect=BlueskyConnector,
)
