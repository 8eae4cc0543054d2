"""The workers of the bench: real processes, killed by SIGKILL and started again."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from random import Random
from typing import IO, Self


class Workers:
    """So many at once, while the `with` lasts. What they log lies in `log`."""

    def __init__(self, number: int, log: Path) -> None:
        self.number, self.log = number, log
        self.kills = 0
        self.alive: list[int] = []

    def __enter__(self) -> Self:
        self._file = self.log.open("wb")
        pipe = subprocess.PIPE
        command = [sys.executable, "-m", "tests.soak.worker"]
        self._nursery = subprocess.Popen(
            command, stdin=pipe, stdout=pipe, stderr=self._file, text=True
        )
        assert self._pipe(self._nursery.stdout).readline() == "ready\n", self.log.read_text()
        self.fill()
        return self

    def __exit__(self, *_: object) -> None:
        self._pipe(self._nursery.stdin).close()
        self._nursery.wait(30)
        self._file.close()

    def fill(self) -> None:
        """Starts as many as are missing."""
        while len(self.alive) < self.number:
            self.alive.append(int(self._order("start")))

    def kill(self, rng: Random) -> None:
        """One of them, without a word."""
        victim = self.alive.pop(rng.randrange(len(self.alive)))
        self._order(f"end {victim}")
        self.kills += 1

    def _order(self, what: str) -> str:
        order = self._pipe(self._nursery.stdin)
        order.write(f"{what}\n")
        order.flush()
        return self._pipe(self._nursery.stdout).readline().strip()

    @staticmethod
    def _pipe(pipe: IO[str] | None) -> IO[str]:
        assert pipe is not None
        return pipe
