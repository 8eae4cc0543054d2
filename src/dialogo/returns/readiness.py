"""Readiness: what is still missing before anyone may ask these records for a return.

This looks at records alone, without any estimate: a folder of exports can be told what to write
down. Whether an estimate may then be believed is the affair of `dialogo.returns.gate`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dialogo.records.measure import spoken
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window
from dialogo.returns.weekly import effort_variation, effort_weeks, outcome_weeks

# docs/evidence/late-effects.md: a year holds each season once; below it, a season and an effect
# look the same. The variation is a house rule.
WEEKS = 52
VARIATION = 0.2
SOURCE = Source("docs/evidence/late-effects.md", "house rule")


@dataclass(frozen=True)
class Missing:
    """One thing that is missing: write it with `text.say(lang, **values)`.

    `weeks` is how many more weeks of recording would mend it; None where time alone does not.
    """

    text: Text
    values: Mapping[str, object] = field(default_factory=dict)
    weeks: int | None = None


@dataclass(frozen=True)
class Readiness:
    """What the records hold for an estimate of returns, and what they lack."""

    outcome_weeks: int
    effort_weeks: int
    variation: float | None
    missing: tuple[Missing, ...]

    @property
    def ready(self) -> bool:
        return not self.missing

    @property
    def weeks_needed(self) -> int:
        """At the least so many weeks more; 0 where time is not what is missing."""
        return max((lack.weeks or 0 for lack in self.missing), default=0)


_NO_OUTCOMES = Text(
    en="No outcome is recorded: write down sales, leads or sign-ups by week "
    "(dialogo template outcomes).",
    it="Nessun risultato è registrato: annotate vendite, contatti o iscrizioni per settimana "
    "(dialogo template outcomes).",
)
_FEW_OUTCOMES = Text(
    en="Outcomes are recorded for {has}; an estimate needs {needs}.",
    it="I risultati sono registrati per {has}; per una stima ne servono {needs}.",
)
_NO_EFFORT = Text(
    en="No effort is recorded: posts, hours or expenses.",
    it="Nessun impegno è registrato: post, ore o spese.",
)
_FEW_EFFORT = Text(
    en="Effort is recorded for {has}; an estimate needs {needs}.",
    it="L'impegno è registrato per {has}; per una stima ne servono {needs}.",
)
_STILL = Text(
    en="The weekly effort hardly varies, so its effect cannot be told from everything else: "
    "do more in some weeks than in others, on purpose, and keep note of it.",
    it="L'impegno settimanale non varia quasi mai, e il suo effetto non si distingue da tutto il "
    "resto: fate di più in certe settimane che in altre, di proposito, e annotatelo.",
)


def readiness(records: Records, window: Window) -> Readiness:
    """Judges the records of `window`; an empty company lacks outcomes and effort."""
    outcomes = int(outcome_weeks(records, window).value or 0)
    effort = int(effort_weeks(records, window).value or 0)
    value = effort_variation(records, window).value
    variation = None if value is None else float(value)
    missing = [
        *_weeks_missing(outcomes, _NO_OUTCOMES, _FEW_OUTCOMES),
        *_weeks_missing(effort, _NO_EFFORT, _FEW_EFFORT),
    ]
    if variation is not None and variation < VARIATION:
        missing.append(Missing(_STILL))
    return Readiness(outcomes, effort, variation, tuple(missing))


def _weeks_missing(has: int, none: Text, few: Text) -> list[Missing]:
    if has >= WEEKS:
        return []
    values = {"has": spoken(has, "weeks"), "needs": WEEKS}
    return [Missing(few if has else none, values if has else {}, WEEKS - has)]
