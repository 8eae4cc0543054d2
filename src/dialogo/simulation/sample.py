"""The sample company: a small coffee roaster that does some things well and some badly."""

from __future__ import annotations

from datetime import date

from dialogo.records.records import Records
from dialogo.records.text import Lang
from dialogo.simulation.knobs import Knobs
from dialogo.simulation.simulate import simulate

SAMPLE = "Torrefazione Aurora"
SEED = 1122
ENDING = date(2026, 11, 22)

# Well done: most people are answered, each in words of their own; the team is named, paid and has
# a budget; people come back and recommend it. Badly: it sells in two posts out of three, is away
# in the evening and at the weekend, learns little, counts followers and wants its money back soon.
AURORA = Knobs(
    answered_share=0.93,
    reply_hours=3,
    promotion_share=0.64,
    promotion_run=6,
    useful_share=0.2,
    needs_served=0.4,
    shift_cover=0.5,
    biggest_answerer=0.7,
    learning_minutes=25,
    dedicated_share=0.34,
    verdict_weeks=24,
    last_click_share=0.6,
    flattering_goals=0.5,
    unpaid_share=0.08,
    unspent=0.12,
)


def sample(lang: Lang = "it") -> Records:
    """Half a year of Torrefazione Aurora, always the same."""
    return simulate(SEED, AURORA, ending=ENDING, weeks=26, size=0.8, lang=lang, company=SAMPLE)
