"""The report as one HTML file: nothing to fetch, no script, light and dark, phone and paper."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from dialogo import __version__
from dialogo.audit.shelf import measures
from dialogo.records.tables import TABLES
from dialogo.records.text import Lang, write
from dialogo.report.clean import one_line
from dialogo.report.details import left_out, line_of
from dialogo.report.evidence_words import address, named, quoted
from dialogo.report.page_words import (
    LEFT_OUT,
    MORE_EVIDENCE,
    NUMBER,
    NUMBER_BOUNDED,
    REST,
    REST_ALONE,
    SURE,
    UNTOLD,
    WAIVED,
    WINDOWS,
    WORDS,
)
from dialogo.report.terminal import REACHED
from dialogo.report.text_words import taken_for, written_by
from dialogo.report.texts import marked
from dialogo.report.vocabulary import (
    BELIEF_WORDS,
    NO_FIGURE,
    SHAPES,
    VERDICTS,
    advice,
    bounds,
    counted,
    in_words,
    lived_by,
    sentence,
)

if TYPE_CHECKING:
    from jinja2 import Environment

    from dialogo.audit.check import Belief, Evidence, Finding, Verdict
    from dialogo.ladder.climb import Step
    from dialogo.report.pictures import Picture
    from dialogo.report.report import Report
    from dialogo.report.texts import Behind

QUOTE = 220  # characters of a message that are quoted
LEFT_OUT_SHOWN = 50

# Pictures by check id; those of no single check under their own kind.
Pictures = Mapping[str, "Picture"]


def page(report: Report, pictures: Pictures, lang: Lang) -> str:
    """The whole HTML file of one company, as text."""
    return _render("report.html.j2", lang, page=_page(report, pictures, lang))


def companies_page(reports: Iterable[Report], lang: Lang) -> str:
    """One HTML file for many companies, in the order given: a table, then each one's first look."""
    pages = [_page(report, {}, lang) for report in reports]
    return _render("companies.html.j2", lang, pages=pages)


