"""The series an estimate of returns stands on: an outcome, what was done, and what else mattered.

A table comes in as columns; it is checked here, once. What cannot carry a model is refused with
the place and what to do.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations, pairwise, product

import numpy as np

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.returns.floats import Floats
from dialogo.returns.table import ACTIVITY, CONTROL, DATE, OUTCOME, Table

FEWEST = 26  # weeks: below half a year a season, a trend and an effect are one and the same
ENOUGH = 52  # weeks: below a year nothing is told
MOST = 1040  # weeks: twenty years
YEAR = 52.1775  # weeks

_MONTHS = Text(
    en="the table goes by months. Late effects and seasons cannot be told apart in months: give a "
    "row a week, or a day.",
    it="la tabella va per mesi. Con i mesi gli effetti tardivi e le stagioni non si distinguono: "
    "serve una riga per settimana, o per giorno.",
)
_GAP = Text(
    en="after {before} comes {after}: an estimate needs every week, or every day. Add the missing "
    "rows, with 0 where nothing was done.",
    it="dopo il {before} viene il {after}: per una stima serve ogni settimana, oppure ogni giorno. "
    "Aggiungete le righe che mancano, con 0 dove non si è fatto nulla.",
)
_FEW = Text(
    en="the table holds {has:week|weeks}; below {needs} a season, a trend and an effect cannot be "
    "told apart, and {year} are needed before anything can be measurable. Add older weeks if "
    "there are any; else go on recording for {more:week|weeks}.",
    it="la tabella contiene {has:settimana|settimane}; sotto le {needs} una stagione, una tendenza "
    "e un effetto non si distinguono, e ne servono {year} prima che qualcosa possa essere "
    "misurabile. Aggiungete settimane più vecchie, se ci sono; altrimenti continuate ad annotare "
    "per {more:settimana|settimane}.",
)
_MANY = Text(
    en="the table holds {has} weeks, and {most} are the most that can be read. Leave the earliest "
    "out.",
    it="la tabella contiene {has} settimane, e se ne possono leggere al massimo {most}. Escludete "
    "le prime.",
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
    en="its sum is not above 0, so there is no outcome to divide. Check the column.",
    it="la somma non è sopra lo 0, quindi non c'è un risultato da ripartire. Controllate la "
    "colonna.",
)
_SAME_AS = Text(
    en="it rises and falls exactly as {other}: what the two bring cannot be told apart. Keep one, "
    "or add them up.",
    it="sale e scende esattamente come {other}: i contributi dei due non si distinguono. Tenetene "
    "uno, oppure sommateli.",
)
_SAME_AS_CONTROL = Text(
    en="it rises and falls exactly as the control {other}, which leaves nothing to see of it. "
    "Leave that control out.",
    it="sale e scende esattamente come il controllo {other}, e così non ne resta nulla da "
    "vedere. Escludete quel controllo.",
)
_SAME_AS_OUTCOME = Text(
    en="it rises and falls exactly as the outcome, {other}: the same figures twice explain "
    "nothing. Check the two columns.",
    it="sale e scende esattamente come il risultato, {other}: le stesse cifre due volte non "
    "spiegano nulla. Controllate le due colonne.",
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

    `days` are the first days of the weeks.
    """

    days: tuple[date, ...]
    outcome_name: str
    outcome: Floats
    activities: tuple[Activity, ...]
    controls: Mapping[str, Floats]

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

        `activities` names columns of effort, each with its column of cost or None. Rows may be in
        any order. Days are added up to weeks from Monday; days of weeks cut off at the ends are
        left out. A time counts for its day in its own time zone. Raises `BadInput` for what cannot
        carry a model.
        """
        named = [activities] if isinstance(activities, str) else activities
        told = dict(named) if isinstance(named, Mapping) else dict.fromkeys(named)
        if not told:
            raise BadInput(_NO_ACTIVITY, file=file)
        read = Table(table, date, file)
        read.claim(date, DATE)
        read.claim(outcome, OUTCOME)
        days, order = read.days()
        wanted = {outcome: read.numbers(outcome)[order]}
        made = []
        for name, cost in told.items():
            read.claim(name, ACTIVITY)
            effort = read.effort(name)[order]
            own = read.effort(cost)[order] if cost is not None else effort
            made.append(Activity(name, effort, own))
        for name in [controls] if isinstance(controls, str) else controls:
            read.claim(name, CONTROL)
            wanted[name] = read.numbers(name)[order]
        value = wanted.pop(outcome)
        step = _step(days, file)
        series = Series(tuple(days), outcome, value, tuple(made), wanted)
        return checked(_weekly(series) if step == 1 else series, file)


def checked(series: Series, file: str | None = None) -> Series:
    """The series, if it can carry a model; raises `BadInput` if not."""
    if series.weeks < FEWEST:
        lacks = FEWEST - series.weeks
        raise BadInput(_FEW, file=file, has=series.weeks, needs=FEWEST, year=ENOUGH, more=lacks)
    if series.weeks > MOST:
        raise BadInput(_MANY, file=file, has=series.weeks, most=MOST)
    if series.outcome.sum() <= 0:
        raise BadInput(_NO_OUTCOME, file=file, column=series.outcome_name)
    if np.ptp(series.outcome) == 0:
        raise BadInput(_EVEN, file=file, column=series.outcome_name)
    for activity in series.activities:
        if not activity.effort.any():
            raise BadInput(_NOTHING_DONE, file=file, column=activity.name)
    done = [(one.name, one.effort) for one in series.activities]
    for name, values in [*done, *series.controls.items()]:
        if np.ptp(values) == 0:
            raise BadInput(_CONSTANT, file=file, column=name)
        if _alike(values, series.outcome):
            raise BadInput(_SAME_AS_OUTCOME, file=file, column=name, other=series.outcome_name)
    pairs = [(one, before, _SAME_AS) for before, one in combinations(done, 2)]
    pairs += [(*pair, _SAME_AS_CONTROL) for pair in product(done, series.controls.items())]
    for (name, values), (other, others), why in pairs:
        if _alike(values, others):
            raise BadInput(why, file=file, column=name, other=other)
    return series


def _alike(one: Floats, other: Floats) -> bool:
    """Whether two series rise and fall as one; neither is constant."""
    apart = [values / np.abs(values).max() for values in (one, other)]
    return bool(abs(np.corrcoef(*apart)[0, 1]) > 1 - 1e-9)


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
