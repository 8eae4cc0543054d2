"""What is said of the weeks to come: a division of the quarter, what if, hold-outs."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dialogo.records.share import Share
from dialogo.records.text import Lang, Text, write
from dialogo.report.returns_pictures import Subject, amount
from dialogo.report.vocabulary import BETWEEN, NO_FIGURE
from dialogo.web.pages.returns.words import inside
from dialogo.web.queries.returns.ahead import ANSWERING

Kept = Mapping[str, Any]

GAIN = Text(
    en="Divided like this, {money} bring {mean} more of “{outcome}” in the quarter than going on "
    "as now ({low} to {high}, late effects included). It is more with a chance of {better}.",
    it="Divisi così, {money} portano nel trimestre {mean} di «{outcome}» in più che continuando "
    "come ora (da {low} a {high}, effetti ritardati compresi). È di più con probabilità {better}.",
)
LESS = Text(
    en="{aside} for answering people is taken from the rest: in the quarter that brings about "
    "{mean} less of “{outcome}” ({low} to {high}, late effects included). What it costs to leave "
    "people without an answer is not in this figure.",
    it="{aside} per rispondere alle persone si tolgono al resto: nel trimestre portano circa "
    "{mean} di «{outcome}» in meno (da {low} a {high}, effetti ritardati compresi). Quanto costa "
    "lasciare le persone senza risposta non è in questa cifra.",
)
UNPRICED = Text(
    en="What answering costs now is not recorded, so all of its part is set aside here. Once "
    "people's pay is recorded, what they do counts.",
    it="Quanto costa ora rispondere non è registrato, quindi qui è riservata tutta la sua parte. "
    "Quando la paga delle persone è registrata, conta ciò che fanno.",
)
NO_GAIN = Text(
    en="The weeks give no reason to divide {money} otherwise than now.",
    it="Le settimane non danno motivo di dividere {money} diversamente da ora.",
)
SET_ASIDE = Text(
    en="{amount} more is set aside for answering people, so that answering has {floor}.",
    it="Altri {amount} sono riservati a rispondere alle persone, così che le risposte abbiano "
    "{floor:il}.",
)
LEFT_OVER = Text(
    en="For {amount} the weeks show no use.", it="Per {amount} le settimane non mostrano un uso."
)
KEPT = {
    "not-yet": Text(
        en="not measurable: moves only with the total",
        it="non misurabile: si sposta solo con il totale",
    ),
    "answering": Text(en="answering: never cut", it="risposte: mai tagliate"),
    "unpriced": Text(
        en="cost not recorded: stays as it is", it="costo non registrato: resta com'è"
    ),
    "": Text(en="", it=""),
}
CHANGE = Text(
    en="“{outcome}” would change by {mean} ({low} to {high}, late effects included), the cost by "
    "{cost}.",
    it="«{outcome}» cambierebbe di {mean} (da {low} a {high}, effetti ritardati compresi), il "
    "costo di {cost}.",
)
CHANGE_UNPRICED = Text(
    en="“{outcome}” would change by {mean} ({low} to {high}, late effects included). What it would "
    "cost cannot be told: not all of its cost is recorded.",
    it="«{outcome}» cambierebbe di {mean} (da {low} a {high}, effetti ritardati compresi). Quanto "
    "costerebbe non si può dire: il costo non è registrato per intero.",
)
LIKELY = Text(
    en="It would be more with a chance of {likely}.",
    it="Sarebbe di più con probabilità {likely}.",
)
WORTH = Text(
    en="It would be more by more than it costs with a chance of {worth}.",
    it="Crescerebbe più di quanto costa con probabilità {worth}.",
)
BEST = Text(
    en="Leave {name} out for {weeks:week|weeks}, {since} to {until}, {where}. If it brings what "
    "the estimate thinks, that shows with a chance of {power}. It costs about {foregone} of "
    "“{outcome}” ({low} to {high}) and saves {saved}.",
    it="Escludere «{name}» per {weeks:settimana|settimane}, {since:dal} {until:al}, {where}. Se "
    "porta ciò che pensa la stima, si vede con probabilità {power}. Costa circa {foregone} "
    "di «{outcome}» (da {low} a {high}) e fa risparmiare {saved}.",
)
NOT_ENOUGH = Text(
    en="No hold-out of a quarter or less would show what {name} brings with a chance of 80\u202f%; "
    "the surest ({weeks:week|weeks}, {where}) has {power}. A longer one, or one together with a "
    "larger change, might.",
    it="Nessuna esclusione fino a un trimestre mostrerebbe che cosa porta «{name}» con una "
    "probabilità dell'80\u202f%; la più sicura ({weeks:settimana|settimane}, {where}) arriva "
    "a {power}. Forse basterebbe più tempo, o un cambiamento più grande.",
)
CANNOT_TELL = Text(en="cannot tell yet", it="non si può ancora dire")
EVERYWHERE = Text(en="everywhere", it="ovunque")
IN_REGIONS = Text(en="in {regions}, drawn by lot", it="in {regions}, a sorte")
IN_A_PART = Text(
    en="in regions or lists with {part} of the outcome, drawn by lot",
    it="in regioni o liste con {part:il} del risultato, a sorte",
)


@dataclass(frozen=True)
class PartRow:
    """An activity in the division: money now and then (and hours, if they are divided), what it
    would bring, why it stays."""

    name: str
    now: str
    then: str
    brings: str
    kept: Text


def chance(value: float) -> Share:
    """A chance as it may be told: nothing is certain."""
    return Share(min(max(value, 0.01), 0.99))


def division(
    told: Kept, measured: Collection[str], subject: Subject, lang: Lang
) -> tuple[list[str], list[PartRow]]:
    """Sentences, and a row for each activity; of those not `measured` no outcome is told."""
    gain, money = told["gain"], amount(told["money"], subject.costs, lang)
    moved = any(abs(one["times"] - 1) > 0.02 and not one["kept"] for one in told["parts"])
    aside, left = told["set_aside"]["money"], told["left"]["money"]
    written = amount(aside, subject.costs, lang)
    if moved and gain["mean"] > 0:
        values = {"money": money, "better": chance(told["better"]), **_band(gain, subject, lang)}
        found = [GAIN.say(lang, outcome=subject.outcome, **values)]
    elif gain["mean"] < 0 and aside > 0.01 * told["money"]:
        fewer = {"mean": -gain["mean"], "p5": -gain["p95"], "p95": -gain["p5"]}
        band = _band(fewer, subject, lang)
        found = [LESS.say(lang, aside=written, outcome=subject.outcome, **band)]
    else:
        found = [NO_GAIN.say(lang, money=money)]
    if aside > 0.01 * told["money"]:
        found.append(SET_ASIDE.say(lang, amount=written, floor=Share(told["floor"])))
        if any(one["kept"] == "unpriced" and one["name"] in ANSWERING for one in told["parts"]):
            found.append(UNPRICED.say(lang))
    if left > 0.01 * told["money"]:
        found.append(LEFT_OVER.say(lang, amount=amount(left, subject.costs, lang)))
    return found, [
        PartRow(
            subject.named(one),
            _spent(one, "_now", subject, lang, hours=told.get("hours") is not None),
            _spent(one, "", subject, lang, hours=told.get("hours") is not None),
            _in_words(one["outcome"], subject, lang)
            if one["name"] in measured
            else CANNOT_TELL.say(lang),
            KEPT[one["kept"]],
        )
        for one in told["parts"]
    ]


def _spent(part: Kept, when: str, subject: Subject, lang: Lang, *, hours: bool) -> str:
    """The money of an activity, and its hours where they are divided too."""
    if part["kept"] == "unpriced":
        return NO_FIGURE
    money = amount(part[f"money{when}"], subject.costs, lang)
    return f"{money}, {amount(part[f'hours{when}'], None, lang)}\u00a0h" if hours else money


def change(told: Kept, costed: Collection[str], subject: Subject, lang: Lang) -> list[str]:
    """What would be otherwise; what it costs where the cost of all that changes is known."""
    known = all(name in costed for name in told["times"])
    found = [
        (CHANGE if known else CHANGE_UNPRICED).say(
            lang, outcome=subject.outcome, cost=amount(told["cost"], subject.costs, lang),
            **_band(told["change"], subject, lang),
        ),
        LIKELY.say(lang, likely=chance(told["likely"])),
    ]  # fmt: skip
    money = subject.currency is not None and subject.currency == subject.costs
    if known and money and told["cost"] > 0:
        found.append(WORTH.say(lang, worth=chance(told["worth"])))
    return found


def asked_times(times: Mapping[str, float], subject: Subject, lang: Lang) -> str:
    """The change that was asked about: which activity by how much."""
    return ", ".join(
        f"{subject.names.get(name, name)} {'+' if factor > 1 else '−'}"
        f"{write(Share(abs(factor - 1)), lang)}"
        for name, factor in times.items()
    )


@dataclass(frozen=True)
class HeldOut:
    """A hold-out in words, and its days where it can be planned."""

    activity: str
    says: str
    since: str
    until: str


def holdout(told: Kept, subject: Subject, lang: Lang) -> HeldOut:
    """The best way to hold an activity out, or why none is good enough."""
    name = inside(subject.names.get(told["activity"], told["activity"]))
    one = told["best"] or told["nearest"]
    values = {
        "name": name,
        "weeks": one["weeks"],
        "power": chance(one["power"]),
        "where": _where(one, lang),
    }
    if told["best"] is None:
        return HeldOut(told["activity"], NOT_ENOUGH.say(lang, **values), "", "")
    band = _band(one["foregone"], subject, lang)
    says = BEST.say(
        lang,
        since=date.fromisoformat(one["since"]),
        until=date.fromisoformat(one["until"]),
        foregone=band["mean"],
        low=band["low"],
        high=band["high"],
        saved=amount(one["saved"], subject.costs, lang),
        outcome=subject.outcome,
        **values,
    )
    return HeldOut(told["activity"], says, one["since"], one["until"])


def _where(one: Kept, lang: Lang) -> str:
    if one["part"] >= 1:
        return EVERYWHERE.say(lang)
    if one["regions"]:
        return IN_REGIONS.say(lang, regions=list(one["regions"]))
    return IN_A_PART.say(lang, part=Share(one["part"]))


def _band(band: Kept, subject: Subject, lang: Lang) -> dict[str, str]:
    return {
        name: subject.amount(band[key], lang)
        for name, key in (("mean", "mean"), ("low", "p5"), ("high", "p95"))
    }


def _in_words(band: Kept, subject: Subject, lang: Lang) -> str:
    told = _band(band, subject, lang)
    return f"{told['mean']} ({BETWEEN.say(lang, low=told['low'], high=told['high'])})"
