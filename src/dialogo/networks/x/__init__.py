"""X, formerly Twitter: posts, mentions and answers of an account, each call of which is charged.

Written by X's documents, and never tried against X itself.
"""

from datetime import timedelta

from dialogo.networks.pace import Pace
from dialogo.networks.shelf import Field, Network, Way
from dialogo.networks.x.connection import X
from dialogo.networks.x.prices import CHARGES
from dialogo.networks.x.sign_in import ask, callback, grant
from dialogo.networks.x.tokens import revoke
from dialogo.records.text import Text

NETWORK = Network(
    id="x",
    title=Text(en="X", it="X"),
    ways=(
        Way(
            id="oauth",
            kind="oauth",
            title=Text(en="By X's own page", it="Dalla pagina di X"),
            fields=(
                Field(
                    name="client_id",
                    title=Text(en="Client ID of the app", it="Client ID dell'app"),
                    hint=Text(
                        en="Under Keys and tokens of your app on X, below OAuth 2.0.",
                        it="Nella pagina Keys and tokens della vostra app su X, sotto OAuth 2.0.",
                    ),
                ),
                Field(
                    name="client_secret",
                    title=Text(en="Client Secret of the app", it="Client Secret dell'app"),
                    hint=Text(
                        en="Beside it. Leave it empty for an app of the type Native App.",
                        it="Accanto al primo. Lasciatelo vuoto per un'app di tipo Native App.",
                    ),
                    secret=True,
                    required=False,
                ),
                Field(
                    name="server",
                    title=Text(en="API server", it="Server dell'API"),
                    hint=Text(
                        en="Only to try it against an emulator. Otherwise leave it empty.",
                        it="Solo per provare con un emulatore. Altrimenti lasciatelo vuoto.",
                    ),
                    required=False,
                    rare=True,
                ),
            ),
            ask=ask,
            grant=grant,
            callback=callback,
            steps=(
                Text(
                    en="On console.x.com make an app, and buy credit: X charges each call in "
                    "advance. Set a spending limit there, too.",
                    it="Su console.x.com create un'app e comprate del credito: X fa pagare ogni "
                    "chiamata in anticipo. Anche lì fissate un limite di spesa.",
                ),
                Text(
                    en="In its user authentication settings choose Read and write, the type Web "
                    "App, and enter the address below as callback.",
                    it="Nelle sue impostazioni di autenticazione scegliete Read and write, il tipo "
                    "Web App, e come callback l'indirizzo qui sotto.",
                ),
                Text(
                    en="Copy Client ID and Client Secret of OAuth 2.0 into the form below.",
                    it="Copiate nel modulo qui sotto Client ID e Client Secret di OAuth 2.0.",
                ),
            ),
            leave=Text(
                en="On X: Settings, Security and account access, Apps and sessions.",
                it="Su X: Impostazioni, Sicurezza e accesso all'account, App e sessioni.",
            ),
        ),
    ),
    pace=Pace(burst=200, within=timedelta(minutes=15)),
    connect=X,
    revoke=revoke,
    charges=CHARGES,
    named_only=True,
    brings=Text(
        en="Mentions, answers to you and quotes; your own posts with their figures, and how many "
        "follow. Each costs, and nothing comes in beyond the cap that you set.",
        it="Menzioni, risposte a voi e citazioni; i vostri post con le loro cifre, e quanti vi "
        "seguono. Tutto costa, e oltre il tetto che avete fissato non arriva nulla.",
    ),
    sends=Text(
        en="Posts and threads of 280 characters (25,000 with Premium), with four pictures, and "
        "answers to people who have named or quoted the account. What it costs stands beside.",
        it="Post e thread di 280 caratteri (25.000 con Premium), con quattro immagini, e risposte "
        "a chi ha nominato o citato il profilo. Accanto è scritto quanto costa.",
    ),
    cannot=Text(
        en="Since February 2026 X takes answers from programs only to people who have named or "
        "quoted the account: others are written here, copied, and sent by hand. Programs may "
        "neither like nor quote there. Private messages and videos do not pass through here, and "
        "what people delete is not told.",
        it="Da febbraio 2026 X accetta dai programmi solo risposte a chi ha nominato o citato il "
        "profilo: le altre si scrivono qui, si copiano e si inviano a mano. Ai programmi non "
        "permette «mi piace» né citazioni. Messaggi privati e video da qui non passano, e ciò che "
        "viene cancellato non si viene a sapere.",
    ),
)
