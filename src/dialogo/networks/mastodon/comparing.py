"""Whether a status says what a letter says, whatever its server has made of the words."""

from __future__ import annotations

import re

from dialogo.networks.letter import Letter
from dialogo.networks.mastodon.api import Json
from dialogo.networks.mastodon.plain import compared, plain, without_links

_LEADING = re.compile(r"^(\s*@[\w.-]+(@[\w.:-]+)?)+(?=\s|$)")
_TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)


def words(letter: Letter) -> str:
    """The text, and the link of its card: the server makes the card."""
    if letter.card and letter.card.url not in letter.text:
        return f"{letter.text}\n\n{letter.card.url}".strip()
    return letter.text


def same(status: Json, letter: Letter) -> bool | None:
    """Whether it says the same: yes; False where all but the links is the same; None for no."""
    html, written = str(status.get("content") or ""), _unaddressed(words(letter))
    ours = {_left(written), _left(_TAG.sub("", written))}  # some servers strip what looks like HTML
    shown = {_left(_unaddressed(plain(html, shown=way))) for way in (True, False)}
    if ours & shown:
        return True
    bare = _unaddressed(plain(html, links=False))
    left = {compared(without_links(one)) for one in (written, _TAG.sub("", written))}
    return False if compared(bare) and compared(bare) in left else None


def _left(text: str) -> str:
    """What servers leave as it is; of a text of nothing but signs, these."""
    return compared(text) or re.sub(r"\s+", "", text)


def _unaddressed(text: str) -> str:
    """Without the handles in front, which are added when it is sent."""
    return _LEADING.sub("", text).strip()
