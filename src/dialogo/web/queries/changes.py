"""What has changed between an audit of a week ago and now, finding by finding."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from dialogo.audit.check import Finding
from dialogo.audit.outlays import written
from dialogo.audit.run import Audit
from dialogo.records.measure import Figure, Unit, spoken
from dialogo.records.text import Lang, Text
from dialogo.report.pictures import trend
from dialogo.web.models.audit import AuditRun, FindingOfDay
from dialogo.web.queries import audits

Way = Literal["worse", "better", "same", "new", "gone", "untold"]

WORDS: Mapping[Way, Text] = {
    "worse": Text(en="worse", it="peggio"),
    "better": Text(en="better", it="meglio"),
    "same": Text(en="as before", it="come prima"),
    "new": Text(en="new", it="nuovo"),
    "gone": Text(en="put right", it="risolto"),
    "untold": Text(en="can no longer be told", it="non si può più dire"),
}
BY = Text(en="{way} by {amount}", it="{way} di {amount}")
POINTS = Text(en="{n:point|points}", it="{n:punto|punti}")


@dataclass(frozen=True)
class Change:
    """Which way a finding went; `by` how much, where that can be told."""

    way: Way
    by: object = None

    def say(self, lang: Lang) -> str:
        """In a few words: worse by 2 h."""
        way = WORDS[self.way]
        if self.by is None:
            return way.say(lang)
        return BY.say(lang, way=way, amount=self.by)


@dataclass(frozen=True)
class Changes:
    """What has changed since a day, by check id; `week`: whether that was a week ago or more."""

    since: date
    week: bool
    by_check: Mapping[str, Change] = field(default_factory=dict)

    def said(self, lang: Lang) -> dict[str, str]:
        """Each change in words, by check id."""
        return {check: change.say(lang) for check, change in self.by_check.items()}


def changes(run: AuditRun, audit: Audit) -> Changes | None:
    """How the findings of `audit` differ from the kept ones of a week ago, or of the first day.

    What was fine and still is says nothing. None where no other day was kept. Two or three
    questions to the database.
    """
    then = audits.before(run)
    if then is None:
        return None
    rows = {row.check_id: row for row in FindingOfDay.objects.filter(run=then)}
    found = {
        finding.check.id: change
        for finding in audit.findings
        if (change := _change(finding, rows.get(finding.check.id)))
    }
    return Changes(then.day, run.day - then.day >= audits.WEEK, found)


_BAD = ("mistake", "watch")


def _change(now: Finding, then: FindingOfDay | None) -> Change | None:
    judged = now.judged
    was = then.judged if then is not None else "unknown"
    if was not in _BAD:
        return Change("new") if judged in _BAD else None
    if judged == "unknown":
        return Change("untold")
    if judged not in _BAD:
        return Change("gone")
    assert then is not None  # noqa: S101  (narrowing only: it was bad)
    return _course(figure_of(then), now)


def _course(first: Figure, now: Finding) -> Change:
    last = now.reading.figure
    if first.unit != last.unit or first.value is None or last.value is None:
        return Change("new")
    way = trend(first, last, now.limit.worse)
    if way == "same" or first.more_than or last.more_than:
        return Change(way)
    return Change(way, amount(abs(float(last.value) - float(first.value)), last))


def amount(difference: float, figure: Figure) -> object:
    """How much two figures differ, as it is said; shares differ by points, spans by hours.

    None where it is too little to be said.
    """
    if figure.unit == "share":
        points = round(difference * 100)
        return written(POINTS, n=points) if points else None
    if figure.unit == "days":
        return timedelta(days=round(difference)) if round(difference) else None
    exact = Decimal(str(difference)) if figure.unit == "money" else difference
    if figure.unit in ("count", "weeks") and round(difference) == 0:
        return None
    return spoken(exact, figure.unit, figure.currency)


def figure_of(row: FindingOfDay) -> Figure:
    """The figure that was found on a day."""
    unit: Unit = row.unit  # type: ignore[assignment]  # written from a figure's own unit
    money = unit == "money" and row.value is not None
    return Figure(
        value=Decimal(str(row.value)) if money else row.value,
        unit=unit,
        n=row.n,
        low=row.low,
        high=row.high,
        more_than=row.more_than,
        currency=row.currency,
    )
