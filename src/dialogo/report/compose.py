"""From an audit and the records it looked at to the report and its pictures."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from dialogo.ladder.climb import Said, climb
from dialogo.language.found_needs import needs_found
from dialogo.language.label import labelled
from dialogo.report.history import histories
from dialogo.report.pictures import Picture, of_history, of_hours, of_waits
from dialogo.report.report import Intake, Report
from dialogo.report.texts import texts_behind
from dialogo.returns.readiness import readiness

if TYPE_CHECKING:
    from dialogo.audit.run import Audit
    from dialogo.records.business_hours import BusinessHours
    from dialogo.records.records import Records
    from dialogo.records.text import Lang

DRAWN = 6  # findings whose number is drawn over time: the gravest


def report_of(audit: Audit, records: Records, read: Intake, *, discreet: bool = False) -> Report:
    """The report of an audited company; `records` are the ones that were audited.

    `discreet`: without anybody's words.
    """
    known = records.as_of(audit.window.as_of)
    missing = readiness(known, audit.window).missing
    before_returns = [Said("returns", lack.text, lack.values) for lack in missing]
    texts = {} if discreet else texts_behind(audit.findings, known)
    return Report(audit, climb(audit, before_returns), read, texts, discreet)


def pictures_of(
    report: Report,
    records: Records,
    hours: BusinessHours | None,
    lang: Lang,
    step: Callable[[], None] | None = None,
) -> dict[str, Picture]:
    """The pictures of a report on records alone: by check id for the gravest, else by own kind.

    `hours` are the business hours of the policy; `step` is called now and then on the way.
    """
    audit = report.audit
    known = records.as_of(audit.window.as_of)
    whole = labelled(known.in_hours(hours), needs_found(known))
    shown = [f for f in audit.findings if f.verdict in ("mistake", "watch")][:DRAWN]
    found: dict[str, Picture | None] = {}
    kept = histories(whole, audit.window, shown, step)
    for finding in shown:
        if finding.check.id in kept:
            found[finding.check.id] = of_history(finding, kept[finding.check.id], lang)
    found["waits"] = of_waits(whole, audit, lang)
    found["hours"] = of_hours(whole, audit, lang)
    return {name: picture for name, picture in found.items() if picture is not None}
