"""Sending by a bot: where a letter goes, how long it may be, pictures, a video, taking down."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from dialogo.networks.account import Limits
from dialogo.networks.errors import Refused, Unsettled
from dialogo.networks.letter import Film, Letter, Receipt, Ref, longer
from dialogo.networks.telegram.api import NOT_SPOKEN, Api, Json, Migrated
from dialogo.networks.telegram.messages import Us, id_of, place_of, url_of
from dialogo.records.text import Text

LENGTH, CAPTION = 4096, 1024  # UTF-16 units, formatting not counted
PICTURES = 10
FILM_BYTES = 50_000_000  # Bot API, sendVideo: what a bot may send
Words = tuple[str, list[Json]]  # a text, and what of it is a link
LIMITS = Limits(
    length=LENGTH,
    counted="utf16",
    pictures=PICTURES,
    picture_bytes=10_000_000,
    alt_length=1000,  # Telegram keeps none: they stay here, with the letter
    directs=True,
    films=1,
    film_bytes=FILM_BYTES,
)

EMPTY = Text(
    en="there is nothing in it. Write something or add a picture.",
    it="non contiene nulla. Scrivete qualcosa o aggiungete un'immagine.",
)
TOO_LONG = Text(
    en="the text has {length} characters as Telegram counts them, and it takes {most}. Shorten it.",
    it="il testo ha {length} caratteri, contati come fa Telegram, che ne accetta {most}. "
    "Accorciatelo.",
)
CAPTION_TOO_LONG = Text(
    en="below pictures Telegram takes {most} characters, and the text has {length}. Shorten it, or "
    "send it without pictures.",
    it="sotto le immagini Telegram accetta {most} caratteri, e il testo ne ha {length}. "
    "Accorciatelo, o inviatelo senza immagini.",
)
FILM_TOO_BIG = Text(
    en="the video has {size} MB; a bot may send {most} MB. Make it shorter.",
    it="il video è di {size} MB; un bot può inviarne {most}. Accorciatelo.",
)
TOO_MANY = Text(
    en="it has {found} pictures, and Telegram takes {most}.",
    it="ha {found} immagini, e Telegram ne accetta {most}.",
)
NO_QUOTES = Text(
    en="a bot cannot quote another post. Put its link into the text.",
    it="un bot non può citare un altro post. Mettetene il link nel testo.",
)
NOWHERE = Text(
    en="the bot has no channel to post in. Connect it again, and name the channel.",
    it="il bot non ha un canale in cui pubblicare. Collegatelo di nuovo indicando il canale.",
)
NOBODY = Text(
    en="a private message needs somebody to go to.",
    it="un messaggio privato ha bisogno di un destinatario.",
)


def units(text: str) -> int:
    """How long a text is for Telegram: in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def send(api: Api, us: Us, letter: Letter) -> Receipt:
    """One message, or one album; see `Connector.send`."""
    if letter.quote:
        raise Refused(NO_QUOTES, code="quote")
    words = _written(letter)
    chat, above = _where(us, letter)
    try:
        sent = _send(api, letter, words, chat, above)
    except Migrated as moved:  # the group's old messages have other ids there
        try:
            sent = _send(api, letter, words, moved.to, None)
        except Migrated as again:
            raise Refused(NOWHERE, code="migrated") from again
    return _receipt(api, sent)


def react(api: Api, ref: Ref, emoji: str | None) -> None:
    """Sets our one reaction, or takes it away."""
    chat, message = place_of(ref.id)
    reaction = [{"type": "emoji", "emoji": emoji}] if emoji else []
    try:
        api.do(
            "setMessageReaction", sends=False, chat_id=chat, message_id=message, reaction=reaction
        )
    except Migrated as moved:
        raise Refused(NOWHERE, code="migrated") from moved


def delete(api: Api, ref: Ref) -> None:
    """All pictures of an album; what is gone already is passed over."""
    chat, message = place_of(ref.id)
    ids = [int(each) for each in ref.version.split(",")] if ref.version else [message]
    try:
        api.do("deleteMessages", sends=False, chat_id=chat, message_ids=ids)
    except Migrated:
        return  # the old group is gone, and what was in it


