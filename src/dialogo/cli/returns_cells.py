"""Cells as spreadsheets write them: days (5/2/2024, 05.02.2024), and numbers in thousands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

_WRITTEN = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})")

_THOUSANDS = re.compile(r"-?\d{1,3}(?:(?:\.\d{3})+,\d+|(?:,\d{3})+\.\d+)")


def plain(cell: str) -> str:
    """A number without what parts its thousands, where its decimals tell the two signs apart
    (1.234,50 or 1,234.50); else the cell as it is."""
    if not _THOUSANDS.fullmatch(cell.strip()):
        return cell
    whole, _, decimals = cell.strip().replace(",", ".").rpartition(".")
    return f"{whole.replace('.', '')}.{decimals}"


def days(cells: Sequence[object]) -> list[object]:
    """The cells as dates where all are written so, and one order of day and month alone gives days
    that go on in even steps; else as they are, for whoever reads them to say what is wrong."""
    written = [_WRITTEN.fullmatch(str(cell).strip()) for cell in cells]
    if len(written) < 2 or not all(written):
        return list(cells)
    parts = [(int(one[1]), int(one[3]), int(one[4])) for one in written if one]
    read = [found for found in (_read(parts), _read([(b, a, y) for a, b, y in parts])) if found]
    even = [found for found in read if _even(found)]
    chosen = even if len(read) > 1 else read
    return list(chosen[0]) if len(chosen) == 1 else list(cells)


def _read(parts: Sequence[tuple[int, int, int]]) -> list[date]:
    """From day, month and year; none where one of them cannot be."""
    try:
        return [date(year, month, day) for day, month, year in parts]
    except ValueError:
        return []


def _even(found: Sequence[date]) -> bool:
    """Whether most of them follow each other by one same step."""
    ordered = sorted(found)
    steps = [(later - before).days for before, later in pairwise(ordered)]
    return steps.count(max(set(steps), key=steps.count)) > 0.8 * len(steps)
