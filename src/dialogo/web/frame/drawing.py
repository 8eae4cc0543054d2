"""Small drawings made on the server: a line through time, in the page's own ink."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString

# A line so small that its end and its course are all it tells.
SPARK = (96, 28)
CHART = (340, 120)
_LEFT, _RIGHT, _TOP, _FOOT = 4, 44, 14, 20


def spark(values: Sequence[float]) -> SafeString:
    """The course of some numbers from zero upwards; a dot marks the last. It says nothing aloud:
    words and a table stand beside it."""
    width, height = SPARK
    points = _points(values, (3, width - 5, 4, height - 4), 0.0)
    if len(points) < 2:
        return SafeString("")
    return format_html(
        '<svg class="spark" viewBox="0 0 {0} {1}" width="{0}" height="{1}" aria-hidden="true">'
        '<path d="M0 {2}h{0}" stroke="var(--hair)" stroke-width="1"/>'
        '<polyline points="{3}" fill="none" stroke="var(--accent)" stroke-width="1.75"'
        ' stroke-linejoin="round" stroke-linecap="round"/>'
        '<circle cx="{4}" cy="{5}" r="2.75" fill="var(--accent)"/></svg>',
        width,
        height,
        height - 3.5,
        _joined(points),
        *points[-1],
    )


def line(
    values: Sequence[float], first: str, last: str, end: str, *, from_zero: bool = True
) -> SafeString:
    """A chart of one line: `first` and `last` name the ends of its time, `end` its last value.

    Where it does not begin at zero, the lowest and highest values are the floor and the ceiling.
    """
    width, height = CHART
    floor = height - _FOOT
    low = 0.0 if from_zero else min(values, default=0.0)
    points = _points(values, (_LEFT, width - _RIGHT, _TOP, floor - 2), low)
    if len(points) < 2:
        return SafeString("")
    x, y = points[-1]
    return format_html(
        '<svg viewBox="0 0 {0} {1}" width="{0}" height="{1}" aria-hidden="true"'
        ' font-size="12" fill="var(--soft)">'
        '<path d="M{2} {3}H{4}" stroke="var(--hair)" stroke-width="1"/>'
        '<polyline points="{5}" fill="none" stroke="var(--accent)" stroke-width="2"'
        ' stroke-linejoin="round" stroke-linecap="round"/>'
        '<circle cx="{6}" cy="{7}" r="3" fill="var(--accent)"/>'
        '<text x="{8}" y="{9}" fill="var(--ink)" font-weight="600">{10}</text>'
        '<text x="{2}" y="{11}">{12}</text>'
        '<text x="{6}" y="{11}" text-anchor="end">{13}</text></svg>',
        width,
        height,
        _LEFT,
        floor,
        width - _RIGHT,
        _joined(points),
        x,
        y,
        x + 7,
        y + 4,
        end,
        height - 5,
        first,
        last,
    )


def _points(
    values: Sequence[float], box: tuple[float, float, float, float], low: float
) -> list[tuple[float, float]]:
    """Where the values lie in a box (left, right, top, bottom) whose floor is `low`."""
    if not values:
        return []
    left, right, top, bottom = box
    step = (right - left) / max(1, len(values) - 1)
    span = max(values) - low
    return [
        (
            round(left + step * place, 1),
            round(bottom - (bottom - top) * ((value - low) / span if span else 0.0), 1),
        )
        for place, value in enumerate(values)
    ]


def _joined(points: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x},{y}" for x, y in points)
