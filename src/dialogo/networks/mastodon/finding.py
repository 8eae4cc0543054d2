"""Looking whether a letter is on the server already, where the server keeps no keys.

A status is known by its words, what it replies to and its pictures. What looked like the letter
before it was sent is noted first (`noted`), so that neither the server's clock nor ours decides
which one it is. Without such a note the clocks do, and what they cannot tell is left to a person.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from dialogo.networks.errors import Unsettled
from dialogo.networks.letter import Letter, Receipt
from dialogo.networks.mastodon import statuses
from dialogo.networks.mastodon.api import Api, Json, order, segment
from dialogo.networks.mastodon.comparing import same
from dialogo.networks.mastodon.server import DESCENDANTS, Server
from dialogo.records.text import Text

SKEW = timedelta(minutes=2)  # by which the clocks of two machines may differ unseen
ANY_ZONE = timedelta(hours=15)  # a clock that was set to another zone's hour is off by less
PAGE, PAGES = 40, 5
Asked = list[tuple[str, str]]
BEFORE, FLOOR = "before", "floor"  # in `Letter.kept`: what is not the letter, and what was not read

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
    for status in _own(_all(api, server, letter, me), me):
        key = str(status["id"])
        if known.get(key) == letter.key:
            return receipt(status, letter, letter.kept)
        if key in known or not _fits(status, letter):
            continue
        alike = same(status, letter)
        sure = _sure(api, status, letter) if alike is not None else False
        if alike and sure:
            return receipt(status, letter, letter.kept)
        if sure is not False:
            doubtful = doubtful or status
    if doubtful:
        at = statuses.sent_at(doubtful)
        raise Unsettled(ALIKE, code="alike", host=api.host, at=at)
    return None


def noted(api: Api, server: Server, me: str, letter: Letter) -> dict[str, str]:
    """What there is already that looks like the letter, which has not been sent yet; and the oldest
    id that was looked at."""
    floor, alike = "", []
    for path, query in _listings(server, letter, me):
        page = api.page(path, query)
        for status in _own(page.items, me):
            if _fits(status, letter) and same(status, letter) is not None:
                alike.append(str(status["id"]))
        ids = [str(one["id"]) for one in page.items if one.get("id")]
        if page.onward is not None and ids:
            floor = max(floor, min(ids, key=order), key=order)
    return {BEFORE: " ".join(alike), FLOOR: floor}


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


def _sure(api: Api, status: Json, letter: Letter) -> bool | None:
    """Whether one that says the same is the letter; False if it surely is not, None: who knows."""
    key, at = str(status["id"]), statuses.sent_at(status)
    floor = letter.kept.get(FLOOR)
    if floor is not None:
        if key in letter.kept.get(BEFORE, "").split():
            return False
        if order(key) > order(floor):
            return True
    elif at >= _as_coarse(letter.written_at + api.ahead, at):
        return True
    return None if at >= _since(api, letter) - ANY_ZONE else False


def _since(api: Api, letter: Letter) -> datetime:
    """When it was written, by the clock that shows less."""
    return letter.written_at + min(api.ahead, timedelta())


def _as_coarse(ours: datetime, theirs: datetime) -> datetime:
    """Cut as servers cut what they tell: to thousandths, or to whole seconds."""
    unit = 1000 if theirs.microsecond else 1_000_000
    return ours.replace(microsecond=ours.microsecond // unit * unit)


def _own(found: Iterator[Json] | list[Json], me: str) -> Iterator[Json]:
    """Our own, each once."""
    seen = set()
    for status in found:
        if not statuses.whole(status) or str(status["account"]["id"]) != me:
            continue
        if str(status["id"]) not in seen:
            seen.add(str(status["id"]))
            yield status


def _all(api: Api, server: Server, letter: Letter, me: str) -> Iterator[Json]:
    """What was written since, from wherever this server shows it."""
    for path, query in _listings(server, letter, me):
        yield from _back(api, path, query, letter)
    if server.kind in DESCENDANTS:
        return
    if letter.reply_to:  # some do not list what is not for everybody, but show it in its thread
        around = api.perhaps(f"/api/v1/statuses/{segment(letter.reply_to.id)}/context") or {}
        yield from statuses.listed(around, "descendants")
    if letter.audience in ("followers", "direct"):
        talks = api.optional("/api/v1/conversations", [("limit", str(PAGE))])
        for talk in talks if isinstance(talks, list) else ():
            if isinstance(talk, dict) and isinstance(talk.get("last_status"), dict):
                yield talk["last_status"]


def _listings(server: Server, letter: Letter, me: str) -> Iterator[tuple[str, Asked]]:
    """Where own statuses are listed; some list what is not for everybody on the home page only."""
    limit = ("limit", str(PAGE))
    yield f"/api/v1/accounts/{segment(me)}/statuses", [limit, ("exclude_reblogs", "true")]
    if server.kind not in DESCENDANTS and letter.audience in ("followers", "direct"):
        yield "/api/v1/timelines/home", [limit]


def _back(api: Api, path: str, query: Asked, letter: Letter) -> Iterator[Json]:
    """The newest, page by page, until what was read before it was sent, or is surely older."""
    asked: Asked | str = query
    times: list[datetime] = []
    for _ in range(PAGES):
        page = api.page(path, asked)
        yield from page.items
        times = [at for one in page.items if (at := statuses.moment(one.get("created_at")))]
        if page.onward is None or not times or _is_old(api, page.items, times, letter):
            return
        asked = page.onward
    if min(times) >= _since(api, letter) - SKEW:
        raise Unsettled(TOO_FAR, code="too-far", host=api.host)


def _is_old(api: Api, items: list[Json], times: list[datetime], letter: Letter) -> bool:
    floor = letter.kept.get(FLOOR)
    ids = [str(one["id"]) for one in items if one.get("id")]
    passed = bool(floor) and any(order(key) <= order(floor or "") for key in ids)
    return passed or min(times) < _since(api, letter) - ANY_ZONE


def _fits(status: Json, letter: Letter) -> bool:
    """Whether it stands where the letter would. A server may have dropped what it replies to."""
    above = statuses.parent(status)
    if letter.reply_to:
        there = above == letter.reply_to.id or not statuses.answers(status)
    else:
        there = not statuses.answers(status)
    hung = len(letter.pictures) + (letter.film is not None)
    return there and len(statuses.listed(status, "media_attachments")) == hung