def _render(template: str, lang: Lang, **content: object) -> str:
    return (
        _environment()
        .get_template(template)
        .render(
            lang=lang,
            version=__version__,
            css=_css(),
            shapes=SHAPES,
            w={name: text.say(lang) for name, text in WORDS.items()},
            **content,
        )
    )


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined  # start-up: only for HTML

    return Environment(
        loader=PackageLoader("dialogo.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _css() -> Any:
    from markupsafe import Markup  # start-up, as above

    text = files("dialogo.report").joinpath("templates/report.css").read_text(encoding="utf-8")
    return Markup(text)  # noqa: S704  (our own file, no word of anybody else's in it)


def _page(report: Report, pictures: Pictures, lang: Lang) -> dict[str, Any]:
    window = report.audit.window
    drawn = {name: _picture(picture, lang) for name, picture in pictures.items()}
    return {
        "company": one_line(report.audit.company),
        "dates": f"{write(window.since.date(), lang)} – {write(window.as_of.date(), lang)}",
        "beliefs": [_belief(report, *each, drawn, lang) for each in report.beliefs],
        "gravest": [_brief(finding, lang) for finding in report.gravest],
        "mistakes": len(report.of_verdict("mistake")),
        "watches": len(report.of_verdict("watch")),
        "steps": [_step(step, lang) for step in report.ladder.steps],
        "height": report.ladder.height,
        "next_step": one_line(report.next_step.say(lang)) if report.next_step else None,
        "pictures": [drawn[name] for name in ("waits", "hours") if name in drawn],
        "no_charts": any(picture["svg"] is None for picture in drawn.values()),
        **_measures(report, lang),
        **_read(report, lang),
    }


def _picture(picture: Picture, lang: Lang) -> dict[str, Any]:
    from dialogo.report.charts import available, draw  # heavy: the extra `charts`

    svg = None
    if available():
        from markupsafe import Markup  # start-up, as above

        svg = Markup(draw(picture, lang))  # noqa: S704  (vl-convert escapes the words in it)
    return {
        "svg": svg,
        "question": picture.question,
        "answer": picture.answer,
        "heads": picture.heads,
        "rows": picture.rows,
        "key": picture.key,
    }


def _anchor(finding: Finding) -> str:
    return finding.check.id.replace("/", "-")


def _brief(finding: Finding, lang: Lang) -> dict[str, Any]:
    return {
        "anchor": _anchor(finding),
        "verdict": finding.verdict,
        "word": VERDICTS[finding.verdict].say(lang),
        "title": finding.check.title.say(lang),
        "says": sentence(finding, lang),
    }


def _belief(
    report: Report, belief: Belief, verdict: Verdict, drawn: Mapping[str, Any], lang: Lang
) -> dict[str, Any]:
    findings = report.of_belief(belief)
    opened = [f for f in findings if f.verdict in ("mistake", "watch")]
    rest = [f for f in findings if f not in opened]
    counts = counted(rest, ("ok", "unknown", "waived"), lang)
    return {
        "id": belief,
        "verdict": verdict,
        "lived": lived_by(belief, verdict, lang),
        "held": BELIEF_WORDS[belief].held.say(lang),
        "true": BELIEF_WORDS[belief].true.say(lang),
        "counts": counted(findings, ("mistake", "watch"), lang) or counts,
        "open": [_finding(report, finding, drawn, lang) for finding in opened],
        "rest": [_finding(report, finding, drawn, lang) for finding in rest],
        "rest_says": (REST if opened else REST_ALONE).say(lang, n=len(rest), counts=counts),
    }


def _finding(
    report: Report, finding: Finding, drawn: Mapping[str, Any], lang: Lang
) -> dict[str, Any]:
    told = finding.verdict != "unknown"
    evidence = report.evidence(finding) if finding.verdict not in ("ok", "unknown") else ()
    return {
        **_brief(finding, lang),
        "number": _number(finding, lang) if told else None,
        "picture": drawn.get(finding.check.id),
        "evidence": [_evidence(thing, report.text(thing), lang) for thing in evidence],
        "more": MORE_EVIDENCE.say(lang, n=max(0, len(evidence) - 5)),
        "advice": advice(finding, lang),
        "line": line_of(finding, lang) if told else None,
        "waived": _waived(finding, lang),
    }


def _evidence(thing: Evidence, text: Behind | None, lang: Lang) -> dict[str, Any]:
    """What somebody wrote, its words that decided apart; else what the thing is called."""
    quote = quoted(thing, QUOTE)
    parts = marked(text.text, text.because) if text else [(quote, False)] if quote else []
    return {
        "name": written_by(text, lang) if text else named(thing, lang),
        "url": address(thing),
        "quote": parts,
        "taken_for": taken_for(text, lang) if text else "",
        "note": one_line(thing.note.say(lang)) if thing.note else None,
    }


def _number(finding: Finding, lang: Lang) -> str:
    figure = finding.reading.figure
    between = bounds(figure, lang)
    said = in_words(figure, lang)
    if between is None:
        return NUMBER.say(lang, value=said, n=figure.n)
    return NUMBER_BOUNDED.say(lang, value=said, bounds=between, n=figure.n)


def _waived(finding: Finding, lang: Lang) -> str | None:
    if finding.waiver is None:
        return None
    return one_line(WAIVED.say(lang, on=finding.waiver.on, reason=finding.waiver.reason))


def _step(step: Step, lang: Lang) -> dict[str, Any]:
    return {
        "number": step.rung.number,
        "title": step.rung.title.say(lang),
        "takes": step.rung.takes.say(lang),
        "reached": step.reached == "yes",
        "state": REACHED[step.reached].say(lang),
        "sure": SURE.say(lang, sure=step.sure, n=step.stands_on) if step.stands_on else "",
        "has": [one_line(said.say(lang)) for said in step.has],
        "watch": [one_line(said.say(lang)) for said in step.watch],
        "lacks": [one_line(said.say(lang)) for said in step.lacks],
        "untold": [one_line(said.say(lang)) for said in step.untold],
        "untold_says": UNTOLD.say(lang, n=len(step.untold)),
    }


def _measures(report: Report, lang: Lang) -> dict[str, Any]:
    shelf = measures()
    rows = []
    for id_, figure in report.audit.measures.items():
        measure = shelf.get(id_)
        rows.append(
            (
                measure.title.say(lang) if measure else id_,
                in_words(figure, lang),
                bounds(figure, lang) or NO_FIGURE,
                write(figure.n, lang),
                WINDOWS[measure.window].say(lang) if measure else NO_FIGURE,
            )
        )
    names = ("measure", "value", "bounds", None, "window")
    heads = [WORDS[name].say(lang) if name else "n" for name in names]
    return {"measure_heads": heads, "measures": rows}


def _read(report: Report, lang: Lang) -> dict[str, Any]:
    read = report.read
    left = [*read.refused, *read.skipped]
    return {
        "read_heads": [WORDS["table"].say(lang), WORDS["rows"].say(lang)],
        "read": [(TABLES[name].title.say(lang), write(n, lang)) for name, n in read.rows.items()],
        "left_out": [left_out(row, lang) for row in left[:LEFT_OUT_SHOWN]],
        "left_out_says": LEFT_OUT.say(lang, rows=read.skipped_rows, files=len(read.refused)),
    }
