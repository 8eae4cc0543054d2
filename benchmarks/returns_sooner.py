"""What shortens the wait: simulated companies told "not yet", which then go on in three ways.

    python -m benchmarks.returns_sooner [--companies N] [--first SEED] [--rows FILE]

Companies of every class are estimated after 78 to 130 weeks. For the dearest activity that is not
yet measurable each goes on three times, with the same noise: as before; at double its effort or at
none by lot, some weeks at a time; and with the hold-out in regions that should narrow it most,
whose result is entered. Each is looked at 26 and 52 weeks later. Prints how wide the band was then
(sd of the share over its mean), beside what `dialogo.returns.sooner` said, and how many were
measurable.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np

from benchmarks import returns_companies as companies
from benchmarks.kept_rows import KeptRows
from benchmarks.returns_weeks import _until
from dialogo.returns import Activity, Experiment, Series, estimate
from dialogo.returns.holdout import Holdout, plan_holdout
from dialogo.returns.results import Returns
from dialogo.returns.sooner import lots, width_held_out, width_varied

Floats = companies.Floats

_MONDAY = date(2022, 1, 3)
LATER = (26, 52)
BLOCKS = (2, 4, 8)  # weeks at a time
WAYS = ("same", "varied", "held-out")
_FIRST = 700_000


@dataclass(frozen=True)
class Plant:
    """A company whose efforts may still be changed: what it does, and what comes of it."""

    kind: str
    efforts: Floats
    lags: Floats
    wanted: Floats
    rest: Floats
    mean: float
    seed: int
    past: int

    @staticmethod
    def grown(seed: int, weeks: int) -> Plant:
        """As in `returns_companies.company`."""
        kind = companies.CLASSES[seed % len(companies.CLASSES)]
        rng = np.random.default_rng([7, seed])
        count = int(rng.integers(2, 5))
        mean = 10 ** rng.uniform(3, 5)
        wanted = rng.dirichlet(np.full(count, 2.0)) * rng.uniform(0.15, 0.5)
        long, begun = weeks + LATER[-1], rng.random() < 0.6
        efforts = [companies._effort(rng, long, begun or rng.random() < 0.3) for _ in wanted]
        lags = [companies._lags(kind, rng) for _ in wanted]
        rest = companies._baseline(kind, rng, long) * (1 - wanted.sum())
        rest = rest + companies._noise(kind, rng, long) * rng.uniform(0.02, 0.08)
        return Plant(kind, np.array(efforts), np.array(lags), wanted, rest, mean, seed, weeks)

    def brought(self, k: int, effort: Floats) -> Floats:
        """What an activity brings, week by week, in the outcome's unit."""
        own = [
            companies._saturated(
                self.kind,
                np.random.default_rng([self.seed, k]),
                np.convolve(one, self.lags[k])[: len(one)],
            )[companies._PAST :]
            for one in (self.efforts[k], effort)
        ]
        level = own[0][: self.past].mean()
        return np.asarray(own[1] * self.wanted[k] * self.mean / level)

    def series(self, weeks: int, efforts: Floats, less: Floats) -> Series:
        """The first `weeks`, with these efforts, the outcome being `less` by so much."""
        outcome = self.rest * self.mean - less
        for k, effort in enumerate(efforts):
            outcome = outcome + self.brought(k, effort)
        first = _MONDAY
        own = efforts[:, companies._PAST : companies._PAST + weeks]
        return Series(
            tuple(first + timedelta(weeks=n) for n in range(weeks)),
            "sales",
            outcome[:weeks],
            tuple(Activity(f"activity {k}", one, one) for k, one in enumerate(own)),
            {},
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--companies", type=int, default=70)
    parser.add_argument("--first", type=int, default=_FIRST)
    parser.add_argument("--rows", help="a file that keeps the rows, a company and a way each")
    chosen = parser.parse_args()
    kept = KeptRows(chosen.rows)
    for seed in range(chosen.first, chosen.first + chosen.companies):
        if not kept.has(seed=seed):
            kept.add(_followed(seed))
    _say(kept.rows)


def _followed(seed: int) -> list[dict[str, Any]]:
    """The three ways of one company; one row without a way where nothing is to be waited for."""
    weeks = int(np.random.default_rng([8, seed]).choice([78, 104, 130]))
    plant = Plant.grown(seed, weeks)
    none = np.zeros(weeks + LATER[-1])
    series = plant.series(weeks, plant.efforts, none)
    if any(np.ptp(one.effort) == 0 for one in series.activities):
        return [{"seed": seed, "way": None}]
    found = estimate(series)
    waits = [
        (one.cost, k) for k, one in enumerate(found.activities)
        if one.wait is not None and plant.efforts[k][companies._PAST + weeks - 52 :][:52].any()
    ]  # fmt: skip
    if not waits:
        return [{"seed": seed, "way": None}]
    k = max(waits)[1]
    name = f"activity {k}"
    held = min(
        (one for one in plan_holdout(found, name).options if one.part < 1),
        key=lambda one: width_held_out(found, name, one),
    )
    block = min(BLOCKS, key=lambda one: width_varied(found, name, LATER[-1], one, 0.0))
    row = {"seed": seed, "weeks": weeks, "width": _width(found, k)}
    rows: list[dict[str, Any]] = []
    for way in WAYS:
        series, tests = _gone_on(plant, k, way, held, block)
        for later in LATER:
            told = row["width"]
            if way == "varied":
                told = width_varied(found, name, later, block, 0.0)
            if way == "held-out":
                told = width_held_out(found, name, held)
            then = estimate(_until(series, weeks + later), experiments=tests)
            rows.append(
                row
                | {"way": way, "later": later, "told": told, "then": _width(then, k)}
                | {"measurable": then.activities[k].verdict.measurable}
            )
    return rows


def _width(found: Returns, k: int) -> float:
    share = found.activities[k].draws
    return float(share.std() / share.mean())


def _gone_on(
    plant: Plant, k: int, way: str, held: Holdout, block: int
) -> tuple[Series, list[Experiment]]:
    """The company's whole series if it goes on in this way, and what it enters."""
    whole = plant.past + LATER[-1]
    efforts, less = plant.efforts.copy(), np.zeros(whole)
    tests: list[Experiment] = []
    begins = companies._PAST + plant.past
    rng = np.random.default_rng([9, plant.seed])
    if way == "varied":
        efforts[k, begins:] *= lots(LATER[-1], block, 0.0, np.random.default_rng(1))
    if way == "held-out":
        less, told = _held(plant, k, held, rng)
        efforts[k, begins : begins + held.weeks] *= 1 - held.part
        tests = [told]
    return plant.series(whole, efforts, less), tests


def _held(
    plant: Plant, k: int, held: Holdout, rng: np.random.Generator
) -> tuple[Floats, Experiment]:
    """What the outcome loses by less effort than was already taken away, and what is entered."""
    days = slice(companies._PAST + plant.past, companies._PAST + plant.past + held.weeks)
    thinner, without = plant.efforts[k].copy(), plant.efforts[k].copy()
    thinner[days] *= 1 - held.part
    without[days] = 0
    always, thin, never = (plant.brought(k, one) for one in (plant.efforts[k], thinner, without))
    within = float((thin - never)[plant.past : plant.past + held.weeks].sum())
    taken = always - thin
    lost = always - never
    error = (1 - held.part) * held.sees / 2.486  # 1.645 + 0.842: 90 %, and a power of 0.8
    said = within + error * float(rng.normal())
    since = _MONDAY + timedelta(weeks=plant.past)
    until = since + timedelta(weeks=held.weeks, days=-1)
    told = Experiment(
        f"activity {k}", since, until, "geo", said, said - 1.645 * error, said + 1.645 * error
    )
    return held.part * lost - taken, told


def _say(rows: list[dict[str, Any]]) -> None:
    told = [row for row in rows if row["way"] is not None]
    print(f"{len({row['seed'] for row in rows})} companies, {len({r['seed'] for r in told})} wait")
    for way in WAYS:
        for later in LATER:
            own = [row for row in told if (row["way"], row["later"]) == (way, later)]
            before, said, then = (
                float(np.median([row[name] for row in own])) for name in ("width", "told", "then")
            )
            narrow = np.mean([row["then"] <= 1.15 * row["told"] for row in own])
            ready = np.mean([row["measurable"] for row in own])
            print(
                f"{way:8} {later:2} weeks on: width {before:.2f} before, {said:.2f} said, "
                f"{then:.2f} then; as narrow as said {narrow:.2f}; measurable {ready:.2f}"
            )


if __name__ == "__main__":
    main()
