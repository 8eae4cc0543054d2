"""One core: keeps NumPy's matrix products from being spread over several.

They are small here, and there are many thousands of them: handing each to a second core took four
times the processor time on a busy machine.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

# As the wheels of NumPy 2 and 1.26 name them, and a system's own OpenBLAS.
_NAMES = (
    "scipy_openblas_{}_num_threads64_",
    "openblas_{}_num_threads64_",
    "openblas_{}_num_threads",
)


@contextmanager
def one_core() -> Iterator[None]:
    """Within, products run on one core; with another library than OpenBLAS nothing changes."""
    library = ctypes.CDLL(np.linalg._umath_linalg.__file__)
    for name in _NAMES:
        if hasattr(library, name.format("set")):
            before = getattr(library, name.format("get"))()
            change = getattr(library, name.format("set"))
            change(1)
            try:
                yield
            finally:
                change(before)
            return
    yield
