"""The names that Meta Business Suite gives its columns, by language and by year.

English, Italian and Spanish ones were read off exports; German, French and Portuguese ones are
the interface's words for the same things.
"""

from __future__ import annotations

from dialogo.importers.columns import Columns

POSTS = Columns.of(
    id="Post ID | ID del post | ID post | Identificativo del post | Media ID | Video asset ID"
    " | ID dell'asset video | Identificador de la publicación | Identificador de la pieza de vídeo"
    " | ID de la publicación | Beitrags-ID | ID de la publication | ID da publicação",
    when="Publish time | Orario di pubblicazione | Ora di pubblicazione | Data di pubblicazione"
    " | Hora de publicación | Fecha de publicación | Veröffentlichungszeitpunkt"
    " | Veröffentlichungszeit | Zeitpunkt der Veröffentlichung | Heure de publication"
    " | Hora da publicação | Horário de publicação",
    account="Account username | Page name | Account name | Nome utente dell'account"
    " | Nome della Pagina | Nome Pagina | Nome dell'account | Nombre de usuario de la cuenta"
    " | Nombre de la página | Nombre de la cuenta | Konto-Benutzername | Benutzername des Kontos"
    " | Seitenname | Kontoname"
    " | Nom d’utilisateur du compte | Nom d'utilisateur du compte | Nom de la Page"
    " | Nom du compte | Nome de usuário da conta | Nome da Página | Nome da conta",
    title="Title | Titolo | Título | Titel | Titre",
    description="Description | Descrizione | Descripción | Beschreibung | Descrição",
    link="Permalink | Link permanente | Permalink del post | Enlace permanente | Lien permanent"
    " | Link permanente do post | Post link",
    type="Post type | Tipo di post | Tipo de publicación | Beitragsart | Beitragstyp"
    " | Type de publication | Tipo de publicação | Tipo de post",
    is_share="Is share | È una condivisione | Es contenido compartido | Ist geteilt",
    funded="Funded content status | Stato del contenuto finanziato | Stato dei contenuti finanziati"
    " | Stato contenuti finanziati | Estado del contenido financiado",
    boosted_views="Views from Boosted posts | Boosted views | Visualizzazioni da post messi in "
    "evidenza | Visualizzazioni dai post messi in evidenza",
    boosted_reach="Reach from Boosted posts | Boosted reach | Copertura da post messi in evidenza"
    " | Copertura dei post messi in evidenza | Copertura dai post messi in evidenza",
    date="Date | Data | Fecha | Datum",
    impressions="Impressions | Impression | Impresiones | Impressionen | Impressões",
    views="Views | Plays | Visualizzazioni | Riproduzioni | Visualizaciones | Reproducciones"
    " | Aufrufe | Vues | Visualizações",
    reach="Reach | Accounts reached | Copertura | Account raggiunti | Alcance | Reichweite"
    " | Couverture",
    likes="Reactions | Likes | Reazioni | Mi piace | Reacciones | Me gusta | Reaktionen"
    " | „Gefällt mir“-Angaben | Gefällt mir | Réactions | J’aime | J'aime | Reações | Curtidas",
    comments="Comments | Replies | Commenti | Risposte | Comentarios | Respuestas | Kommentare"
    " | Antworten | Commentaires | Réponses | Comentários | Respostas",
    shares="Shares | Condivisioni | Veces que se compartió | Veces que se ha compartido"
    " | Geteilte Inhalte | Mal geteilt | Partages | Compartilhamentos",
    saves="Saves | Salvataggi | Elementi salvati | Veces que se guardó | Veces guardado"
    " | Guardados | Gespeichert | Gespeicherte Inhalte | Enregistrements | Salvamentos",
    clicks="Total clicks | Link clicks | Clic totali | Totale clic | Clic sul link"
    " | Total de clics | Clics en el enlace | Klicks insgesamt | Link-Klicks | Total des clics"
    " | Clics sur le lien | Total de cliques | Cliques no link",
    follows="Follows | Follow | Seguiti | Seguimientos | Seguidores | Neue Follower"
    " | Abonnements | Seguidas",
    watch_seconds="Seconds viewed | Secondi visualizzati | Secondi di visualizzazione"
    " | Segundos reproducidos | Angesehene Sekunden | Secondes visionnées",
)
# What only the files of one network have.
MARKS = Columns.of(
    instagram="Account username | Account ID | Saves | Nome utente dell'account | ID account"
    " | ID dell'account | Salvataggi | Nombre de usuario de la cuenta | Identificador de la cuenta"
    " | Konto-Benutzername | Benutzername des Kontos | Konto-ID"
    " | Nom d'utilisateur du compte | Nom d’utilisateur du compte"
    " | ID du compte | Nome de usuário da conta | ID da conta | Sticker taps | Navigation"
    " | Navigazione | Navegación | Enregistrements | Gespeichert | Gespeicherte Inhalte",
    facebook="Page ID | Page name | Reactions | Reactions, Comments and Shares | ID Pagina"
    " | ID della Pagina | Nome della Pagina | Nome Pagina | Reazioni"
    " | Reazioni, commenti e condivisioni | Identificador de la página | Nombre de la página"
    " | Reacciones | Reacciones, comentarios y veces que se compartió"
    " | Reacciones, comentarios y veces que se ha compartido | Seiten-ID | Seitenname | Reaktionen"
    " | ID de la Page | Nom de la Page | Réactions | ID da Página | Nome da Página | Reações",
)
# Parts of a post's type as `plain` leaves them, the more telling first.
KINDS = (
    ("story", "story"), ("storia", "story"), ("storie", "story"), ("historia", "story"),
    ("stories", "story"), ("live", "live"), ("diretta", "live"), ("endirecto", "live"),
    ("reel", "video"), ("video", "video"), ("carousel", "album"), ("carosello", "album"),
    ("carrusel", "album"), ("karussell", "album"), ("album", "album"), ("poll", "poll"),
    ("sondaggio", "poll"), ("encuesta", "poll"), ("photo", "image"), ("foto", "image"),
    ("image", "image"), ("immagin", "image"), ("imagen", "image"), ("bild", "image"),
    ("link", "link"), ("collegament", "link"), ("enlace", "link"), ("lien", "link"),
    ("text", "text"), ("testo", "text"), ("status", "text"), ("stato", "text"),
    ("estado", "text"), ("statut", "text"),
)  # fmt: skip
NOT_FUNDED = frozenset(
    {"none", "no", "notfunded", "unfunded", "n/a", "na", "0", "false", "organic", "nessuno",
     "nonfinanziato", "ninguno", "nofinanciado"}
)  # fmt: skip
