"""Every export format there is: those of this folder, and those that other packages bring."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points

from dialogo.importers.format import Format

GROUP = "dialogo.formats"
# The company's own tables are known by a few plain headers, so they are tried after the networks.
_LAST = "own/"


@cache
def formats() -> tuple[Format, ...]:
    """All formats in the order in which they are tried; each module may hold several."""
    found: dict[str, Format] = {}
    for module in pkgutil.iter_modules(__path__):
        for value in vars(import_module(f"{__name__}.{module.name}")).values():
            if isinstance(value, Format):
                found[value.id] = value
    for entry in entry_points(group=GROUP):
        value = entry.load()
        found.setdefault(value.id, value)
    return tuple(sorted(found.values(), key=lambda f: (f.id.startswith(_LAST), f.id)))
