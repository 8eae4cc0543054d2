"""Rows that a long benchmark keeps as it goes, so that it can be stopped and taken up again."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any


class KeptRows:
    """A file of one JSON object a line; without a file they are kept in memory alone."""

    def __init__(self, file: str | None) -> None:
        self.path = Path(file) if file else None
        self.rows: list[dict[str, Any]] = []
        if self.path is not None and self.path.exists():
            lines = self.path.read_text(encoding="utf-8").splitlines()
            self.rows = [json.loads(line) for line in lines]

    def has(self, **wanted: object) -> bool:
        """Whether a row with these values is there."""
        return any(all(row[name] == one for name, one in wanted.items()) for row in self.rows)

    def add(self, rows: Iterable[dict[str, Any]]) -> None:
        """Keeps rows that belong together, all at once."""
        some = list(rows)
        self.rows += some
        if self.path is not None:
            with self.path.open("a", encoding="utf-8") as stream:
                stream.write("".join(json.dumps(row) + "\n" for row in some))
