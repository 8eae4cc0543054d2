"""What a script beside this one reads and writes: a table and its names in, draws and cost out.

Run by another Python, in which Dialogo is not installed: standard library only.
"""

from __future__ import annotations

import json
import resource
import sys
from typing import Any


def asked() -> dict[str, Any]:
    """The request, given as a file: table (CSV), date, outcome, activities, controls."""
    with open(sys.argv[1], encoding="utf-8") as file:  # noqa: PTH123  (nothing but open is needed)
        found: dict[str, Any] = json.load(file)
    return found


def spent() -> float:
    """Processor seconds so far, of this process and of those it started."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def answer(shares: list[list[float]], seconds: float) -> None:
    """Writes the draws of each activity's share, and what they cost."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told = {"shares": shares, "seconds": seconds, "megabytes": peak}
    with open(sys.argv[2], "w", encoding="utf-8") as file:  # noqa: PTH123  (as above)
        json.dump(told, file)
