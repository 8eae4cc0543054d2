"""Stories in YAML: a few rows of a company, and the verdict that one check must come to.

A file is named after its check and holds a list of stories: `story`, `since` and `as_of` (days,
both included), `tables`, `verdict`, and optionally `value`. A row's `people: 30` stands for thirty
rows in which `{n}` is 0 to 29; `repeat` is explained in tests/recorded.py.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import yaml

from dialogo.audit.check import Finding
from dialogo.audit.shelf import checks
from dialogo.records.window import Window
from tests.recorded import recorded

VERDICTS_TOLD = {"mistake", "ok", "unknown"}


@dataclass(frozen=True)
class Story:
    check: str
    told: Mapping[str, Any]

    def __str__(self) -> str:
        return f"{self.check}: {self.told['story']}"

    def find(self) -> Finding:
        """What the check says of it."""
        tables = {
            name: [one for row in rows for one in _people(row)]
            for name, rows in self.told.get("tables", {}).items()
        }
        window = Window(_begins(self.told["since"]), _ends(self.told["as_of"]))
        return checks()[self.check](recorded(**tables).as_of(window.as_of), window)


def stories(folder: Path) -> list[Story]:
    """Every story of the YAML files in `folder`, which is named after the subject."""
    return [
        Story(f"{folder.name}/{path.stem}", told)
        for path in sorted(folder.glob("*.yaml"))
        for told in yaml.safe_load(path.read_text())
    ]


def verdicts(folder: Path) -> dict[str, set[str]]:
    """Which verdicts the stories of `folder` come to, by check."""
    told: dict[str, set[str]] = {}
    for story in stories(folder):
        told.setdefault(story.check, set()).add(story.told["verdict"])
    return told


def _people(row: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            key: value.replace("{n}", str(n)) if isinstance(value, str) else value
            for key, value in row.items()
            if key != "people"
        }
        for n in range(row.get("people", 1))
    ]


def _begins(day: date) -> datetime:
    return datetime.combine(day, time.min, UTC)


def _ends(day: date) -> datetime:
    return datetime.combine(day, time.max, UTC)
