"""The series an estimate of returns stands on: an outcome, what was done, and what else mattered.

A table comes in as columns; it is checked here, once. What cannot carry a model is refused with
the place and what to do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

import numpy as np

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.returns.floats import Floats

FEWEST = 26  # weeks: below half a year a season, a trend and an effect are one and the same
MOST = 1040  # weeks: twenty years
YEAR = 52.1775  # weeks

_NO_COLUMN = Text(
    en="there is no such column. There are: {columns}.",
    it="questa colonna non c'è. Ci sono: {columns}.",
)
_TWICE = Text(
    en="it is named for two things: for {first} and for {second}. Name it once.",
    it="è indicata per due cose: per {first} e per {second}. Indicatela una volta sola.",
)
_NO_DATE = Text(
    en="{given} is no date. Write it as 2026-11-22.",
    it="{given} non è una data. Scrivetela come 2026-11-22.",
)
_NO_NUMBER = Text(
    en="{given} is no number. Write it with figures only, as 1234.5, and 0 where there was none.",
    it="{given} non è un numero. Scrivetelo con sole cifre, come 1234.5, e 0 dove non c'è nulla.",
)
_NO_CELL = Text(
    en="the cell is empty. Write 0 where there was none; if it is not known, leave the weeks up to "
    "it out.",
    it="la cella è vuota. Scrivete 0 dove non c'è nulla; se non si sa, escludete le settimane "
    "fino a quella.",
)
_MONTHS = Text(
    en="it goes by months. Late effects and seasons cannot be told apart in months: give a row a "
    "week, or a day.",
    it="va per mesi. Con i mesi gli effetti tardivi e le stagioni non si distinguono: serve una "
    "riga per settimana, o per giorno.",
)
_SAME_DAY = Text(
    en="{day} is there twice. Keep one row a week, or a day.",
    it="{day} compare due volte. Serve una riga per settimana, o per giorno.",
)
_GAP = Text(
    en="after {before} comes {after}: an estimate needs every week, or every day. Add the missing "
    "rows, with 0 where nothing was done.",
    it="dopo il {before} viene il {after}: per una stima serve ogni settimana, oppure ogni giorno. "
    "Aggiungete le righe che mancano, con 0 dove non si è fatto nulla.",
)
_FEW = Text(
    en="it holds {has:week|weeks}; below {needs} a season, a trend and an effect cannot be told "
    "apart, and 52 are needed before anything is likely to be measurable. Go on recording.",
    it="contiene {has:settimana|settimane}; sotto le {needs} una stagione, una tendenza e un "
    "effetto non si distinguono, e ne servono 52 prima che qualcosa sia misurabile. Continuate ad "
    "annotare.",
)
_MANY = Text(
    en="it holds {has} weeks; the latest {most} are the most that can be read.",
    it="contiene {has} settimane; se ne possono leggere al massimo {most}, le più recenti.",
)
_NEGATIVE = Text(
    en="{given} is below 0: effort and cost cannot be. Enter a refund as an outcome or leave it "
    "out.",
    it="{given} è sotto lo 0: impegno e costo non possono esserlo. Un rimborso va registrato fra i "
    "risultati, oppure escluso.",
)
_NOTHING_DONE = Text(
    en="it is 0 in every week: nothing was done, so there is nothing to measure. Leave the "
    "activity out.",
    it="è 0 in ogni settimana: non si è fatto nulla, quindi non c'è nulla da misurare. Escludete "
    "l'attività.",
)
_CONSTANT = Text(
    en="it is the same in every row, so its effect cannot be told from everything else. Do more "
    "in some weeks than in others, on purpose, or leave the column out.",
    it="è uguale in ogni riga, quindi il suo effetto non si distingue da tutto il resto. Fate di "
    "più in certe settimane che in altre, di proposito, oppure escludete la colonna.",
)
_EVEN = Text(
    en="it is the same in every row: there are no ups and downs that anything could have brought. "
    "Check the column.",
    it="è uguale in ogni riga: non ci sono alti e bassi che qualcosa possa aver portato. "
    "Controllate la colonna.",
)
_NO_OUTCOME = Text(
    en="its sum is not above 0, so there is no outcome to divide.",
    it="la somma non è sopra lo 0, quindi non c'è un risultato da ripartire.",
)
_SAME_AS = Text(
    en="it rises and falls exactly as {other}: what the two bring cannot be told apart. Keep one, "
    "or add them up.",
    it="sale e scende esattamente come {other}: i contributi dei due non si distinguono. Tenetene "
    "uno, oppure sommateli.",
)
_NO_ACTIVITY = Text(
    en="name at least one activity: a column with what was done each week.",
    it="indicate almeno un'attività: una colonna con ciò che si è fatto ogni settimana.",
)


@dataclass(frozen=True)
class Activity:
    """What was done each week, and what it cost.

    effort, cost: (weeks,) ≥ 0. Where no cost is known, the effort is its own cost and a return is
    the outcome for each unit of it.
    """

    name: str
    effort: Floats
    cost: Floats


@dataclass(frozen=True)
class Series:
    """Checked weekly series: outcome (weeks,), activities, controls (weeks,) by name.

    `days` are the first days of the weeks. `step` is the days from row to row in the table that it
    was read from: 7, or 1 where days were added up.
    """

    days: tuple[date, ...]
    outcome_name: str
    outcome: Floats
    activities: tuple[Activity, ...]
    controls: Mapping[str, Floats]
    step: int = 7

    @property
    def weeks(self) -> int:
        return len(self.days)

    @staticmethod
    def of(
        table: Mapping[str, Sequence[object]],
        *,
        date: str,
        outcome: str,
        activities: Mapping[str, str | None] | Iterable[str],
        controls: Iterable[str] = (),
        file: str | None = None,
    ) -> Series:
        """The series in the columns of `table` (a dict of lists, or a pandas DataFrame).

        `activities` names columns of effort, each with its column of cost or None. Days are added
        up to weeks from Monday; days of weeks cut off at the ends are left out.
        Raises `BadInput` for what cannot carry a model.
        """
        told = dict(activities) if isinstance(activities, Mapping) else dict.fromkeys(activities)
        reader = _Reader(table, file)
        if not told:
            raise BadInput(_NO_ACTIVITY, file=file)
        reader.claim(date, "--date")
        reader.claim(outcome, "--outcome")
        days, order = reader.days(date)
        wanted = {outcome: reader.numbers(outcome)[order]}
        made = []
        for name, cost in told.items():
            reader.claim(name, "--activity")
            effort = reader.effort(name)[order]
            own = reader.effort(cost)[order] if cost is not None else effort
            made.append(Activity(name, effort, own))
        for name in controls:
            reader.claim(name, "--control")
            wanted[name] = reader.numbers(name)[order]
        value = wanted.pop(outcome)
        step = _step(days, file)
        series = Series(tuple(days), outcome, value, tuple(made), wanted, step)
        return checked(_weekly(series) if step == 1 else series, file)


def checked(series: Series, file: str | None = None) -> Series:
    """The series, if it can carry a model; raises `BadInput` if not."""
    if series.weeks < FEWEST:
        raise BadInput(_FEW, file=file, has=series.weeks, needs=FEWEST)
    if series.weeks > MOST:
        raise BadInput(_MANY, file=file, has=series.weeks, most=MOST)
    if series.outcome.sum() <= 0:
        raise BadInput(_NO_OUTCOME, file=file, column=series.outcome_name)
    if np.ptp(series.outcome) == 0:
        raise BadInput(_EVEN, file=file, column=series.outcome_name)
    for at, activity in enumerate(series.activities):
        if not activity.effort.any():
            raise BadInput(_NOTHING_DONE, file=file, column=activity.name)
        if np.ptp(activity.effort) == 0:
            raise BadInput(_CONSTANT, file=file, column=activity.name)
        for other in series.activities[:at]:
            if abs(np.corrcoef(activity.effort, other.effort)[0, 1]) > 1 - 1e-9:
                raise BadInput(_SAME_AS, file=file, column=activity.name, other=other.name)
    for name, control in series.controls.items():
        if np.ptp(control) == 0:
            raise BadInput(_CONSTANT, file=file, column=name)
    return series


class _Reader:
    """Reads columns of a table, and says where what is unreadable stands."""

    def __init__(self, table: Mapping[str, Sequence[object]], file: str | None) -> None:
        self.table, self.file = table, file
        self.claimed: dict[str, str] = {}

    def claim(self, name: str, role: str) -> None:
        """Notes what a column is for; each is for one thing."""
        if name in self.claimed:
            raise BadInput(
                _TWICE, file=self.file, column=name, first=self.claimed[name], second=role
            )
        self.claimed[name] = role

    def column(self, name: str) -> list[object]:
        if name not in self.table:
            columns = ", ".join(str(one) for one in self.table)
            raise BadInput(_NO_COLUMN, file=self.file, column=name, columns=columns or "–")
        return list(self.table[name])

    def days(self, name: str) -> tuple[list[date], list[int]]:
        """The dates, in order, and where each stood."""
        found = [self._day(name, row, value) for row, value in enumerate(self.column(name), 1)]
        order = sorted(range(len(found)), key=found.__getitem__)
        for before, after in pairwise(order):
            if found[before] == found[after]:
                raise BadInput(
                    _SAME_DAY, file=self.file, row=after + 1, column=name, day=found[after]
                )
        return [found[at] for at in order], order

    def numbers(self, name: str) -> Floats:
        values = [self._number(name, row, cell) for row, cell in enumerate(self.column(name), 1)]
        return np.array(values, dtype=float)

    def effort(self, name: str) -> Floats:
        found = self.numbers(name)
        for row in np.flatnonzero(found < 0):
            raise BadInput(
                _NEGATIVE, file=self.file, row=int(row) + 1, column=name, given=f"{found[row]:g}"
            )
        return found

    def _day(self, name: str, row: int, value: object) -> date:
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        written = str(value).strip()
        try:
            return date.fromisoformat(written[:10])
        except ValueError:
            raise BadInput(
                _NO_DATE, file=self.file, row=row, column=name, given=_quoted(written)
            ) from None

    def _number(self, name: str, row: int, value: Any) -> float:
        written = str(value).strip() if isinstance(value, str) else value
        if written == "":
            raise BadInput(_NO_CELL, file=self.file, row=row, column=name)
        if isinstance(written, str) and re.fullmatch(r"[+-]?\d+,(\d{1,2}|\d{4,})", written):
            written = written.replace(",", ".")  # a decimal comma; 1,234 may be either: refused
        try:
            number = float(written)
        except (TypeError, ValueError):
            number = float("nan")
        if not abs(number) < 1e15:
            raise BadInput(
                _NO_NUMBER, file=self.file, row=row, column=name, given=_quoted(str(value))
            )
        return number


def _quoted(written: str) -> str:
    return f"«{written[:40]}»"


def _step(days: Sequence[date], file: str | None) -> int:
    """7 or 1 days from row to row; raises `BadInput` at the first gap."""
    steps = [(after - before).days for before, after in pairwise(days)]
    step = 1 if steps and sorted(steps)[len(steps) // 2] == 1 else 7
    if steps and min(steps) >= 28 and max(steps) <= 31:
        raise BadInput(_MONTHS, file=file)
    for at, found in enumerate(steps):
        if found != step:
            raise BadInput(_GAP, file=file, before=days[at], after=days[at + 1])
    return step


def _weekly(series: Series) -> Series:
    """Days added up to whole weeks from Monday; controls are their mean."""
    skipped = -series.days[0].weekday() % 7
    weeks = max((len(series.days) - skipped) // 7, 0)

    def by_week(values: Floats) -> Floats:
        return values[skipped : skipped + 7 * weeks].reshape(weeks, 7)

    begins = series.days[0] + timedelta(days=skipped) if series.days else None
    return replace(
        series,
        days=tuple(begins + timedelta(weeks=n) for n in range(weeks)) if begins else (),
        outcome=by_week(series.outcome).sum(axis=1),
        activities=tuple(
            Activity(one.name, by_week(one.effort).sum(axis=1), by_week(one.cost).sum(axis=1))
            for one in series.activities
        ),
        controls={name: by_week(one).mean(axis=1) for name, one in series.controls.items()},
    )
