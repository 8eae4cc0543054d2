"""The program that opens videos of strangers: SOURCE TARGET POSTER WANTED, and nothing else is in
its process. It says how far it is, and what came of it, a line of JSON at a time.

Video libraries are large and written in C: what breaks them ends this process and no other, and it
can neither fill memory and disk nor run for ever.
"""

from __future__ import annotations

import json
import sys
import time
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from dialogo.web.queries.films.wanted import Wanted

try:
    from dialogo.web.actions.films import encoding
except ImportError:  # who runs it left the library out, or it does not fit this machine
    MISSING = True
else:
    MISSING = False

MEMORY = 4 << 30  # bytes of addresses
TIME = 3600  # seconds of a processor
FILE = 1 << 30  # bytes of a file that it writes
EVERY = 0.5  # seconds between two words on how far it is


def main() -> None:
    """Writes TARGET and POSTER from SOURCE."""
    if MISSING:
        _say({"unfit": "library"})
        return
    _bounded()
    source, target, poster, wanted = sys.argv[1:5]
    said = 0.0

    def told(done: float, total: float) -> None:
        nonlocal said
        if time.monotonic() - said >= EVERY:
            said = time.monotonic()
            _say({"done": round(done, 1), "total": round(total, 1)})

    try:
        made = encoding.make(
            Path(source), Path(target), Path(poster), Wanted(**json.loads(wanted)), told
        )
    except encoding.Unfit as wrong:
        _say({"unfit": wrong.code, "values": wrong.values})
    else:
        _say({"made": asdict(made)})


def _bounded() -> None:
    with suppress(ImportError):  # where there are no such bounds
        import resource  # not on Windows

        for name, most in (
            (resource.RLIMIT_AS, MEMORY),
            (resource.RLIMIT_CPU, TIME),
            (resource.RLIMIT_FSIZE, FILE),
        ):
            _, hard = resource.getrlimit(name)
            within = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.setrlimit(name, (within, hard))


def _say(told: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
