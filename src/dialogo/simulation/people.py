"""People: who writes to the company, when, where and what for."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import datetime, timedelta

from dialogo.simulation.company import NETWORKS, PRIVATE, Company, Speaker
from dialogo.simulation.dice import Dice
from dialogo.simulation.phrases import NEEDS, Phrases
from dialogo.simulation.posts import Post
from dialogo.simulation.rhythm import hour_of_week

# What people write first, beside praise, in a hundred messages.
_ACTS = {
    "question": 46, "complaint": 8, "request": 7, "suggestion": 3, "chat": 6,
    "tag": 4, "emoji": 4,
}  # fmt: skip
WANTING = ("question", "complaint", "request")
_EVERY = 3.0  # weeks between two visits of somebody who comes back
_FRESH = timedelta(days=4)  # how long people comment under a post


@dataclass(frozen=True)
class Opening:
    """The first message of a conversation."""

    at: datetime
    network: str
    author: str
    act: str
    need: str
    text: str
    phrases: Phrases
    post: Post | None
    private: bool
    stirred: bool  # whether promotion brought it

    @property
    def wants(self) -> bool:
        """Whether it waits for an answer."""
        return self.act in WANTING


def openings(company: Company, posts: list[Post]) -> list[Opening]:
    """Every conversation that people begin, in order of time."""
    dice = company.dice("people")
    speaker = Speaker(company, dice)
    under = {network: [post for post in posts if post.network == network] for network in NETWORKS}
    began = {network: [post.at for post in under[network]] for network in NETWORKS}
    pushed = {name: [post.at for post in under[name] if post.promoted] for name in NETWORKS}
    found = []
    for author, network, moment in _visits(company, dice):
        act = _act(company, dice)
        need = dice.weigh(NEEDS)
        phrases = company.phrases(dice)
        private = network in PRIVATE and act in WANTING and dice.chance(0.3)
        post = None if private else _recent(dice, under[network], began[network], moment)
        if post is None and network != "x" and not private:
            private = True  # there is nothing to comment on: they write privately
        text = _text(speaker, phrases, act, need)
        if post is None and not private:
            text = f"@{company.handle} {text}"
        stirred = (post is not None and post.promoted) or _after(pushed[network], moment)
        found.append(
            Opening(moment, network, author, act, need, text, phrases, post, private, stirred)
        )
    return sorted(found, key=lambda opening: (opening.at, opening.author))


def _visits(company: Company, dice: Dice) -> list[tuple[str, str, datetime]]:
    """Who writes on which network when: some come once, some every few weeks."""
    back = company.knobs.returning_share
    visits: list[tuple[str, str, datetime]] = []
    person = 0
    while len(visits) < company.openings:
        person += 1
        author = company.customer(person)
        network = dice.weigh(NETWORKS)
        if not dice.chance(back):
            visits.append((author, network, _moment(company, dice, dice.between(0, company.weeks))))
            continue
        week = dice.between(-_EVERY, company.weeks * 0.7)
        while week < company.weeks:
            if week >= 0:
                visits.append((author, network, _moment(company, dice, week)))
            week += max(1.1, dice.about(_EVERY, 0.4))
    return [visit for visit in visits if visit[2] <= company.ends_at]


def _moment(company: Company, dice: Dice, week: float) -> datetime:
    """A moment in that week, at an hour at which people write."""
    hour = hour_of_week(dice.roll())
    weekday = (hour // 24 - company.first.weekday()) % 7
    day = company.first + timedelta(days=7 * int(week) + weekday)
    return company.at(day, hour % 24 + dice.roll())


def _act(company: Company, dice: Dice) -> str:
    if dice.chance(company.knobs.vouching_share):
        return "thanks" if dice.chance(0.2) else "praise"
    return dice.weigh(_ACTS)


def _after(pushed: list[datetime], moment: datetime) -> bool:
    """Whether something was promoted on that network in the week before."""
    return bisect_right(pushed, moment) > bisect_right(pushed, moment - timedelta(days=7))


def _recent(dice: Dice, posts: list[Post], began: list[datetime], moment: datetime) -> Post | None:
    """A post that is fresh enough to be commented, a promoted one twice as often."""
    until = bisect_right(began, moment)
    since = bisect_right(began, moment - _FRESH)
    if since == until or dice.chance(0.15):
        return None
    first, second = (posts[since + int(dice.roll() * (until - since))] for _ in range(2))
    return second if second.promoted else first


def _text(speaker: Speaker, phrases: Phrases, act: str, need: str) -> str:
    match act:
        case "question":
            return speaker.say(phrases, phrases.questions[need])
        case "complaint":
            return speaker.say(phrases, phrases.complaints[need])
        case _:
            banks = {
                "request": phrases.requests, "suggestion": phrases.suggestions,
                "praise": phrases.praise, "thanks": phrases.thanks, "chat": phrases.chat,
                "tag": phrases.tags, "emoji": phrases.emoji,
            }  # fmt: skip
            return speaker.say(phrases, banks[act])
