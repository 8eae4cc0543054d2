"""Telegram: a bot that speaks for the company, in private chats, in its channel and in groups."""

from datetime import timedelta

from dialogo.networks.pace import Pace
from dialogo.networks.shelf import Field, Network, Way
from dialogo.networks.telegram.connection import Telegram
from dialogo.networks.telegram.sign_in import grant
from dialogo.records.text import Text

NETWORK = Network(
    id="telegram",
    title=Text(en="Telegram", it="Telegram"),
    ways=(
        Way(
            id="token",
            kind="form",
            title=Text(en="With the token of a bot", it="Con il token di un bot"),
            fields=(
                Field(
                    name="token",
                    title=Text(en="Token of the bot", it="Token del bot"),
                    hint=Text(
                        en="It looks like 123456789:AAE… Use a bot that no other program reads.",
                        it="È fatto così: 123456789:AAE… Usate un bot che nessun altro programma "
                        "legge.",
                    ),
                    secret=True,
                ),
                Field(
                    name="channel",
                    title=Text(en="Channel", it="Canale"),
                    hint=Text(
                        en="Where posts go, such as @roastery. Leave it empty for private chats "
                        "only.",
                        it="Dove vanno i post, per esempio @torrefazione. Lasciatelo vuoto per le "
                        "sole chat private.",
                    ),
                    required=False,
                ),
                Field(
                    name="server",
                    title=Text(en="Bot API server", it="Server della Bot API"),
                    hint=Text(
                        en="Only if you run one of your own. Otherwise leave it empty.",
                        it="Solo se ne gestite uno vostro. Altrimenti lasciatelo vuoto.",
                    ),
                    required=False,
                    rare=True,
                ),
            ),
            grant=grant,
            steps=(
                Text(
                    en="On Telegram, write /newbot to @BotFather. It asks for a name, makes the "
                    "bot, and answers with its token.",
                    it="Su Telegram scrivete /newbot a @BotFather. Chiede un nome, crea il bot, e "
                    "risponde con il suo token.",
                ),
                Text(
                    en="If you have a channel, make the bot an administrator there, with leave to "
                    "post, and in its discussion group too: else it sees only what answers it.",
                    it="Se avete un canale, rendete il bot amministratore del canale, con il "
                    "permesso di pubblicare, e anche del suo gruppo di discussione: altrimenti "
                    "vede solo ciò che gli risponde.",
                ),
                Text(
                    en="Copy the token, and the name of the channel, into the form below.",
                    it="Copiate il token, e il nome del canale, nel modulo qui sotto.",
                ),
            ),
            leave=Text(
                en="Write /revoke to @BotFather on Telegram: the token stops working.",
                it="Su Telegram scrivete /revoke a @BotFather: il token smette di funzionare.",
            ),
        ),
    ),
    pace=Pace(burst=30, within=timedelta(seconds=1)),
    ids="account's",  # a bot numbers what is said to it by itself
    connect=Telegram,
    brings=Text(
        en="Private chats with the bot, the channel's posts and their reactions, comments in its "
        "discussion group, and how many follow it.",
        it="Le chat private con il bot, i post del canale con le loro reazioni, i commenti nel suo "
        "gruppo di discussione, e quanti lo seguono.",
    ),
    sends=Text(
        en="Answers to whoever has written, and posts in the channel: up to 4,096 characters, "
        "1,024 below pictures.",
        it="Risposte a chi ha scritto, e post nel canale: fino a 4.096 caratteri, 1.024 sotto le "
        "immagini.",
    ),
    cannot=Text(
        en="Telegram lets a bot write to nobody first, shows it nothing from before it was there, "
        "keeps what it has not fetched for a day only, and does not tell it what people delete.",
        it="Telegram non lascia che un bot scriva per primo, non gli mostra ciò che c'era prima, "
        "conserva per un solo giorno ciò che non ha ritirato, e non gli dice che cosa viene "
        "cancellato.",
    ),
)
