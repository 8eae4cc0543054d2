"""The imaginary company as a whole: what its parts share, so that they tell one story."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from typing import Literal
from zoneinfo import ZoneInfo

from dialogo.records.text import Lang, Text
from dialogo.simulation.dice import Dice
from dialogo.simulation.knobs import Knobs
from dialogo.simulation.names import full_name, handle
from dialogo.simulation.phrases import Phrases, phrases_in

# Where people talk to it: a public tree of replies on all three, private messages on two.
NETWORKS: Mapping[str, float] = {"instagram": 0.45, "facebook": 0.33, "x": 0.22}
PRIVATE = ("instagram", "facebook")
# People who begin a conversation in a week, at size 1.
OPENINGS_A_WEEK = 60.0
LABEL = "(simulated)"
ZONE = ZoneInfo("Europe/Rome")  # its days and hours


@dataclass(frozen=True)
class Company:
    """What every part needs to know. It lives from `first` to `last` day."""

    name: str
    knobs: Knobs
    seed: int
    weeks: int
    size: float
    last: date
    lang: Lang | Literal["both"]

    @property
    def first(self) -> date:
        return self.last - timedelta(days=7 * self.weeks - 1)

    @property
    def ends_at(self) -> datetime:
        """The moment after which nothing has happened yet."""
        return self.at(self.last, 20)

    @cached_property
    def handle(self) -> str:
        """The company's account, the same on every network."""
        plain = self.name.removesuffix(LABEL).strip().lower()
        return "_".join("".join(c if c.isalnum() else " " for c in plain).split()) or "company"

    @property
    def openings(self) -> int:
        """Conversations that people begin over the whole time."""
        return max(1, round(OPENINGS_A_WEEK * self.size * self.weeks))

    @property
    def followers(self) -> int:
        """Followers on the first day, all networks together."""
        return max(30, round(self.knobs.followers_per_person * 150 * self.size))

    @property
    def main(self) -> Phrases:
        """The phrases that give the team and the customers their names."""
        return phrases_in("en" if self.lang == "en" else "it")

    @cached_property
    def team(self) -> tuple[str, ...]:
        """The people who answer and write: three, or more when there is more to do."""
        wanted = max(3, round(3 * self.size**0.8))
        names = self.main.team
        return tuple(
            names[i] if i < len(names) else full_name(self.main, 3 * i + 2) for i in range(wanted)
        )

    def customer(self, number: int) -> str:
        """The account of the person of that number who writes to it."""
        return handle(self.main, 3 * number)

    def passer_by(self, number: int) -> str:
        """The account of somebody who talks about it without naming it."""
        return handle(self.main, 3 * number + 1)

    @property
    def currency(self) -> str:
        """ISO 4217 code of everything it pays."""
        return "GBP" if self.lang == "en" else "EUR"

    def text(self, text: Text) -> str:
        """What the company itself writes in its own tables."""
        return text.say("en" if self.lang == "en" else "it")

    def dice(self, part: str) -> Dice:
        """The chance of one part of the company."""
        return Dice(self.seed, part)

    def phrases(self, dice: Dice) -> Phrases:
        """The language of the next text."""
        if self.lang == "both":
            return phrases_in("en" if dice.chance(0.5) else "it")
        return self.main

    def at(self, day: date, hour: float) -> datetime:
        """That local hour of that day (24 and more: the next days), in UTC."""
        seconds = round(hour * 3600)
        day += timedelta(days=seconds // 86_400)
        local = datetime.combine(day, time.min) + timedelta(seconds=seconds % 86_400)
        return local.replace(tzinfo=ZONE).astimezone(UTC)

    def day_of(self, moment: datetime) -> date:
        """The local day of a moment."""
        return moment.astimezone(ZONE).date()


class Speaker:
    """Fills templates with the company's words, never the same way twice in a row."""

    def __init__(self, company: Company, dice: Dice) -> None:
        self.company = company
        self.dice = dice

    def say(self, phrases: Phrases, bank: tuple[str, ...]) -> str:
        """A sentence of `bank` with its slots filled by chance."""
        return self.fill(phrases, self.dice.pick(bank))

    def fill(self, phrases: Phrases, template: str) -> str:
        """`template` with its slots filled by chance."""
        return filled(phrases, self.dice, template)


def filled(phrases: Phrases, dice: Dice, template: str) -> str:
    """`template` with its slots filled by chance."""
    if "{" not in template:
        return template
    slots = {name: dice.pick(words) for name, words in phrases.slots.items()}
    text = template.format_map(slots)
    return text[0].upper() + text[1:]
