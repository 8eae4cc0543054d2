"""Reading what is new: mentions and answers, then own posts with what they have brought.

Every post that comes in costs, so that no page is asked for that the meter does not hold: smaller
ones are tried, and what is left out stays where it is until there is money for it again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from dialogo.networks.errors import NetworkError, Refused
from dialogo.networks.letter import Ref
from dialogo.networks.seen import Figures, Message, Pulled, Seen
from dialogo.networks.x import posts
from dialogo.networks.x.api import Api, Json
from dialogo.networks.x.cursor import Listing, Memory
from dialogo.networks.x.posts import FIELDS, PEOPLE, Us, listed
from dialogo.networks.x.prices import OWN, POST, USER

PAGES = (25, 10, 5)  # how many posts are asked for at once; X gives no fewer than 5
FIRST = (20, 10, 5)  # of a first pull, which goes no further back
MOST_AT_ONCE = 100
ABOVE = 5  # how far up a thread is read


def pull(api: Api, us: Us, after: str | None, now: datetime) -> Pulled:
    """One page of what is new after the cursor."""
    reader = _Reader(api, us, Memory.read(after), now)
    memory = reader.memory
    more = False
    if memory.turn == "mentions":
        more = reader.read(memory.mentions, f"/2/users/{us.id}/mentions", people=True)
        if more:
            return reader.pulled(more=True)
        memory.turn = "own"
        try:
            return reader.own()
        except NetworkError:
            if not reader.items:
                raise
            return reader.pulled(more=True)  # what was paid for is not thrown away
    return reader.own()


@dataclass
class _Reader:
    """One pull. `items` are what it found, by id."""

    api: Api
    us: Us
    memory: Memory
    now: datetime
    items: dict[str, list[Seen]] = field(default_factory=dict)

    def own(self) -> Pulled:
        more = self.read(self.memory.own, f"/2/users/{self.us.id}/tweets", people=False)
        if not more:
            self.memory.turn = "mentions"
        return self.pulled(more=more)

    def pulled(self, *, more: bool) -> Pulled:
        found = sorted(self.items.items(), key=lambda each: int(each[0]))
        return Pulled(tuple(one for _, some in found for one in some), self.memory.write(), more)

    def read(self, listing: Listing, path: str, *, people: bool) -> bool:
        """One page of a listing. True: there is more."""
        first = listing.since is None
        try:
            found = self._page(listing, path, people=people)
        except Refused as error:
            if listing.token is None or error.code != "400":
                raise
            listing.token = listing.top = None  # where we were is forgotten there: from `since`
            found = self._page(listing, path, people=people)
        told = [one for one in listed(found, "data") if posts.whole(one)]
        who = {str(one["id"]): one for one in listed(found.get("includes"), "users") if "id" in one}
        for one in sorted(told, key=lambda each: int(each["id"])):
            self._take(one, who)
        meta = found.get("meta")
        token = meta.get("next_token") if isinstance(meta, dict) else None
        onward = str(token) if token and told and not first else None
        listing.note([str(one["id"]) for one in told], onward)
        return onward is not None

    def _page(self, listing: Listing, path: str, *, people: bool) -> Json:
        each = self.api.prices[OWN] + (self.api.prices[USER] if people else 0)
        asked = {
            "tweet__fields": FIELDS,
            "since_id": listing.since if listing.since != "0" else None,
            "pagination_token": listing.token,
            "exclude": None if people else "retweets",
        }
        if people:
            asked |= {"expansions": "author_id", "user__fields": PEOPLE}
        size = fitting(self.api, FIRST if listing.since is None else PAGES, each)
        return self.api.get(path, size * each, paid(self.api, OWN), max_results=size, **asked)

    def _take(self, told: Json, people: dict[str, Json]) -> None:
        if posts.is_passed_on(told):
            return
        known, mine = posts.id_of(told), self.us.wrote(told)
        if mine and posts.is_post(told, self.us):
            self.memory.add(known)
            self.items[known] = [
                posts.post(told, self.us), posts.figures(told, self.now)
            ]  # fmt: skip
        else:
            ours = frozenset(self.memory.ours)
            self.items[known] = [posts.message(told, self.us, people, ours)]


def fitting(api: Api, sizes: Sequence[int], each: Decimal) -> int:
    """The biggest page that the meter holds; the smallest where it holds none, and then says so."""
    left = api.door.meter.left()
    return next((size for size in sizes if size * each <= left), sizes[-1])


def paid(api: Api, kind: str) -> Callable[[Json], Decimal]:
    """What an answer costs: each post in it, and each profile that came along."""

    def price(found: Json) -> Decimal:
        data = found.get("data")
        some = len(data) if isinstance(data, list) else int(isinstance(data, dict))
        includes = found.get("includes")
        others = len(listed(includes, "tweets")) + len(listed(includes, "posts"))
        people = len(listed(includes, "users"))
        prices = api.prices
        return some * prices[kind] + others * prices[POST] + people * prices[USER]

    return price


def by_ids(api: Api, ids: Sequence[str], *, people: bool) -> tuple[list[Json], dict[str, Json]]:
    """Posts by their ids, as far as they are there, and who wrote them."""
    found: list[Json] = []
    who: dict[str, Json] = {}
    each = api.prices[POST] + (api.prices[USER] if people else 0)
    for at in range(0, len(ids), MOST_AT_ONCE):
        some = [one for one in ids[at : at + MOST_AT_ONCE] if posts.is_id(one)]
        if not some:
            continue
        asked = {"expansions": "author_id", "user__fields": PEOPLE} if people else {}
        told = api.get(
            "/2/tweets", len(some) * each, paid(api, POST),
            ids=",".join(some), tweet__fields=FIELDS, **asked,
        )  # fmt: skip
        found += [one for one in listed(told, "data") if posts.whole(one)]
        who |= {str(one["id"]): one for one in listed(told.get("includes"), "users") if "id" in one}
    return found, who


def thread(api: Api, us: Us, ref: Ref) -> list[Message]:
    """A post and what stands above it, the oldest first: all of a thread would be charged."""
    found: list[Json] = []
    people: dict[str, Json] = {}
    wanted: str | None = posts.newest_of(ref)
    while wanted and len(found) <= ABOVE:
        some, who = by_ids(api, [wanted], people=True)
        found, people = some + found, people | who
        wanted = posts.parent(some[0]) if some else None
    heads = {posts.id_of(one) for one in found if us.wrote(one) and posts.is_post(one, us)}
    return [posts.message(one, us, people, frozenset(heads)) for one in found]


def figures(api: Api, ids: Sequence[str], now: datetime) -> list[Figures]:
    found, _ = by_ids(api, ids, people=False)
    return [posts.figures(one, now) for one in found]
