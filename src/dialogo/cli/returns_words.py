"""What an estimate of returns says, in plain lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import TextWrapper
from typing import TYPE_CHECKING

from dialogo.records.share import Share
from dialogo.records.text import Lang, Text
from dialogo.report.clean import one_line

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
    en="We cannot tell yet what any activity brought. Why, and what would shorten the wait, "
    "stands below each.",
    it="Non si può ancora dire che cosa abbia portato ogni attività. Il perché, e ciò che "
    "abbrevierebbe l'attesa, sta sotto ciascuna.",
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
SHORTEN = Text(
    en="What shortens the wait: do clearly more in some weeks and less in others, by lot rather "
    "than by season; or leave one region or some weeks out on purpose.",
    it="Che cosa abbrevia l'attesa: fare nettamente di più in certe settimane e meno in altre, a "
    "sorte e non per stagione; oppure escludere di proposito una regione o qualche settimana.",
)
HOW_GOOD = Text(en="How good the calculation is", it="Quanto è buono il calcolo")
FIT = Text(
    en="It explains {explained} of the ups and downs. {far} of weeks lie outside the model's own "
    "band (10\u202f% would be right), and one week's remainder goes with the next by {lasting}.",
    it="Spiega {explained:il} degli alti e bassi. Le settimane fuori dall'intervallo del modello "
    "sono {far} (sarebbe giusto il 10\u202f%), e il resto di una settimana si lega alla "
    "successiva per {lasting}.",
)
SETTLED = Text(
    en="The chains agree (R̂ {r_hat} at worst, {draws} effective draws at least).",
    it="Le catene concordano (R̂ al peggio {r_hat}, almeno {draws} estrazioni efficaci).",
)
UNSETTLED = Text(
    en="The chains do not agree (R̂ {r_hat} at worst, {draws} effective draws at least): do not "
    "rely on any figure above.",
    it="Le catene non concordano (R̂ al peggio {r_hat}, almeno {draws} estrazioni efficaci): non "
    "ci si basi su nessuna cifra qui sopra.",
)
_TICKS = "▁▂▃▄▅▆▇█"


def words(found: Returns, lang: Lang) -> str:
    """The whole answer."""
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
        parts.append("\n".join([head, *(wrapped.fill(line) for line in lines(one, lang))]))
        if one.verdict.measurable:
            parts[-1] += "\n  " + RUNS.say(lang, curve=drawn(list(one.lag.mean[:26])))
    if not all(one.verdict.measurable for one in found.activities):
        parts.append(TextWrapper(WIDTH).fill(SHORTEN.say(lang)))
    good = "\n".join(wrapped.fill(line) for line in quality(found, lang))
    parts.append(f"{HOW_GOOD.say(lang)}\n{good}")
    return "\n\n".join(parts)


def lines(one: ActivityReturn, lang: Lang) -> Iterator[str]:
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
        yield SO_FAR.say(lang, **share)
        for reason in one.verdict.reasons:
            yield reason.say(lang)
        if one.wait is not None:
            yield waiting(one.wait, lang)
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


def quality(found: Returns, lang: Lang) -> Iterator[str]:
    """The diagnostics, as sentences."""
    worst = max(one.mixing.r_hat for one in found.activities)
    fewest = min(one.mixing.draws for one in found.activities)
    settled = SETTLED if all(one.mixing.good for one in found.activities) else UNSETTLED
    yield settled.say(lang, r_hat=_fraction(worst, lang), draws=round(fewest))
    yield FIT.say(
        lang, explained=Share(max(found.fit.explained, 0)), far=Share(found.fit.far),
        lasting=_fraction(found.fit.lasting, lang),
    )  # fmt: skip


def drawn(values: list[float]) -> str:
    """A row of bars."""
    most = max(values) or 1.0
    return "".join(_TICKS[min(int(value / most * 7.999), 7)] for value in values)


def _fraction(value: float, lang: Lang) -> str:
    """Two decimals, none of them below an even 0."""
    written = f"{round(value, 2) + 0.0:.2f}"
    return written.replace(".", ",") if lang == "it" else written


def _figure(value: float) -> float:
    """Three figures that count."""
    return float(f"{value:.3g}")


def _values(band: Band) -> dict[str, float]:
    return {"mean": band.mean, "low": band.low, "high": band.high}
