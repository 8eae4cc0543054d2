"""Dialogo: finds the mistakes in a company's social media strategy, from its own records.

An analyst's way in::

    import dialogo

    records = dialogo.Records.read("my-records")
    audit = dialogo.audit.run(records.of_company("Torrefazione Aurora"))
"""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

# Reached on first use, so that `import dialogo` costs no engine and no tables.
_ROOMS = {
    "audit", "budget", "community", "content", "dialogue", "importers", "ladder", "language",
    "records", "report", "returns", "simulation", "team",
}  # fmt: skip
_NAMES = {"Records": "dialogo.records.records", "Window": "dialogo.records.window"}


def __getattr__(name: str) -> Any:
    if name in _ROOMS:
        return import_module(f"dialogo.{name}")
    if name in _NAMES:
        return getattr(import_module(_NAMES[name]), name)
    raise AttributeError(f"module 'dialogo' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*_ROOMS, *_NAMES, "__version__"})
