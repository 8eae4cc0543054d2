"""A finding's number over time: its measure at a few moments that all look back equally far."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from dialogo.records.measure import Figure
from dialogo.records.window import Window

if TYPE_CHECKING:
    from dialogo.audit.check import Finding
    from dialogo.records.records import Records

POINTS = 8
SHORTEST = timedelta(days=7)  # below a week, the weekday would be all that changes


@dataclass(frozen=True)
class Point:
    """The figure of the stretch that ends at `window.as_of`."""

    window: Window
    figure: Figure


@dataclass(frozen=True)
class History:
    """Points in the order of time; `looks_back` is the length of each one's window."""

    looks_back: timedelta
    points: tuple[Point, ...]

    @property
    def told(self) -> list[Point]:
        """The points that could be told."""
        return [point for point in self.points if point.figure.value is not None]


def windows(span: Window, points: int = POINTS) -> list[Window]:
    """Windows of one length, the last ending with `span`: a quarter of it, a week at the least.

    Empty when `span` holds fewer than two weeks.
    """
    length = max(SHORTEST, span.length / 4)
    room = span.length - length
    if room < SHORTEST:
        return []
    count = min(points, int(room / SHORTEST) + 1)
    step = room / (count - 1)
    ends = [span.as_of - step * back for back in reversed(range(count))]
    return [Window(end - length, end) for end in ends]


def histories(
    records: Records,
    span: Window,
    findings: Sequence[Finding],
    step: Callable[[], None] | None = None,
) -> dict[str, History]:
    """The history of each finding, by check id; as much was known at each moment, no more.

    `records` are one company's, labelled. `step` is called after each moment.
    """
    moments = windows(span)
    kept: dict[str, list[Point]] = {finding.check.id: [] for finding in findings}
    for window in moments:
        then = records.as_of(window.as_of)
        for finding in findings:
            figure = finding.check(then, window, finding.limit).reading.figure
            enough = figure.n >= finding.limit.at_least
            shown = figure if enough else Figure(None, figure.unit, figure.n)
            kept[finding.check.id].append(Point(window, shown))
        if step is not None:
            step()
    looks_back = moments[0].length if moments else timedelta()
    return {id_: History(looks_back, tuple(points)) for id_, points in kept.items() if points}
