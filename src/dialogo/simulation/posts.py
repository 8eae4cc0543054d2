"""Posts: what the company publishes, when, and which of it is pushed with money."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from datetime import datetime, timedelta

from dialogo.simulation.company import NETWORKS, Company, Speaker
from dialogo.simulation.ledger import Ledger
from dialogo.simulation.phrases import NEEDS

_BOOSTED = 0.5  # of the posts that sell, on the networks of pictures


@dataclass(frozen=True)
class Post:
    """A post as the rest of the simulation needs it."""

    network: str
    post_id: str
    at: datetime
    does: str
    promoted: bool
    clickbait: bool
    author: str


class Press:
    """Writes posts one by one, each in words that were not used just before."""

    def __init__(self, company: Company, ledger: Ledger) -> None:
        self.company = company
        self.ledger = ledger
        self.dice = company.dice("posts")
        self.forms = company.dice("forms of posts")
        self.speaker = Speaker(company, self.dice)
        self.needs = list(NEEDS)[: round(company.knobs.needs_served * len(NEEDS))]
        self.posts: list[Post] = []
        self._helped = 0
        self._said: deque[str] = deque(maxlen=60)

    def publish(self, moment: datetime, does: str, turn: int) -> None:
        """One text, on one network or on all of them."""
        knobs = self.company.knobs
        self._helped += does == "useful"
        bank = "clickbait" if self.dice.chance(knobs.clickbait_share) else does
        text = self._text(bank)
        for _ in range(10):
            if text not in self._said:
                break
            text = self._text(bank)
        self._said.append(text)
        everywhere = self.dice.chance(knobs.same_everywhere)
        networks = list(NETWORKS) if everywhere else [list(NETWORKS)[turn % len(NETWORKS)]]
        for network in networks:
            self._write(network, moment, does, text, clickbait=bank == "clickbait")

    def _text(self, does: str) -> str:
        phrases = self.company.phrases(self.dice)
        useful = phrases.useful_apart
        if self.needs:
            useful = phrases.useful[self.needs[self._helped % len(self.needs)]]
        banks = {
            "useful": useful, "promotional": phrases.promotional, "corporate": phrases.corporate,
            "share": phrases.shares, "clickbait": phrases.clickbait,
            "conversation": phrases.conversation,
        }  # fmt: skip
        return self.speaker.say(phrases, banks[does])

    def _write(
        self, network: str, moment: datetime, does: str, text: str, *, clickbait: bool
    ) -> None:
        number = len(self.posts)
        promoted = does == "promotional" and network != "x" and self.forms.chance(_BOOSTED)
        post = Post(
            network=network,
            post_id=f"sim-{network}-post-{number:06}",
            at=moment,
            does=does,
            promoted=promoted,
            clickbait=clickbait,
            author=self.forms.pick(self.company.team),
        )
        self.posts.append(post)
        shared = does == "share"
        self.ledger.add(
            "posts",
            network=network,
            account=self.company.handle,
            post_id=post.post_id,
            published_at=moment,
            text=text,
            kind="share" if shared else self.forms.pick(("image", "video", "text", "album")),
            promoted=promoted,
            joins=f"sim-{network}-other-{number:06}" if shared else None,
            author=post.author,
            campaign=f"sim-{moment:%Y-%m}" if promoted else None,
            url=f"https://{network}.example/{self.company.handle}/{post.post_id}",
        )


def publish(company: Company, ledger: Ledger) -> list[Post]:
    """Writes the company's posts; returns them in order of time."""
    press = Press(company, ledger)
    for turn, (moment, does) in enumerate(zip(_moments(company), _kinds(company), strict=False)):
        press.publish(moment, does, turn)
    return press.posts


def _moments(company: Company) -> list[datetime]:
    """When posts go out: spread evenly over the week, or in bursts between silences."""
    dice = company.dice("when posts go out")
    knobs = company.knobs
    moments = []
    for week in range(company.weeks):
        cycle = knobs.silent_weeks + 1
        if week % cycle != cycle - 1:
            continue
        count = dice.whole(knobs.posts_per_week * cycle)
        for place in range(count):
            hour = 24 * (7 * (place + 0.5) / count // 1) + dice.between(9, 19)
            moments.append(company.at(company.first + timedelta(days=7 * week), hour))
    return sorted(moment for moment in moments if moment <= company.ends_at)


def _kinds(company: Company) -> list[str]:
    """What each post does, in the shares of the knobs, as far from its like as can be."""
    knobs = company.knobs
    promotional = knobs.promotion_share
    useful = min(knobs.useful_share, 1 - promotional)
    rest = 1 - promotional - useful
    shares = {"useful": useful, "promotional": promotional, "conversation": rest * 0.75}
    shares["corporate"] = rest - shares["conversation"]
    if knobs.joins_per_week > 0 and shares["conversation"] > 0:
        shares["share"] = shares["conversation"] * 0.3
        shares["conversation"] *= 0.7
    count = int((knobs.posts_per_week + 1) * (company.weeks + knobs.silent_weeks + 1))
    owed = dict.fromkeys(shares, 0.0)
    kinds = []
    for _ in range(count):
        for does, share in shares.items():
            owed[does] += share
        due = max(owed, key=lambda does: owed[does])
        owed[due] -= 1
        kinds.append(due)
    if knobs.promotion_run > 1:
        begins = max(0, int(knobs.posts_per_week * company.weeks * 0.8) - knobs.promotion_run)
        kinds[begins : begins + knobs.promotion_run] = ["promotional"] * knobs.promotion_run
    return kinds
