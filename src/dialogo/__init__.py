"""Dialogo: finds the mistakes in a company's social media strategy, from its own records.

An analyst's way in::

    from dialogo import Records
    from dialogo.audit.run import run

    records = Records.read("my-records")
    audit = run(records.of_company("Torrefazione Aurora"))
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dialogo.records.records import Records as Records
    from dialogo.records.window import Window as Window

__version__ = "0.1.0"

# Reached on first use, so that `import dialogo` costs no engine and no tables.
_NAMES = {"Records": "dialogo.records.records", "Window": "dialogo.records.window"}


def __getattr__(name: str) -> object:
    if name in _NAMES:
        return getattr(import_module(_NAMES[name]), name)
    raise AttributeError(f"module 'dialogo' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*_NAMES, "__version__"})
