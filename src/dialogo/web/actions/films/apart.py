"""A video is opened in a process of its own, which is watched and ended from here."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import Any

from dialogo.web.queries.films.wanted import Wanted

CHILD = "dialogo.web.actions.films.child"  # imported there only: what it needs is large
SILENCE = 120.0  # seconds without a word, after which it is ended
# What it needs of what surrounds us: no secret is among it, should a video ever get hold of it.
SURROUNDINGS = (
    "HOME", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "PATH", "PYTHONHOME", "PYTHONPATH", "SYSTEMROOT",
    "TEMP", "TMPDIR",
)  # fmt: skip
EACH = 1.0  # seconds between two looks at whether it is still wanted

Told = Callable[[float, float], None]


class Silent(Exception):
    """It ended, or hung, without saying what came of it."""


def make(source: Path, target: Path, poster: Path, wanted: Wanted, told: Told) -> dict[str, Any]:
    """What the program said last: `made`, or `unfit` with its values. `told` is called each second
    with how far it is, and what it raises ends the program. Raises `Silent`."""
    command = [sys.executable, "-m", CHILD, str(source), str(target), str(poster)]
    command.append(json.dumps(wanted.told()))
    with subprocess.Popen(  # noqa: S603  (our own module; of the input there are paths of ours only)
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={name: os.environ[name] for name in SURROUNDINGS if name in os.environ},
    ) as program:
        lines: Queue[bytes] = Queue()
        Thread(target=_listen, args=(program, lines), daemon=True).start()
        try:
            return _last(lines, told)
        finally:
            program.kill()


def _listen(program: subprocess.Popen[bytes], lines: Queue[bytes]) -> None:
    assert program.stdout is not None  # noqa: S101  (narrowing only)
    for line in program.stdout:
        lines.put(line)
    lines.put(b"")


def _last(lines: Queue[bytes], told: Told) -> dict[str, Any]:
    done, total, quiet = 0.0, 0.0, 0.0
    while quiet < SILENCE:
        try:
            line = lines.get(timeout=EACH)
        except Empty:
            quiet += EACH
            told(done, total)
            continue
        if not line:
            break
        quiet = 0.0
        said: dict[str, Any] = json.loads(line)
        if "done" not in said:
            return said
        done, total = said["done"], said["total"]
        told(done, total)
    raise Silent
