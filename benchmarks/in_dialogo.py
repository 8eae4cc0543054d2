"""One side of the benchmark: Dialogo's measures, the whole audit's or those of the dialogue."""

from __future__ import annotations

from math import nan
from pathlib import Path

from benchmarks.history import COMPANY
from benchmarks.sides import DIALOGUE, OFFICE, Values
from dialogo.audit.shelf import measures
from dialogo.records.records import Records


def records(folder: Path) -> Records:
    files = {
        table.name: sorted(str(part) for part in table.glob("*.parquet"))
        for table in folder.iterdir()
        if table.is_dir()
    }
    return Records(files, company=COMPANY).in_hours(OFFICE)


def dialogue(folder: Path) -> Values:
    """The measures that the other sides compute, too."""
    kept = records(folder)
    window = kept.span()
    assert window is not None
    figures = {name: measures()[name](kept, window) for name in DIALOGUE}
    return {
        name: nan if figure.value is None or figure.more_than else float(figure.value)
        for name, figure in figures.items()
    }


def whole(folder: Path) -> Values:
    """Every measure on the shelf."""
    kept = records(folder)
    window = kept.span()
    assert window is not None
    figures = {name: measure(kept, window) for name, measure in measures().items()}
    return {
        name: float(figure.value) for name, figure in figures.items() if figure.value is not None
    }
