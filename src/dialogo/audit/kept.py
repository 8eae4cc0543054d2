"""An audit as plain JSON that can be kept, and read back to say the same as on its day.

What is kept is what was measured and where the lines stood. The sentences are not: they are the
checks' own, so that an audit of long ago speaks with today's words, in either language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from dialogo.audit.check import Check, Evidence, Finding, Limit, Reading, Waiver
from dialogo.audit.kept_values import NEWER
from dialogo.audit.kept_values import read as read_value
from dialogo.audit.kept_values import written as written_value
from dialogo.audit.run import Audit
from dialogo.records.errors import BadInput
from dialogo.records.measure import Figure
from dialogo.records.source import Source
from dialogo.records.window import Window

VERSION = 1


def written(audit: Audit) -> dict[str, Any]:
    """The audit as JSON."""
    return {
        "version": VERSION,
        "company": audit.company,
        "window": [audit.window.since.isoformat(), audit.window.as_of.isoformat()],
        "measures": {id_: _figure(figure) for id_, figure in audit.measures.items()},
        "findings": [_finding(finding) for finding in audit.findings],
    }


def read(content: Mapping[str, Any], checks: Mapping[str, Check]) -> Audit:
    """The audit that was written. Findings whose check is not among `checks` are left out; `gone`
    names them. Raises `BadInput` if a newer version wrote it.
    """
    if content["version"] > VERSION:
        raise BadInput(NEWER)
    since, as_of = map(datetime.fromisoformat, content["window"])
    return Audit(
        company=content["company"],
        window=Window(since, as_of),
        measures={id_: _read_figure(kept) for id_, kept in content["measures"].items()},
        findings=tuple(
            _read_finding(kept, checks[kept["check"]])
            for kept in content["findings"]
            if kept["check"] in checks
        ),
    )


def gone(content: Mapping[str, Any], checks: Mapping[str, Check]) -> list[str]:
    """The ids of checks that the kept audit speaks of and that there are no more."""
    return [kept["check"] for kept in content["findings"] if kept["check"] not in checks]


def rejudged(finding: Finding, limit: Limit) -> Finding:
    """The same reading judged by another line, without measuring anew.

    Waived it stays as long as it is still past a line; a waiver of what is fine is no waiver.
    """
    judged = finding.check.judge(finding.reading, limit)
    if finding.waiver is not None and judged in ("watch", "mistake"):
        return replace(finding, limit=limit, verdict="waived")
    return replace(finding, limit=limit, verdict=judged, waiver=None)


def _figure(figure: Figure) -> dict[str, Any]:
    kept = {
        "value": written_value(figure.value),
        "unit": figure.unit,
        "n": figure.n,
        "low": written_value(figure.low),
        "high": written_value(figure.high),
        "more_than": figure.more_than,
        "currency": figure.currency,
        "parts": _named(figure.parts),
    }
    return {name: value for name, value in kept.items() if value is not None}


def _read_figure(kept: Mapping[str, Any]) -> Figure:
    return Figure(
        value=read_value(kept.get("value")),
        unit=kept["unit"],
        n=kept["n"],
        low=read_value(kept.get("low")),
        high=read_value(kept.get("high")),
        more_than=kept["more_than"],
        currency=kept.get("currency"),
        parts=_read_named(kept["parts"]),
    )


def _finding(finding: Finding) -> dict[str, Any]:
    reading, waiver = finding.reading, finding.waiver
    return {
        "check": finding.check.id,
        "verdict": finding.verdict,
        "figure": _figure(reading.figure),
        "evidence": [_evidence(thing) for thing in reading.evidence],
        "words": _named(reading.words),
        "limit": _limit(finding.limit),
        "waiver": None if waiver is None else _waiver(waiver),
    }


def _read_finding(kept: Mapping[str, Any], check: Check) -> Finding:
    waiver = kept["waiver"]
    return Finding(
        check=check,
        verdict=kept["verdict"],
        reading=Reading(
            figure=_read_figure(kept["figure"]),
            evidence=tuple(_read_evidence(thing) for thing in kept["evidence"]),
            words=_read_named(kept["words"]),
        ),
        limit=_read_limit(kept["limit"]),
        waiver=None if waiver is None else _read_waiver(waiver),
    )


def _evidence(thing: Evidence) -> dict[str, Any]:
    return {
        "kind": thing.kind,
        "id": thing.id,
        "url": thing.url,
        "quote": thing.quote,
        "note": written_value(thing.note),
    }


def _read_evidence(kept: Mapping[str, Any]) -> Evidence:
    return Evidence(
        kind=kept["kind"],
        id=kept["id"],
        url=kept["url"],
        quote=kept["quote"],
        note=read_value(kept["note"]),
    )


def _limit(limit: Limit) -> dict[str, Any]:
    return {
        "watch": written_value(limit.watch),
        "mistake": written_value(limit.mistake),
        "at_least": limit.at_least,
        "worse": limit.worse,
        "source": [limit.source.page, limit.source.strength],
    }


def _read_limit(kept: Mapping[str, Any]) -> Limit:
    page, strength = kept["source"]
    return Limit(
        watch=read_value(kept["watch"]),
        mistake=read_value(kept["mistake"]),
        at_least=kept["at_least"],
        worse=kept["worse"],
        source=Source(page, strength),
    )


def _waiver(waiver: Waiver) -> dict[str, Any]:
    return {
        "reason": waiver.reason,
        "on": waiver.on.isoformat(),
        "until": waiver.until.isoformat() if waiver.until else None,
        "check": waiver.check,
    }


def _read_waiver(kept: Mapping[str, Any]) -> Waiver:
    return Waiver(
        check=kept["check"],
        reason=kept["reason"],
        on=date.fromisoformat(kept["on"]),
        until=date.fromisoformat(kept["until"]) if kept["until"] else None,
    )


def _named(values: Mapping[str, object]) -> dict[str, Any]:
    return {name: written_value(value) for name, value in values.items()}


def _read_named(kept: Mapping[str, Any]) -> dict[str, Any]:
    return {name: read_value(value) for name, value in kept.items()}
