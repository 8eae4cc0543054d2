"""Phrases: what a company and its people say, bank by bank, in a language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from dialogo.records.text import Lang

Bank = tuple[str, ...]

# What people come for, and how often, out of a hundred who want something.
NEEDS: Mapping[str, float] = {
    "delivery": 22,
    "how-to": 18,
    "hours": 14,
    "availability": 14,
    "price": 12,
    "fault": 8,
    "refund": 6,
    "account": 6,
}


@dataclass(frozen=True)
class Phrases:
    """Templates; `{product}`, `{place}`, `{tool}`, `{number}` and so on come from `slots`.

    The banks that are mappings have an entry for each of `NEEDS`. The texts stand in
    `phrases_en.yaml` and `phrases_it.yaml`.
    """

    slots: Mapping[str, Bank]
    team: Bank  # invented names of those who work there
    first_names: Bank  # of everybody else; how many: no divisor in common with the surnames
    surnames: Bank
    # posts
    useful: Mapping[str, Bank]
    useful_apart: Bank  # useful, about nothing that people ask for
    promotional: Bank
    conversation: Bank
    corporate: Bank
    clickbait: Bank
    shares: Bank  # of what somebody else posted
    # what people write
    questions: Mapping[str, Bank]
    complaints: Mapping[str, Bank]
    requests: Bank
    suggestions: Bank
    praise: Bank
    thanks: Bank
    chat: Bank
    tags: Bank
    emoji: Bank
    again: Bank  # second questions
    peers: Bank  # what another customer answers
    elsewhere_talk: Bank  # conversations that do not name the company
    # what the company answers
    greetings: Bank
    answers: Mapping[str, Bank]
    sorry: Bank
    kind_words: Bank
    closings: Bank
    still: Bank  # to second questions
    stock_answers: Bank
    cold_answers: Bank
    sends_away: Bank
    joining: Bank
    away_notice: str


@cache
def phrases_in(lang: Lang) -> Phrases:
    """The phrases of a language, read once."""
    text = files(__package__).joinpath(f"phrases_{lang}.yaml").read_text("utf-8")
    return Phrases(**{name: _frozen(bank) for name, bank in yaml.safe_load(text).items()})


def _frozen(bank: Any) -> Any:
    match bank:
        case dict():
            return {name: _frozen(inner) for name, inner in bank.items()}
        case list():
            return tuple(bank)
        case _:
            return bank
