"""The way to a return, drawn: the weeks that are recorded, today, and the weeks still needed."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

WIDTH, HEIGHT = 340, 74
_LEFT, _RIGHT, _BAR = 2, 338, 34
_OPEN = 1.35  # the end is open: it is drawn so much further than the earliest week
_NAME = 52  # pixels that a name takes in the middle of the line


@dataclass(frozen=True)
class Way:
    """Weeks: `has` are recorded, and it takes `low` more at the earliest.

    `begins`, `today` and `to` are written at their places.
    """

    has: int
    low: int
    begins: str
    today: str
    to: str


def drawn(way: Way) -> SafeString:
    """A bar for what there is, a paler one for when it will be told; the page says it in words."""
    end = way.has + max(round(way.low * _OPEN), 8)
    scale = (_RIGHT - _LEFT) / max(end, 1)
    now = round(_LEFT + way.has * scale, 1)
    low = round(_LEFT + (way.has + way.low) * scale, 1)
    shown = format_html(
        '<svg viewBox="0 0 {0} {1}" width="{0}" height="{1}" aria-hidden="true" font-size="12"'
        ' fill="var(--soft)"><path d="M{2} {3}H{4}" stroke="var(--edge)" stroke-width="1"/>'
        '<rect x="{2}" y="{5}" width="{6}" height="10" fill="var(--accent)"/>'
        '<rect x="{7}" y="{5}" width="{8}" height="10" fill="var(--accent)" fill-opacity="0.25"/>'
        '<path d="M{9} {10}v20" stroke="var(--ink)" stroke-width="1.5"/>',
        WIDTH,
        HEIGHT,
        _LEFT,
        _BAR,
        _RIGHT,
        _BAR - 5,
        round(now - _LEFT, 1),
        low,
        round(_RIGHT - low, 1),
        now,
        _BAR - 10,
    )
    names = [
        _name(_LEFT, "start", _BAR + 22, way.begins),
        _name(_within(now), "middle", _BAR - 16, way.today),
        _name(_RIGHT, "end", _BAR + 22, way.to),
    ]
    return format_html("{}{}{}{}</svg>", shown, *names)


def _within(x: float) -> float:
    """Where a name stands whole, in the middle of the line or near its ends."""
    return min(max(x, _LEFT + _NAME / 2), _RIGHT - _NAME / 2)


def _name(x: float, anchor: str, y: float, says: str) -> SafeString:
    return format_html('<text x="{}" y="{}" text-anchor="{}">{}</text>', x, y, anchor, says)
