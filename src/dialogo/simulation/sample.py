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

# Well done: most people are answered, each in words of their own; many posts serve somebody; the
# team is named and has a budget; people come back and recommend it. Badly: nobody is there in the
# evening and at the weekend, so that many wait for days; a third of the posts sell; one person
# does most of the answering; hours go unpaid, and the money is to come back within half a year.
AURORA = Knobs(
    answered_share=0.95,
    reply_hours=1.5,
    promotion_share=0.34,
    useful_share=0.42,
    shift_cover=0.5,
    biggest_answerer=0.65,
    learning_minutes=30,
    dedicated_share=0.34,
    verdict_weeks=24,
    last_click_share=0.6,
    flattering_goals=0.5,
    unpaid_share=0.09,
    unspent=0.12,
)


def sample(lang: Lang = "it", ending: date = ENDING) -> Records:
    """Half a year of Torrefazione Aurora up to `ending`, always the same."""
    return simulate(SEED, AURORA, ending=ending, weeks=26, size=0.8, lang=lang, company=SAMPLE)
