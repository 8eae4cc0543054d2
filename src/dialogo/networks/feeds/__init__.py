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
            steps=(
                Text(
                    en="Look on your own site for a link called RSS, Atom or Feed, often at the "
                    "foot of the page, and copy its address.",
                    it="Cercate sul vostro sito un link di nome RSS, Atom o Feed, spesso in fondo "
                    "alla pagina, e copiatene l'indirizzo.",
                ),
            ),
        ),
    ),
    pace=Pace(burst=4, within=timedelta(minutes=1)),
    connect=Feed,
    brings=Text(
        en="What the company publishes on its own site, as posts: so that it counts in what you "
        "publish and in which needs it serves.",
        it="Ciò che l'azienda pubblica sul proprio sito, come post: così conta in ciò che si "
        "pubblica e nei bisogni a cui risponde.",
    ),
    cannot=Text(
        en="A feed is only read: nobody writes to it, and nothing is sent.",
        it="Un feed si legge soltanto: nessuno ci scrive, e non si manda nulla.",
    ),
)
