"""The series of an outcome: its weeks, the efforts set against them, and why not others.

An estimate is only as good as its table, so whatever is left out is named, with what would help.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from dialogo.language.label import labelled
from dialogo.language.taught import Taught
from dialogo.records.business_hours import BusinessHours
from dialogo.records.errors import BadInput
from dialogo.records.records import Records
from dialogo.records.text import LANGS, Text
from dialogo.returns.floats import Floats
from dialogo.returns.series import FEWEST, Activity, Series, checked
from dialogo.web.queries.returns.costs import Costs
from dialogo.web.queries.returns.efforts import FEWEST_WEEKS, Effort, efforts
from dialogo.web.queries.returns.outcomes import WEEK, Outcome, outcomes

MOST = 6  # efforts in one estimate: the dearest; more cannot be told apart
YEAR = 52  # weeks: an effort that would leave fewer is left out instead
_QUIET = timedelta(weeks=4)
_TOGETHER = 0.97  # correlation from which two efforts are one
HOLIDAYS = "holidays"

SHORT_RECORDS = Text(
    en="Recorded only from {since} to {until}: too short a stretch of the outcome's weeks. Older "
    "exports would help.",
    it="Registrato solo {since:dal} {until:al}: un tratto troppo breve delle settimane del "
    "risultato. Aiuterebbero esportazioni più vecchie.",
)
RARE = Text(
    en="Done in {n:week|weeks} only; {needs} at the least are needed for any effect to be seen.",
    it="Fatto solo in {n:settimana|settimane}; per vederne un effetto ne servono almeno {needs}.",
)
STEADY = Text(
    en="The same in every week, so its effect cannot be told from everything else. Doing more in "
    "some weeks than in others, on purpose, would help.",
    it="Uguale in ogni settimana, quindi il suo effetto non si distingue da tutto il resto. "
    "Aiuterebbe fare di più in certe settimane che in altre, di proposito.",
)
TOGETHER = Text(
    en="It rises and falls with “{other}”, so what the two bring cannot be told apart. Doing one "
    "without the other for some weeks would help.",
    it="Sale e scende insieme a «{other}», quindi i contributi dei due non si distinguono. "
    "Aiuterebbe fare l'uno senza l'altro per qualche settimana.",
)
TOO_MANY = Text(
    en="Among more than {most} efforts the smallest are left out: so many cannot be told apart.",
    it="Fra più di {most} attività le minori restano fuori: tante non si distinguono.",
)
NOTHING_DONE = Text(
    en="Nothing that was done is recorded for these weeks: posts, answers, promotion or hours.",
    it="Per queste settimane non è registrato nulla di ciò che si è fatto: post, risposte, "
    "promozione od ore.",
)
FEW = Text(
    en="{has:week|weeks} without a gap; {needs} are needed for a first estimate, and 52 before "
    "anything can be measurable.",
    it="{has:settimana|settimane} senza interruzioni; ne servono {needs} per una prima stima, e 52 "
    "prima che qualcosa possa essere misurabile.",
)
GAP = Text(
    en="The week of {week} is missing; entering it would join {n:week|weeks} together.",
    it="Manca la settimana {week:del}; con quella si unirebbero {n:settimana|settimane}.",
)


@dataclass(frozen=True)
class Said:
    """A sentence with its values; write it with `say(lang)`."""

    text: Text
    values: Mapping[str, object]

    def to_json(self) -> dict[str, str]:
        return {lang: self.text.say(lang, **self.values) for lang in LANGS}


@dataclass(frozen=True)
class Left:
    """An effort that is not used, and why."""

    effort: Effort
    why: Said


@dataclass(frozen=True)
class Table:
    """An outcome with the efforts set against it: `series`, or `refused` where there can be none.

    `used` are in the order of the series' activities; `currency` is that of costs.
    """

    outcome: Outcome
    series: Series | None
    used: tuple[Effort, ...]
    left: tuple[Left, ...]
    refused: Said | None


def tables(
    records: Records,
    spent: Costs,
    taught: Taught | None,
    hours: BusinessHours | None,
    today: date,
) -> tuple[Table, ...]:
    """A table for each outcome that is recorded; `records` hold nothing still to come."""
    wanted = outcomes(records, today)
    if not wanted:
        return ()
    done = efforts(_with_purposes(records, taught), spent)
    return tuple(table(outcome, done, hours) for outcome in wanted)


def _with_purposes(records: Records, taught: Taught | None) -> Records:
    """The records with what every post does; messages need no label for this."""
    tables = dict(records.tables)
    messages = tables.pop("messages", None)
    found = labelled(replace(records, tables=tables), taught)
    if messages is None:
        return found
    return replace(found, tables={**found.tables, "messages": messages})


def table(outcome: Outcome, done: Sequence[Effort], hours: BusinessHours | None) -> Table:
    """The longest stretch in which the outcome and its efforts are all recorded."""
    few = len(outcome.values) < FEWEST
    if few or not done:
        return Table(outcome, None, (), (), _few(outcome) if few else Said(NOTHING_DONE, {}))
    left: list[Left] = []
    used = sorted(done, key=lambda one: (-sum(one.cost.values()), one.id))
    used, (first, last) = _together(outcome, used, left)
    weeks = [first + WEEK * n for n in range((last - first) // WEEK + 1)]
    used = _telling(used, weeks, left)
    if not used:
        return Table(outcome, None, (), tuple(left), Said(NOTHING_DONE, {}))
    series = Series(
        days=tuple(weeks),
        outcome_name=outcome.id,
        outcome=np.array(outcome.within(first, last)),
        activities=tuple(_activity(one, weeks) for one in used),
        controls=_holidays(hours, weeks),
    )
    try:
        return Table(outcome, checked(series), tuple(used), tuple(left), None)
    except BadInput as wrong:
        return Table(outcome, None, (), tuple(left), _as_said(wrong))


def _as_said(wrong: BadInput) -> Said:
    """What is wrong and where; nothing in it is a place for a value."""
    en, it = (wrong.say(lang).replace("{", "{{").replace("}", "}}") for lang in LANGS)
    return Said(Text(en=en, it=it), {})


def _few(outcome: Outcome) -> Said:
    if outcome.missing and outcome.recorded > len(outcome.values):
        return Said(GAP, {"week": outcome.missing, "n": outcome.recorded})
    return Said(FEW, {"has": len(outcome.values), "needs": FEWEST})


def _together(
    outcome: Outcome, used: list[Effort], left: list[Left]
) -> tuple[list[Effort], tuple[date, date]]:
    """The efforts whose records reach over enough of the outcome's weeks, and those weeks.

    Weeks before anything of a kind was recorded are not weeks without it, though a quiet month at
    either end is. While too few remain, whichever cuts away most is left out.
    """
    enough = YEAR if len(outcome.values) >= YEAR else FEWEST
    kept = list(used)
    while True:
        begun = [one.since for one in kept if one.since - outcome.first > _QUIET]
        ended = [one.until for one in kept if outcome.last - one.until > _QUIET]
        first, last = max([outcome.first, *begun]), min([outcome.last, *ended])
        if not kept or (last - first) // WEEK + 1 >= enough:
            return kept, (first, last)
        worst = min(kept, key=lambda one: _overlap(outcome, one))
        kept.remove(worst)
        values = {"since": worst.since, "until": worst.until + timedelta(days=6)}
        left.append(Left(worst, Said(SHORT_RECORDS, values)))


def _overlap(outcome: Outcome, one: Effort) -> int:
    return (min(outcome.last, one.until) - max(outcome.first, one.since)).days


def _telling(used: Sequence[Effort], weeks: Sequence[date], left: list[Left]) -> list[Effort]:
    """Those of which something can be told, the dearest first."""
    kept: list[tuple[Effort, Floats]] = []
    for one in used:
        weekly = _weekly(one.weekly, weeks)
        if why := _against(weekly, kept):
            left.append(Left(one, why))
        else:
            kept.append((one, weekly))
    return [one for one, _ in kept]


def _against(weekly: Floats, kept: Sequence[tuple[Effort, Floats]]) -> Said | None:
    done = int((weekly > 0).sum())
    if done < FEWEST_WEEKS:
        return Said(RARE, {"n": done, "needs": FEWEST_WEEKS})
    if np.ptp(weekly) == 0:
        return Said(STEADY, {})
    for other, theirs in kept:
        if abs(np.corrcoef(weekly, theirs)[0, 1]) > _TOGETHER:
            return Said(TOGETHER, {"other": other.name})
    if len(kept) >= MOST:
        return Said(TOO_MANY, {"most": MOST})
    return None


def _activity(one: Effort, weeks: Sequence[date]) -> Activity:
    """Without a known cost it costs 0, and no return on it is told."""
    cost = _weekly(one.cost, weeks) if one.costed else np.zeros(len(weeks))
    return Activity(one.id, _weekly(one.weekly, weeks), np.maximum(cost, 0.0))


def _weekly(by_week: Mapping[date, float], weeks: Sequence[date]) -> Floats:
    return np.array([by_week.get(week, 0.0) for week in weeks])


def _holidays(hours: BusinessHours | None, weeks: Sequence[date]) -> dict[str, Floats]:
    """Days of each week on which the company was closed, where they differ from week to week."""
    if hours is None:
        return {}
    days = np.array(
        [sum(hours.is_closed(week + timedelta(days=day)) for day in range(7)) for week in weeks],
        dtype=float,
    )
    return {HOLIDAYS: days} if np.ptp(days) else {}
