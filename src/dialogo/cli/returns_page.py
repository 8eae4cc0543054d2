"""What an estimate of returns says, as one page of HTML that needs nothing beside itself."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from dialogo.cli.returns_sooner import Ways, in_all
from dialogo.cli.returns_words import (
    HOW_GOOD,
    NONE_YET,
    TITLE,
    VERDICTS,
    lines,
    quality,
)
from dialogo.records.share import Share
from dialogo.records.text import Lang, Text, write
from dialogo.report.charts import available
from dialogo.report.returns_beforehand import beforehand
from dialogo.report.returns_charts import draw
from dialogo.report.returns_pictures import Subject, pictures
from dialogo.report.vocabulary import NO_FIGURE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dialogo.report.pictures import Picture
    from dialogo.returns.results import ActivityReturn, Returns

_DRAWN = Text(en="What is measurable, drawn", it="Ciò che è misurabile, disegnato")
_SHARES = Text(en="What each brought", it="Che cosa ha portato ciascuna")
_HEADS = Text(en="activity|share|from|to|verdict", it="attività|quota|da|a|verdetto")
_STYLE = """
:root{color-scheme:light dark;--ink:#1b1b18;--paper:#faf8f3;--accent:#12525a;--soft:#5c5a52;
--hair:#d9d5ca}
@media(prefers-color-scheme:dark){:root{--ink:#ece8df;--paper:#191a1b;--accent:#7fc4cb;
--soft:#a8a498;--hair:#3a3b3c}}
body{background:var(--paper);color:var(--ink);font:1rem/1.55 system-ui,sans-serif;margin:2rem auto;
max-width:46rem;padding:0 1rem}
h1,h2{font-family:Georgia,serif;font-weight:normal;line-height:1.25}
table{border-collapse:collapse;font-variant-numeric:tabular-nums}
th,td{text-align:left;padding:.25rem .6rem .25rem 0;border-bottom:1px solid var(--hair)}
td{white-space:nowrap}th[scope=row]{overflow-wrap:anywhere}
@media(max-width:30rem){table{font-size:.875rem}}
svg{max-width:100%;height:auto;display:block}
figure{margin:1.5rem 0}h3{font-size:1rem;margin:0}figcaption{font-size:.875rem}
"""


def page(found: Returns, sooner: Mapping[str, Ways], lang: Lang) -> str:
    """The whole page; `sooner` has what would shorten the wait of each activity that waits."""
    series, told = found.series, found.to_json()
    efforts = {one.name: float(one.effort.mean()) for one in series.activities}
    about = Subject(series.outcome_name, efforts=efforts)
    title = TITLE.say(
        lang, outcome=series.outcome_name, since=series.days[0], until=series.days[-1],
        weeks=series.weeks,
    )  # fmt: skip
    parts = [f"<h1>{escape(title)}</h1>"]
    if not found.measurable:
        parts.append(_paragraph(NONE_YET.say(lang)))
    parts.append(f"<h2>{escape(_SHARES.say(lang))}</h2>{_table(found, lang)}")
    parts += [_activity(one, sooner, lang) for one in found.activities]
    parts += [_paragraph(line) for line in in_all(found, sooner, lang)]
    if drawn := _figures(pictures(about, told, lang), lang):
        parts.append(f"<h2>{escape(_DRAWN.say(lang))}</h2>{drawn}")
    parts.append(f"<h2>{escape(HOW_GOOD.say(lang))}</h2>")
    parts += [_paragraph(line) for line in quality(told, lang)]
    parts.append(_figures(beforehand(about, told, lang), lang))
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
        nothing = one.verdict.against("chains", "fit")
        cells = [NO_FIGURE if nothing else write(Share(value), lang) for value in band]
        cells.append(VERDICTS[one.verdict.word].say(lang))
        told = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
        rows.append(f'<tr><th scope="row">{escape(one.name)}</th>{told}</tr>')
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def _activity(one: ActivityReturn, sooner: Mapping[str, Ways], lang: Lang) -> str:
    mark = "●" if one.verdict.measurable else "○"
    head = f"{mark} {one.name}: {VERDICTS[one.verdict.word].say(lang)}"
    return "".join(
        [f"<h2>{escape(head)}</h2>", *(_paragraph(line) for line in lines(one, sooner, lang))]
    )


def _figures(made: list[Picture], lang: Lang) -> str:
    """What the desk draws, too; as tables without the extra `charts`."""
    drawn = []
    for picture in made:
        # Within a page an SVG needs no name space, and this page names no other place.
        svg = re.sub(r' xmlns(:\w+)?="[^"]*"', "", draw(picture, lang)) if available() else ""
        drawn.append(
            f"<figure><h3>{escape(picture.question)}</h3>{_paragraph(picture.answer)}"
            f"{svg or _cells(picture)}<figcaption>{escape(picture.key)}</figcaption></figure>"
        )
    return "".join(drawn)


def _cells(picture: Picture) -> str:
    heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in picture.heads)
    rows = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>'
        f"{''.join(f'<td>{escape(cell)}</td>' for cell in row[1:])}</tr>"
        for row in picture.rows
    )
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
