"""The report of an import, file by file, as its page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dialogo.records.text import Text
from dialogo.web.frame.reader import lang
from dialogo.web.models.imports import Import
from dialogo.web.queries.imports import by_table, format_title


@dataclass(frozen=True)
class Skip:
    """A row that was left out: where it stood, and why."""

    where: str
    row: int | None
    column: str | None
    why: str


@dataclass(frozen=True)
class Line:
    """A file or folder that was given: what was read of it and what came of it."""

    name: str
    formats: tuple[Text, ...]
    read: int
    added: list[tuple[Text, int]]
    known: int
    filled: int
    skipped: int
    elsewhere: int
    skips: tuple[Skip, ...]
    refused: tuple[str, ...]

    @property
    def hidden(self) -> int:
        """Rows left out that are not shown one by one."""
        return self.skipped - len(self.skips)


def report(import_: Import) -> dict[str, Any]:
    """The lines of the report: what was read, then what could not be."""
    lines = [_line(given) for given in import_.intake]
    return {
        "read": [line for line in lines if line.read or not line.refused],
        "refused": [line for line in lines if not line.read and line.refused],
    }


def _line(given: dict[str, Any]) -> Line:
    titles = (format_title(file["format"]) for file in given["files"])
    told = [given["refused"], *(file["refused"] for file in given["files"])]
    return Line(
        name=given["name"],
        formats=tuple(dict.fromkeys(title for title in titles if title)),
        read=given["read"],
        added=by_table(given["added"]),
        known=given["known"],
        filled=given["filled"],
        skipped=given["skipped"],
        elsewhere=given["elsewhere"],
        skips=tuple(_skip(skip) for file in given["files"] for skip in file["skips"]),
        refused=tuple(dict.fromkeys(_why(given["name"], wrong) for wrong in told if wrong)),
    )


def _why(name: str, wrong: dict[str, str]) -> str:
    """Why a file was refused; its name stands above already."""
    text = wrong[lang()].removeprefix(f"{name}: ")
    return text[:1].upper() + text[1:]


def _skip(told: dict[str, Any]) -> Skip:
    return Skip(told["file"], told["row"], told["column"], told[lang()])
