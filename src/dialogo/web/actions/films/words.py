"""Why a video is not taken: what is wrong with it, and what helps."""

from __future__ import annotations

from dialogo.records.text import Text

TOO_LARGE = Text(
    en="{name} has {size} MB; videos of up to {most} MB are taken here. Save it smaller, or cut "
    "it.",
    it="{name} è di {size} MB; qui si accettano video fino a {most} MB. Salvatelo più piccolo, o "
    "tagliatelo.",
)
NO_ROOM = Text(
    en="{name} does not fit: the disk of the server is nearly full. Ask whoever runs Dialogo to "
    "make room, then try again.",
    it="{name} non ci sta: il disco del server è quasi pieno. Chiedete a chi gestisce Dialogo di "
    "fare spazio, poi riprovate.",
)
KIND = Text(
    en="{name} is no video that can be read. Use an MP4, MOV or WebM file.",
    it="{name} non è un video leggibile. Usate un file MP4, MOV o WebM.",
)
UNFIT: dict[str, Text] = {
    "kind": KIND,
    "no-picture": Text(
        en="{name} holds no moving picture. Use an MP4, MOV or WebM file.",
        it="{name} non contiene immagini in movimento. Usate un file MP4, MOV o WebM.",
    ),
    "broken": Text(
        en="{name} is damaged, or not whole. Save it once more, and choose it again.",
        it="{name} è danneggiato o incompleto. Salvatelo di nuovo e sceglietelo un'altra volta.",
    ),
    "pixels": Text(
        en="{name} has {width} × {height} pixels, too many to be opened here. Save it in 4K or "
        "less.",
        it="{name} ha {width} × {height} pixel, troppi per aprirlo qui. Salvatelo in 4K o meno.",
    ),
    "long": Text(
        en="{name} lasts about {minutes} minutes; {most} are taken here. Cut it.",
        it="{name} dura circa {minutes} minuti; qui se ne accettano {most}. Tagliatelo.",
    ),
    "too-big": Text(
        en="{name} is too long for the {size} MB that are taken there. Cut it.",
        it="{name} è troppo lungo per i {size} MB accettati lì. Tagliatelo.",
    ),
}
LIBRARY = Text(
    en="Videos cannot be opened on this machine: a part of Dialogo is missing. Whoever runs it "
    "installs it (pip install av), then has this tried again.",
    it="Su questa macchina non si possono aprire video: manca una parte di Dialogo. Chi lo "
    "gestisce la installa (pip install av) e poi fa riprovare.",
)
NONE = Text(
    en="There is no such video here. Hand it in again.",
    it="Qui questo video non c'è. Caricatelo di nuovo.",
)
WAITS = Text(
    en="The video is still being made ready. It can go out when that is done.",
    it="Il video è ancora in preparazione. Può uscire quando è pronto.",
)
WAITS_FOR = Text(
    en="The video is still being made small enough for {network}. It can go out when that is done.",
    it="Il video viene ancora ridotto per {network}. Può uscire quando è pronto.",
)
NO_FILMS = Text(
    en="{network} takes no videos from here. Take it off, or leave that account out.",
    it="{network} da qui non accetta video. Toglietelo, o escludete quel profilo.",
)
LONG_THERE = Text(
    en="{network} takes {most} seconds of video; {name} lasts {used}. Cut it, or leave that "
    "account out.",
    it="{network} accetta {most} secondi di video; {name} ne dura {used}. Tagliatelo, o escludete "
    "quel profilo.",
)
BIG_THERE = Text(
    en="{name} is too long for the {most} MB that {network} takes. Cut it, or leave that account "
    "out.",
    it="{name} è troppo lungo per i {most} MB che {network} accetta. Tagliatelo, o escludete quel "
    "profilo.",
)
CAPTIONS_OF_NONE = Text(
    en="Captions go along with a video. Choose the video, too.",
    it="I sottotitoli accompagnano un video. Scegliete anche il video.",
)
LONG_CAPTIONS = Text(
    en="The captions in {lang} have {size} kB; {network} takes {most} kB. Shorten them, or take "
    "them off.",
    it="I sottotitoli in {lang} sono di {size} kB; {network} ne accetta {most} kB. Accorciateli, o "
    "toglieteli.",
)
NO_CAPTIONS = Text(
    en="{network} takes no captions: there the video goes out without them.",
    it="{network} non accetta sottotitoli: lì il video esce senza.",
)
NOT_BOTH = Text(
    en="A post has pictures or a video, not both. Take one of them off.",
    it="Un post ha immagini o un video, non entrambi. Togliete gli uni o l'altro.",
)
NO_ALT = Text(
    en="Say what the video {name} shows, for whoever cannot see it.",
    it="Dite che cosa mostra il video {name}, per chi non può vederlo.",
)
CHANGED = Text(
    en="the video {name} is no longer the one that was approved. Hand it in again.",
    it="il video {name} non è più quello approvato. Caricatelo di nuovo.",
)
