"""The report as one JSON document, for other programs; `report.schema.json` is its contract.

Times are ISO 8601 in UTC. Every number is a JSON number; money is rounded to four decimals, as it
is stored, and stands beside its `currency`. What cannot be told is null, never zero.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from importlib.resources import files
from typing import Any, cast

from dialogo import __version__
from dialogo.audit.check import Evidence, Finding, Limit
from dialogo.ladder.climb import Ladder, Said, Step
from dialogo.records.measure import Figure
from dialogo.records.text import Lang
from dialogo.report.clean import link, one_line
from dialogo.report.report import Intake, LeftOut, Report
from dialogo.report.texts import Behind
from dialogo.report.vocabulary import advice, sentence

QUOTE = 280  # characters of somebody else's text that a document quotes
_CENTS = Decimal("0.0001")


def document(report: Report, lang: Lang) -> dict[str, Any]:
    """The document of one company, its sentences in `lang`."""
    audit = report.audit
    return {
        **_head(lang),
        "company": audit.company,
        "window": {"since": _time(audit.window.since), "as_of": _time(audit.window.as_of)},
        "records": _records(report.read, lang),
        "measures": [{"id": id_, **_figure(figure)} for id_, figure in audit.measures.items()],
        "findings": [_finding(report, finding, lang) for finding in audit.findings],
        "ladder": _ladder(report.ladder, lang),
    }


def documents(reports: Iterable[Report], lang: Lang) -> dict[str, Any]:
    """The document of many companies, in the order given (`ranked`: the gravest first)."""
    companies = []
    for report in reports:
        single = document(report, lang)
        companies.append({key: single[key] for key in single if key not in _head(lang)})
    return {**_head(lang), "companies": companies}


def written(content: Mapping[str, Any]) -> str:
    """The document as text; raises `ValueError` on a number that JSON cannot hold."""
    return json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) that every document keeps."""
    text = files("dialogo.report").joinpath("report.schema.json").read_text(encoding="utf-8")
    return cast("dict[str, Any]", json.loads(text))


def _head(lang: Lang) -> dict[str, Any]:
    return {"$schema": schema()["$id"], "dialogo": __version__, "lang": lang}


def _time(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _number(value: float | Decimal | None) -> float | int | None:
    """A number that JSON writes as it is; infinities are unknown."""
    if value is None:
        return None
    number = float(value.quantize(_CENTS)) if isinstance(value, Decimal) else value
    return number if abs(number) != float("inf") else None


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "value": _number(figure.value),
        "unit": figure.unit,
        "n": figure.n,
        "low": _number(figure.low),
        "high": _number(figure.high),
        "more_than": figure.more_than,
        "currency": figure.currency,
    }


def _records(read: Intake, lang: Lang) -> dict[str, Any]:
    return {
        "read": dict(read.rows),
        "skipped_rows": read.skipped_rows,
        "skipped": [_left_out(row, lang) for row in read.skipped],
        "refused": [_left_out(file, lang) for file in read.refused],
    }


def _left_out(what: LeftOut, lang: Lang) -> dict[str, Any]:
    return {
        "file": one_line(what.file),
        "row": what.row,
        "column": what.column,
        "reason": one_line(what.reason.say(lang, **what.values)),
    }


def _finding(report: Report, finding: Finding, lang: Lang) -> dict[str, Any]:
    check, waiver = finding.check, finding.waiver
    return {
        "check": check.id,
        "title": check.title.say(lang),
        "belief": check.belief,
        "rung": check.rung,
        "weight": check.weight,
        "verdict": finding.verdict,
        "says": sentence(finding, lang),
        **_figure(finding.reading.figure),
        "limit": _limit(finding.limit),
        "evidence": [
            _evidence(thing, report.text(thing), lang) for thing in report.evidence(finding)
        ],
        "advice": advice(finding, lang),
        "action": check.action,
        "waiver": None
        if waiver is None
        else {
            "reason": waiver.reason,
            "on": waiver.on.isoformat(),
            "until": waiver.until.isoformat() if waiver.until else None,
        },
    }


def _limit(limit: Limit) -> dict[str, Any]:
    return {
        "watch": _number(limit.watch),
        "mistake": _number(limit.mistake),
        "worse": limit.worse,
        "at_least": limit.at_least,
        "source": {"page": limit.source.page, "strength": limit.source.strength},
    }


def _evidence(thing: Evidence, text: Behind | None, lang: Lang) -> dict[str, Any]:
    return {
        "kind": thing.kind,
        "id": thing.id,
        "url": link(thing.url),
        "quote": one_line(thing.quote, QUOTE) if thing.quote is not None else None,
        "note": one_line(thing.note.say(lang)) if thing.note is not None else None,
        "text": _text(text) if text else None,
    }


def _text(text: Behind) -> dict[str, Any]:
    return {
        "at": _time(text.at),
        "network": one_line(text.network),
        "by": text.by,
        "says": text.text,
        "labels": dict(text.labels),
        "sure": _number(text.sure),
        "because": [one_line(word) for word in text.because],
    }


def _ladder(ladder: Ladder, lang: Lang) -> dict[str, Any]:
    return {"height": ladder.height, "rungs": [_step(step, lang) for step in ladder.steps]}


def _step(step: Step, lang: Lang) -> dict[str, Any]:
    def said(things: Iterable[Said]) -> list[dict[str, str]]:
        return [{"about": thing.about, "says": one_line(thing.say(lang))} for thing in things]

    return {
        "rung": step.rung.number,
        "id": step.rung.id,
        "title": step.rung.title.say(lang),
        "takes": step.rung.takes.say(lang),
        "reached": step.reached,
        "has": said(step.has),
        "watch": said(step.watch),
        "missing": said(step.lacks),
        "untold": said(step.untold),
        "sure": _number(float(step.sure)),
        "stands_on": step.stands_on,
        "n": step.cases,
        "next_step": one_line(step.next_step.say(lang)) if step.next_step else None,
    }
