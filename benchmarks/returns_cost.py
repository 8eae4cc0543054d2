"""What an estimate of returns costs: processor time and memory, on one core.

    python -m benchmarks.returns_cost

Prints the processor time of 3 activities over 156 weeks and of 6 over 260 (the mean of three
companies each), the memory above NumPy and SciPy, and the time of `import dialogo.returns`.
"""

from __future__ import annotations

import resource
import subprocess
import sys
from time import process_time

_IMPORT = (
    "from time import perf_counter as now\nbegan = now()\nimport dialogo.returns\n"
    "bare = now() - began\nfrom dialogo.returns import estimate\nprint(bare, now() - began)"
)


def main() -> None:
    bare, whole = subprocess.run(
        [sys.executable, "-c", _IMPORT], check=True, capture_output=True, text=True
    ).stdout.split()
    import numpy  # noqa: F401  (what memory is measured against)
    import scipy.special  # noqa: F401  (the same)

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    from benchmarks.returns_companies import company
    from dialogo.returns import estimate

    for activities, weeks in ((3, 156), (6, 260)):
        spent = []
        for seed in range(3):
            made = company("heavy-tails", seed, weeks, activities)
            began = process_time()
            estimate(made.series)
            spent.append(process_time() - began)
        each = ", ".join(f"{one:.2f}" for one in spent)
        print(
            f"{activities} activities, {weeks} weeks: {sum(spent) / 3:.2f} s ({each})", flush=True
        )
    peak = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(f"memory above NumPy and SciPy: {peak:.0f} MB")
    print(f"import dialogo.returns: {float(bare):.3f} s; with its model: {float(whole):.2f} s")


if __name__ == "__main__":
    main()
