"""Mastodon, and the servers that speak its client API."""

from datetime import timedelta

from dialogo.networks.mastodon.connection import Mastodon
from dialogo.networks.mastodon.sign_in import ask, grant, grant_by_token
from dialogo.networks.pace import Pace
from dialogo.networks.shelf import Field, Network, Way
from dialogo.records.text import Text

_SERVER = Field(
    name="server",
    title=Text(en="Server", it="Server"),
    hint=Text(
        en="Where the account lives, such as mastodon.example. GoToSocial, Takahē, Hollo, Pleroma, "
        "Akkoma and Pixelfed work too.",
        it="Dove vive l'account, per esempio mastodon.example. Vanno bene anche GoToSocial, "
        "Takahē, Hollo, Pleroma, Akkoma e Pixelfed.",
    ),
)
_TOKEN = Field(
    name="access_token",
    title=Text(en="Access token", it="Token di accesso"),
    hint=Text(
        en="From the server's settings (on Mastodon: Development, New application), with leave to "
        "read and to write.",
        it="Dalle impostazioni del server (su Mastodon: Sviluppo, Nuova applicazione), con il "
        "permesso di leggere e di scrivere.",
    ),
    secret=True,
)

NETWORK = Network(
    id="mastodon",
    title=Text(en="Mastodon", it="Mastodon"),
    ways=(
        Way(
            id="oauth",
            kind="oauth",
            title=Text(en="Sign in on the server", it="Accesso sul server"),
            fields=(_SERVER,),
            ask=ask,
            grant=grant,
        ),
        Way(
            id="token",
            kind="form",
            title=Text(en="With an access token", it="Con un token di accesso"),
            fields=(_SERVER, _TOKEN),
            grant=grant_by_token,
        ),
    ),
    pace=Pace(burst=300, within=timedelta(minutes=5)),
    connect=Mastodon,
)
