"""What an estimate of returns says: distributions, verdicts and diagnostics."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dialogo.records.errors import BadInput
from dialogo.records.text import LANGS, Text
from dialogo.returns.band import Band, Curve
from dialogo.returns.beforehand import assumed
from dialogo.returns.diagnostics import Fit, Mixing
from dialogo.returns.effects import Ways
from dialogo.returns.experiments import Tested
from dialogo.returns.floats import Floats, Ints
from dialogo.returns.gate import Verdict
from dialogo.returns.series import Series
from dialogo.returns.wait import Wait

_UNKNOWN = Text(
    en="{activity} is none of the activities. There are: {known}.",
    it="{activity} non è fra le attività. Ci sono: {known}.",
)


@dataclass(frozen=True, repr=False)
class ActivityReturn:
    """What one activity brought.

    share: of the outcome; returned: outcome within the table's weeks for each unit of cost;
    next_unit: of a little more effort in the last year, late effects included; to_come: outcome
    still to come from what was done; lag: share of an effort's effect by week after it; response:
    weekly outcome by steady weekly effort. `draws` (draws,) are those of the share, `weekly`
    (draws, weeks) of the contribution in the outcome's unit; `ways` are how it works in some of
    the draws, and `factors` what makes what they bring into outcome. `experiments` are those on it,
    beside what the estimate says of the same days.
    """

    name: str
    share: Band
    returned: Band | None
    next_unit: Band | None
    to_come: Band
    lag: Curve
    half_by: Band
    response: Curve
    contribution: Curve
    verdict: Verdict
    wait: Wait | None
    mixing: Mixing
    prior_pull: float
    data_pull: float
    cost: float
    draws: Floats
    weekly: Floats
    ways: Ways
    factors: Floats
    experiments: tuple[Tested, ...] = ()

    def __repr__(self) -> str:
        share = f"{self.share.mean:.3f} ({self.share.low:.3f} to {self.share.high:.3f})"
        return f"<{self.name}: {self.verdict.word}, share {share}>"

    def to_json(self) -> dict[str, Any]:
        """Plain values; see docs/returns for each key."""
        return {
            "name": self.name,
            "verdict": self.verdict.word,
            "reasons": [
                {"code": reason.code, **{lang: reason.say(lang) for lang in LANGS}}
                for reason in self.verdict.reasons
            ],
            "weeks_until_measurable": None if self.wait is None else self.wait.to_json(),
            "share": self.share.to_json(),
            "return": None if self.returned is None else self.returned.to_json(),
            "return_of_next_unit": None if self.next_unit is None else self.next_unit.to_json(),
            "still_to_come": self.to_come.to_json(),
            "cost": self.cost,
            "lag": self.lag.to_json(),
            "weeks_to_half_the_effect": self.half_by.to_json(),
            "response": self.response.to_json(),
            "contribution": self.contribution.to_json(),
            "experiments": [one.to_json() for one in self.experiments],
            "diagnostics": {
                "r_hat": self.mixing.r_hat,
                "effective_draws": self.mixing.draws,
                "prior_sensitivity": self.prior_pull,
                "likelihood_sensitivity": self.data_pull,
            },
        }


@dataclass(frozen=True, repr=False)
class Returns:
    """The estimate for all activities of a series.

    draws come from `chains` chains, round after round; noise (draws,) is the sd of the weekly
    innovations in the outcome's unit, rho (draws,) the part that lasts into the next week, shifts
    (draws, weeks) the level shifts; `given_up` is the share of draws whose activities together
    brought more than the whole outcome, which are left out of every figure.
    """

    series: Series
    activities: tuple[ActivityReturn, ...]
    fit: Fit
    noise: Floats
    rho: Floats
    shifts: Floats
    chains: Ints
    given_up: float

    @property
    def measurable(self) -> bool:
        """Whether any activity is."""
        return any(one.verdict.measurable for one in self.activities)

    def place(self, name: str) -> int:
        """Where an activity stands; raises `BadInput` for one that there is not."""
        names = [one.name for one in self.activities]
        if name not in names:
            raise BadInput(_UNKNOWN, activity=name, known=", ".join(names))
        return names.index(name)

    def __getitem__(self, name: str) -> ActivityReturn:
        return self.activities[self.place(name)]

    def __repr__(self) -> str:
        head = f"<returns of {self.series.outcome_name}, {self.series.weeks} weeks>"
        return "\n".join([head, *(f"  {one!r}" for one in self.activities)])

    def to_json(self) -> dict[str, Any]:
        """Plain values; see docs/returns for each key."""
        series = self.series
        return {
            "version": 1,
            "outcome": series.outcome_name,
            "total": float(series.outcome.sum()),
            "weeks": series.weeks,
            "since": series.days[0].isoformat(),
            "until": series.days[-1].isoformat(),
            "values": [float(value) for value in series.outcome],
            "controls": list(series.controls),
            "assumed": assumed(series).to_json(),
            "measurable": self.measurable,
            "activities": [one.to_json() for one in self.activities],
            "diagnostics": {
                "good": self.fit.good and all(one.mixing.good for one in self.activities),
                "fits": self.fit.good,
                "explained": self.fit.explained,
                "weeks_outside_90_band": self.fit.far,
                "residual_autocorrelation": self.fit.lasting,
                "draws": len(self.noise),
                "draws_given_up": self.given_up,
            },
        }
