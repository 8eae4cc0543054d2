"""Charts: pictures drawn as SVG, by Altair and vl-convert (the extra `charts`), in one theme.

Colours are written as CSS variables, so that a page can turn light or dark; 340 pixels wide, so
that a phone shows them as they are.
"""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Literal

from dialogo.records.measure import Unit
from dialogo.records.text import Lang, Text
from dialogo.report.vocabulary import line_in_words

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
# A number of seconds is drawn in the largest of these of which the longest fills two.
_CLOCK = ((86_400.0, Text(en="d", it="g")), (3_600.0, Text(en="h", it="h")),
          (60.0, Text(en="min", it="min")), (1.0, Text(en="s", it="s")))  # fmt: skip
_CLOSE = 0.14  # of the height: two lines nearer than this share one name
_WATCH = Text(en="watch", it="da tenere d'occhio")
_MISTAKE = Text(en="mistake", it="errore")


def available() -> bool:
    """Whether the extra `charts` is installed."""
    return find_spec("altair") is not None and find_spec("vl_convert") is not None


def draw(picture: Picture, lang: Lang) -> str:
    """The picture as an SVG element to be put into a page.

    Raises `ModuleNotFoundError` without the extra `charts`.
    """
    chart = {"history": _history, "waits": _waits, "hours": _hours}[picture.kind](picture, lang)
    return svg(chart, picture, lang)


def svg(chart: Any, picture: Picture, lang: Lang) -> str:
    """An Altair chart in the theme, as an SVG element whose colours are the page's."""
    import vl_convert  # heavy: the extra `charts`, loaded when a chart is drawn

    spec = chart.configure(**_theme()).to_dict()
    spec["description"] = f"{picture.question} {picture.answer}"
    place: Literal["it-IT", "en-GB"] = "it-IT" if lang == "it" else "en-GB"
    drawn: str = vl_convert.vegalite_to_svg(spec, format_locale=place, time_format_locale=place)
    for stand_in, variable in _COLOURS.items():
        drawn = drawn.replace(stand_in, variable)
    return drawn


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
    lines = {key: float(picture.setting[key]) for key in ("watch", "mistake")}
    tops = [row[key] for row in picture.data for key in ("value", "high") if row[key] is not None]
    size, name = _scale(unit, max(map(abs, [*tops, *lines.values()])), picture, lang)
    points = [
        {**row, **{key: _per(row[key], size) for key in ("value", "low", "high")}}
        for row in picture.data
    ]
    days = alt.X("day:T", title=None, axis=alt.Axis(grid=False, tickCount=4, format="%d/%m"))
    label = f"datum.label + '\u00a0{name}'" if name else alt.Undefined
    form = "%" if unit == "share" else "~s"
    axis = alt.Axis(tickCount=4, format=form, title=None, labelExpr=label)
    base = alt.Chart(alt.Data(values=points))
    band = base.mark_area(color=ACCENT, opacity=0.18).encode(days, alt.Y("low:Q"), alt.Y2("high:Q"))
    line = base.mark_line(color=ACCENT, strokeWidth=2).encode(days, alt.Y("value:Q", axis=axis))
    dots = base.mark_point(size=36, strokeWidth=1.5, color=ACCENT).encode(
        days,
        alt.Y("value:Q"),
        fill=alt.condition("datum.more_than", alt.value(PAPER), alt.value(ACCENT)),
        shape=alt.condition("datum.more_than", alt.value("triangle-up"), alt.value("circle")),
    )
    layers = [band] if any(row["low"] is not None for row in points) else []
    layers += _lines(lines, size, max([*tops, *lines.values()]), picture, lang)
    return alt.layer(*layers, line, dots).properties(width=WIDTH, height=HEIGHT)


def _lines(
    lines: dict[str, float], size: float, top: float, picture: Picture, lang: Lang
) -> list[Any]:
    """The two lines of the check, dashed, each with its name; one name for both if they are close.

    The names stand at opposite ends.
    """
    import altair as alt  # heavy, as above

    unit, currency = picture.setting["unit"], picture.setting["currency"]
    said = {
        key: f"{word.say(lang)} {line_in_words(lines[key], unit, currency, lang)}"
        for key, word in (("watch", _WATCH), ("mistake", _MISTAKE))
    }
    if abs(lines["watch"] - lines["mistake"]) < _CLOSE * abs(top):
        upper = max(lines, key=lambda key: lines[key])
        said = {key: ", ".join(said.values()) if key == upper else "" for key in said}
    layers = []
    for key, colour, end in (("watch", SIGNAL, "left"), ("mistake", ALARM, "right")):
        mark = alt.Chart(alt.Data(values=[{"at": _per(lines[key], size), "name": said[key]}]))
        height, side = alt.Y("at:Q"), 3 if end == "left" else -3
        layers.append(mark.mark_rule(color=colour, strokeDash=[4, 3]).encode(height))
        layers.append(
            mark.mark_text(color=colour, align=end, dx=side, dy=-6).encode(
                height, x=alt.value(0 if end == "left" else WIDTH), text="name:N"
            )
        )
    return layers


def _scale(unit: Unit, longest: float, picture: Picture, lang: Lang) -> tuple[float, str]:
    """What one unit of the axis is worth, and its name beside each number."""
    if unit == "seconds":
        return _clock(longest, lang)
    return 1.0, {"hours": "h", "money": picture.setting["currency"] or ""}.get(unit, "")


def _clock(longest: float, lang: Lang) -> tuple[float, str]:
    size, name = next(((size, name) for size, name in _CLOCK if longest >= 2 * size), _CLOCK[-1])
    return size, name.say(lang)


def _per(value: float | None, size: float) -> float | None:
    return None if value is None else float(value) / size


def _waits(picture: Picture, lang: Lang) -> Any:
    """The share that has an answer, by how long they waited; steps, with a band."""
    import altair as alt  # heavy, as above

    longest = max(row["wait"] for row in picture.data)
    size, name = _clock(longest, lang)
    points = [{**row, "wait": row["wait"] / size} for row in picture.data]
    base = alt.Chart(alt.Data(values=points))
    across = alt.X(
        "wait:Q",
        title=None,
        axis=alt.Axis(grid=False, tickCount=6, labelExpr=f"datum.label + '\u00a0{name}'"),
    )
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
