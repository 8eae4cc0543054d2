"""The shelf: every measure and every check there is, found by walking the folders.

Nothing is registered by hand: a module that holds a `Measure` or a `Check` is on the shelf.
Third parties put theirs there by the entry point groups `dialogo.checks` and `dialogo.measures`
(each naming a `Check` or a `Measure`).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from pkgutil import walk_packages
from types import ModuleType
from typing import TypeVar

from dialogo.audit.check import Check
from dialogo.records.measure import Measure

SUBJECTS = ("dialogue", "content", "community", "team", "budget", "returns")
Kind = TypeVar("Kind", Check, Measure)


@cache
def measures() -> dict[str, Measure]:
    """Every measure by id, in the order of the subjects."""
    rooms = [f"dialogo.{subject}" for subject in SUBJECTS]
    return _collect(Measure, rooms, "dialogo.measures")


@cache
def checks() -> dict[str, Check]:
    """Every check by id, in the order of the subjects."""
    rooms = [f"dialogo.audit.checks.{subject}" for subject in SUBJECTS]
    return _collect(Check, rooms, "dialogo.checks")


def _collect(kind: type[Kind], rooms: list[str], group: str) -> dict[str, Kind]:
    found: dict[str, Kind] = {}
    for module in (module for room in rooms for module in _modules(room)):
        for value in vars(module).values():
            if isinstance(value, kind):
                _put(found, value, module.__name__)
    for point in entry_points(group=group):
        value = point.load()
        if not isinstance(value, kind):
            raise TypeError(f"entry point {group}:{point.name} is no {kind.__name__}")
        _put(found, value, point.value)
    return found


def _put(found: dict[str, Kind], value: Kind, where: str) -> None:
    if found.setdefault(value.id, value) is not value:
        raise ValueError(f"{where}: there is another {type(value).__name__} {value.id!r}")


def _modules(room: str) -> Iterator[ModuleType]:
    package = import_module(room)
    yield package
    for info in sorted(walk_packages(package.__path__, f"{room}."), key=lambda info: info.name):
        yield import_module(info.name)
