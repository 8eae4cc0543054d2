"""Messages: the dialogue, that is what people write to or about the company, and its answers."""

from dialogo.records.schema import ACCOUNT, COMPANY, EXTRA, NETWORK, Column, Table
from dialogo.records.text import Text

MESSAGES = Table(
    name="messages",
    title=Text(en="Messages", it="Messaggi"),
    meaning=Text(
        en="What people write to or about the company, and what it answers: "
        "mentions, comments, private messages, reviews, e-mails.",
        it="Ciò che la gente scrive all'azienda o di lei, e ciò che l'azienda risponde: "
        "menzioni, commenti, messaggi privati, recensioni, e-mail.",
    ),
    key=("company", "network", "message_id"),
    moment="sent_at",
    columns=(
        COMPANY,
        NETWORK,
        ACCOUNT,
        Column(
            "message_id",
            "text",
            Text(en="The network's own id, as text.", it="L'identificativo della rete, testuale."),
            required=True,
            also=("id",),
        ),
        Column(
            "sent_at",
            "time",
            Text(en="When it was sent.", it="Quando è stato mandato."),
            required=True,
            also=("date", "data", "inviato"),
        ),
        Column(
            "in_reply_to",
            "text",
            Text(
                en="The message or post it answers; empty at the head of a thread.",
                it="Il messaggio o il post a cui risponde; vuoto in testa alla discussione.",
            ),
        ),
        Column(
            "conversation",
            "text",
            Text(
                en="The conversation, where there is no reply tree (private messages, e-mail).",
                it="La conversazione, dove la rete non ha un albero di risposte "
                "(messaggi privati, e-mail).",
            ),
        ),
        Column(
            "author",
            "text",
            Text(en="The account that wrote it.", it="Il profilo che l'ha scritto."),
            required=True,
            also=("autore", "from", "da"),
        ),
        Column(
            "author_kind",
            "text",
            Text(
                en="company: the company itself; customer: a person; "
                "other: another company or a bot.",
                it="company: l'azienda stessa; customer: una persona; "
                "other: un'altra azienda o un automa.",
            ),
            required=True,
            choices=("company", "customer", "other"),
        ),
        Column(
            "addressed",
            "bool",
            Text(
                en="Whether it names the company: mentions it, is sent to it, reviews it, "
                "or stands directly under one of its posts.",
                it="Se si rivolge all'azienda: la nomina, le è mandato, la recensisce "
                "o sta subito sotto un suo post.",
            ),
        ),
        Column("text", "text", Text(en="What it says.", it="Che cosa dice."), also=("testo",)),
        Column(
            "kind",
            "text",
            Text(en="Where it was said.", it="Dove è stato detto."),
            choices=("mention", "comment", "reply", "direct", "review", "email"),
        ),
        Column(
            "automated",
            "bool",
            Text(
                en="Whether a machine wrote it (away notice, instant reply, bot).",
                it="Se l'ha scritto una macchina (avviso di assenza, risposta istantanea, bot).",
            ),
            also=("automatico",),
        ),
        Column(
            "agent",
            "text",
            Text(en="Who of the team wrote the answer.", it="Chi della squadra ha risposto."),
            also=("operatore",),
        ),
        Column(
            "url", "text", Text(en="Where it can be read.", it="Dove si legge."), also=("link",)
        ),
        EXTRA,
    ),
)
