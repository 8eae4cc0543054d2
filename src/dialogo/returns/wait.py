"""The wait: how many more weeks of the same plan until an activity's return is measurable.

Counting the information that later weeks would add promised far too much: more weeks make a band
narrower, but may leave open which curve or baseline is right. So the wait is what simulated
companies needed, whose truth and future were known: 206 activities of companies of every class in
`benchmarks/returns_companies.py`, estimated after 78, 104, 130 and 156 weeks and followed to 260.
What tells most is how wide the band is now: the sd of the share over its mean. Each band held in
at least eight of ten such promises, and none that begins within a year was made to what never was
measurable; `benchmarks/returns_weeks.py` asks companies that had no part in it.
"""

from __future__ import annotations

from dataclasses import dataclass

from dialogo.returns.floats import Floats
from dialogo.returns.gate import Verdict

# (sd over mean, below which; weeks at the earliest): of none of them an end can be promised.
_WAITED: tuple[tuple[float, int | None], ...] = (
    (0.36, 52),
    (0.5, 78),
    (0.75, 182),
    (float("inf"), None),
)


@dataclass(frozen=True)
class Wait:
    """Weeks more, `low` at the earliest; None: not within four years of the same plan."""

    low: int | None

    def to_json(self) -> dict[str, int | None]:
        return {"low": self.low}


def promised(share: Floats, verdict: Verdict) -> Wait | None:
    """What may be promised of an activity whose share is drawn as `share` (draws,).

    None where it is measurable, or where no figure holds and nothing may be promised.
    """
    if verdict.measurable or verdict.against("chains", "fit", "experiment"):
        return None
    return of_width(float(share.std()) / max(float(share.mean()), 1e-9))


def of_width(width: float) -> Wait:
    """The wait for a band so wide: the sd of the share over its mean."""
    return Wait(next(low for most, low in _WAITED if width < most))
