"""What an estimate of returns says, as one page of HTML that needs nothing beside itself."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from dialogo.cli.returns_words import (
    HOW_GOOD,
    NONE_YET,
    SHORTEN,
    TITLE,
    VERDICTS,
    lines,
    quality,
)
from dialogo.records.share import Share
from dialogo.records.text import Lang, Text, write

if TYPE_CHECKING:
    from dialogo.returns.band import Curve
    from dialogo.returns.results import ActivityReturn, Returns
    from dialogo.returns.series import Series

_WHEN = Text(en="How late does an effect come?", it="Quanto tardi arriva un effetto?")
_WHEN_SAID = Text(
    en="From the week itself, at the left, to half a year later; the highest point is {most} of "
    "the whole effect. The band holds in nine cases of ten.",
    it="Dalla settimana stessa, a sinistra, a mezzo anno dopo; nel punto più alto la quota "
    "dell'effetto è {most}. La fascia vale in nove casi su dieci.",
)
_WHAT = Text(
    en="What did it bring, week by week?", it="Che cosa ha portato, settimana per settimana?"
)
_WHAT_SAID = Text(
    en="From {since} to {until}; at most {most} in a week. The line is the mean, the band holds in "
    "nine cases of ten.",
    it="Prima settimana {since}, ultima {until}; al massimo {most} in una settimana. La linea è la "
    "media, la fascia vale in nove casi su dieci.",
)
_SHARES = Text(en="What each brought", it="Che cosa ha portato ciascuna")
_HEADS = Text(en="activity|share|from|to|verdict", it="attività|quota|da|a|verdetto")
_STYLE = """
:root{color-scheme:light dark;--ink:#1b1b18;--ground:#faf8f3;--accent:#12525a;--soft:#12525a33}
@media(prefers-color-scheme:dark){:root{--ink:#ece8df;--ground:#191a1b;--accent:#7fc4cb;
--soft:#7fc4cb44}}
body{background:var(--ground);color:var(--ink);font:1rem/1.55 system-ui,sans-serif;margin:2rem auto;
max-width:46rem;padding:0 1rem}
h1,h2{font-family:Georgia,serif;font-weight:normal;line-height:1.25}
table{border-collapse:collapse;font-variant-numeric:tabular-nums}
th,td{text-align:left;padding:.25rem .6rem .25rem 0;border-bottom:1px solid var(--soft)}
td{white-space:nowrap}th[scope=row]{overflow-wrap:anywhere}
@media(max-width:30rem){table{font-size:.875rem}}
svg{width:100%;height:auto;display:block}
figure{margin:1.5rem 0}h3{font-size:1rem;margin:0}figcaption{font-size:.875rem}
"""


def page(found: Returns, lang: Lang) -> str:
    """The whole page."""
    series = found.series
    title = TITLE.say(
        lang, outcome=series.outcome_name, since=series.days[0], until=series.days[-1],
        weeks=series.weeks,
    )  # fmt: skip
    parts = [f"<h1>{escape(title)}</h1>"]
    if not found.measurable:
        parts.append(_paragraph(NONE_YET.say(lang)))
    parts.append(f"<h2>{escape(_SHARES.say(lang))}</h2>{_table(found, lang)}")
    parts += [_activity(one, found.series, lang) for one in found.activities]
    if not all(one.verdict.measurable for one in found.activities):
        parts.append(_paragraph(SHORTEN.say(lang)))
    parts.append(f"<h2>{escape(HOW_GOOD.say(lang))}</h2>")
    parts += [_paragraph(line) for line in quality(found, lang)]
    return (
        f'<!doctype html>\n<html lang="{lang}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head>"
        f"<body><main>{''.join(parts)}</main></body></html>"
    )


def _paragraph(line: str) -> str:
    return f"<p>{escape(line)}</p>"


def _table(found: Returns, lang: Lang) -> str:
    heads = "".join(f'<th scope="col">{head}</th>' for head in _HEADS.say(lang).split("|"))
    rows = []
    for one in found.activities:
        band = (one.share.mean, one.share.low, one.share.high)
        cells = [write(Share(value), lang) for value in band]
        cells.append(VERDICTS[one.verdict.word].say(lang))
        told = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
        rows.append(f'<tr><th scope="row">{escape(one.name)}</th>{told}</tr>')
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def _activity(one: ActivityReturn, series: Series, lang: Lang) -> str:
    mark = "●" if one.verdict.measurable else "○"
    head = f"{mark} {one.name}: {VERDICTS[one.verdict.word].say(lang)}"
    parts = [f"<h2>{escape(head)}</h2>", *(_paragraph(line) for line in lines(one, lang))]
    most = float(f"{one.contribution.mean.max():.3g}")
    said = _WHAT_SAID.say(lang, since=series.days[0], until=series.days[-1], most=most)
    parts.append(_chart(one.contribution, _WHAT.say(lang), said, series.weeks))
    said = _WHEN_SAID.say(lang, most=Share(float(one.lag.mean.max())))
    parts.append(_chart(one.lag, _WHEN.say(lang), said, 27))
    return "".join(parts)


def _chart(curve: Curve, title: str, said: str, points: int) -> str:
    """A line with its band, from 0; its question above, and under it what it shows."""
    high = float(curve.high[:points].max()) or 1.0
    x = [n * 600 / (points - 1) for n in range(points)]

    def path(values: list[float]) -> list[str]:
        return [f"{a:.1f},{150 - 140 * b / high:.1f}" for a, b in zip(x, values, strict=True)]

    low, top = path(list(curve.low[:points])), path(list(curve.high[:points]))
    line = " ".join(path(list(curve.mean[:points])))
    return (
        f"<figure><h3>{escape(title)}</h3>"
        f'<svg viewBox="0 0 600 155" role="img" aria-label="{escape(title)}">'
        f'<polygon points="{" ".join(low + top[::-1])}" fill="var(--soft)"/>'
        f'<polyline points="{line}" fill="none" stroke="var(--accent)" stroke-width="2"/>'
        f'<line x1="0" x2="600" y1="150" y2="150" stroke="var(--ink)" stroke-width="0.5"/></svg>'
        f"<figcaption>{escape(said)}</figcaption></figure>"
    )
