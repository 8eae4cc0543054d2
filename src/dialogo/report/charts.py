"""Charts: pictures drawn as SVG, by Altair and vl-convert (the extra `charts`), in one theme.

Colours are written as CSS variables, so that a page can turn light or dark; 340 pixels wide, so
that a phone shows them as they are.
"""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Literal

from dialogo.records.measure import Unit, spoken
from dialogo.records.text import Lang, Text, write

if TYPE_CHECKING:
    from dialogo.report.pictures import Picture

WIDTH, HEIGHT = 280, 150  # of the plot; axes come on top
# A stand-in colour in the drawing, and the page's variable that takes its place.
_COLOURS = {
    "#010101": "var(--ink)",
    "#020202": "var(--soft)",
    "#030303": "var(--hair)",
    "#040404": "var(--accent)",
    "#050505": "var(--signal)",
    "#060606": "var(--alarm)",
    "#070707": "var(--paper)",
}
INK, SOFT, HAIR, ACCENT, SIGNAL, ALARM, PAPER = _COLOURS
_SCALES: dict[str, tuple[tuple[float, str], ...]] = {
    # a number of seconds is drawn in the largest unit of which the longest fills two
    "seconds": ((86_400, "d"), (3_600, "h"), (60, "min"), (1, "s")),
}
_WATCH = Text(en="watch", it="da tenere d'occhio")
_MISTAKE = Text(en="mistake", it="errore")


def available() -> bool:
    """Whether the extra `charts` is installed."""
    return find_spec("altair") is not None and find_spec("vl_convert") is not None


def draw(picture: Picture, lang: Lang) -> str:
    """The picture as an SVG element to be put into a page.

    Raises `ModuleNotFoundError` without the extra `charts`.
    """
    import vl_convert  # heavy: the extra `charts`, loaded when a chart is drawn

    chart = {"history": _history, "waits": _waits, "hours": _hours}[picture.kind](picture, lang)
    spec = chart.configure(**_theme()).to_dict()
    spec["description"] = f"{picture.question} {picture.answer}"
    place: Literal["it-IT", "en-GB"] = "it-IT" if lang == "it" else "en-GB"
    svg: str = vl_convert.vegalite_to_svg(spec, format_locale=place, time_format_locale=place)
    for stand_in, variable in _COLOURS.items():
        svg = svg.replace(stand_in, variable)
    return svg


def _theme() -> dict[str, Any]:
    return {
        "background": "transparent",
        "font": "system-ui, sans-serif",
        "view": {"stroke": None},
        "axis": {
            "labelColor": SOFT,
            "titleColor": SOFT,
            "labelFontSize": 11,
            "titleFontSize": 11,
            "titleFontWeight": "normal",
            "gridColor": HAIR,
            "domainColor": SOFT,
            "tickColor": SOFT,
            "labelOverlap": True,
        },
        "legend": {"disable": True},
    }


def _history(picture: Picture, lang: Lang) -> Any:
    """A line for the time, a band for the uncertainty, and the two lines with their names."""
    import altair as alt  # heavy, as above

    unit: Unit = picture.setting["unit"]
    size, name = _scale(unit, picture)
    points = [
        {**row, **{key: _per(row[key], size) for key in ("value", "low", "high")}}
        for row in picture.data
    ]
    days = alt.X("day:T", title=None, axis=alt.Axis(grid=False, tickCount=4, format="%d/%m"))
    axis = alt.Axis(tickCount=4, format="%" if unit == "share" else "~s", title=None)
    base = alt.Chart(alt.Data(values=points))
    height = alt.Y("value:Q", axis=axis, title=name or None)
    band = base.mark_area(color=ACCENT, opacity=0.18).encode(days, alt.Y("low:Q"), alt.Y2("high:Q"))
    line = base.mark_line(color=ACCENT, strokeWidth=2).encode(days, height)
    dots = base.mark_point(size=36, strokeWidth=1.5, color=ACCENT).encode(
        days,
        alt.Y("value:Q"),
        fill=alt.condition("datum.more_than", alt.value(PAPER), alt.value(ACCENT)),
        shape=alt.condition("datum.more_than", alt.value("triangle-up"), alt.value("circle")),
    )
    layers = [band] if any(row["low"] is not None for row in points) else []
    # the names stand at opposite ends, so that they stay apart where the lines are close
    for key, word, colour, end in (
        ("watch", _WATCH, SIGNAL, "left"),
        ("mistake", _MISTAKE, ALARM, "right"),
    ):
        where = _per(picture.setting[key], size)
        said = write(spoken(picture.setting[key], unit, picture.setting["currency"]), lang)
        mark = [{"at": where, "name": f"{word.say(lang)} {said}"}]
        rule = alt.Chart(alt.Data(values=mark))
        layers.append(rule.mark_rule(color=colour, strokeDash=[4, 3]).encode(alt.Y("at:Q")))
        layers.append(
            rule.mark_text(color=colour, align=end, dx=3 if end == "left" else -3, dy=-6).encode(
                alt.Y("at:Q"), x=alt.value(0 if end == "left" else WIDTH), text="name:N"
            )
        )
    return alt.layer(*layers, line, dots).properties(width=WIDTH, height=HEIGHT)


