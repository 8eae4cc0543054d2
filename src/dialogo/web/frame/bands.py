"""A line with what is likely around it: the course of something, its uncertainty always drawn."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString

from dialogo.web.frame.drawing import CHART

_LEFT, _RIGHT, _TOP, _FOOT = 4, 44, 14, 20

Point = tuple[float, float]
Around = tuple[float, float, float]


def banded(
    points: Sequence[Point], band: Sequence[Around], first: str, last: str, end: str
) -> SafeString:
    """A chart from zero upwards: `points` are (place from 0 to 1, value), `band` (place, lowest,
    highest). `first` and `last` name the ends, `end` the last value."""
    width, height = CHART
    floor = height - _FOOT
    top = max([value for _, value in points] + [high for _, _, high in band], default=0.0)
    if not points or top <= 0:
        return SafeString("")

    def at(place: float, value: float) -> str:
        x = _LEFT + (width - _RIGHT - _LEFT) * place
        y = floor - 2 - (floor - 2 - _TOP) * min(value, top) / top
        return f"{x:.1f},{y:.1f}"

    edge = [at(place, high) for place, _, high in band]
    edge += [at(place, low) for place, low, _ in reversed(band)]
    x, y = at(*points[-1]).split(",")
    return format_html(
        '<svg viewBox="0 0 {0} {1}" width="{0}" height="{1}" aria-hidden="true"'
        ' font-size="12" fill="var(--soft)">'
        '<path d="M{2} {3}H{4}" stroke="var(--hair)" stroke-width="1"/>'
        '<polygon points="{5}" fill="var(--accent)" opacity=".16"/>'
        '<polyline points="{6}" fill="none" stroke="var(--accent)" stroke-width="2"'
        ' stroke-linejoin="round" stroke-linecap="round"/>'
        '<circle cx="{7}" cy="{8}" r="3" fill="var(--accent)"/>'
        '<text x="{9}" y="{10}" fill="var(--ink)" font-weight="600">{11}</text>'
        '<text x="{2}" y="{12}">{13}</text>'
        '<text x="{4}" y="{12}" text-anchor="end">{14}</text></svg>',
        width,
        height,
        _LEFT,
        floor,
        width - _RIGHT,
        " ".join(edge),
        " ".join(at(*point) for point in points),
        x,
        y,
        float(x) + 7,
        float(y) + 4,
        end,
        height - 5,
        first,
        last,
    )
