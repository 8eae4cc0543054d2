"""A letter as a record of Bluesky: its text, what it answers, and what hangs on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from dialogo.networks.bluesky.facets import facets, graphemes
from dialogo.networks.bluesky.xrpc import Json
from dialogo.networks.errors import Refused
from dialogo.networks.letter import Captions, Film, Letter, Picture, Ref
from dialogo.records.text import Text

POST = "app.bsky.feed.post"
LIKE = "app.bsky.feed.like"
LENGTH, BYTES = 300, 3000  # app.bsky.feed.post, text
# Servers of before 2026 take no more; later ones take 2,000,000.
PICTURE_BYTES = 1_000_000
# app.bsky.embed.video; how long one may be is the video service's own limit.
FILM_BYTES, FILM_SECONDS = 100_000_000, 180
CAPTION_BYTES, MOST_CAPTIONS = 20_000, 20  # of app.bsky.embed.video, too: a WebVTT a language
VTT = "text/vtt"
_DIGITS = "234567abcdefghijklmnopqrstuvwxyz"  # of a TID

TOO_LONG = Text(
    en="the text has {n} characters; Bluesky takes {most}. Shorten it, or make a thread.",
    it="il testo ha {n} caratteri; Bluesky ne accetta {most}. Accorciatelo, o fatene un thread.",
)
EMPTY = Text(en="there is nothing in it to send.", it="non c'è niente da inviare.")
ONE_OR_OTHER = Text(
    en="Bluesky shows pictures or a link's card, not both. Take one away.",
    it="Bluesky mostra le immagini o la scheda di un link, non entrambe. Toglietene una.",
)
TOO_MANY = Text(
    en="there are {n} pictures; Bluesky takes {most}.",
    it="le immagini sono {n}; Bluesky ne accetta {most}.",
)
ONE_KIND = Text(
    en="Bluesky shows a video, pictures or a link's card, one of them. Take the others away.",
    it="Bluesky mostra un video, delle immagini o la scheda di un link: uno solo. Togliete il "
    "resto.",
)
LONG_FILM = Text(
    en="the video has {seconds} seconds and {size} MB; Bluesky takes {most} seconds and {room} MB.",
    it="il video dura {seconds} secondi e ha {size} MB; Bluesky accetta {most} secondi e {room} "
    "MB.",
)
LONG_CAPTIONS = Text(
    en="the captions in {lang} have {size} kB; Bluesky takes {most} kB, in {languages} languages. "
    "Shorten them.",
    it="i sottotitoli in {lang} sono di {size} kB; Bluesky ne accetta {most} kB, in {languages} "
    "lingue. Accorciateli.",
)
PUBLIC_ONLY = Text(
    en="posts on Bluesky are for everybody. Choose “public”.",
    it="i post su Bluesky sono per tutti. Scegliete «pubblico».",
)


def moment(at: datetime) -> str:
    """A time as records have it."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def drawn_at(key: str) -> datetime:
    """The time that a letter's key begins with."""
    number = 0
    for digit in key[:13]:
        number = number << 5 | _DIGITS.index(digit)
    return datetime.fromtimestamp((number >> 10) / 1_000_000, UTC)


def check(letter: Letter) -> None:
    """Raises `Refused` for what Bluesky would refuse, before anything goes out."""
    n = graphemes(letter.text)
    if n > LENGTH:
        raise Refused(TOO_LONG, code="too-long", n=n, most=LENGTH)
    if len(letter.text.encode()) > BYTES:
        raise Refused(TOO_LONG, code="too-many-bytes", n=len(letter.text.encode()), most=BYTES)
    hung = letter.pictures or letter.film or letter.card or letter.quote
    if not (letter.text.strip() or hung):
        raise Refused(EMPTY, code="empty")
    if letter.pictures and letter.card:
        raise Refused(ONE_OR_OTHER, code="pictures-and-card")
    if letter.film and (letter.pictures or letter.card):
        raise Refused(ONE_KIND, code="film-and-more")
    if letter.film:
        _check_film(letter.film)
    if len(letter.pictures) > 4:
        raise Refused(TOO_MANY, code="too-many-pictures", n=len(letter.pictures), most=4)
    if letter.audience != "public":
        raise Refused(PUBLIC_ONLY, code="audience")


