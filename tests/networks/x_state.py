"""What the fake X knows: people, their posts, tokens, uploads, and the bill of our app.

Ids grow with time, as X's do. The bill has every post and profile that an answer held, at the
prices of its page, and forgives nothing that comes twice in a day, as X does as a rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from tests.networks.words import now

Json = dict[str, Any]
CLIENT, SECRET = "the-client", "the-secret"
BASIC = {"read": "0.005", "user": "0.010", "create": "0.015", "link": "0.200", "summoned": "0.010",
         "delete": "0.010", "alt": "0.005"}  # fmt: skip
_MENTION = re.compile(r"(?<!\w)@(\w{1,15})")
_LINK = re.compile(r"https?://[^\s<>\"]+")
_LEADING = re.compile(r"^(?:@\w{1,15}\s+)+")


@dataclass
class Tweet:
    """One post. `ids`: of each time that it was edited, the first one first."""

    ids: list[str]
    author: str
    text: str
    at: Any
    parent: str | None = None
    head: str = ""
    quoted: str | None = None
    media: tuple[str, ...] = ()
    likes: set[str] = field(default_factory=set)
    gone: bool = False


@dataclass
class State:
    """`skew`: by how much X's clock is ahead. `clock` is what it shows. `unasked`: how many posts
    it gives, and charges, beyond those that were asked for."""

    handle: str = "roastery"
    skew: timedelta = timedelta()
    premium: bool = False
    credit: bool = True
    unasked: int = 0
    people: dict[str, Json] = field(default_factory=dict)
    tweets: dict[str, Tweet] = field(default_factory=dict)
    codes: dict[str, Json] = field(default_factory=dict)
    access: dict[str, str] = field(default_factory=dict)
    refresh: set[str] = field(default_factory=set)
    uploads: dict[str, Json] = field(default_factory=dict)
    followers: set[str] = field(default_factory=set)
    bill: list[tuple[str, Decimal]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._numbers = count(1_700_000_000_000_000_000)
        self.me = self.person(self.handle)

    @property
    def clock(self) -> Any:
        return now() + self.skew

    def person(self, name: str) -> Json:
        known = str(9000 + len(self.people))
        return self.people.setdefault(
            name, {"id": known, "username": name, "name": name.capitalize()}
        )

    def tokens(self) -> Json:
        """A new pair, for the company's account."""
        access, refresh = f"access-{next(self._numbers)}", f"refresh-{next(self._numbers)}"
        self.access[access] = refresh
        self.refresh.add(refresh)
        return {
            "token_type": "bearer", "expires_in": 7200, "access_token": access,
            "refresh_token": refresh, "scope": "tweet.read tweet.write",
        }  # fmt: skip

    def write(self, by: str, text: str, *, to: str | None = None, **more: Any) -> Tweet:
        """An answer names everybody of its thread first, as X's own apps have it."""
        known = str(next(self._numbers))
        above = self.of(to) if to else None
        if above:
            names = [above.author, *self._named(above)]
            lead = [f"@{one}" for one in dict.fromkeys(names) if one != by]
            text = " ".join([*lead, text])
        head = above.head if above else known
        tweet = Tweet([known], by, text, self.clock, above.ids[-1] if above else None, head, **more)
        self.person(by)
        self.tweets[known] = tweet
        return tweet

    def edit(self, known: str, text: str) -> None:
        tweet = self.of(known)
        lead = _LEADING.match(tweet.text)
        tweet.text, tweet.at = (lead[0] if lead else "") + text, self.clock
        tweet.ids.append(str(next(self._numbers)))

    def of(self, known: str) -> Tweet:
        return next(one for one in self.tweets.values() if known in one.ids)

    def there(self, known: str) -> Tweet | None:
        return next(
            (one for one in self.tweets.values() if known in one.ids and not one.gone), None
        )

    def newest(self) -> Iterator[Tweet]:
        """All that is there, the newest first."""
        found = [one for one in self.tweets.values() if not one.gone]
        yield from sorted(found, key=lambda one: int(one.ids[-1]), reverse=True)

    def mentions(self) -> Iterator[Tweet]:
        """Of others: what names us, and quotes of ours."""
        for one in self.newest():
            quoted = self.of(one.quoted) if one.quoted else None
            ours = quoted is not None and quoted.author == self.handle
            if one.author != self.handle and (self.handle in self._named(one) or ours):
                yield one

    def summons(self, tweet: Tweet) -> bool:
        """Whether its author lets us answer by a program."""
        quoted = self.of(tweet.quoted) if tweet.quoted else None
        ours = quoted is not None and quoted.author == self.handle
        return tweet.author == self.handle or self.handle in self._named(tweet) or ours

    def charge(self, what: str, times: int = 1) -> None:
        if times:
            self.bill.append((what, Decimal(BASIC[what]) * times))

    @property
    def owed(self) -> Decimal:
        return sum((amount for _, amount in self.bill), Decimal(0))

    def shown(self, tweet: Tweet) -> Json:
        """As the API tells it."""
        text, links = tweet.text, list[Json]()
        for number, link in enumerate(_LINK.findall(text)):
            short = f"https://t.co/{tweet.ids[0][-6:]}{number}"
            text = text.replace(link, short)
            links.append({"url": short, "expanded_url": link})
        for number, media in enumerate(tweet.media):
            short = f"https://t.co/pic{tweet.ids[0][-6:]}{number}"
            text += f" {short}"
            page = f"https://x.com/{tweet.author}/status/{tweet.ids[0]}/photo/{number + 1}"
            links.append({"url": short, "expanded_url": page, "media_key": f"3_{media}"})
        if tweet.quoted:
            quoted, short = self.of(tweet.quoted), f"https://t.co/q{tweet.ids[0][-6:]}"
            text += f" {short}"
            page = f"https://x.com/{quoted.author}/status/{tweet.quoted}"
            links.append({"url": short, "expanded_url": page})
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        named = [
            {"start": one.start(), "end": one.end(), "username": one[1],
             "id": self.people[one[1]]["id"]}
            for one in _MENTION.finditer(text) if one[1] in self.people
        ]  # fmt: skip
        above = self.of(tweet.parent) if tweet.parent else None
        references = [{"type": "replied_to", "id": tweet.parent}] if tweet.parent else []
        references += [{"type": "quoted", "id": tweet.quoted}] if tweet.quoted else []
        told: Json = {
            "id": tweet.ids[-1], "text": text, "author_id": self.people[tweet.author]["id"],
            "created_at": tweet.at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "conversation_id": tweet.head, "edit_history_tweet_ids": list(tweet.ids), "lang": "en",
            "entities": {"urls": links, "mentions": named},
            "public_metrics": {
                "like_count": len(tweet.likes), "retweet_count": 0, "quote_count": 0,
                "bookmark_count": 0, "impression_count": 7,
                "reply_count": sum(one.parent in tweet.ids for one in self.tweets.values()),
            },
        }  # fmt: skip
        if references:
            told["referenced_tweets"] = references
        if above:
            told["in_reply_to_user_id"] = self.people[above.author]["id"]
        return told

    def _named(self, tweet: Tweet) -> list[str]:
        return [one for one in _MENTION.findall(tweet.text) if one in self.people]
