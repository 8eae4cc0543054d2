"""Post readings: what a network counted for a post at a moment of its first days, when a day of
`post_figures` is too coarse; never overwritten."""

from dialogo.records.schema import COMPANY, EXTRA, NETWORK, Column, Table
from dialogo.records.tables.post_figures import POST_FIGURES
from dialogo.records.text import Text

_COUNTED = ("impressions", "reach", "views", "likes", "comments", "shares", "saves", "clicks")

POST_READINGS = Table(
    name="post_readings",
    title=Text(en="Post readings", it="Letture dei post"),
    meaning=Text(
        en="What the network had counted for a post at a moment of its first days, as the desk "
        "reads it at set ages.",
        it="Ciò che la rete aveva contato per un post in un momento dei suoi primi giorni, come la "
        "scrivania lo legge a età stabilite.",
    ),
    key=("company", "network", "post_id", "read_at"),
    moment="read_at",
    columns=(
        COMPANY,
        NETWORK,
        Column("post_id", "text", Text(en="The post.", it="Il post."), required=True),
        Column(
            "read_at",
            "time",
            Text(en="When the network was asked.", it="Quando la rete è stata interrogata."),
            required=True,
        ),
        *(column for column in POST_FIGURES.columns if column.name in _COUNTED),
        EXTRA,
    ),
)
