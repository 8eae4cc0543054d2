"""Practice: what invented people say to the sample company, for somebody to answer."""

from __future__ import annotations

from dataclasses import dataclass

from dialogo.records.text import Lang
from dialogo.simulation.company import filled
from dialogo.simulation.dice import Dice
from dialogo.simulation.names import full_name
from dialogo.simulation.phrases import Phrases, phrases_in


@dataclass(frozen=True)
class Lines:
    """`names` of people; what they may write; how they thank whoever answers."""

    names: tuple[str, ...]
    questions: tuple[str, ...]
    thanks: tuple[str, ...]


def lines(lang: Lang, seed: int, number: int = 40) -> Lines:
    """So many names and sentences of each kind, the same for a seed; a complaint in five."""
    phrases, dice = phrases_in(lang), Dice(seed, "practice")
    first = int(dice.between(0, 900))
    return Lines(
        tuple(full_name(phrases, first + place) for place in range(number)),
        tuple(_asked(phrases, dice) for _ in range(number)),
        tuple(filled(phrases, dice, dice.pick(phrases.thanks)) for _ in range(number)),
    )


def _asked(phrases: Phrases, dice: Dice) -> str:
    banks = phrases.complaints if dice.chance(0.2) else phrases.questions
    bank = dice.pick(list(banks.values()))
    return filled(phrases, dice, dice.pick(bank))
