"""What the practice network takes of a letter, and what it says when it does not."""

from __future__ import annotations

from dialogo.networks.errors import Refused
from dialogo.networks.fake.server import ALT_LENGTH, FILM_BYTES, LENGTH, PICTURES, Draft
from dialogo.networks.letter import Film, Letter, Picture
from dialogo.records.text import Text

OUT = Text(
    en="the practice network does not know this account any more. Connect it again.",
    it="la rete di prova non conosce più questo account. Collegatelo di nuovo.",
)
AWAY = Text(
    en="the practice network cannot be reached now.", it="la rete di prova ora non si raggiunge."
)
CUT = Text(
    en="the connection to the practice network broke off.",
    it="il collegamento con la rete di prova si è interrotto.",
)
TOO_MUCH = Text(
    en="the practice network asks for a pause until {retry_at}.",
    it="la rete di prova chiede una pausa fino a {retry_at}.",
)
TOO_LONG = Text(
    en="the text has {length} characters, the practice network takes {most}. Shorten it.",
    it="il testo ha {length} caratteri, la rete di prova ne accetta {most}. Accorciatelo.",
)
EMPTY = Text(
    en="there is nothing in it. Write something or add a picture.",
    it="non contiene nulla. Scrivete qualcosa o aggiungete un'immagine.",
)
TOO_MANY = Text(
    en="it has {found} pictures, the practice network takes {most}.",
    it="ha {found} immagini, la rete di prova ne accetta {most}.",
)
FILM_REFUSED = Text(
    en="the practice network takes a video of {most} MB, and no pictures beside it.",
    it="la rete di prova accetta un video di {most} MB, e senza immagini.",
)
ALT = Text(
    en="what is said of the picture {name} has more than {most} characters.",
    it="la descrizione dell'immagine {name} supera {most} caratteri.",
)
NOT_THERE = Text(en="what it answers is no longer there.", it="ciò a cui risponde non c'è più.")
BAD_HANDLE = Text(
    en="{handle} is no name for an account: small letters, digits and underscores, 30 at the most.",
    it="{handle} non può essere il nome di un account: minuscole, cifre e trattini bassi, "
    "30 al massimo.",
)


def draft_of(letter: Letter) -> Draft:
    """Raises `Refused` for what is too long, too much or nothing at all."""
    if len(letter.text) > LENGTH:
        raise Refused(TOO_LONG, code="too-long", length=len(letter.text), most=LENGTH)
    if not letter.text.strip() and not letter.pictures and not letter.film:
        raise Refused(EMPTY, code="empty")
    if len(letter.pictures) > PICTURES:
        raise Refused(TOO_MANY, code="pictures", found=len(letter.pictures), most=PICTURES)
    film = letter.film
    if film and (film.size > FILM_BYTES or letter.pictures):
        raise Refused(FILM_REFUSED, code="film", most=FILM_BYTES // 1_000_000)
    hung: list[Picture | Film] = [*letter.pictures, *([film] if film else ())]
    for one in hung:
        if len(one.alt) > ALT_LENGTH:
            raise Refused(ALT, code="alt", name=one.name, most=ALT_LENGTH)
    card = letter.card
    return Draft(
        text=letter.text,
        audience=letter.audience,
        in_reply_to=letter.reply_to.id if letter.reply_to else None,
        quote=letter.quote.id if letter.quote else None,
        to=letter.to,
        lang=letter.lang,
        pictures=(
            *((one.name, one.mime, one.alt) for one in hung),
            *((f"{one.lang}.vtt", "text/vtt", "") for one in (film.captions if film else ())),
        ),
        card=(card.url, card.title, card.description) if card else None,
        key=letter.key,
    )