def _scale(unit: Unit, picture: Picture) -> tuple[float, str]:
    """What one unit of the axis is worth, and its name."""
    longest = max([abs(row["value"]) for row in picture.data] + [abs(picture.setting["mistake"])])
    for size, name in _SCALES.get(unit, ()):
        if longest >= 2 * size:
            return size, name
    names: dict[str, str] = {"hours": "h", "money": picture.setting.get("currency") or ""}
    return 1.0, names.get(unit, "")


def _per(value: float | None, size: float) -> float | None:
    return None if value is None else float(value) / size


def _waits(picture: Picture, lang: Lang) -> Any:
    """The share that has an answer, by how long they waited; steps, with a band."""
    import altair as alt  # heavy, as above

    longest = max(row["wait"] for row in picture.data)
    size, name = next(
        ((size, name) for size, name in _SCALES["seconds"] if longest >= 2 * size), (1.0, "s")
    )
    points = [{**row, "wait": row["wait"] / size} for row in picture.data]
    base = alt.Chart(alt.Data(values=points))
    across = alt.X("wait:Q", title=name, axis=alt.Axis(grid=False, tickCount=6))
    share = alt.Scale(domain=[0, 1])
    band = base.mark_area(color=ACCENT, opacity=0.18, interpolate="step-after").encode(
        across, alt.Y("low:Q", scale=share), alt.Y2("high:Q")
    )
    line = base.mark_line(color=ACCENT, strokeWidth=2, interpolate="step-after").encode(
        across, alt.Y("value:Q", scale=share, title=None, axis=alt.Axis(format="%", tickCount=5))
    )
    return alt.layer(band, line).properties(width=WIDTH, height=HEIGHT)


def _hours(picture: Picture, lang: Lang) -> Any:
    """A week of hours: ground where somebody is on shift, a dot where people write."""
    import altair as alt  # heavy, as above

    base = alt.Chart(alt.Data(values=[dict(row) for row in picture.data]))
    across = alt.X(
        "hour:O",
        title="h",
        axis=alt.Axis(values=[0, 6, 9, 12, 15, 18, 21], labelAngle=0, ticks=False, domain=False),
    )
    down = alt.Y(
        "day:O",
        sort=picture.setting["days"],
        title=None,
        axis=alt.Axis(ticks=False, domain=False),
    )
    ground = base.mark_rect(color=ACCENT).encode(
        across,
        down,
        opacity=alt.Opacity("covered:Q", scale=alt.Scale(domain=[0, 1], range=[0, 0.22])),
    )
    dots = (
        base.transform_filter("datum.messages > 0")
        .mark_point(strokeWidth=1.2, color=ALARM)
        .encode(
            across,
            down,
            size=alt.Size("messages:Q", scale=alt.Scale(range=[6, 90])),
            stroke=alt.condition("datum.alone > 0.5", alt.value(ALARM), alt.value(ACCENT)),
            fill=alt.condition("datum.alone > 0.5", alt.value(PAPER), alt.value(ACCENT)),
        )
    )
    return alt.layer(ground, dots).properties(width=WIDTH, height=HEIGHT)
