"""What became of each file that was given: rows read, added, known already, left out, refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dialogo.importers.format import Skip
from dialogo.records.errors import BadInput

SKIPS_KEPT = 20


@dataclass(frozen=True)
class FileIntake:
    """`read` counts the rows of the file; `added` the events not known before, by table; `known`
    those that were; `skipped` the rows left out, `skips` the first of them with their reasons.

    A file that was `refused` left nothing. `format` is the id of its format, None if unknown.
    """

    name: str
    format: str | None = None
    read: int = 0
    added: Mapping[str, int] = field(default_factory=dict)
    known: int = 0
    skipped: int = 0
    skips: tuple[Skip, ...] = ()
    refused: BadInput | None = None

    def told(self) -> dict[str, Any]:
        """The line that the journal keeps of it, the same whenever the same file comes again."""
        line: dict[str, Any] = {"name": self.name, "format": self.format, "read": self.read}
        if self.skipped:
            line["skipped"] = self.skipped
            line["skips"] = [
                {
                    "file": skip.file,
                    "row": skip.row,
                    "column": skip.column,
                    "en": skip.reason.say("en", **skip.values),
                    "it": skip.reason.say("it", **skip.values),
                }
                for skip in self.skips
            ]
        if self.refused:
            line["refused"] = {"en": self.refused.say("en"), "it": self.refused.say("it")}
        return line


@dataclass(frozen=True)
class Intake:
    """What one call of `bring_in` did, file by file; `filled` is how many known events gained a
    value that they lacked."""

    files: tuple[FileIntake, ...]
    filled: int = 0

    @property
    def read(self) -> int:
        """Rows in all files, those left out included."""
        return sum(file.read for file in self.files)

    @property
    def added(self) -> dict[str, int]:
        """New events by table."""
        total: dict[str, int] = {}
        for file in self.files:
            for table, count in file.added.items():
                total[table] = total.get(table, 0) + count
        return total

    @property
    def known(self) -> int:
        return sum(file.known for file in self.files)

    @property
    def skipped(self) -> int:
        return sum(file.skipped for file in self.files)

    @property
    def skips(self) -> tuple[Skip, ...]:
        """The first rows left out of each file."""
        return tuple(skip for file in self.files for skip in file.skips)

    @property
    def refused(self) -> tuple[FileIntake, ...]:
        return tuple(file for file in self.files if file.refused is not None)
