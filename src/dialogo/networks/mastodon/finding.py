"""Looking whether a letter is on the server already, where the server keeps no keys.

A status is known by its words, what it replies to, its pictures and its time. Two of our own with
the same words in one moment cannot be told apart: then a person decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import timedelta

from dialogo.networks.errors import Unsettled
from dialogo.networks.letter import Letter, Receipt
from dialogo.networks.mastodon import statuses
from dialogo.networks.mastodon.api import Api, Json, segment
from dialogo.networks.mastodon.plain import compared, plain, without_links
from dialogo.networks.mastodon.server import DESCENDANTS, Server
from dialogo.records.text import Text

SKEW = timedelta(minutes=2)  # by which the clocks of two machines may differ
PAGE, PAGES = 40, 5
_LEADING = re.compile(r"^(\s*@[\w.-]+(@[\w.:-]+)?)+(?=\s|$)")

ALIKE = Text(
    en="on {host} there is one with almost the same words, of {at}. Look whether it is this one.",
    it="su {host} ce n'è uno con quasi le stesse parole, di {at}. Guardate se è questo.",
)
TOO_FAR = Text(
    en="too much was written on {host} since to be sure. Look whether it is there.",
    it="da allora su {host} è stato scritto troppo per esserne certi. Guardate se c'è.",
)


def find(
    api: Api, server: Server, me: str, letter: Letter, known: Mapping[str, str]
) -> Receipt | None:
    """The letter's status; None if it is not there. `known`: which statuses are whose letter."""
    doubtful = None
    for status in _candidates(api, server, me, letter):
        if known.get(str(status["id"])) == letter.key:
            return receipt(status, letter, letter.kept)
        if str(status["id"]) in known or not _fits(status, letter):
            continue
        same = _same(status, letter)
        if same and statuses.sent_at(status) >= letter.written_at:
            return receipt(status, letter, letter.kept)
        if same is not None:
            doubtful = status
    if doubtful:
        at = statuses.sent_at(doubtful)
        raise Unsettled(ALIKE, code="alike", host=api.host, at=at)
    return None


def receipt(status: Json, letter: Letter, kept: Mapping[str, str]) -> Receipt:
    """What the network made of a letter."""
    above = letter.reply_to
    root = (above.root.id if above.root else above.id) if above else None
    return Receipt(
        ref=statuses.ref(status, root),
        url=status.get("url") or None,
        sent_at=statuses.sent_at(status),
        kept=dict(kept),
    )


def words(letter: Letter) -> str:
    """The text, and the link of its card: the server makes the card."""
    if letter.card and letter.card.url not in letter.text:
        return f"{letter.text}\n\n{letter.card.url}".strip()
    return letter.text


def _candidates(api: Api, server: Server, me: str, letter: Letter) -> Iterator[Json]:
    """Own statuses since the letter was written, from wherever this server shows them."""
    seen = set()
    for status in _all(api, server, me, letter):
        if statuses.whole(status) and str(status["account"]["id"]) == me:
            recent = statuses.sent_at(status) >= letter.written_at - SKEW
            if recent and str(status["id"]) not in seen:
                seen.add(str(status["id"]))
                yield status


def _all(api: Api, server: Server, me: str, letter: Letter) -> Iterator[Json]:
    path = f"/api/v1/accounts/{segment(me)}/statuses"
    yield from _since(api, path, letter, [("exclude_reblogs", "true")])
    if server.kind in DESCENDANTS:
        return
    if letter.reply_to:  # some do not list what is not for everybody, but show it in its thread
        around = api.perhaps(f"/api/v1/statuses/{segment(letter.reply_to.id)}/context") or {}
        yield from around.get("descendants", ())
    if letter.audience in ("followers", "direct"):
        yield from api.page("/api/v1/timelines/home", [("limit", str(PAGE))]).items
        talks = api.perhaps("/api/v1/conversations", [("limit", str(PAGE))])
        for talk in talks if isinstance(talks, list) else ():
            if isinstance(talk.get("last_status"), dict):
                yield talk["last_status"]


def _since(api: Api, path: str, letter: Letter, query: list[tuple[str, str]]) -> Iterator[Json]:
    """The newest, page by page, until the time when the letter was written."""
    asked: list[tuple[str, str]] | str = [("limit", str(PAGE)), *query]
    for _ in range(PAGES):
        page = api.page(path, asked)
        yield from page.items
        times = [at for one in page.items if (at := statuses.moment(one.get("created_at")))]
        if page.onward is None or not times or min(times) < letter.written_at - SKEW:
            return
        asked = page.onward
    raise Unsettled(TOO_FAR, code="too-far", host=api.host)


def _fits(status: Json, letter: Letter) -> bool:
    """Whether it stands where the letter would. A server may have dropped what it replies to."""
    above = statuses.parent(status)
    if letter.reply_to:
        there = above == letter.reply_to.id or not statuses.answers(status)
    else:
        there = not statuses.answers(status)
    return there and len(status.get("media_attachments") or ()) == len(letter.pictures)


def _same(status: Json, letter: Letter) -> bool | None:
    """Whether it says the same: yes; False where all but the links is the same; None for no."""
    html = str(status.get("content") or "")
    ours, bare = _unaddressed(words(letter)), _unaddressed(without_links(words(letter)))
    if compared(ours) in (compared(_unaddressed(plain(html, shown=way))) for way in (True, False)):
        return True
    left = compared(bare)
    return False if left and left == compared(_unaddressed(plain(html, links=False))) else None


def _unaddressed(text: str) -> str:
    """Without the handles in front, which are added when it is sent."""
    return _LEADING.sub("", text).strip()
