"""Chained effects: what was brought through something in between, such as an audience that grew.

Useful content brings an audience, the audience a community, and those the outcome, late. A model
of the outcome alone gives the last link all the credit. So each link is estimated by itself: how
much of the outcome came through what lies in between (done as an activity beside the others), and
how much of that came from each activity. Through it came the product of the two. It is told only
where both links surely exist, though how large they are may be open: else no chain is shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.returns.band import Band
from dialogo.returns.fit import estimate
from dialogo.returns.floats import Floats
from dialogo.returns.results import Returns
from dialogo.returns.series import Activity, Series, checked
from dialogo.returns.state import Lengths

_TAKEN = Text(
    en="what lies in between cannot have the name of an activity.",
    it="ciò che sta in mezzo non può avere il nome di un'attività.",
)
_LENGTH = Text(
    en="what lies in between needs a figure of 0 or more for each of the {weeks} weeks.",
    it="ciò che sta in mezzo richiede un valore, da 0 in su, per ognuna delle {weeks} settimane.",
)


_NO_LINK = ("chains", "fit", "nothing")  # reasons that leave open whether there is one at all


@dataclass(frozen=True)
class Link:
    """Of one activity, as shares of the outcome: brought directly, through what lies in between
    (None where the data do not show it), and both together."""

    name: str
    direct: Band
    through: Band | None
    together: Band

    def to_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "direct": self.direct.to_json(),
            "through": None if self.through is None else self.through.to_json(),
            "together": self.together.to_json(),
        }


@dataclass(frozen=True)
class Chain:
    """The chain through `between`: the links, and the two estimates they come from."""

    between: str
    links: tuple[Link, ...]
    outcome: Returns
    grown: Returns

    @property
    def shown(self) -> bool:
        """Whether the data show any link."""
        return any(one.through is not None for one in self.links)

    def to_json(self) -> dict[str, Any]:
        return {
            "between": self.between,
            "shown": self.shown,
            "links": [one.to_json() for one in self.links],
        }


def chained(
    series: Series,
    between: str,
    values: Sequence[float] | Floats,
    *,
    seed: int = 1,
    lengths: Lengths | None = None,
) -> Chain:
    """What each activity brought through `between`, of which `values` (weeks,) ≥ 0 came or were
    there each week: new followers, members active, answers from other customers.

    Costs two estimates. Raises `BadInput` for values that cannot carry a model.
    """
    grown = np.asarray(values, dtype=float)
    if between in [one.name for one in series.activities]:
        raise BadInput(_TAKEN, column=between)
    if grown.shape != (series.weeks,) or not ((grown >= 0) & (grown < np.inf)).all():
        raise BadInput(_LENGTH, column=between, weeks=series.weeks)
    link = Activity(between, grown, np.zeros(series.weeks))
    last = checked(replace(series, activities=(*series.activities, link)))
    first = checked(replace(series, outcome=grown, outcome_name=between))
    outcome = estimate(last, seed=seed, lengths=lengths)
    source = estimate(first, seed=seed + 1, lengths=lengths)
    return Chain(between, tuple(links(outcome, source, between, seed=seed)), outcome, source)


def links(outcome: Returns, source: Returns, between: str, *, seed: int) -> list[Link]:
    """The link of each activity of `source`, the estimate of what lies in between; `outcome` is the
    estimate of the outcome, in which that is an activity beside them."""
    rng = np.random.default_rng(seed)
    last, found = outcome[between], []
    for one in source.activities:
        direct = outcome[one.name].draws
        if last.verdict.against(*_NO_LINK) or one.verdict.against(*_NO_LINK):
            found.append(Link(one.name, Band.of(direct), None, Band.of(direct)))
            continue
        # The two estimates are apart: any draw of one goes with any draw of the other.
        through = last.draws * rng.choice(one.draws, size=len(last.draws))
        together = Band.of(direct + through)
        found.append(Link(one.name, Band.of(direct), Band.of(through), together))
    return found
