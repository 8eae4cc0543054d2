"""Looking whether a letter is on X already: in our own timeline, for the same words.

What was written before the attempt is not the letter. When that was is told by X's clock: it is
what X's clock shows now, less what has passed by ours since. What two clocks cannot tell apart is
left to a person. Looking is charged, too.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from dialogo.networks.errors import Unsettled
from dialogo.networks.letter import Letter, Receipt
from dialogo.networks.x import posts
from dialogo.networks.x.api import Api, Json
from dialogo.networks.x.comparing import fits, same
from dialogo.networks.x.posts import FIELDS, Us, listed
from dialogo.networks.x.prices import OWN
from dialogo.networks.x.pull import fitting, paid
from dialogo.records.text import Text

TRIED = "tried"  # in `Letter.kept`: when a call was about to be made that may have posted it
PAGES, SIZES = 4, (10, 5)
MARGIN = timedelta(minutes=2)  # a clock may have been set meanwhile, and `Date` is in whole seconds

ALIKE = Text(
    en="on X there is one with almost the same words, of {at}. Look whether it is this one.",
    it="su X ce n'è uno con quasi le stesse parole, di {at}. Guardate se è questo.",
)
TOO_FAR = Text(
    en="too much was written on X since to be sure. Look whether it is there.",
    it="da allora su X è stato scritto troppo per esserne certi. Guardate se c'è.",
)
NO_CLOCK = Text(
    en="X does not tell what its clock shows, and nobody can be sure. Look whether it is there.",
    it="X non dice che ora segna il suo orologio, e non si può esserne certi. Guardate se c'è.",
)


def find(api: Api, us: Us, letter: Letter, now: datetime) -> Receipt | None:
    """The letter's post; None if it surely is not there; raises `Unsettled` where that is unclear.

    `now` is by our clock, which has to run on between the attempt and this.
    """
    doubtful: Json | None = None
    for told in _since(api, us, _tried(letter), now):
        alike = same(told, letter) if us.wrote(told) and fits(told, letter) else None
        if alike:
            return _receipt(told, us, letter)
        if alike is False:
            doubtful = doubtful or told
    if doubtful:
        raise Unsettled(ALIKE, code="alike", at=posts.moment(doubtful["created_at"]))
    return None


def _tried(letter: Letter) -> datetime:
    noted = posts.moment(letter.kept.get(TRIED))
    return noted or letter.written_at


def _since(api: Api, us: Us, tried: datetime, now: datetime) -> Iterator[Json]:
    """Own posts, the newest first, back to what was written before the attempt."""
    token: str | None = None
    for _ in range(PAGES):
        found = _page(api, us, token)
        if api.date is None:
            raise Unsettled(NO_CLOCK, code="no-clock")
        began = api.date - max(now - tried, timedelta()) - MARGIN
        told = [one for one in listed(found, "data") if posts.whole(one)]
        ours = [one for one in told if not posts.is_passed_on(one)]
        recent = [one for one in ours if (posts.moment(one["created_at"]) or began) >= began]
        yield from recent
        meta = found.get("meta")
        token = str(meta.get("next_token") or "") if isinstance(meta, dict) else ""
        if not token or not told or len(recent) < len(ours):
            return
    raise Unsettled(TOO_FAR, code="too-far")


def _page(api: Api, us: Us, token: str | None) -> Json:
    price = api.prices[OWN]
    size = fitting(api, SIZES, price)
    return api.get(
        f"/2/users/{us.id}/tweets", size * price, paid(api, OWN),
        max_results=size, tweet__fields=FIELDS, pagination_token=token,
    )  # fmt: skip


def _receipt(told: Json, us: Us, letter: Letter) -> Receipt:
    known = posts.id_of(told)
    at = posts.moment(told["created_at"])
    return Receipt(
        ref=posts.ref(told, us),
        url=posts.url_of(us.handle, known),
        sent_at=at or letter.written_at,
        kept=dict(letter.kept),
    )
