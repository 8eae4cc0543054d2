"""What an estimate of returns says, in plain lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from textwrap import TextWrapper
from typing import TYPE_CHECKING, Any

from dialogo.cli.returns_sooner import Ways, changes, in_all
from dialogo.records.share import Share
from dialogo.records.text import Lang, Text
from dialogo.report.clean import one_line
from dialogo.report.returns_pictures import Subject
from dialogo.report.returns_quality import judged

if TYPE_CHECKING:
    from dialogo.returns.band import Band
    from dialogo.returns.results import ActivityReturn, Returns
    from dialogo.returns.wait import Wait

WIDTH = 92

TITLE = Text(
    en="What brought {outcome}: {weeks} weeks, {since} – {until}",
    it="Che cosa ha portato {outcome}: {weeks} settimane, {since} – {until}",
)
NONE_YET = Text(
    en="We cannot tell yet what any activity brought. Why stands below each, and what would "
    "shorten the wait.",
    it="Non si può ancora dire che cosa abbia portato ogni attività. Il perché sta sotto "
    "ciascuna, insieme a ciò che abbrevierebbe l'attesa.",
)
VERDICTS = {
    "measurable": Text(en="measurable", it="misurabile"),
    "not-yet": Text(en="not yet", it="non ancora"),
}
BROUGHT = Text(
    en="Brought {mean} of it; with a chance of nine in ten, between {low} and {high}.",
    it="Ne ha portato: {mean}; con nove probabilità su dieci, fra {low} e {high}.",
)
SO_FAR = Text(
    en="So far it looks like {mean}, anywhere between {low} and {high}: not to be acted on.",
    it="Per ora sembra {mean}, ovunque fra {low} e {high}: non è una base per decidere.",
)
RETURNED = Text(
    en="Return on its cost: {mean} for each 1 ({low} to {high}); of a little more effort: {next} "
    "({next_low} to {next_high}).",
    it="Ritorno sul costo: {mean} per ogni 1 (da {low} a {high}); di un po' di impegno in più: "
    "{next} (da {next_low} a {next_high}).",
)
LATE = Text(
    en="Half of what a week brings has come after {mean:week|weeks} ({low} to {high}).",
    it="Metà di ciò che una settimana porta è arrivata dopo {mean:settimana|settimane} (da {low} a "
    "{high}).",
)
AT_ONCE = Text(
    en="Half of what a week brings comes in that week.",
    it="Metà di ciò che una settimana porta arriva in quella settimana.",
)
RUNS = Text(
    en="Over half a year it comes like this: {curve}",
    it="In mezzo anno arriva così: {curve}",
)
WAIT = Text(
    en="At this plan, measurable in {low} weeks at the earliest, and perhaps not within four "
    "years.",
    it="Con questo piano, misurabile non prima di {low} settimane, e forse non entro quattro anni.",
)
NEVER = Text(
    en="At this plan it will hardly be measurable within four years.",
    it="Con questo piano difficilmente sarà misurabile entro quattro anni.",
)
TESTED = Text(
    en="The experiment from {since} to {until} said {said} ({low} to {high}); of those days the "
    "estimate says {mean}.",
    it="L'esperimento {since:dal} {until:al} diceva {said} (da {low} a {high}); di quei giorni la "
    "stima dice {mean}.",
)
HOW_GOOD = Text(en="How good the calculation is", it="Quanto è buono il calcolo")
_TICKS = "▁▂▃▄▅▆▇█"


def words(found: Returns, sooner: Mapping[str, Ways], lang: Lang) -> str:
    """The whole answer; `sooner` has what would shorten the wait of each activity that waits."""
    wrapped = TextWrapper(WIDTH, initial_indent="  ", subsequent_indent="  ")
    series = found.series
    title = TITLE.say(
        lang, outcome=one_line(series.outcome_name), since=series.days[0], until=series.days[-1],
        weeks=series.weeks,
    )  # fmt: skip
    parts = [title]
    if not found.measurable:
        parts.append(TextWrapper(WIDTH).fill(NONE_YET.say(lang)))
    for one in found.activities:
        mark = "●" if one.verdict.measurable else "○"
        head = f"{mark} {one_line(one.name)}: {VERDICTS[one.verdict.word].say(lang)}"
        parts.append("\n".join([head, *(wrapped.fill(line) for line in lines(one, sooner, lang))]))
        if one.verdict.measurable:
            parts[-1] += "\n  " + RUNS.say(lang, curve=drawn(list(one.lag.mean[:26])))
    parts += [TextWrapper(WIDTH).fill(line) for line in in_all(found, sooner, lang)]
    good = "\n".join(wrapped.fill(line) for line in quality(found.to_json(), lang))
    parts.append(f"{HOW_GOOD.say(lang)}\n{good}")
    return "\n\n".join(parts)


def lines(one: ActivityReturn, sooner: Mapping[str, Ways], lang: Lang) -> Iterator[str]:
    """The sentences on one activity, the most important first."""
    share = {name: Share(value) for name, value in _values(one.share).items()}
    if one.verdict.measurable:
        yield BROUGHT.say(lang, **share)
        if one.returned is not None and one.next_unit is not None:
            more = {"next_" + name: _figure(v) for name, v in _values(one.next_unit).items()}
            returned = {name: _figure(v) for name, v in _values(one.returned).items()}
            yield RETURNED.say(lang, **returned, **more, next=more["next_mean"])
        half = {name: round(value) for name, value in _values(one.half_by).items()}
        yield LATE.say(lang, **half) if half["high"] else AT_ONCE.say(lang)
    else:
        if not one.verdict.against("chains", "fit"):
            yield SO_FAR.say(lang, **share)
        for reason in one.verdict.reasons:
            yield reason.say(lang)
        if one.wait is not None:
            yield waiting(one.wait, lang)
        if one.name in sooner:
            yield from changes(sooner[one.name], lang)
    for tested in one.experiments:
        if tested.agrees:
            known = tested.experiment
            said = {name: _figure(getattr(known, name)) for name in ("low", "high")}
            yield TESTED.say(
                lang, since=known.since, until=known.until, said=_figure(known.effect), **said,
                mean=_figure(tested.estimate.mean),
            )  # fmt: skip


def waiting(wait: Wait, lang: Lang) -> str:
    """The weeks still needed, as a sentence."""
    if wait.low is None:
        return NEVER.say(lang)
    return WAIT.say(lang, low=wait.low)


def quality(told: Mapping[str, Any], lang: Lang) -> Iterator[str]:
    """How good the calculation is, a line each with its mark; `told` is the document of it."""
    for one in judged(told, Subject(told["outcome"]), lang):
        yield f"{one.mark} {one.word(lang)}: {one.says}"


def drawn(values: list[float]) -> str:
    """A row of bars."""
    most = max(values) or 1.0
    return "".join(_TICKS[min(int(value / most * 7.999), 7)] for value in values)


def _figure(value: float) -> float:
    """Three figures that count."""
    return float(f"{value:.3g}")


def _values(band: Band) -> dict[str, float]:
    return {"mean": band.mean, "low": band.low, "high": band.high}
