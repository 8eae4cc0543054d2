"""Best hours as the job last reckoned them: kept, and read for the calendar and the editor."""

from __future__ import annotations

from typing import Any

from dialogo.content.best_hours import HOURS, BestHours, Cell, Effect
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.computed import computed
from dialogo.web.queries.results import KIND


def written(found: BestHours | None) -> dict[str, Any] | None:
    """As it is kept."""
    if found is None:
        return None
    cells = [
        [day, stretch, one.mean, one.low, one.high, one.n]
        for (day, stretch), one in sorted(found.cells.items())
    ]
    return {"basis": found.basis, "n": found.n, "cells": cells}


def hours_of(workspace: Workspace) -> BestHours | None:
    """What was last reckoned; None: nothing was, or too little is known. One query."""
    kept = computed(workspace, KIND)
    told = (kept.figures.get("hours") if kept else None) or None
    if told is None:
        return None
    cells = {(day, stretch): Effect(*rest) for day, stretch, *rest in told["cells"]}
    return BestHours(told["basis"], told["n"], cells)


def span_of(cell: Cell) -> tuple[int, int]:
    """From which hour to which a stretch goes."""
    return cell[1] * HOURS, (cell[1] + 1) * HOURS
