"""Whether a post says what a letter says, whatever X has made of the words."""

from __future__ import annotations

import re
import unicodedata

from dialogo.networks.letter import Letter
from dialogo.networks.x import posts
from dialogo.networks.x.api import Json
from dialogo.networks.x.counting import without_links


def words(letter: Letter) -> str:
    """The text, and the link of its card: X makes the card."""
    text = letter.text.strip()
    if letter.card and letter.card.url not in text:
        return f"{text}\n\n{letter.card.url}".strip()
    return text


def same(told: Json, letter: Letter) -> bool | None:
    """Whether it says the same: yes; False where all but the links is the same; None for no."""
    theirs, ours = (
        posts.unaddressed(posts.text(told)), posts.unaddressed(words(letter)),
    )  # fmt: skip
    if _left(theirs) == _left(ours):
        return True
    bare = _left(without_links(ours))
    return False if bare and bare == _left(without_links(theirs)) else None


def fits(told: Json, letter: Letter) -> bool:
    """Whether it stands where the letter would, with as many pictures."""
    above = letter.reply_to
    wanted = {above.id, posts.newest_of(above)} if above else {None}
    return posts.parent(told) in wanted and len(posts.attachments(told)) == len(letter.pictures)


def _left(text: str) -> str:
    """What X leaves as it is; it may take out signs that nobody sees, and lengthen spaces."""
    plain = unicodedata.normalize("NFC", text)
    seen = "".join(sign for sign in plain if unicodedata.category(sign) != "Cf")
    return re.sub(r"\s+", " ", seen).strip().casefold()
