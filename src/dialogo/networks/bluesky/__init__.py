"""Bluesky: posts, replies, quotes and mentions over XRPC; private messages where they are there."""

from datetime import timedelta

from dialogo.networks.bluesky.connector import BlueskyConnector
from dialogo.networks.bluesky.leaving import revoke
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
    looks=("tag", "words", "account", "list"),
    revoke=revoke,
    brings=Text(
        en="Mentions, replies, quotes, comments below your posts, and private messages where they "
        "are allowed; your own posts with their likes and reposts, and how many follow.",
        it="Menzioni, risposte, citazioni, commenti sotto i vostri post e, se permessi, i messaggi "
        "privati; i vostri post con i loro «mi piace» e le condivisioni, e quanti vi seguono.",
    ),
    sends=Text(
        en="Answers and posts of up to 300 characters, with four pictures; private messages of up "
        "to 1,000, of words alone.",
        it="Risposte e post fino a 300 caratteri, con quattro immagini; messaggi privati fino a "
        "1.000, di sole parole.",
    ),
    cannot=Text(
        en="Nobody can change a post there: it can only be taken down.",
        it="Là nessuno può modificare un post: si può solo rimuovere.",
    ),
)