def _where(us: Us, letter: Letter) -> tuple[int | str, int | None]:
    """The chat, and the message in it that is answered."""
    above = place_of(letter.reply_to.id) if letter.reply_to else None
    if letter.audience == "direct":
        chat = letter.conversation or (letter.to[0] if letter.to else None) or (above and above[0])
        if not chat:
            raise Refused(NOBODY, code="to")
        return chat, above[1] if above and str(above[0]) == str(chat) else None
    if above:
        return above
    if not us.channel:
        raise Refused(NOWHERE, code="channel")
    return us.channel, None


def _written(letter: Letter) -> Words:
    """The text with the title of its card below it, that leads to the card's address."""
    text, entities = letter.text.strip(), list[Json]()
    card = letter.card
    if card and card.url not in text:
        text = f"{text}\n\n" if text else ""
        title = " ".join(card.title.split()) or card.url
        entities = [
            {"type": "text_link", "offset": units(text), "length": units(title), "url": card.url}
        ]
        text += title
    if not text and not letter.pictures and not letter.film:
        raise Refused(EMPTY, code="empty")
    if letter.film and letter.film.size > FILM_BYTES:
        size = round(letter.film.size / 1e6, 1)
        raise Refused(FILM_TOO_BIG, code="film", size=size, most=FILM_BYTES // 1_000_000)
    if len(letter.pictures) > PICTURES:
        raise Refused(TOO_MANY, code="pictures", found=len(letter.pictures), most=PICTURES)
    if (letter.pictures or letter.film) and units(text) > CAPTION:
        raise Refused(CAPTION_TOO_LONG, code="too-long", length=units(text), most=CAPTION)
    if units(text) > LENGTH:
        raise Refused(TOO_LONG, code="too-long", length=units(text), most=LENGTH)
    return text, entities


def _send(api: Api, letter: Letter, words: Words, chat: int | str, above: int | None) -> Any:
    text, entities = words
    asked: Json = {"chat_id": chat}
    if above is not None:
        asked["reply_parameters"] = {"message_id": above}
    if not letter.pictures and not letter.film:
        if letter.card:
            asked["link_preview_options"] = {"url": letter.card.url}
        return api.do("sendMessage", sends=True, text=text, entities=entities, **asked)
    caption: Json = {"caption": text, "caption_entities": entities} if text else {}
    if letter.film:
        return _send_film(api, letter.film, {**asked, **caption})
    files = {
        f"picture{at}": (each.name, each.bytes(), each.mime)
        for at, each in enumerate(letter.pictures)
    }
    if len(files) == 1:
        return api.upload("sendPhoto", {"photo": files["picture0"]}, **asked, **caption)
    media = [{"type": "photo", "media": f"attach://{name}"} for name in files]
    media[0] |= caption
    return api.upload("sendMediaGroup", files, media=media, **asked)


def _send_film(api: Api, film: Film, asked: Json) -> Any:
    """A video that plays while it is still coming; Telegram draws its poster."""
    about: Json = {"width": film.width, "height": film.height, "duration": round(film.seconds)}
    with film.open() as opened:
        files = {"video": (film.name, opened, film.mime)}
        return api.upload(
            "sendVideo", files, longer(film.size), supports_streaming=True, **about, **asked
        )


def _receipt(api: Api, sent: Any) -> Receipt:
    messages = sent if isinstance(sent, list) else [sent]
    if not messages or not all(_whole(each) for each in messages):
        raise Unsettled(NOT_SPOKEN, code="shape", host=api.host)
    first = messages[0]
    album = ",".join(str(each["message_id"]) for each in messages) if len(messages) > 1 else None
    return Receipt(
        ref=Ref(id_of(first), version=album),
        url=url_of(first),
        sent_at=datetime.fromtimestamp(first["date"], UTC),
    )


def _whole(message: object) -> bool:
    return (
        isinstance(message, dict)
        and isinstance(message.get("message_id"), int)
        and isinstance(message.get("date"), int)
        and isinstance(message.get("chat"), dict)
        and isinstance(message["chat"].get("id"), int)
    )
