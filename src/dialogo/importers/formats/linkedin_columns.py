"""The names that LinkedIn gives the columns of a page's exports, by language and by year.

English ones were read off exports; the others are the interface's words for the same things.
"""

from __future__ import annotations

from dialogo.importers.columns import Columns
from dialogo.records.plain import plain

POSTS = Columns.of(
    link="Post link | Update link | Link del post | Link post | Enlace de la publicación"
    " | Beitragslink | Lien du post",
    title="Post title | Update title | Titolo del post | Título de la publicación | Beitragstitel"
    " | Titre du post",
    when="Created date | Data di creazione | Data creazione | Fecha de creación | Erstellungsdatum"
    " | Erstellt am | Date de création",
    funded="Post type | Update type | Tipo di post | Tipo de publicación | Beitragstyp",
    form="Content Type | Tipo di contenuto | Tipo di contenuti | Tipo de contenido | Content-Typ"
    " | Type de contenu",
    author="Posted by | Pubblicato da | Publicado por | Veröffentlicht von | Publié par",
    campaign="Campaign name | Nome della campagna | Nome campagna | Nombre de la campaña",
    impressions="Impressions | Impressioni | Impression | Impresiones | Impressionen",
    views="Views | Views (Excluding offsite video views) | Views (excluding off-site video views)"
    " | Visualizzazioni | Visualizzazioni (escluse le visualizzazioni di video esterne al sito)",
    clicks="Clicks | Clic | Clics | Klicks",
    likes="Likes | Reactions | Consigliati | Consiglia | Mi piace | Reazioni | Recomendaciones",
    comments="Comments | Commenti | Comentarios | Kommentare | Commentaires",
    shares="Reposts | Shares | Diffusioni post | Condivisioni | Ripubblicazioni"
    " | Veces compartido | Repartages",
    follows="Follows | Follow | Nuovi follower | Seguimientos",
)


def _totals(*names: str) -> str:
    return " | ".join(
        f"{name} ({end})" if end else name for name in names for end in ("total", "totale", "")
    )


METRICS = Columns.of(
    when="Date | Data | Fecha | Datum",
    impressions=_totals("Impressions", "Impressioni", "Impression"),
    reach="Unique impressions (organic) | Impressioni uniche (organiche)"
    " | Impression uniche (organiche)",
    clicks=_totals("Clicks", "Clic"),
    reactions=_totals("Reactions", "Reazioni", "Likes"),
    comments=_totals("Comments", "Commenti"),
    reposts=_totals("Reposts", "Shares", "Diffusioni post", "Condivisioni"),
)
FOLLOWERS = Columns.of(
    when="Date | Data | Fecha | Datum",
    organic="Organic followers | Follower organici",
    sponsored="Sponsored followers | Follower sponsorizzati",
    total="Total followers | Total new followers | Follower totali | Totale follower",
)
VISITORS = Columns.of(
    when="Date | Data | Fecha | Datum",
    visits=_totals("Total page views", "Visualizzazioni totali della pagina")
    + " | Visualizzazioni di pagina totali (totale)",
)
GROUPS = frozenset(
    map(plain, ("Location", "Job function", "Seniority", "Industry", "Company size", "Country"))
)
# Parts of a post's form as `plain` leaves them, the more telling first.
KINDS = (
    ("video", "video"), ("carousel", "album"), ("carosello", "album"), ("document", "album"),
    ("multi", "album"), ("image", "image"), ("immagin", "image"), ("photo", "image"),
    ("article", "link"), ("articolo", "link"), ("link", "link"), ("poll", "poll"),
    ("sondaggio", "poll"), ("event", "link"), ("repost", "share"), ("share", "share"),
    ("text", "text"), ("testo", "text"),
)  # fmt: skip
# What the post type says of money.
FUNDED = {"organic": False, "organico": False, "sponsored": True, "sponsorizzato": True}
