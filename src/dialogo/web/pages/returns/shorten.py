"""What would shorten the wait, by how many weeks, and how it is done step by step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np

from dialogo.records.share import Share
from dialogo.records.text import Lang, Text
from dialogo.report.returns_pictures import Subject
from dialogo.web.pages.returns.words import inside

Kept = Mapping[str, Any]

VARY_MONEY = Text(
    en="Vary {name} for {weeks:week|weeks}: double in some weeks, none in others, by lot.",
    it="Variare «{name}» per {weeks:settimana|settimane}: il doppio in certe settimane, nulla in "
    "altre, a sorte.",
)
VARY = Text(
    en="Vary {name} for {weeks:week|weeks}: half as much again in some weeks, half in others, by "
    "lot.",
    it="Variare «{name}» per {weeks:settimana|settimane}: una volta e mezza in certe settimane, la "
    "metà in altre, a sorte.",
)
HOLD_OUT = Text(
    en="Leave {name} out for {weeks:week|weeks} {where}, and enter what was missing.",
    it="Escludere «{name}» per {weeks:settimana|settimane} {where}, e annotare che cosa è mancato.",
)
PAUSE = Text(
    en="Pause {name} everywhere for {weeks:week|weeks}.",
    it="Sospendere «{name}» ovunque per {weeks:settimana|settimane}.",
)
IN_A_PART = Text(
    en="in regions, shops or lists with {part} of “{outcome}”",
    it="in regioni, negozi o liste con {part:il} di «{outcome}»",
)
SOONER = Text(
    en="It can then be told in {low} weeks from now at the earliest: {saved:week|weeks} sooner "
    "than at this plan.",
    it="Allora si può dire al più presto fra {low} settimane: {saved:settimana|settimane} prima "
    "che con questo piano.",
)
AT_LAST = Text(
    en="It can then be told in {low} weeks from now at the earliest; at this plan, hardly within "
    "four years.",
    it="Allora si può dire al più presto fra {low} settimane; con questo piano, difficilmente "
    "entro quattro anni.",
)
VARY_STEPS = (
    Text(
        en="Cut the next {weeks} weeks into pieces of {block} weeks, and take them two by two.",
        it="Dividere le prossime {weeks} settimane in periodi di {block} settimane, e prenderli "
        "due a due.",
    ),
    Text(
        en="Toss a coin for each two: in one of them do {much}, in the other {little}. In "
        "all it comes to as much as now.",
        it="Per ogni coppia lanciare una moneta: in un periodo si fa {much}, nell'altro {little}. "
        "Nell'insieme resta quanto ora.",
    ),
    Text(
        en="Leave it as the coin says, in slow weeks and on feast days too; otherwise season and "
        "effect look the same.",
        it="Lasciare com'è deciso dalla sorte, anche nelle settimane fiacche e nelle feste: "
        "altrimenti stagione ed effetto sembrano la stessa cosa.",
    ),
    Text(
        en="Record money and hours as ever; nothing else has to be entered. People who write get "
        "their answer in every week.",
        it="Registrare denaro e ore come sempre; non serve altro. Chi scrive riceve comunque "
        "risposta ogni settimana.",
    ),
)
DOUBLE, NONE = Text(en="double", it="il doppio"), Text(en="none", it="nulla")
MORE, LESS = Text(en="half as much again", it="una volta e mezza"), Text(en="half", it="la metà")
PART_STEPS = (
    Text(
        en="Write down the regions, shops or lists that can be told apart in promoting and in "
        "“{outcome}”.",
        it="Elencare le regioni, i negozi o le liste che si distinguono sia nella promozione sia "
        "in «{outcome}».",
    ),
    Text(
        en="Draw some by lot that together have about {part} of “{outcome}”; under “Next quarter” "
        "this is done from the list.",
        it="Sorteggiarne alcuni che insieme abbiano circa {part:il} di «{outcome}»; in «Il "
        "prossimo trimestre» lo si fa dall'elenco.",
    ),
    Text(
        en="Promote nothing of it there for {weeks:week|weeks}; all else goes on, there and "
        "elsewhere.",
        it="Per {weeks:settimana|settimane} lì non si promuove; tutto il resto continua, lì e "
        "altrove.",
    ),
    Text(
        en="Count what they lacked against the others, and enter it under “Experiments”.",
        it="Contare che cosa è mancato lì rispetto agli altri, e registrarlo in «Esperimenti».",
    ),
)
PAUSE_STEPS = (
    Text(
        en="Choose {weeks:week|weeks} without a feast, a sale or a launch.",
        it="Scegliere {weeks:settimana|settimane} senza feste, saldi o lanci.",
    ),
    Text(
        en="Promote nothing of it in these weeks; all else goes on.",
        it="In quelle settimane non la si promuove; tutto il resto continua.",
    ),
    Text(
        en="Take it up again as before and go on recording: the estimate sees the pause by itself.",
        it="Riprendere come prima, e continuare a registrare: la stima vede la pausa da sé.",
    ),
)
STEADY = Text(
    en="Hardly any change from week to week: {names}. What is always the same cannot be told from "
    "everything else.",
    it="Quasi nessun cambiamento da una settimana all'altra: {names}. Ciò che è sempre uguale non "
    "si distingue da tutto il resto.",
)
TOGETHER = Text(
    en="{one} and {other} rise and fall together. Moving one without the other tells them apart.",
    it="{one} e {other} salgono e scendono insieme. Muovere l'uno senza l'altro li distingue.",
)
OLDER = Text(
    en="Bring in older weeks: past ones count as much as those to come, at once.",
    it="Importare settimane più vecchie: quelle passate contano quanto quelle a venire, e subito.",
)
NOTHING = Text(
    en="No change of a single activity that was looked at (varying it for up to a year, leaving "
    "promotion out for up to a quarter) would bring the day nearer. That is an answer too; "
    "meanwhile the rungs say how the work goes.",
    it="Nessun cambiamento di una singola attività fra quelli esaminati (variarla fino a un anno, "
    "escludere la promozione fino a un trimestre) avvicinerebbe quel giorno. Anche questa è una "
    "risposta; intanto come va il lavoro lo dicono i gradini.",
)
TOO_SHORT = Text(
    en="By how many weeks a change would shorten it can be told once there is a year of them. "
    "Until then it helps to do clearly more in some weeks and less in others, by lot rather than "
    "by season, or to leave promotion out in one region on purpose.",
    it="Di quante settimane un cambiamento la abbrevi si può dire quando ce n'è un anno. Fino ad "
    "allora aiuta fare nettamente di più in certe settimane e meno in altre, a sorte e non per "
    "stagione, oppure escludere di proposito la promozione in una regione.",
)
STEADY_BELOW = 0.35  # standard deviation over mean; house rule, for advice only
TOGETHER_ABOVE = 0.8  # correlation; house rule, for advice only
LONG = 156  # weeks beyond which older ones help little
MOST = 3  # changes that are told


@dataclass(frozen=True)
class Change:
    """What to change, what that gives, and how it is done (no steps: it says so itself)."""

    says: str
    gives: str = ""
    steps: tuple[str, ...] = ()


def changes(table: Kept, subject: Subject, lang: Lang) -> list[Change]:
    """What would shorten the wait, as these weeks show it; what gains most first.

    Only promotion is left out on purpose: people who write get their answer.
    """
    told = table["estimate"]["activities"]
    open_ = [one for one in told if one["verdict"] != "measurable"]
    if not open_:
        return []
    found = _gains(table, subject, lang)[:MOST]
    if any(reason["code"] == "short" for one in open_ for reason in one["reasons"]):
        found = [Change(TOO_SHORT.say(lang))]
    elif not found and any(one["weeks_until_measurable"] is not None for one in open_):
        found = [Change(NOTHING.say(lang))]
    if table["weeks"] < LONG:
        found.append(Change(OLDER.say(lang)))
    return found + _in_the_way(table, open_, subject, lang)


def _gains(table: Kept, subject: Subject, lang: Lang) -> list[Change]:
    """The changes that bring the day nearer, those that bring it nearest first."""
    money = {one["id"] for one in table["used"] if one["counted"] == "money"}
    found = []
    for id_, ways in table["ahead"].get("sooner", {}).items():
        name = inside(subject.names.get(id_, id_))
        if one := ways["varied"]:
            found.append((one["wait"]["low"], _varied(one, name, lang, money=id_ in money)))
        if one := ways["held"]:
            found.append((one["wait"]["low"], _held(one, name, subject, lang)))
    return [change for _, change in sorted(found, key=lambda pair: float(pair[0]))]


def _varied(one: Kept, name: str, lang: Lang, *, money: bool) -> Change:
    values = {
        "weeks": one["weeks"],
        "block": one["block"],
        "much": (DOUBLE if money else MORE).say(lang),
        "little": (NONE if money else LESS).say(lang),
    }
    text = VARY_MONEY if money else VARY
    steps = tuple(step.say(lang, **values) for step in VARY_STEPS)
    return Change(text.say(lang, name=name, weeks=one["weeks"]), _given(one, lang), steps)


def _held(one: Kept, name: str, subject: Subject, lang: Lang) -> Change:
    held = one["held"]
    values = {"weeks": one["weeks"], "outcome": subject.outcome, "part": Share(held["part"])}
    part = held["part"] < 1
    where = IN_A_PART.say(lang, **values)
    says = (HOLD_OUT if part else PAUSE).say(lang, name=name, where=where, **values)
    steps = tuple(step.say(lang, **values) for step in (PART_STEPS if part else PAUSE_STEPS))
    return Change(says, _given(one, lang), steps)


def _given(one: Kept, lang: Lang) -> str:
    """How much sooner, in words."""
    if one["saved"] is None:
        return AT_LAST.say(lang, **one["wait"])
    return SOONER.say(lang, saved=one["saved"], **one["wait"])


def _in_the_way(table: Kept, open_: list[Kept], subject: Subject, lang: Lang) -> list[Change]:
    """What in these weeks keeps activities from being told apart."""
    series = {one["id"]: np.array(one["effort"]) for one in table["used"]}
    names = {one["name"] for one in open_}
    steady = [
        inside(subject.named(one))
        for one in open_
        if series[one["name"]].std() < STEADY_BELOW * series[one["name"]].mean()
    ]
    together = [
        TOGETHER.say(lang, one=subject.named(one), other=inside(subject.named(other)))
        for one, other in combinations(table["estimate"]["activities"], 2)
        if names & {one["name"], other["name"]}
        and np.corrcoef(series[one["name"]], series[other["name"]])[0, 1] > TOGETHER_ABOVE
    ]
    return [Change(one) for one in ([STEADY.say(lang, names=steady)] if steady else []) + together]
