"""What would shorten the wait for each activity that waits, in weeks, for a terminal or a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dialogo.records.share import Share
from dialogo.records.text import Lang, Text

if TYPE_CHECKING:
    from dialogo.returns.results import Returns
    from dialogo.returns.sooner import Sooner

VARY = Text(
    en="To know it sooner: vary it for {weeks:week|weeks}, by lot half as much again or half of "
    "it, {block} weeks at a time.",
    it="Per saperlo prima: variarla per {weeks:settimana|settimane}, a sorte una volta e mezza "
    "oppure la metà, {block} settimane alla volta.",
)
HOLD_OUT = Text(
    en="To know it sooner: leave it out for {weeks:week|weeks} in regions, shops or lists with "
    "{part} of the outcome, and enter what they lacked as an experiment.",
    it="Per saperlo prima: escluderla per {weeks:settimana|settimane} in regioni, negozi o liste "
    "con {part:il} del risultato, e indicare come esperimento ciò che vi è mancato.",
)
PAUSE = Text(
    en="To know it sooner: leave it out everywhere for {weeks:week|weeks}.",
    it="Per saperlo prima: escluderla ovunque per {weeks:settimana|settimane}.",
)
SOONER = Text(
    en="Then it is measurable in {low} weeks at the earliest, {saved:week|weeks} sooner.",
    it="Allora è misurabile non prima di {low} settimane, {saved:settimana|settimane} in anticipo.",
)
AT_LAST = Text(
    en="Then it is measurable in {low} weeks at the earliest.",
    it="Allora è misurabile non prima di {low} settimane.",
)
PEOPLE = Text(
    en="Only promotion is left out on purpose: people who write get their answer in every week.",
    it="Si esclude di proposito solo la promozione: chi scrive riceve risposta ogni settimana.",
)
NO_CHANGE = Text(
    en="No change of a single activity that was looked at (varying it for up to a year, leaving it "
    "out for up to a quarter) would bring the day nearer.",
    it="Nessun cambiamento di una singola attività fra quelli esaminati (variarla fino a un anno, "
    "escluderla fino a un trimestre) avvicinerebbe quel giorno.",
)
TOO_SHORT = Text(
    en="What would shorten the wait can be told in weeks once there is a year of them. Until then: "
    "bring in older weeks, which count at once; do clearly more in some weeks and less in others, "
    "by lot rather than by season; or leave promotion out in one region on purpose.",
    it="Di quante settimane si abbrevi l'attesa si può dire quando ce n'è un anno. Fino ad allora: "
    "aggiungere settimane più vecchie, che contano subito; fare nettamente di più in certe "
    "settimane e meno in altre, a sorte e non per stagione; oppure escludere di proposito la "
    "promozione in una regione.",
)


@dataclass(frozen=True)
class Ways:
    """Of one activity: what varying it would give, and holding it out; None: nothing."""

    varied: Sooner | None
    held: Sooner | None

    def to_json(self) -> dict[str, Any]:
        return {
            "varied": None if self.varied is None else self.varied.to_json(),
            "held": None if self.held is None else self.held.to_json(),
        }


def ways(found: Returns) -> dict[str, Ways]:
    """For each activity that waits and is done now; none while there is less than a year, when it
    cannot be told."""
    from dialogo.returns.ahead import now  # start-up: as the model
    from dialogo.returns.holdout import plan_holdout
    from dialogo.returns.series import ENOUGH
    from dialogo.returns.sooner import by_holding_out, by_varying

    if found.series.weeks < ENOUGH:
        return {}
    return {
        one.name: Ways(
            by_varying(found, one.name), by_holding_out(found, plan_holdout(found, one.name))
        )
        for one in found.activities
        if one.wait is not None and now(found, one.name).effort > 0
    }


def changes(found: Ways, lang: Lang) -> Iterator[str]:
    """A line for each change that brings the day nearer."""
    if one := found.varied:
        yield f"{VARY.say(lang, weeks=one.weeks, block=one.block)} {_given(one, lang)}"
    if (one := found.held) and one.held:
        text = HOLD_OUT if one.held.part < 1 else PAUSE
        says = text.say(lang, weeks=one.weeks, part=Share(one.held.part))
        yield f"{says} {_given(one, lang)}"


def in_all(found: Returns, told: Mapping[str, Ways], lang: Lang) -> Iterator[str]:
    """What is said once for all activities; nothing where none waits."""
    if all(one.wait is None for one in found.activities):
        return
    if any(one.verdict.against("short") for one in found.activities):
        yield TOO_SHORT.say(lang)
    elif any(one.held for one in told.values()):
        yield PEOPLE.say(lang)
    elif not any(one.varied for one in told.values()):
        yield NO_CHANGE.say(lang)


def _given(one: Sooner, lang: Lang) -> str:
    if one.saved is None:
        return AT_LAST.say(lang, low=one.wait.low)
    return SOONER.say(lang, low=one.wait.low, saved=one.saved)
