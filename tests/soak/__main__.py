"""Kills workers and cuts connections, then counts: python -m tests.soak --kills 1000 --seed 1.

The desk's data goes into a temporary folder; with `DIALOGO_DATABASE` into that PostgreSQL. Ends
with 1 if a letter was sent twice or lost, or a message is missing or there twice.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from tests.soak.bench import Run
from tests.soak.count import Count
from tests.soak.stages import NAMES


def main() -> int:
    """See above; with `--json` the last line is the count."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--networks", default=",".join(NAMES))
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--keep", action="store_true", help="keep the folder")
    given = parser.parse_args()
    names = tuple(given.networks.split(","))
    if set(names) - set(NAMES):
        parser.error(f"networks are {', '.join(NAMES)}")
    folder = Path(tempfile.mkdtemp(prefix="dialogo-soak-"))
    os.environ["DIALOGO_DATA"] = str(folder / "data")
    try:
        count = Run(given.kills, given.seed, names)(folder)
    finally:
        if given.keep:
            print(folder)  # noqa: T201  (for whoever looks into it)
        else:
            shutil.rmtree(folder, ignore_errors=True)
    print(json.dumps(asdict(count)) if given.json else table(count, given.seed))  # noqa: T201  (what it is for)
    return 1 if count.wrong else 0


def table(count: Count, seed: int) -> str:
    """What happened, for people."""
    heads = ("network", "letters", "sent", "not sent", "written to us", "received", "troubles")
    rows = [
        (
            name, one.letters, one.sent, one.unsent, one.questions, one.received, one.troubles,
        )
        for name, one in count.networks.items()
    ]  # fmt: skip
    total = ("all", *(sum(column) for column in list(zip(*rows, strict=True))[1:]))
    lines = [" ".join(f"{cell!s:>14}" for cell in row) for row in (heads, *rows, total)]
    lines += [
        "",
        f"Seed {seed}: {count.kills} workers killed in {count.seconds:.0f} s, {count.in_hand} of "
        f"them while they sent; accounts signed out {count.signed_out} times.",
        f"{count.held} letters waited for a person, who decided about {count.decided}.",
        f"{len(count.wrong)} things went wrong.",
        *(f"  {wrong}" for wrong in count.wrong[:50]),
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
