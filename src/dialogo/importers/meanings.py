"""What the words of a time tracker mean: which project, tag or task is which activity.

A YAML file says it on the command line, and beside the uploaded files; the desk keeps its own.

activities:
  Customer care: answering
  Reels: creating
  Other clients: none      # not work on social media: left out
day-first: yes             # 03/04/2026 is the third of April
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from dialogo.records.errors import BadInput
from dialogo.records.plain import plain
from dialogo.records.schema import ACTIVITIES
from dialogo.records.text import Text

NONE = "none"
KEYS = ("activities", "day-first")
MAX_SIZE = 1 << 20

NOT_AN_ACTIVITY = Text(
    en='"{said}" is no activity. A word means one of {activities}, or none.',
    it="«{said}» non è un'attività. Una parola vuol dire una di {activities}, oppure none.",
)
NOT_PAIRS = Text(
    en="it must hold words, each with its activity.",
    it="deve contenere parole, ognuna con la sua attività.",
)
YES_OR_NO = Text(en="it must be yes or no.", it="deve essere yes o no.")


@dataclass(frozen=True)
class Meanings:
    """`words` by their plain form: an activity, or `NONE` for what is left out. `day_first`
    settles dates that can be read in two ways; None: nobody has said."""

    words: Mapping[str, str] = field(default_factory=dict)
    day_first: bool | None = None

    def and_(self, nearer: Meanings) -> Meanings:
        """Both; what `nearer` says comes first."""
        order = self.day_first if nearer.day_first is None else nearer.day_first
        return Meanings({**self.words, **nearer.words}, order)


def is_meanings(path: Path) -> bool:
    """Whether a YAML file says what words mean (and not which columns a table has)."""
    told = _told(path)
    return bool(told) and set(told) <= set(KEYS)


def meanings(path: Path) -> Meanings:
    """What the file at `path` says; raises `BadInput` naming the key."""
    told = _told(path)
    words = told.get("activities") or {}
    if not isinstance(words, dict):
        raise BadInput(NOT_PAIRS, file=path, key="activities")
    order = told.get("day-first")
    if order is not None and not isinstance(order, bool):
        raise BadInput(YES_OR_NO, file=path, key="day-first")
    found = {}
    for word, said in words.items():
        activity = plain("none" if said is None else str(said))
        if activity not in (*ACTIVITIES, NONE):
            key = f"activities.{word}"
            listed = ", ".join(ACTIVITIES)
            raise BadInput(NOT_AN_ACTIVITY, file=path, key=key, said=said, activities=listed)
        found[plain(str(word))] = activity
    return Meanings(found, order)


def _told(path: Path) -> Mapping[str, Any]:
    try:
        with path.open("rb") as file:
            told = yaml.safe_load(file.read(MAX_SIZE))
    except (OSError, yaml.YAMLError, UnicodeDecodeError, RecursionError, ValueError):
        return {}  # whoever reads it as a mapping of columns says what is wrong with it
    return told if isinstance(told, dict) else {}
