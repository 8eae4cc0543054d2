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
                        en="Write /newbot to @BotFather on Telegram: it makes a bot and answers "
                        "with its token. Use a bot of your own for this: two programs cannot "
                        "read the messages of the same one.",
                        it="Su Telegram scrivete /newbot a @BotFather: crea un bot e risponde con "
                        "il suo token. Usate un bot apposta: due programmi non possono leggere i "
                        "messaggi dello stesso bot.",
                    ),
                    secret=True,
                ),
                Field(
                    name="channel",
                    title=Text(en="Channel", it="Canale"),
                    hint=Text(
                        en="Where posts go, such as @roastery. Make the bot an administrator there "
                        "who may post, and also of the channel's discussion group: else it sees "
                        "only what answers it. Leave it empty for private chats only.",
                        it="Dove vanno i post, per esempio @torrefazione. Rendete il bot "
                        "amministratore del canale, con il permesso di pubblicare, e anche del suo "
                        "gruppo di discussione: altrimenti vede solo ciò che gli risponde. "
                        "Lasciatelo vuoto per le sole chat private.",
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
                ),
            ),
            grant=grant,
        ),
    ),
    pace=Pace(burst=30, within=timedelta(seconds=1)),
    connect=Telegram,
)
