"""Posts: what the company published of its own accord (its answers are messages)."""

from dialogo.records.schema import ACCOUNT, COMPANY, EXTRA, NETWORK, Column, Table
from dialogo.records.text import Text

POSTS = Table(
    name="posts",
    title=Text(en="Posts", it="Post"),
    meaning=Text(
        en="What the company published of its own accord. Answers to people are messages.",
        it="Ciò che l'azienda ha pubblicato di sua iniziativa. Le risposte sono messaggi.",
    ),
    key=("company", "network", "post_id"),
    moment="published_at",
    columns=(
        COMPANY,
        NETWORK,
        ACCOUNT,
        Column(
            "post_id",
            "text",
            Text(en="The network's own id, as text.", it="L'identificativo della rete, testuale."),
            required=True,
            also=("id",),
        ),
        Column(
            "published_at",
            "time",
            Text(en="When it went out.", it="Quando è uscito."),
            required=True,
            also=("date", "data", "pubblicato"),
        ),
        Column("text", "text", Text(en="What it says.", it="Che cosa dice."), also=("testo",)),
        Column(
            "kind",
            "text",
            Text(en="Its form.", it="La sua forma."),
            choices=("text", "image", "video", "link", "album", "story", "live", "poll", "share"),
        ),
        Column(
            "promoted",
            "bool",
            Text(en="Whether money was spent to show it.", it="Se è stato spinto a pagamento."),
            also=("paid", "sponsorizzato", "boosted"),
        ),
        Column(
            "joins",
            "text",
            Text(
                en="The id of somebody else's post that it shares, quotes or continues.",
                it="L'id del post altrui che condivide, cita o prosegue.",
            ),
        ),
        Column("author", "text", Text(en="Who of the team wrote it.", it="Chi l'ha scritto.")),
        Column(
            "campaign",
            "text",
            Text(en="The campaign it belongs to.", it="La campagna di cui fa parte."),
            also=("campagna",),
        ),
        Column(
            "url", "text", Text(en="Where it can be read.", it="Dove si legge."), also=("link",)
        ),
        EXTRA,
    ),
)
