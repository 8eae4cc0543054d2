"""The estimate of returns beside PyMC-Marketing's (PyMC and nutpie) and Google Meridian's.

    python -m benchmarks.returns_peers --example FOLDER --pymc PYTHON [--meridian PYTHON]
        [--sets N] [--first SEED] [--rows FILE]

The same tables for all in one run: `mmm_example.csv` with its truth (in FOLDER), N simulated sets
made by PyMC-Marketing's own formulas, and N more of every kind that is not. Each library runs in a
process of its own, with a Python of its own (nothing is installed here): PyMC-Marketing with the
settings of its documentation (l_max 8, two modes of the year, four chains of 1000 draws), Meridian
with its defaults and four chains. Processor time is that of the fit, compiling included. CRPS is
of the contribution shares, in points of the outcome.
"""

from __future__ import annotations

import argparse
import csv
import json
import subprocess
import sys
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.kept_rows import KeptRows
from benchmarks.returns_companies import CLASSES, company

_SIDES = Path(__file__).parent / "peers"
_FRESH = 700_000


@dataclass(frozen=True)
class Set:
    """A table of columns, what they are called, and the true share of each activity."""

    name: str
    kind: str
    columns: dict[str, list[Any]]
    date: str
    outcome: str
    truth: dict[str, float]
    controls: tuple[str, ...] = ()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--example", required=True, type=Path)
    parser.add_argument("--pymc", help="a Python with pymc-marketing and nutpie")
    parser.add_argument("--meridian", help="a Python with google-meridian")
    parser.add_argument("--sets", type=int, default=8)
    parser.add_argument("--first", type=int, default=0, help="the first set's number")
    parser.add_argument("--only", default="dialogo,nutpie,pymc,meridian")
    parser.add_argument("--rows", help="a file that keeps the rows, an activity each")
    chosen = parser.parse_args()
    pythons = {
        "dialogo": sys.executable, "nutpie": chosen.pymc, "pymc": chosen.pymc,
        "meridian": chosen.meridian,
    }  # fmt: skip
    kept = KeptRows(chosen.rows)
    for one in _sets(chosen.example, chosen.first, chosen.sets):
        for who in chosen.only.split(","):
            if pythons[who] and not kept.has(set=one.name, who=who):
                kept.add(_run(one, who, pythons[who]))
    _say(kept.rows)


def _sets(example: Path, first: int, count: int) -> list[Set]:
    found = [_example(example)]
    for n in range(first, first + count):
        found.append(_their_own(n))
        made = company(CLASSES[n % len(CLASSES)], _FRESH + n)
        names = [one.name for one in made.series.activities]
        columns: dict[str, list[Any]] = {
            "week": [day.isoformat() for day in made.series.days],
            "sales": made.series.outcome.tolist(),
            **{one.name: one.effort.tolist() for one in made.series.activities},
        }
        truth = dict(zip(names, made.shares.tolist(), strict=True))
        found.append(Set(f"{made.kind} {n}", "elsewhere", columns, "week", "sales", truth))
    return found


