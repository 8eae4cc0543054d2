"""The wait: how many more weeks of the same plan until an activity's return is measurable.

Counting the information that later weeks would add promised far too much: more weeks make a band
narrower, but may leave open which curve or baseline is right. So the wait is what simulated
companies needed, whose truth and future were known: 209 activities of companies of every class in
`benchmarks/returns_companies.py`, estimated after 78, 104, 130 and 156 weeks and followed to 260.
What tells most is how wide the band is now: the sd of the share over its mean. Each band held in
eight to nine of ten such activities; `benchmarks/returns_weeks.py` asks companies that had no part
in it.
"""

from __future__ import annotations

from dataclasses import dataclass

from dialogo.returns.floats import Floats
from dialogo.returns.gate import Verdict

_YEAR = 52
# (sd over mean, below which; from; to): weeks, None being "not within four years".
_WAITED: tuple[tuple[float, int | None, int | None], ...] = (
    (0.26, 13, 78),
    (0.36, 26, 104),
    (0.5, 91, None),
    (0.75, 182, None),
    (float("inf"), None, None),
)


@dataclass(frozen=True)
class Wait:
    """Weeks more, from `low` to `high`; None: not within four years of the same plan."""

    low: int | None
    high: int | None

    def to_json(self) -> dict[str, int | None]:
        return {"low": self.low, "high": self.high}


def promised(share: Floats, verdict: Verdict, weeks: int) -> Wait | None:
    """What may be promised after `weeks` of an activity whose share is drawn as `share` (draws,).

    None where it is measurable, or where no figure holds and nothing may be promised.
    """
    if verdict.measurable or verdict.against("chains", "fit", "experiment"):
        return None
    relative = float(share.std()) / max(float(share.mean()), 1e-9)
    return of_width(relative, weeks)


def of_width(width: float, weeks: int) -> Wait:
    """The wait after `weeks` for a band so wide: the sd of the share over its mean."""
    low, high = next((low, high) for most, low, high in _WAITED if width < most)
    return Wait(None if low is None else max(low, _YEAR - weeks), high)
