"""Companies outside the model's families: how often 90 % bands hold the truth, class by class.

    python -m benchmarks.returns_outside [--replicates N] [--first SEED] [--rows FILE]

Prints for each class the share of true shares inside the band, the same among activities called
measurable, and how many are. Seeds from 500000 on were never used while building. With a file of
rows it may be stopped and taken up again; what has been done so far is printed with its number.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from time import process_time

import numpy as np

from benchmarks.kept_rows import KeptRows
from benchmarks.returns_companies import CLASSES, company
from dialogo.returns import estimate

_FRESH = 500_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--replicates", type=int, default=100)
    parser.add_argument("--first", type=int, default=_FRESH)
    parser.add_argument("--classes", default=",".join(CLASSES))
    parser.add_argument("--rows", help="a file that keeps the rows, an activity each")
    chosen = parser.parse_args()
    kept = KeptRows(chosen.rows)
    for seed in range(chosen.first, chosen.first + chosen.replicates):
        for kind in chosen.classes.split(","):
            if not kept.has(kind=kind, seed=seed):
                kept.add(one(kind, seed))
    rows = kept.rows
    by_class = defaultdict(list)
    for row in rows:
        by_class[row["kind"]].append(row)
    print(f"{'class':14}  n    held  below above | measurable  held | seconds")
    for kind, some in [*by_class.items(), ("all", rows)]:
        _line(kind, some)


def one(kind: str, seed: int) -> list[dict[str, object]]:
    """The rows of one company: an activity each."""
    made = company(kind, seed)
    began = process_time()
    found = estimate(made.series)
    seconds = process_time() - began
    return [
        {
            "kind": kind,
            "seed": seed,
            "true": float(true),
            **told.share.to_json(),
            "verdict": told.verdict.word,
            "why": [reason.code for reason in told.verdict.reasons],
            "r_hat": told.mixing.r_hat,
            "effective": told.mixing.draws,
            "weeks": made.series.weeks,
            "seconds": seconds,
        }
        for true, told in zip(made.shares, found.activities, strict=True)
    ]


def _line(kind: str, rows: list[dict[str, object]]) -> None:
    true, low, high, seconds = (
        np.array([row[name] for row in rows], dtype=float)
        for name in ("true", "p5", "p95", "seconds")
    )
    held = (low <= true) & (true <= high)
    told = np.array([row["verdict"] == "measurable" for row in rows])
    among = f"{held[told].mean():.2f}" if told.any() else " –  "
    print(
        f"{kind:14} {len(rows):4} {held.mean():5.2f}  {(true < low).mean():.2f}  "
        f"{(true > high).mean():.2f}  | {told.sum():6} {told.mean():5.2f}  {among} | "
        f"{seconds.mean():.2f}",
        flush=True,
    )


if __name__ == "__main__":
    main()
