"""What the workspace says of the words of time trackers, and those it was asked about."""

from __future__ import annotations

from decimal import Decimal

from dialogo.importers.meanings import NONE, Meanings
from dialogo.records.plain import plain
from dialogo.records.schema import ACTIVITIES
from dialogo.web.models.time import TrackerWords
from dialogo.web.models.workspace import Workspace


def words(workspace: Workspace) -> TrackerWords:
    """Not stored yet where nobody was asked."""
    found = TrackerWords.objects.filter(workspace=workspace).first()
    return found or TrackerWords(workspace=workspace)


def meanings(workspace: Workspace) -> Meanings:
    """The same, as files of trackers are read by it."""
    kept = words(workspace)
    known = (*ACTIVITIES, NONE)
    said = {plain(word): meaning for word, meaning in kept.meanings.items() if meaning in known}
    return Meanings(said, kept.day_first)


def asked(workspace: Workspace) -> list[tuple[str, Decimal]]:
    """The words that still have no meaning, with their hours, most first."""
    kept = words(workspace)
    there = {plain(word) for word in kept.meanings}
    open_ = {word: Decimal(str(hours)) for word, hours in kept.asked.items()}
    rest = [(word, hours) for word, hours in open_.items() if plain(word) not in there]
    return sorted(rest, key=lambda pair: (-pair[1], pair[0]))
