"""What the page says: one sentence for all, then activity by activity, why not, and what helps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dialogo.records.share import Share
from dialogo.records.text import Lang, Text
from dialogo.report.returns_pictures import Subject, amount, each, measurable

Kept = Mapping[str, Any]

NO_OUTCOME = Text(
    en="Not yet: nobody writes down what comes of the work.",
    it="Non ancora: nessuno annota che cosa viene dal lavoro.",
)
NO_TABLE = Text(en="Not yet: the weeks do not suffice.", it="Non ancora: le settimane non bastano.")
RUNGS_FIRST = Text(
    en="Not yet: first comes the rung “{rung}”.",
    it="Non ancora: prima viene il gradino «{rung}».",
)
RUNGS_UNTOLD = Text(
    en="Not yet: it cannot be told how far up the ladder the company stands.",
    it="Non ancora: non si può dire fin dove l'azienda sia salita sulla scala.",
)
IN_WEEKS = Text(
    en="Not yet. At this plan, {name} can be told in {low} weeks at the earliest, and perhaps not "
    "within four years.",
    it="Non ancora. Con questo piano, per «{name}» si potrà dire non prima di {low} settimane, e "
    "forse non entro quattro anni.",
)
NOT_AT_THIS_PLAN = Text(
    en="Not yet, and at this plan hardly within four years: something has to change.",
    it="Non ancora, e con questo piano difficilmente entro quattro anni: qualcosa deve cambiare.",
)
NOT_RELIABLE = Text(
    en="Not yet: the calculation cannot be relied on, so it tells nothing.",
    it="Non ancora: il calcolo non è affidabile, quindi non dice nulla.",
)
RETURNED = Text(
    en="{name}: for each {one} of cost, people included, {mean} came back ({low} to {high}).",
    it="{name}: per ogni {one} di costo, persone comprese, è tornato {mean} (da {low} a {high}).",
)
COST_EACH = Text(
    en="{name}: one more of “{outcome}” cost about {mean}, people included ({low} to {high}).",
    it="{name}: ogni unità in più di «{outcome}» è costata circa {mean}, persone comprese "
    "(da {low} a {high}).",
)
BROUGHT = Text(
    en="{name} brought {mean} of “{outcome}” ({low} to {high}).",
    it="{name}: ha portato {mean:il} di «{outcome}» (da {low} a {high}).",
)
NO_COST = Text(
    en="What it cost is not recorded, so no return on it is told.",
    it="Quanto è costato non è registrato, quindi non si dice quanto ne è tornato.",
)
PART_PRICED = Text(
    en="The pay of {part} of its hours is not recorded: the cost is higher, the return lower.",
    it="La paga non è registrata per {part:il} delle sue ore: il costo è più alto, il ritorno più "
    "basso.",
)
NEXT_ONE = Text(
    en="A little more of it would bring {mean} for each {one} ({low} to {high}).",
    it="Un po' di più porterebbe {mean} per ogni {one} (da {low} a {high}).",
)
TO_COME = Text(
    en="Of what was done so far, {mean} is still to come ({low} to {high}).",
    it="Di ciò che si è fatto finora deve ancora arrivare {mean} (da {low} a {high}).",
)
TO_COME_BETWEEN = Text(
    en="Of what was done so far, something between {low} and {high} is still to come.",
    it="Di ciò che si è fatto finora deve ancora arrivare qualcosa fra {low} e {high}.",
)
WOULD_CARRY = Text(
    en="The weeks would carry an estimate; the rungs below come first.",
    it="Le settimane reggerebbero una stima; prima vengono i gradini sotto.",
)
WAIT = Text(
    en="At this plan, in {low} weeks at the earliest, and perhaps not within four years.",
    it="Con questo piano, non prima di {low} settimane, e forse non entro quattro anni.",
)
NEVER = Text(
    en="At this plan, hardly within four years.",
    it="Con questo piano, difficilmente entro quattro anni.",
)


def summary(table: Kept, subject: Subject, lang: Lang) -> str:
    """The one sentence where the rungs stand and there is an estimate."""
    told = table["estimate"]
    shown = measurable(told)
    if shown:
        return returned(_surest(shown), subject, lang)
    waits = [(one, one["weeks_until_measurable"]) for one in told["activities"]]
    known = [(one, wait) for one, wait in waits if wait is not None]
    if not known:
        return NOT_RELIABLE.say(lang)
    one, wait = soonest(known)
    if wait["low"] is None:
        return NOT_AT_THIS_PLAN.say(lang)
    return IN_WEEKS.say(lang, name=inside(subject.named(one)), **wait)


def soonest(known: Sequence[tuple[Kept, Kept]]) -> tuple[Kept, Kept]:
    """The activity that can be told first, with its wait."""
    far = 10**6
    return min(known, key=lambda pair: far if pair[1]["low"] is None else pair[1]["low"])


def _surest(shown: Sequence[Kept]) -> Kept:
    """With a return on a known cost if there is one; of these the narrowest band."""
    with_cost = [one for one in shown if one["return"] is not None]
    return min(
        with_cost or shown, key=lambda one: one["share"]["p95"] / max(one["share"]["p5"], 1e-9)
    )


def returned(one: Kept, subject: Subject, lang: Lang) -> str:
    """What one activity brought: for its cost, for one more of what is counted, or as a share."""
    name, band = subject.named(one), one["return"]
    if band is None or subject.costs is None or band["p5"] <= 0:
        share = {key: Share(one["share"][of]) for key, of in _BAND}
        return BROUGHT.say(lang, name=name, outcome=subject.outcome, **share)
    if subject.currency == subject.costs:
        told = {key: subject.amount(band[of], lang) for key, of in _BAND}
        return RETURNED.say(lang, name=name, one=each(subject.costs, lang), **told)
    price = {"mean": 1 / band["mean"], "low": 1 / band["p95"], "high": 1 / band["p5"]}
    told = {key: amount(value, subject.costs, lang) for key, value in price.items()}
    return COST_EACH.say(lang, name=name, outcome=subject.outcome, **told)


_BAND = (("mean", "mean"), ("low", "p5"), ("high", "p95"))


def sentences(one: Kept, effort: Kept, subject: Subject, lang: Lang, *, open_: bool) -> list[str]:
    """What is told of one activity; `open_`: the rungs stand, so that figures may be shown."""
    if one["verdict"] != "measurable":
        wait = one["weeks_until_measurable"]
        reasons = [reason[lang] for reason in one["reasons"]]
        return [*([waiting(wait, lang)] if wait is not None else []), *reasons]
    if not open_:
        return [WOULD_CARRY.say(lang)]
    found = [returned(one, subject, lang)]
    if one["return"] is None:
        found.append(NO_COST.say(lang))
    else:
        share = {key: Share(one["share"][of]) for key, of in _BAND}
        found.append(BROUGHT.say(lang, name=subject.named(one), outcome=subject.outcome, **share))
        if effort["priced"] < 0.95:
            found.append(PART_PRICED.say(lang, part=Share(1 - effort["priced"])))
    more = one["return_of_next_unit"]
    if more is not None and subject.costs is not None:
        told = {key: subject.amount(more[of], lang) for key, of in _BAND}
        found.append(NEXT_ONE.say(lang, one=each(subject.costs, lang), **told))
    band = one["still_to_come"]
    coming = {key: subject.amount(band[of], lang) for key, of in _BAND}
    if band["p95"] > 0:  # a long tail in a few draws lifts the mean beyond the band
        within = band["mean"] <= band["p95"]
        found.append((TO_COME if within else TO_COME_BETWEEN).say(lang, **coming))
    return found


def waiting(wait: Kept, lang: Lang) -> str:
    """The weeks still needed, as a sentence."""
    if wait["low"] is None:
        return NEVER.say(lang)
    return WAIT.say(lang, **wait)


def inside(name: str) -> str:
    """A name within a sentence."""
    return name[:1].lower() + name[1:]