def _example(folder: Path) -> Set:
    with (folder / "mmm_example.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    with (folder / "mmm_example_ground_truth.csv").open(encoding="utf-8") as file:
        known = list(csv.DictReader(file))
    total = sum(float(row["y"]) for row in known)
    truth = {
        name: sum(float(row[f"true_{name}_contrib"]) for row in known) / total
        for name in ("x1", "x2")
    }
    columns = {name: [row[name] for row in rows] for name in rows[0] if name}
    return Set("mmm_example", "their own", columns, "date_week", "y", truth, ("event_1", "event_2"))


def _their_own(seed: int) -> Set:
    """Three channels by geometric adstock over 8 weeks and logistic saturation, as their model
    has it, beside a line, a season of two modes and even noise."""
    rng = np.random.default_rng([5, seed])
    weeks = 156
    step = np.arange(weeks)
    columns: dict[str, list[Any]] = {
        "week": [(date(2022, 1, 3) + timedelta(weeks=n)).isoformat() for n in range(weeks)]
    }
    sales = 1000 + 1.2 * step + 60 * np.sin(2 * np.pi * step / 52.18) + rng.normal(0, 40, weeks)
    brought: dict[str, NDArray[np.float64]] = {}
    for name in ("tv", "search", "posts"):
        spend = rng.gamma(1.5, 1.0, weeks + 8) * (rng.random(weeks + 8) < 0.8)
        weights = rng.uniform(0.1, 0.7) ** np.arange(8)
        carried = np.convolve(spend / spend.max(), weights / weights.sum())[8 : weeks + 8]
        told = np.exp(-rng.uniform(2, 6) * carried)
        brought[name] = rng.uniform(100, 400) * (1 - told) / (1 + told)
        columns[name] = (1000 * spend[8:]).tolist()
    sales = sales + sum(brought.values())
    columns["sales"] = sales.tolist()
    truth = {name: float(one.sum() / sales.sum()) for name, one in brought.items()}
    return Set(f"their own {seed}", "their own", columns, "week", "sales", truth)


def _run(one: Set, who: str, python: str) -> list[dict[str, Any]]:
    """A row for each activity; none of a library that fails, which is said."""
    script = {"nutpie": "pymc", "pymc": "pymc"}.get(who, who)
    with TemporaryDirectory() as folder:
        table, request, told = (Path(folder) / name for name in ("t.csv", "r.json", "o.json"))
        with table.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(one.columns)
            writer.writerows(zip(*one.columns.values(), strict=True))
        asked = {
            "table": str(table), "date": one.date, "outcome": one.outcome, "lags": 8,
            "activities": list(one.truth), "controls": list(one.controls), "sampler": who,
            "chains": 4, "knots": None,
        }  # fmt: skip
        request.write_text(json.dumps(asked), encoding="utf-8")
        done = subprocess.run(
            [python, str(_SIDES / f"{script}_side.py"), str(request), str(told)],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            print(f"{who} on {one.name}: {done.stderr.strip().splitlines()[-1:]}", flush=True)
            return []
        found = json.loads(told.read_text(encoding="utf-8"))
    rows = []
    for (name, true), draws in zip(one.truth.items(), found["shares"], strict=True):
        low, high = np.quantile(draws, (0.05, 0.95))
        rows.append(
            {
                "set": one.name, "kind": one.kind, "who": who, "activity": name,
                "held": bool(low <= true <= high), "crps": _crps(np.array(draws), true),
                "seconds": found["seconds"], "megabytes": found["megabytes"],
            }
        )  # fmt: skip
    return rows


def _crps(draws: NDArray[np.float64], truth: float) -> float:
    """Continuous ranked probability score of draws (Gneiting and Raftery 2007), 0 at the best."""
    ordered = np.sort(draws)
    n = len(ordered)
    apart = 2 * ((2 * np.arange(n) - n + 1) * ordered).sum() / n**2
    return float(np.abs(ordered - truth).mean() - 0.5 * apart)


def _say(rows: list[dict[str, Any]]) -> None:
    """Each library, and Dialogo on the very sets which that library has done."""
    by_who = defaultdict(list)
    for row in rows:
        by_who[row["who"]].append(row)
    print(f"{'':12}{'sets':>5}{'shares':>8}{'CPU s':>8}{'MB':>6}  held   CRPS own  CRPS elsewhere")
    for who, own in by_who.items():
        _line(who, own)
        if who != "dialogo" and by_who.get("dialogo"):
            sets = {row["set"] for row in own}
            _line("  dialogo", [row for row in by_who["dialogo"] if row["set"] in sets])


def _line(who: str, rows: list[dict[str, Any]]) -> None:
    sets = {row["set"]: row for row in rows}

    def crps(kind: str) -> str:
        some = [row["crps"] for row in rows if row["kind"] == kind]
        return f"{100 * np.mean(some):.2f} ({len(some)})" if some else "–"

    print(
        f"{who:12}{len(sets):5}{len(rows):8}"
        f"{np.mean([row['seconds'] for row in sets.values()]):8.1f}"
        f"{max(row['megabytes'] for row in rows):6.0f}  "
        f"{np.mean([row['held'] for row in rows]):.2f}   {crps('their own'):>9}  "
        f"{crps('elsewhere'):>9}",
        flush=True,
    )


if __name__ == "__main__":
    main()
