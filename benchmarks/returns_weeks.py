"""Weeks until measurable: what is promised, against simulated companies followed for 260 weeks.

    python -m benchmarks.returns_weeks [--companies N] [--first SEED] [--rows FILE]

Companies of every class are estimated after 78, 104, 130, 156, 208 and 260 weeks of the same plan.
Each promise made by week 156 is held against the first later estimate that is measurable: it holds
if that is no earlier, or if none comes. Prints how many hold, and how many activities that never
were measurable were promised less than a year. The promises were read off companies 620000 to
620069 and 640000 to 640039; those from 660000 on had no part in it.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from dataclasses import replace
from itertools import groupby
from typing import Any

import numpy as np

from benchmarks.kept_rows import KeptRows
from benchmarks.returns_companies import CLASSES, company
from dialogo.returns import Activity, Series, estimate

_LOOKED = (78, 104, 130, 156, 208, 260)
_PROMISED_BY = 156
_YEAR, _FOUR_YEARS = 52, 208
_FRESH = 660_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--companies", type=int, default=70)
    parser.add_argument("--first", type=int, default=_FRESH)
    parser.add_argument("--rows", help="a file that keeps the rows, an activity and a week each")
    chosen = parser.parse_args()
    kept = KeptRows(chosen.rows)
    for seed in range(chosen.first, chosen.first + chosen.companies):
        if not kept.has(seed=seed):
            kept.add(_followed(seed))
    _say(kept.rows)


def _followed(seed: int) -> list[dict[str, Any]]:
    """What is said of each activity of one company, week after week."""
    made = company(CLASSES[seed % len(CLASSES)], seed, weeks=_LOOKED[-1])
    rows = []
    for weeks in _LOOKED:
        series = _until(made.series, weeks)
        if any(np.ptp(one.effort) == 0 for one in series.activities):
            continue  # not begun yet
        for one in estimate(series).activities:
            rows.append(
                {
                    "seed": seed,
                    "activity": one.name,
                    "weeks": weeks,
                    "measurable": one.verdict.measurable,
                    "promised": None if one.wait is None else one.wait.to_json(),
                }
            )
    return rows


def _until(series: Series, weeks: int) -> Series:
    return replace(
        series,
        days=series.days[:weeks],
        outcome=series.outcome[:weeks],
        activities=tuple(
            Activity(one.name, one.effort[:weeks], one.cost[:weeks]) for one in series.activities
        ),
    )


def _say(rows: list[dict[str, Any]]) -> None:
    held, rash, never, promises = defaultdict(list), 0, 0, 0
    ordered = sorted(rows, key=lambda row: (row["seed"], row["activity"], row["weeks"]))
    for _, group in groupby(ordered, key=lambda row: (row["seed"], row["activity"])):
        own = list(group)
        if not any(row["measurable"] for row in own):
            never += 1
            soon = [row for row in own if row["promised"] and row["weeks"] <= _PROMISED_BY]
            rash += any((row["promised"]["low"] or 999) < _YEAR for row in soon)
        for at, row in enumerate(own):
            if row["promised"] is None or row["weeks"] > _PROMISED_BY:
                continue
            promises += 1
            held[row["promised"]["low"]].append(_holds(row, own[at:]))
    print(f"{len({row['seed'] for row in rows})} companies, {promises} promises")
    for low, some in sorted(held.items(), key=lambda pair: pair[0] or 999):
        print(f"{low or 'never'} at the earliest: {np.mean(some):.2f} of {len(some)}")
    every = [one for some in held.values() for one in some]
    print(f"all: {np.mean(every):.2f} of {len(every)}")
    print(f"never measurable: {never} activities, of which {rash} were promised less than a year")


def _holds(row: dict[str, Any], later: list[dict[str, Any]]) -> bool:
    """Whether it is measurable no sooner than promised; that lies between two looks, and the
    promise holds if any week between them would do."""
    for after in later[1:]:
        if after["measurable"]:
            return bool(after["weeks"] - row["weeks"] >= (row["promised"]["low"] or _FOUR_YEARS))
    return True


if __name__ == "__main__":
    main()
