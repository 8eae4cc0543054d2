"""The names that YouTube Studio gives its columns, by language and by year.

English, Italian, German, Spanish and French ones of the core columns were read off exports; the
others are the interface's words for the same things.
"""

from __future__ import annotations

from dialogo.importers.columns import Columns

_VIEWS = "Views | Visualizzazioni | Aufrufe | Visualizaciones | Vistas | Vues | Visualizações"
_SUBSCRIBERS = "Subscribers | Iscritti | Abonnenten | Suscriptores | Abonnés | Inscritos"
_SHOWN = (
    "Thumbnail impressions | Impressions | Impressioni della miniatura | Impressioni miniatura"
    " | Impressioni | Thumbnail-Impressionen | Impressionen | Impresiones de la miniatura"
    " | Impresiones de miniaturas | Impresiones | Impressions de la miniature"
    " | Impressions des miniatures | Impressões"
)
_HOURS = (
    "Watch time (hours) | Tempo di visualizzazione (ore) | Wiedergabezeit (Stunden)"
    " | Tiempo de visualización (horas) | Tiempo de reproducción (horas)"
    " | Durée de visionnage (heures) | Tempo de exibição (horas)"
)
_DAY = "Date | Data | Datum | Fecha"
_TITLE = (
    "Video title | Titolo video | Titolo del video | Videotitel | Título del vídeo"
    " | Título del video | Titre de la vidéo | Título do vídeo"
)

VIDEOS = Columns.of(
    id="Content | Video | Contenuti | Contenuto | Videos | Inhalte | Inhalt | Contenido | Vídeo"
    " | Contenu | Contenus | Conteúdo",
    title=_TITLE,
    when="Video publish time | Ora pubblicazione video | Ora di pubblicazione del video"
    " | Data e ora di pubblicazione del video | Veröffentlichungszeitpunkt des Videos"
    " | Hora de publicación del vídeo | Hora de publicación del video"
    " | Heure de publication de la vidéo | Horário de publicação do vídeo",
    date=_DAY,
    views=_VIEWS,
    hours=_HOURS,
    subscribers=_SUBSCRIBERS,
    impressions=_SHOWN,
    likes="Likes | Mi piace | „Mag ich“-Bewertungen | Mag ich | Me gusta | J'aime | J’aime"
    ' | Mentions J\'aime | Marcações "Gostei"',
    comments="Comments added | Commenti aggiunti | Hinzugefügte Kommentare"
    " | Comentarios añadidos | Comentarios agregados | Commentaires ajoutés"
    " | Comentários adicionados",
    shares="Shares | Condivisioni | Geteilt | Geteilte Inhalte | Veces compartido | Compartidos"
    " | Veces que se ha compartido | Partages | Compartilhamentos",
)
DAYS = Columns.of(
    when=_DAY,
    views=_VIEWS,
    hours=_HOURS,
    impressions=_SHOWN,
    subscribers=_SUBSCRIBERS,
    gained="Subscribers gained | Iscritti acquisiti | Iscritti guadagnati | Gewonnene Abonnenten"
    " | Suscriptores ganados | Suscriptores obtenidos | Abonnés gagnés",
    lost="Subscribers lost | Iscritti persi | Verlorene Abonnenten | Suscriptores perdidos"
    " | Abonnés perdus",
    click_through="Thumbnail click-through rate (%) | Impressions click-through rate (%)"
    " | Percentuale di clic delle impressioni (%) | Klickrate der Impressionen (%)"
    " | Porcentaje de clics de las impresiones (%) | Taux de clics par impression (%)",
    others="Likes | Mi piace | Dislikes | Non mi piace | Shares | Condivisioni | Comments added"
    " | Commenti aggiunti | New viewers | Nuovi spettatori | Returning viewers"
    " | Spettatori di ritorno | Unique viewers | Spettatori unici | Engaged views"
    " | Average view duration | Durata media della visualizzazione",
)
TOTALS = frozenset({"total", "totals", "totale", "totali", "gesamt", "totales", "totaux"})
