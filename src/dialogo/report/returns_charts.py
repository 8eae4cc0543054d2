"""Charts of returns: intervals, and small multiples of curves with their bands, in the theme."""

from __future__ import annotations

from typing import Any

from dialogo.records.text import Lang
from dialogo.report.charts import ACCENT, INK, PAPER, SOFT, WIDTH, svg
from dialogo.report.pictures import Picture

SMALL = 90  # height of one of several plots
LARGE = 140  # height of a plot that stands alone
_SIDE = 36  # pixels that the numbers beside plots take, so that all begin at one line
# 0 is 0 and a half 0.5, not 0k and 500m.
_PLAIN = "format(datum.value, abs(datum.value) < 1000 ? '~r' : '~s')"
ROW = 38  # height of a row of intervals


def draw(picture: Picture, lang: Lang) -> str:
    """The picture as an SVG element; raises `ModuleNotFoundError` without the extra `charts`."""
    chart = {
        "returns-intervals": _intervals,
        "returns-contribution": _weeks,
        "returns-lag": _lags,
        "returns-response": _responses,
        "returns-assumed": _intervals,
        "returns-assumed-weeks": _weeks,
    }[picture.kind](picture)
    return svg(chart, picture, lang)


def _intervals(picture: Picture) -> Any:
    """A dot with its interval for each activity, its name above it."""
    import altair as alt  # heavy: the extra `charts`, loaded when a chart is drawn

    names = [row["name"] for row in picture.data]
    even = picture.setting["even"]
    top = max([row["high"] for row in picture.data] + ([even] if even else []))
    base = alt.Chart(alt.Data(values=[dict(row) for row in picture.data]))
    down = alt.Y("name:N", sort=names, axis=None)
    across = alt.X(
        "low:Q", title=picture.setting["across"], scale=alt.Scale(domain=[0, top], nice=True),
        axis=alt.Axis(
            grid=False, tickCount=5, titleAnchor="end", titleLimit=WIDTH,
            **_written(picture.setting["form"]),
        ),
    )  # fmt: skip
    layers = [
        base.mark_rule(color=ACCENT, strokeWidth=2).encode(across, down, x2="high:Q"),
        base.mark_point(color=ACCENT, fill=ACCENT, size=55, opacity=1).encode(
            alt.X("value:Q"), down
        ),
        *(
            base.mark_text(align="left", dy=-13, fontSize=11, **look).encode(
                down, x=alt.value(0), text="name:N"
            )
            for look in ({"color": PAPER, "stroke": PAPER, "strokeWidth": 4}, {"color": INK})
        ),
    ]
    if even is not None:
        mark = alt.Chart(alt.Data(values=[{"at": even}]))
        layers.insert(0, mark.mark_rule(color=SOFT, strokeDash=[4, 3]).encode(alt.X("at:Q")))
    return alt.layer(*layers).properties(width=WIDTH, height=ROW * len(names) + 8)


def _weeks(picture: Picture) -> Any:
    import altair as alt  # heavy, as above

    axis = alt.Axis(grid=False, tickCount=4, format="%m/%y")
    return _multiples(picture, "x:T", axis, "~s")


def _lags(picture: Picture) -> Any:
    import altair as alt  # heavy, as above

    axis = alt.Axis(grid=False, tickCount=6, format="d", titleAnchor="end")
    return _multiples(picture, "x:Q", axis, "%")


def _responses(picture: Picture) -> Any:
    import altair as alt  # heavy, as above

    axis = alt.Axis(grid=False, tickCount=4, titleAnchor="end", **_written("~s"))
    return _multiples(picture, "x:Q", axis, "~s", now=True)


def _written(form: str) -> dict[str, str]:
    """How numbers of an axis are written."""
    return {"labelExpr": _PLAIN} if form == "~s" else {"format": form}


def _multiples(picture: Picture, field: str, axis: Any, form: str, *, now: bool = False) -> Any:
    """A plot for each name, one above the other, each with its own scales; under its name the unit
    of what goes up, and of what goes across where that is set."""
    import altair as alt  # heavy, as above

    plots, names = [], picture.setting["names"]
    for name in names:
        across = alt.X(field, title=picture.setting.get("across", {}).get(name), axis=axis)
        points = [dict(row) for row in picture.data if row["name"] == name]
        base = alt.Chart(alt.Data(values=points))
        up = alt.Y(
            "low:Q", title=None, scale=alt.Scale(zero=True),
            axis=alt.Axis(tickCount=3, minExtent=_SIDE, **_written(form)),
        )  # fmt: skip
        layers = [
            base.mark_area(color=ACCENT, opacity=0.18).encode(across, up, alt.Y2("high:Q")),
            base.mark_line(color=ACCENT, strokeWidth=2).encode(across, alt.Y("value:Q")),
        ]
        at = picture.setting.get("now", {}).get(name) if now else None
        if at is not None:
            here = alt.Chart(alt.Data(values=[_nearest(points, at)]))
            layers.append(
                here.mark_point(color=ACCENT, fill=ACCENT, size=55, opacity=1).encode(
                    across, alt.Y("value:Q")
                )
            )
        title = alt.TitleParams(
            name, anchor="start", fontSize=11, fontWeight="normal", color=INK, offset=4,
            subtitle=picture.setting["up"][name], subtitleColor=SOFT, subtitleFontSize=11,
            limit=WIDTH + _SIDE,
        )  # fmt: skip
        height = SMALL if len(names) > 1 else LARGE
        plots.append(alt.layer(*layers).properties(width=WIDTH, height=height, title=title))
    return alt.vconcat(*plots, spacing=14)


def _nearest(points: list[dict[str, Any]], at: float) -> dict[str, Any]:
    """The curve at an effort, between its points."""
    after = next((n for n, point in enumerate(points) if point["x"] >= at), len(points) - 1)
    before = max(after - 1, 0)
    low, high = points[before], points[after]
    part = (at - low["x"]) / (high["x"] - low["x"]) if high["x"] > low["x"] else 0.0
    part = min(max(part, 0.0), 1.0)
    return {"x": at, "value": low["value"] + part * (high["value"] - low["value"]), "low": 0}
