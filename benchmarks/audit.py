"""The audit's measures beside plain pandas and hand-written SQL, on the same 3 million messages.

    python -m benchmarks.audit [--messages N] [--folder FOLDER]

Each side runs in a process of its own, twice; the better time and the larger peak of memory count.
The sides must agree on every figure, or the benchmark fails.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from importlib import import_module
from math import isclose, isnan
from pathlib import Path
from typing import Any

from benchmarks import history
from benchmarks.sides import DIALOGUE

SIDES = {
    "whole": ("benchmarks.in_dialogo", "whole", "Dialogo, every measure of the audit"),
    "dialogo": ("benchmarks.in_dialogo", "dialogue", "Dialogo, the dialogue measures"),
    "sql": ("benchmarks.in_sql", "dialogue", "the same, hand-written SQL"),
    "pandas": ("benchmarks.in_pandas", "dialogue", "the same, plain pandas"),
}
_RUNS = 2
_NO_BYTECODE = "PYTHONDONTWRITEBYTECODE"


def run_side(side: str, folder: Path) -> None:
    """Runs one side in this process and prints its figures, time and memory as JSON."""
    module, function, _ = SIDES[side]
    start = time.perf_counter()
    values = getattr(import_module(module), function)(folder)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    figures = {name: float(value) for name, value in values.items()}
    print(json.dumps({"seconds": seconds, "megabytes": peak, "values": figures}))


def measure(side: str, folder: Path) -> dict[str, Any]:
    """A side in processes of its own: its best time, its largest peak, its figures."""
    command = [sys.executable, "-m", "benchmarks.audit", "--side", side, "--folder", str(folder)]
    # Compiled modules are kept, as after an installation: no side pays for compiling its source.
    about = {name: value for name, value in os.environ.items() if name != _NO_BYTECODE}
    runs = [
        json.loads(
            subprocess.run(command, check=True, capture_output=True, text=True, env=about).stdout
        )
        for _ in range(_RUNS)
    ]
    return {
        "seconds": min(run["seconds"] for run in runs),
        "megabytes": max(run["megabytes"] for run in runs),
        "values": runs[0]["values"],
    }


def compare(folder: Path) -> None:
    """Runs every side, checks that they agree, prints the table and the ratios."""
    results = {}
    for side, (_, _, title) in SIDES.items():
        results[side] = measure(side, folder)
        row = results[side]
        print(f"{title:42} {row['seconds']:7.1f} s {row['megabytes']:8,.0f} MB", flush=True)
    ours = results["dialogo"]
    for side in ("sql", "pandas"):
        for name in DIALOGUE:
            here, there = ours["values"][name], results[side]["values"][name]
            both_unreached = isnan(here) and isnan(there)
            if not both_unreached and not isclose(here, there, rel_tol=1e-6):
                raise SystemExit(f"{name}: Dialogo says {here}, {side} says {there}")
    print(f"\nall sides agree on {len(DIALOGUE)} figures")
    sql, pandas = results["sql"], results["pandas"]
    for title, above, below, what in (
        ("Dialogo / hand-written SQL", ours, sql, "seconds"),
        ("pandas / Dialogo", pandas, ours, "seconds"),
        ("pandas / Dialogo", pandas, ours, "megabytes"),
    ):
        print(f"{title:28} {above[what] / below[what]:5.2f} ({what})")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=3_000_000)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--side", choices=SIDES)
    chosen = parser.parse_args()
    if chosen.side:
        run_side(chosen.side, chosen.folder)
    elif chosen.folder:
        compare(chosen.folder)
    else:
        with tempfile.TemporaryDirectory() as folder:
            print(f"making {chosen.messages:,} messages", flush=True)
            history.write(Path(folder), chosen.messages)
            compare(Path(folder))


if __name__ == "__main__":
    main()
