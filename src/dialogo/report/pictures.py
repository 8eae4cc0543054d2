"""Pictures of the report as data: a question, its answer in a sentence, and the table behind it.

How they are drawn is `charts.py`'s business; without the extra `charts` the tables say the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Literal

from dialogo.dialogue.dialogues import OPENINGS
from dialogo.dialogue.first_reply import FIRST_WAITS
from dialogo.dialogue.survival import WALL, curve
from dialogo.records.share import Share
from dialogo.records.text import Lang, Text, write
from dialogo.report.vocabulary import BETWEEN, NO_FIGURE, bounds, in_words
from dialogo.team.coverage import HourOfWeek, uncovered_by_hour

if TYPE_CHECKING:
    from decimal import Decimal

    from dialogo.audit.check import Finding
    from dialogo.audit.run import Audit
    from dialogo.records.measure import Figure
    from dialogo.records.records import Records
    from dialogo.report.history import History

MOST_WAITS = 200_000  # beyond, the curve's steps are finer than any eye and cost memory
STEPS = 160  # points of a curve that is 340 pixels wide
LEAST = 3  # points below which there is no course to see
ENOUGH = 20  # cases below which a distribution is not drawn


Kind = Literal[
    "history", "waits", "hours",
    "returns-intervals", "returns-contribution", "returns-lag", "returns-response",
    "returns-assumed", "returns-assumed-weeks",
]  # fmt: skip


@dataclass(frozen=True)
class Picture:
    """Words are written out in one language; `data` and `setting` are what the drawing needs.

    `key` says how to read the drawing, where it needs saying.
    """

    kind: Kind
    question: str
    answer: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    data: tuple[Mapping[str, Any], ...]
    setting: Mapping[str, Any] = field(default_factory=dict)
    key: str = ""


_UNTIL = Text(en="until", it="fino al")
_VALUE = Text(en="number", it="numero")
_BOUNDS = Text(en="between (90 %)", it="fra (90 %)")

Trend = Literal["worse", "better", "same"]
_QUESTION = Text(en="Is it getting better?", it="Sta migliorando?")
_TRENDS: Mapping[Trend, Text] = {
    "worse": Text(
        en="Worse: {first} at first, {last} now.", it="Peggio: {first} all'inizio, {last} ora."
    ),
    "better": Text(
        en="Better: {first} at first, {last} now.", it="Meglio: {first} all'inizio, {last} ora."
    ),
    "same": Text(
        en="Much as before: {first} at first, {last} now.",
        it="Più o meno come prima: {first} all'inizio, {last} ora.",
    ),
}
_LOOKS_BACK = Text(
    en=" Each point looks back over {span}.", it=" Ogni punto guarda ai precedenti {span}."
)
_AS_BEFORE = 0.10  # a change below a tenth is told as none (house rule, for the words only)


def of_history(finding: Finding, history: History, lang: Lang) -> Picture | None:
    """The number of a finding over time, with its lines; None where there is no course."""
    told = history.told
    if len(told) < LEAST or len({point.figure.value for point in told}) < 2:
        return None
    unit, currency = finding.reading.figure.unit, finding.reading.figure.currency
    first, last = told[0].figure, told[-1].figure
    way = _TRENDS[trend(first, last, finding.limit.worse)]
    answer = way.say(lang, first=in_words(first, lang), last=in_words(last, lang))
    return Picture(
        kind="history",
        question=_QUESTION.say(lang),
        answer=answer + _LOOKS_BACK.say(lang, span=history.looks_back),
        heads=(_UNTIL.say(lang), _VALUE.say(lang), _BOUNDS.say(lang), "n"),
        rows=tuple(
            (
                write(point.window.as_of.date(), lang),
                in_words(point.figure, lang),
                bounds(point.figure, lang) or NO_FIGURE,
                write(point.figure.n, lang),
            )
            for point in history.points
        ),
        data=tuple(
            {"day": point.window.as_of.isoformat(), **_numbers(point.figure)} for point in told
        ),
        setting={
            "unit": unit,
            "currency": currency,
            "watch": finding.limit.watch,
            "mistake": finding.limit.mistake,
        },
    )


def trend(first: Figure, last: Figure, worse: Literal["above", "below"]) -> Trend:
    """Which way it went; none where the bounds overlap, or the change is below a tenth."""
    began, now = float(first.value or 0), float(last.value or 0)
    if abs(now - began) <= _AS_BEFORE * max(abs(began), abs(now)):
        return "same"
    if (
        first.low is not None
        and first.high is not None
        and last.low is not None
        and last.high is not None
        and first.low <= last.high
        and last.low <= first.high
    ):
        return "same"
    return "worse" if (now > began) == (worse == "above") else "better"


def _numbers(figure: Figure) -> dict[str, float | bool | None]:
    def plain(value: float | Decimal | None) -> float | None:
        return None if value is None else float(value)

    return {
        "value": plain(figure.value),
        "low": plain(figure.low),
        "high": plain(figure.high),
        "more_than": figure.more_than,
    }


_WITHIN = tuple(timedelta(minutes=minutes) for minutes in (15, 60, 240, 1440, 4320))


def of_waits(records: Records, audit: Audit, lang: Lang) -> Picture | None:
    """How long people wait for a first answer: the whole curve, whoever still waits counted.

    None where too few asked, or where nobody was answered.
    """
    half, most = (audit.measures.get(f"dialogue/first-reply-p{p}") for p in (50, 90))
    if half is None or most is None or not ENOUGH <= half.n <= MOST_WAITS:
        return None
    steps = curve(records, audit.window, FIRST_WAITS, WALL, OPENINGS)
    if not any(step["waiting"] < 1 for step in steps):
        return None
    longest = float(most.value or half.value or 0) * 1.25
    shown = [step for step in steps if step["wait"] <= longest]
    return Picture(
        kind="waits",
        question=Text(
            en="How long do people wait for a first answer?",
            it="Quanto si aspetta una prima risposta?",
        ).say(lang),
        answer=Text(
            en="Half have one within {half}, nine in ten within {most} ({n} conversations).",
            it="Metà la riceve entro {half}, nove su dieci entro {most} ({n} conversazioni).",
        ).say(lang, half=in_words(half, lang), most=in_words(most, lang), n=half.n),
        heads=(
            Text(en="within", it="entro").say(lang),
            Text(en="have an answer", it="hanno risposta").say(lang),
            _BOUNDS.say(lang),
        ),
        rows=tuple(_answered_within(steps, span, lang) for span in _WITHIN),
        data=tuple(
            {
                "wait": step["wait"],
                "value": 1 - step["waiting"],
                "low": 1 - step["high"],
                "high": 1 - step["low"],
            }
            for step in ({"wait": 0.0, "waiting": 1.0, "low": 1.0, "high": 1.0}, *_thinned(shown))
        ),
    )


def _thinned(steps: Sequence[dict[str, float]]) -> list[dict[str, float]]:
    """At most about `STEPS` of them, the last among them."""
    every = max(1, len(steps) // STEPS)
    return [*steps[:-1:every], *steps[-1:]]


def _answered_within(
    steps: Sequence[dict[str, float]], span: timedelta, lang: Lang
) -> tuple[str, ...]:
    by_then = [step for step in steps if step["wait"] <= span.total_seconds()]
    if not by_then:
        return write(span, lang), write(Share(0), lang), NO_FIGURE
    step = by_then[-1]
    between = BETWEEN.say(lang, low=Share(1 - step["high"]), high=Share(1 - step["low"]))
    return write(span, lang), write(Share(1 - step["waiting"]), lang), between


def of_hours(records: Records, audit: Audit, lang: Lang) -> Picture | None:
    """When people write, and when somebody is on shift; None where no rota was kept."""
    hours = uncovered_by_hour(records, audit.window)
    total = sum(hour.messages for hour in hours)
    if total < ENOUGH:
        return None
    alone = sum(hour.uncovered for hour in hours)
    return Picture(
        kind="hours",
        question=Text(
            en="Is somebody there when people write?", it="C'è qualcuno quando la gente scrive?"
        ).say(lang),
        answer=Text(
            en="{alone} of the {n} messages came in while nobody was on shift.",
            it="{alone:Il} dei {n} messaggi è arrivato mentre nessuno era di turno.",
        ).say(lang, alone=Share(alone / total), n=total),
        heads=(
            Text(en="day", it="giorno").say(lang),
            Text(en="messages", it="messaggi").say(lang),
            Text(en="with nobody on shift", it="senza nessuno di turno").say(lang),
        ),
        rows=tuple(_of_day(day, hours, lang) for day in range(7)),
        data=tuple(
            {
                "day": _weekdays(lang)[hour.weekday],
                "hour": hour.hour,
                "messages": hour.messages,
                "alone": hour.uncovered / hour.messages if hour.messages else 0.0,
                "covered": hour.covered,
            }
            for hour in hours
        ),
        setting={"days": _weekdays(lang)},
        key=Text(
            en="Shaded: somebody on shift. Full dots: messages that met somebody; "
            "rings: messages that met nobody.",
            it="Sfondo: c'è qualcuno di turno. Punti pieni: messaggi che hanno trovato qualcuno; "
            "cerchi: messaggi che non hanno trovato nessuno.",
        ).say(lang),
    )


def _of_day(day: int, hours: Sequence[HourOfWeek], lang: Lang) -> tuple[str, ...]:
    messages = sum(hour.messages for hour in hours if hour.weekday == day)
    alone = sum(hour.uncovered for hour in hours if hour.weekday == day)
    share = f" ({write(Share(alone / messages), lang)})" if messages else ""
    return _weekdays(lang)[day], write(messages, lang), write(alone, lang) + share


def _weekdays(lang: Lang) -> list[str]:
    return {
        "en": ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
        "it": ["lun", "mar", "mer", "gio", "ven", "sab", "dom"],
    }[lang]