def _check_film(film: Film) -> None:
    # What lasts three minutes has a last frame, too.
    if film.size > FILM_BYTES or film.seconds >= FILM_SECONDS + 1:
        values = {"seconds": round(film.seconds), "size": round(film.size / 1e6, 1)}
        most = {"most": FILM_SECONDS, "room": FILM_BYTES // 1_000_000}
        raise Refused(LONG_FILM, code="film", **values, **most)
    for number, one in enumerate(film.captions):
        if len(one.data) > CAPTION_BYTES or number >= MOST_CAPTIONS:
            said = {"lang": one.lang, "size": round(len(one.data) / 1000, 1)}
            room = {"most": CAPTION_BYTES // 1000, "languages": MOST_CAPTIONS}
            raise Refused(LONG_CAPTIONS, code="captions", **said, **room)


def record(
    letter: Letter,
    did_of: Callable[[str], str | None],
    blobs: Mapping[str, Json],
    parent: Ref | None,
) -> Json:
    """The post. `blobs` are the uploaded pictures by `pictures_of`'s names, the video as "film" and
    its captions by `captions_of`'s; `parent` and its root have their versions."""
    found: Json = {
        "$type": POST,
        "text": letter.text,
        "createdAt": moment(letter.written_at),
    }
    if letter.lang:
        found["langs"] = [letter.lang]
    if marks := facets(letter.text, did_of):
        found["facets"] = marks
    if parent is not None:
        found["reply"] = {"root": strong(parent.root or parent), "parent": strong(parent)}
    if embed := _embed(letter, blobs):
        found["embed"] = embed
    return found


def strong(ref: Ref) -> Json:
    """Something named by its id and its version."""
    return {"uri": ref.id, "cid": ref.version}


def pictures_of(letter: Letter) -> dict[str, Picture]:
    """What has to be uploaded, by the name under which it is kept between tries."""
    found = {f"picture-{n}": picture for n, picture in enumerate(letter.pictures)}
    if letter.card and letter.card.picture:
        found["card"] = letter.card.picture
    return found


def captions_of(letter: Letter) -> dict[str, Captions]:
    """The captions of its video, by the name under which they are kept between tries."""
    found = letter.film.captions if letter.film else ()
    return {f"captions-{one.lang}": one for one in found}


def _embed(letter: Letter, blobs: Mapping[str, Json]) -> Json | None:
    media: Json | None = None
    if letter.pictures:
        images = [
            {
                "image": blobs[f"picture-{n}"],
                "alt": picture.alt,
                "aspectRatio": {"width": picture.width, "height": picture.height},
            }
            for n, picture in enumerate(letter.pictures)
        ]
        media = {"$type": "app.bsky.embed.images", "images": images}
    elif letter.film:
        film = letter.film
        media = {
            "$type": "app.bsky.embed.video",
            "video": blobs["film"],
            "alt": film.alt,
            "aspectRatio": {"width": film.width, "height": film.height},
        }
        captions = captions_of(letter).items()
        if said := [{"lang": one.lang, "file": blobs[name]} for name, one in captions]:
            media["captions"] = said
    elif letter.card:
        card = letter.card
        external: Json = {"uri": card.url, "title": card.title, "description": card.description}
        if "card" in blobs:
            external["thumb"] = blobs["card"]
        media = {"$type": "app.bsky.embed.external", "external": external}
    if letter.quote is None:
        return media
    quoted: Json = {"$type": "app.bsky.embed.record", "record": strong(letter.quote)}
    if media is None:
        return quoted
    return {"$type": "app.bsky.embed.recordWithMedia", "record": quoted, "media": media}
