"""The words of a message: plain, with the addresses of its links; what hangs on it; who is named.

Positions in a text are counted in UTF-16 units.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from dialogo.networks.seen import Attachment
from dialogo.networks.telegram.api import Json

_HUNG: dict[str, Literal["picture", "film", "sound", "file"]] = {
    "photo": "picture",
    "animation": "film",
    "video": "film",
    "video_note": "film",
    "voice": "sound",
    "audio": "sound",
    "document": "file",
}
Form = Literal["text", "picture", "film"]


def said(message: Json) -> str:
    """Its text or caption; a sticker's sign, a poll's question, a contact, a place."""
    text = message.get("text") or message.get("caption")
    if isinstance(text, str):
        return _with_links(text, message).replace("\x00", "").strip()
    for name, fields in (
        ("sticker", ("emoji",)),
        ("dice", ("emoji",)),
        ("poll", ("question",)),
        ("contact", ("first_name", "last_name", "phone_number")),
        ("venue", ("title", "address")),
        ("location", ("latitude", "longitude")),
    ):
        told = message.get(name)
        if isinstance(told, dict):
            found = [str(told[field]) for field in fields if told.get(field)]
            return ", ".join(found)
    return ""


def attachments(message: Json) -> tuple[Attachment, ...]:
    """Without addresses: a file's address holds the token of the bot."""
    if isinstance(message.get("animation"), dict):  # told as a document too
        return (_attachment("animation", message["animation"]),)
    return tuple(
        _attachment(name, message[name])
        for name in _HUNG
        if isinstance(message.get(name), dict | list) and message[name]
    )


def form_of(hung: tuple[Attachment, ...]) -> Form:
    """What a post is by what hangs on it."""
    for each in hung:
        if each.kind in ("picture", "film"):
            return "picture" if each.kind == "picture" else "film"
    return "text"


def mentions(message: Json, handle: str, known: str) -> bool:
    """Whether it names somebody: by handle, by id where there is no handle, or with a command."""
    named = f"@{handle}".casefold()
    for kind, words, entity in _entities(message):
        if kind == "mention" and words.casefold() == named:
            return True
        if kind == "bot_command" and words.casefold().endswith(named):
            return True
        user = entity.get("user")
        if kind == "text_mention" and isinstance(user, dict) and str(user.get("id")) == known:
            return True
    return False


def _attachment(name: str, told: Any) -> Attachment:
    one = told[-1] if isinstance(told, list) else told
    one = one if isinstance(one, dict) else {}
    return Attachment(
        kind=_HUNG[name],
        url="",
        alt=str(one.get("file_name") or ""),
        mime=str(one.get("mime_type") or ("image/jpeg" if name == "photo" else "")),
    )


def _with_links(text: str, message: Json) -> str:
    """Each link behind words is shown behind them."""
    parts, rest = list[bytes](), text.encode("utf-16-le")
    for kind, _, entity in sorted(
        _entities(message), key=lambda found: found[2]["offset"], reverse=True
    ):
        url = entity.get("url")
        if kind != "text_link" or not isinstance(url, str):
            continue
        start, end = _span(entity)
        shown = rest[start:end].decode("utf-16-le", "replace")
        if url.rstrip("/") not in (shown, shown.rstrip("/")):
            parts.insert(0, rest[end:])
            parts.insert(0, f" ({url})".encode("utf-16-le"))
            rest = rest[:end]
    return b"".join((rest, *parts)).decode("utf-16-le", "replace")


def _entities(message: Json) -> Iterator[tuple[str, str, Json]]:
    """Each with its kind and its words."""
    caption = "text" not in message
    text = message.get("caption" if caption else "text")
    found = message.get("caption_entities" if caption else "entities")
    if not isinstance(text, str) or not isinstance(found, list):
        return
    units = text.encode("utf-16-le")
    for entity in found:
        if not isinstance(entity, dict):
            continue
        offset, length = entity.get("offset"), entity.get("length")
        if isinstance(offset, int) and isinstance(length, int) and offset >= 0 <= length:
            start, end = _span(entity)
            yield str(entity.get("type")), units[start:end].decode("utf-16-le", "replace"), entity


def _span(entity: Json) -> tuple[int, int]:
    return 2 * entity["offset"], 2 * (entity["offset"] + entity["length"])
