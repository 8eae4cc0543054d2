"""Mastodon, and the servers that speak its client API."""

from datetime import timedelta

from dialogo.networks.mastodon.connection import Mastodon
from dialogo.networks.mastodon.sign_in import ask, grant, grant_by_token
from dialogo.networks.mastodon.tokens import revoke
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
        en="A long row of letters and digits, from the server's own settings.",
        it="Una lunga fila di lettere e cifre, dalle impostazioni del server.",
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
            leave=Text(
                en="On the server: Preferences, Account, Authorized apps.",
                it="Sul server: Preferenze, Account, app autorizzate.",
            ),
        ),
        Way(
            id="token",
            kind="form",
            title=Text(en="With an access token", it="Con un token di accesso"),
            fields=(_SERVER, _TOKEN),
            grant=grant_by_token,
            steps=(
                Text(
                    en="On your server, open Preferences, then Development, then New application.",
                    it="Sul vostro server aprite le Preferenze, poi Sviluppo, poi Nuova "
                    "applicazione.",
                ),
                Text(
                    en="Name it, say, Dialogo; allow it to read and to write; save it.",
                    it="Datele un nome, per esempio Dialogo; permettetele di leggere e di "
                    "scrivere; salvatela.",
                ),
                Text(
                    en="Open it again, and copy its access token into the form below.",
                    it="Riapritela, e copiate il suo token di accesso nel modulo qui sotto.",
                ),
            ),
            leave=Text(
                en="On the server: Preferences, Development; delete the application.",
                it="Sul server: Preferenze, Sviluppo; eliminate l'applicazione.",
            ),
        ),
    ),
    pace=Pace(burst=300, within=timedelta(minutes=5)),
    ids="server's",
    looks=("tag", "account", "list"),
    connect=Mastodon,
    revoke=revoke,
    brings=Text(
        en="Mentions, replies, quotes, comments below your posts and private mentions; your own "
        "posts with their favourites and boosts, and how many follow.",
        it="Menzioni, risposte, citazioni, commenti sotto i vostri post e menzioni private; i "
        "vostri post con preferiti e condivisioni, e quanti vi seguono.",
    ),
    sends=Text(
        en="Answers and posts as long as the server takes (500 characters on most), with four "
        "pictures; private mentions as well.",
        it="Risposte e post lunghi quanto il server permette (500 caratteri sui più), con quattro "
        "immagini; anche menzioni private.",
    ),
    cannot=Text(
        en="No server tells how many people saw a post.",
        it="Nessun server dice quante persone hanno visto un post.",
    ),
)
