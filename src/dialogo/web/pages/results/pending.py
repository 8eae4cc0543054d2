"""Posts of which nothing can be told yet: what is missing, and when it will be told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from django.utils import timezone

from dialogo.content.same_age import AGES, ENOUGH
from dialogo.records.network_names import network_name
from dialogo.records.text import Text
from dialogo.web.frame.filled import filled
from dialogo.web.pages.results.words import Said

LATELY = timedelta(weeks=8)  # by how much is posted in these it is said when there will be enough
FORMS = {
    "text": Text(en="text", it="testo"),
    "image": Text(en="pictures", it="immagini"),
    "video": Text(en="video", it="video"),
    "link": Text(en="links", it="link"),
    "album": Text(en="albums", it="album"),
    "story": Text(en="stories", it="storie"),
    "live": Text(en="live", it="dirette"),
    "poll": Text(en="polls", it="sondaggi"),
    "share": Text(en="shared posts", it="condivisioni"),
}
FEW = Text(
    en="{like}: figures at the same age are known of {n:earlier post|earlier posts}, and {enough} "
    "are needed",
    it="{like}: si conoscono i numeri alla stessa età di {n:post precedente|post precedenti}, e ne "
    "servono {enough}",
)
AT_PACE = Text(
    en="{few}. At your pace of late that is in about {weeks:week|weeks}.",
    it="{few}. Al ritmo degli ultimi tempi, fra circa {weeks:settimana|settimane}.",
)
NO_PACE = Text(
    en="{few}. Nothing of the kind went out in the last eight weeks.",
    it="{few}. Nelle ultime otto settimane non ne sono usciti.",
)
FIRST = Text(
    en="{n:post is|posts are} among the first of their kind: what came before is too little to "
    "compare with, and stays so.",
    it="{n:post è tra i primi del suo tipo|post sono tra i primi del loro tipo}: ciò che viene "
    "prima è troppo poco per un confronto, e resta così.",
)
SOON = Text(
    en="{n:post has|posts have} not been read at an age that can be compared; the next reading is "
    "due on {at}, where the network allows it.",
    it="{n:post non è stato ancora letto|post non sono stati ancora letti} a un'età che si possa "
    "confrontare; la prossima lettura è prevista il {at}, dove la rete lo permette.",
)
NEVER = Text(
    en="{n:post was|posts were} not read in the first thirty days. An export with figures of those "
    "days would tell.",
    it="{n:post non è stato letto|post non sono stati letti} nei primi trenta giorni. Lo direbbe "
    "un'esportazione con i numeri di quei giorni.",
)
PAID = Text(en="{like}, paid for", it="{like}, a pagamento")


@dataclass(frozen=True)
class Pending:
    """`n` posts of which it cannot be told yet, and in sentences why."""

    n: int
    why: Sequence[Text]


def pending(posts: Sequence[Said], now: datetime, *, newest: bool) -> Pending | None:
    """Of posts of which the newest comes first; `newest`: nothing is newer than the first."""
    few = [one for one in posts if one.shape == "○"]
    if not few:
        return None
    unread = [one for one in few if one.shown.result.told.get("standing") is None]
    return Pending(len(few), [*_compared(posts, newest), *_unread(unread, now)])


def _compared(posts: Sequence[Said], newest: bool) -> Iterator[Text]:
    """Posts that have too few to be compared with, kind by kind."""
    alike: dict[tuple[str, str, bool], list[Said]] = defaultdict(list)
    for one in posts:
        if one.shown.result.told.get("standing"):
            told = one.shown.result.told
            alike[one.shown.post.network, told["kind"] or "", told["paid"]].append(one)
    first = 0
    for (network, form, paid), some in alike.items():
        few = [one for one in some if one.shape == "○"]
        if few and newest and some[0].shape == "○":
            yield _soon(_called(network, form, paid), some)
        else:
            first += len(few)
    if first:
        yield filled(FIRST, n=first)


def _soon(like: Text, some: Sequence[Said]) -> Text:
    """How many more it takes until one of a kind can be told, and how long that lasts."""
    known = max(one.shown.result.told["standing"]["n"] for one in some)
    few = filled(FEW, like=like, n=known, enough=ENOUGH)
    last = some[0].shown.post.published_at
    pace = sum(last - one.shown.post.published_at < LATELY for one in some) / 8
    if pace <= 1 / 8:
        return filled(NO_PACE, few=few)
    return filled(AT_PACE, few=few, weeks=ceil((ENOUGH - known) / pace))


def _unread(posts: Sequence[Said], now: datetime) -> Iterator[Text]:
    ahead = [
        min(at for age in AGES if (at := one.shown.post.published_at + age) > now)
        for one in posts
        if one.shown.post.published_at + AGES[-1] > now
    ]
    if ahead:
        yield filled(SOON, n=len(ahead), at=timezone.localtime(min(ahead)))
    if len(posts) > len(ahead):
        yield filled(NEVER, n=len(posts) - len(ahead))


def _called(network: str, form: str, paid: bool) -> Text:
    name = Text(en=network_name(network, "en"), it=network_name(network, "it"))
    if form in FORMS:
        name = Text(en=f"{name.en}, {FORMS[form].en}", it=f"{name.it}, {FORMS[form].it}")
    return filled(PAID, like=name) if paid else name
