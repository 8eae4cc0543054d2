"""Experiments: what a hold-out, a regional test or a promo code said an activity brought."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import numpy as np
from scipy.special import ndtri  # type: ignore[import-untyped]  # it has no types

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.returns.band import Band
from dialogo.returns.floats import Floats

KINDS = ("holdout", "geo", "promo-code", "other")

_NO_KIND = Text(
    en="{given} is no kind of experiment. There are: {kinds}.",
    it="{given} non è un tipo di esperimento. Ci sono: {kinds}.",
)
_NO_DAY = Text(
    en="{given} is no day. Write it as date(2026, 11, 22).",
    it="{given} non è un giorno. Scrivetelo come date(2026, 11, 22).",
)
_BACKWARDS = Text(
    en="an experiment on {activity} ends on {until}, before it begins on {since}.",
    it="un esperimento su {activity} finisce {until:il}, prima di cominciare {since:il}.",
)
_DISORDERED = Text(
    en="an experiment on {activity} says {effect}, which is not between {low} and {high}, or the "
    "two are not apart.",
    it="un esperimento su {activity} dice {effect}, che non sta fra {low} e {high}, oppure i due "
    "estremi coincidono.",
)
_NO_LEVEL = Text(
    en="the level {given} of an experiment on {activity} is not between 0.5 and 0.999.",
    it="il livello {given} di un esperimento su {activity} non sta fra 0,5 e 0,999.",
)


@dataclass(frozen=True)
class Experiment:
    """Between two days, both included, `activity` as the table has it brought `effect` of the
    outcome, in its unit, and with a chance of `level` between `low` and `high`.

    Where it was held out in a part p of the company, the table has what the rest did: what the
    part lacked is entered times (1 - p) / p. An interval that is not even is taken as wide as its
    wider half says. Raises `BadInput` for what cannot be.
    """

    activity: str
    since: date
    until: date
    kind: str
    effect: float
    low: float
    high: float
    level: float = 0.9
    note: str = ""

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise BadInput(_NO_KIND, given=self.kind, kinds=", ".join(KINDS))
        for day in (self.since, self.until):
            if not isinstance(day, date) or isinstance(day, datetime):
                raise BadInput(_NO_DAY, given=repr(day))
        if self.until < self.since:
            raise BadInput(_BACKWARDS, activity=self.activity, since=self.since, until=self.until)
        if not (self.low <= self.effect <= self.high and 0 < self.high - self.low < 1e15):
            raise BadInput(
                _DISORDERED, activity=self.activity, effect=f"{self.effect:g}",
                low=f"{self.low:g}", high=f"{self.high:g}",
            )  # fmt: skip
        if not 0.5 <= self.level <= 0.999:
            raise BadInput(_NO_LEVEL, activity=self.activity, given=f"{self.level:g}")

    @property
    def sd(self) -> float:
        """The standard error that the interval speaks of."""
        wide = max(self.high - self.effect, self.effect - self.low)
        return wide / float(ndtri(0.5 + self.level / 2))

    def to_json(self) -> dict[str, Any]:
        return {
            "activity": self.activity,
            "since": self.since.isoformat(),
            "until": self.until.isoformat(),
            "kind": self.kind,
            "effect": self.effect,
            "low": self.low,
            "high": self.high,
            "level": self.level,
            "note": self.note,
        }


@dataclass(frozen=True)
class Tested:
    """An experiment beside what is said of the same days by the weeks alone, and with experiments.

    `apart` is how many standard errors (of the experiment and of the weeks alone together) lie
    between those two; or, if that is more, how many of its own it lies from the final estimate, as
    when two experiments disagree. Above 2 they contradict each other (house rule).
    """

    experiment: Experiment
    alone: Band
    estimate: Band
    apart: float

    @staticmethod
    def of(experiment: Experiment, alone: Floats, estimate: Floats) -> Tested:
        """From draws of what the weeks alone say of those days, and of the final estimate."""
        apart = max(
            abs(experiment.effect - alone.mean()) / np.hypot(experiment.sd, alone.std()),
            abs(experiment.effect - estimate.mean()) / experiment.sd,
        )
        return Tested(experiment, Band.of(alone), Band.of(estimate), float(apart))

    @property
    def agrees(self) -> bool:
        return self.apart <= 2

    def to_json(self) -> dict[str, Any]:
        return {
            **self.experiment.to_json(),
            "weeks_alone": self.alone.to_json(),
            "estimate": self.estimate.to_json(),
            "apart": self.apart,
            "agrees": self.agrees,
        }
