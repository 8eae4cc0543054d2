"""How fast texts are judged, all labels together, on one thread.

    python -m benchmarks.language ../shared/data

reads twcs/ there and prints texts a second of processor time for posts and for messages.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from time import perf_counter, process_time
from typing import TYPE_CHECKING

import pyarrow as pa

from dialogo.language.described import described

if TYPE_CHECKING:
    from dialogo.language.described import Kind


def main(data: Path) -> None:
    pa.set_cpu_count(1)
    with (data / "twcs" / "twcs.csv").open(encoding="utf-8") as file:
        said = [row["text"] for row in csv.DictReader(file)]
    # No text comes twice as it is: what depends on words alone is worked out once for each.
    texts = pa.array([f"{text} {turn}x{turn}" for turn in range(4) for text in said])
    kinds: tuple[Kind, ...] = ("post", "message")
    for kind in kinds:
        described(texts[:100], kind)
        began, worked = perf_counter(), process_time()
        described(texts, kind)
        busy, passed = process_time() - worked, perf_counter() - began
        print(
            f"{kind}s: {len(texts) / busy:,.0f} texts a second of processor time, "
            f"{len(texts) / passed:,.0f} a second by the clock"
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
