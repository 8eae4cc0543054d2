"""A network in a file, for demonstrations and tests: no account, no server, no connection."""

from datetime import timedelta

from dialogo.networks.fake.connection import Fake, grant
from dialogo.networks.pace import Pace
from dialogo.networks.shelf import Field, Network, Way
from dialogo.records.text import Text

NETWORK = Network(
    id="fake",
    title=Text(en="Practice network", it="Rete di prova"),
    ways=(
        Way(
            id="file",
            kind="form",
            title=Text(en="A file on the server", it="Un file sul server"),
            fields=(
                Field(
                    name="file",
                    title=Text(en="File", it="File"),
                    hint=Text(
                        en="Where the practice network is kept; it is made if it is not there.",
                        it="Dove sta la rete di prova; se non c'è, viene creata.",
                    ),
                ),
                Field(
                    name="handle",
                    title=Text(en="Name of the account", it="Nome dell'account"),
                    hint=Text(
                        en="Small letters, digits and underscores, such as roastery.",
                        it="Minuscole, cifre e trattini bassi, per esempio torrefazione.",
                    ),
                ),
            ),
            grant=grant,
        ),
    ),
    pace=Pace(burst=1000, within=timedelta(seconds=1)),
    connect=Fake,
    looks=("tag", "words", "account"),
    brings=Text(
        en="Messages of people who are made up, from a file on this server.",
        it="Messaggi di persone inventate, da un file su questo server.",
    ),
    sends=Text(en="Answers that reach nobody.", it="Risposte che non arrivano a nessuno."),
)
