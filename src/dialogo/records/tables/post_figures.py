"""Post figures: what a network counted for a post up to a day; never overwritten."""

from dialogo.records.schema import COMPANY, EXTRA, NETWORK, Column, Table
from dialogo.records.text import Text


def _count(name: str, en: str, it: str) -> Column:
    return Column(name, "int", Text(en=en, it=it), lowest=0)


POST_FIGURES = Table(
    name="post_figures",
    title=Text(en="Post figures", it="Numeri dei post"),
    meaning=Text(
        en="What the network had counted for a post by a day. A later export adds a row.",
        it="Ciò che la rete aveva contato per un post fino a un giorno. "
        "Un'esportazione successiva aggiunge una riga.",
    ),
    key=("company", "network", "post_id", "read_on"),
    moment="read_on",
    columns=(
        COMPANY,
        NETWORK,
        Column("post_id", "text", Text(en="The post.", it="Il post."), required=True),
        Column(
            "read_on",
            "day",
            Text(
                en="The day up to which the network had counted.",
                it="Il giorno fino al quale la rete aveva contato.",
            ),
            required=True,
        ),
        _count("impressions", "Times it was shown.", "Volte in cui è stato mostrato."),
        _count("reach", "Different accounts that saw it.", "Profili diversi che l'hanno visto."),
        _count("views", "Times it was played or viewed.", "Visualizzazioni."),
        _count("likes", "Likes and other reactions.", "Mi piace e altre reazioni."),
        _count("comments", "Comments and replies.", "Commenti e risposte."),
        _count("shares", "Shares, reposts and quotes.", "Condivisioni."),
        _count("saves", "Saves and bookmarks.", "Salvataggi."),
        _count("clicks", "Clicks of any kind.", "Clic di ogni genere."),
        _count("follows", "Follows it brought.", "Nuovi follower che ha portato."),
        Column(
            "watch_seconds",
            "float",
            Text(en="Seconds watched, all viewers together.", it="Secondi guardati in tutto."),
            lowest=0,
        ),
        EXTRA,
    ),
)
