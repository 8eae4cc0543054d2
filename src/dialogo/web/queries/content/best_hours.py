"""Best hours as the job last reckoned them: kept, and read for the calendar and the editor."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dialogo.content.best_hours import HOURS, BestHours, Cell, Effect, OnNetwork
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.computed import computed
from dialogo.web.queries.results import KIND


def written(found: BestHours | None) -> dict[str, Any] | None:
    """As it is kept."""
    if found is None:
        return None
    networks = {name: [one.n, _whole(one.hours)] for name, one in found.networks.items()}
    return {**(_whole(found) or {}), "networks": networks}


def _whole(found: BestHours | None) -> dict[str, Any] | None:
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
    found = _read((kept.figures.get("hours") if kept else None) or None)
    if found is None or kept is None:
        return None
    networks = kept.figures["hours"].get("networks", {})  # what was kept before knew none
    return replace(
        found, networks={name: OnNetwork(n, _read(told)) for name, (n, told) in networks.items()}
    )


def _read(told: dict[str, Any] | None) -> BestHours | None:
    if told is None:
        return None
    cells = {(day, stretch): Effect(*rest) for day, stretch, *rest in told["cells"]}
    return BestHours(told["basis"], told["n"], cells)


def span_of(cell: Cell) -> tuple[int, int]:
    """From which hour to which a stretch goes."""
    return cell[1] * HOURS, (cell[1] + 1) * HOURS
