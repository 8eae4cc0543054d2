"""What differs between two versions of the plan, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, TypeVar

from dialogo.language.needs import title_of
from dialogo.records.hours import Hours
from dialogo.records.money import Money
from dialogo.records.text import Text
from dialogo.web.models.plan_body import (
    PARTS,
    Budget,
    Mix,
    Part,
    PlanBody,
    Promise,
    Return,
    Someone,
)
from dialogo.web.queries.plan.remark import Remark
from dialogo.web.queries.plan.words import (
    ACTIVITY_WORDS,
    COUNTS_WORDS,
    PURPOSES,
    Titled,
    in_network,
    line_called,
    percent,
    span,
)

T = TypeVar("T")


def differences(
    old: PlanBody, new: PlanBody, *, pay: bool, titled: Titled = title_of
) -> tuple[Remark, ...]:
    """From `old` to `new`, in the order of the parts, needs as they are `titled`; what people are
    paid only where `pay`."""
    told = []
    words_of: dict[str, Callable[[Any, Any], Iterator[Words]]] = {
        **_OF,
        "needs": _list("need", "content", titled),
        "promise": partial(_promise, titled=titled),
    }
    for part in PARTS:
        before, after = getattr(old, part), getattr(new, part)
        if before != after:
            for text, values in words_of[part](before, after):
                told.append(Remark(part, text, values))
            if part == "people" and pay:
                told += [Remark(part, *words) for words in _pay(before, after, new.budget)]
    return tuple(told)


Words = tuple[Text, dict[str, object]]


def _sides(
    old: Sequence[T], new: Sequence[T], key: Callable[[T], str]
) -> tuple[list[T], list[T], list[tuple[T, T]]]:
    """What is gone, what is new, and what is in both, told apart by `key`."""
    before = {key(item).strip().casefold(): item for item in old}
    after = {key(item).strip().casefold(): item for item in new}
    return (
        [item for name, item in before.items() if name not in after],
        [item for name, item in after.items() if name not in before],
        [(before[name], item) for name, item in after.items() if name in before],
    )


def _list(
    what: str, beside: str, called: Callable[[str], object]
) -> Callable[..., Iterator[Words]]:
    """For lists of things with a name and one word more beside it."""

    def told(old: Sequence[Any], new: Sequence[Any]) -> Iterator[Words]:
        gone, added, kept = _sides(old, new, lambda item: getattr(item, what))
        for item in gone:
            yield GONE, {"what": called(getattr(item, what))}
        for item in added:
            yield ADDED, {"what": called(getattr(item, what))}
        for before, after in kept:
            if getattr(before, beside) != getattr(after, beside):
                yield (
                    BESIDE,
                    {
                        "what": called(getattr(after, what)),
                        "old": getattr(before, beside) or NOTHING,
                        "new": getattr(after, beside) or NOTHING,
                    },
                )

    return told


def _goals(old: Sequence[Any], new: Sequence[Any]) -> Iterator[Words]:
    gone, added, _ = _sides(old, new, lambda goal: goal.what)
    yield from ((GONE, {"what": goal.what}) for goal in gone)
    yield from ((ADDED, {"what": goal.what}) for goal in added)


def _promise(old: Promise, new: Promise, titled: Titled) -> Iterator[Words]:
    if old.minutes != new.minutes:
        times = [span(side.minutes) if side.minutes else NOTHING for side in (old, new)]
        yield TIME, {"old": times[0], "new": times[1]}
    if old.share != new.share:
        yield KEPT, {"old": percent(old.share), "new": percent(new.share)}
    if old.counts != new.counts:
        yield COUNTED, {"old": COUNTS_WORDS[old.counts], "new": COUNTS_WORDS[new.counts]}
    gone, added, kept = _sides(old.lines, new.lines, lambda line: line_called(line).say("en"))
    for line in gone:
        yield GONE, {"what": line_called(line, titled)}
    for line in added:
        yield FINER, {"what": line_called(line, titled), "new": span(line.minutes)}
    for before, after in kept:
        if before.minutes != after.minutes:
            sides = {"old": span(before.minutes), "new": span(after.minutes)}
            yield FROM_TO, {"what": line_called(after, titled), **sides}


def _mix(old: Mix, new: Mix) -> Iterator[Words]:
    for name, share in new.shares.items():
        before = old.shares[name] or 0
        if before != (share or 0):
            sides = {"old": percent(before), "new": percent(share or 0)}
            yield FROM_TO, {"what": PURPOSES[name], **sides}


def _people(old: Sequence[Someone], new: Sequence[Someone]) -> Iterator[Words]:
    gone, joined, kept = _sides(old, new, lambda person: person.name)
    for person in gone:
        yield LEAVES, {"person": person.name}
    for person in joined:
        if person.hours is None:
            yield JOINS, {"person": person.name}
        else:
            yield JOINS_FOR, {"person": person.name, "hours": Hours(person.hours)}
    for before, after in kept:
        yield from _person(before, after)


def _person(old: Someone, new: Someone) -> Iterator[Words]:
    who: dict[str, object] = {"person": new.name}
    if old.hours != new.hours:
        sides = [NOTHING if side.hours is None else Hours(side.hours) for side in (old, new)]
        yield HOURS, {**who, "old": sides[0], "new": sides[1]}
    for name in new.does:
        if name not in old.does:
            yield DOES, {**who, "activity": ACTIVITY_WORDS[name]}
    for name in old.does:
        if name not in new.does:
            yield DOES_NOT, {**who, "activity": ACTIVITY_WORDS[name]}
    if old.owner != new.owner:
        yield (OWNS if new.owner else OWNS_NOT), who
    if old.dedicated != new.dedicated:
        yield (DEDICATED if new.dedicated else NOT_DEDICATED), who
    if old.cover != new.cover:
        yield COVER, {**who, "old": old.cover or NOTHING, "new": new.cover or NOTHING}
    places = [", ".join(filter(None, (side.role, side.department))) for side in (old, new)]
    if places[0] != places[1]:
        yield BESIDE, {"what": new.name, "old": places[0] or NOTHING, "new": places[1] or NOTHING}


def _pay(old: Sequence[Someone], new: Sequence[Someone], budget: Budget) -> Iterator[Words]:
    for before, after in _sides(old, new, lambda person: person.name)[2]:
        if before.pay != after.pay:
            sides = [
                NOTHING if side.pay is None else _money(side.pay, budget)
                for side in (before, after)
            ]
            yield PAY, {"person": after.name, "old": sides[0], "new": sides[1]}


def _budget(old: Budget, new: Budget) -> Iterator[Words]:
    if (old.first, old.last) != (new.first, new.last):
        yield (
            PERIOD,
            {
                "first": new.first or NOTHING,
                "last": new.last or NOTHING,
                "old_first": old.first or NOTHING,
                "old_last": old.last or NOTHING,
            },
        )
    if old.currency != new.currency:
        yield (
            FROM_TO,
            {
                "what": CURRENCY,
                "old": old.currency or NOTHING,
                "new": new.currency or NOTHING,
            },
        )
    for name, called in ACTIVITY_WORDS.items():
        before = next((line for line in old.amounts if line.activity == name), None)
        after = next((line for line in new.amounts if line.activity == name), None)
        sums = [line.amount if line else None for line in (before, after)]
        if (sums[0] or 0) != (sums[1] or 0):
            sides = [
                _money(amount, budget) if amount else NOTHING
                for amount, budget in zip(sums, (old, new), strict=True)
            ]
            yield FROM_TO, {"what": called, "old": sides[0], "new": sides[1]}
        yield from _parts(
            called, old, new, [line.parts if line else () for line in (before, after)]
        )
        reasons = [line.why_not if line else "" for line in (before, after)]
        if reasons[0] != reasons[1] and reasons[1]:
            yield WHY_NOT, {"what": called, "why": reasons[1]}


def _parts(
    called: Text, old: Budget, new: Budget, sides: Sequence[Sequence[Part]]
) -> Iterator[Words]:
    before, after = ({part.network: part.amount for part in side} for side in sides)
    for network in sorted(before | after):
        amounts = before.get(network), after.get(network)
        if amounts[0] != amounts[1]:
            told = [
                _money(amount, budget) if amount else NOTHING
                for amount, budget in zip(amounts, (old, new), strict=True)
            ]
            yield FROM_TO, {"what": in_network(called, network), "old": told[0], "new": told[1]}


def _money(amount: Any, budget: Budget) -> Money | Text:
    exact = Money(amount, budget.currency) if budget.currency else None
    return exact or Text(en=f"{amount:f}", it=f"{amount:f}".replace(".", ","))


def _not_yet(old: Sequence[Any], new: Sequence[Any]) -> Iterator[Words]:
    gone, added, kept = _sides(old, new, lambda item: item.what)
    yield from ((GONE, {"what": item.what}) for item in gone)
    yield from ((ADDED, {"what": item.what}) for item in added)
    for before, after in kept:
        if before.until != after.until:
            sides = {"old": before.until or NOTHING, "new": after.until or NOTHING}
            yield UNTIL, {"what": after.what, **sides}


def _returns(old: Return, new: Return) -> Iterator[Words]:
    if old.day != new.day:
        yield RETURN_DAY, {"old": old.day or NOTHING, "new": new.day or NOTHING}
    if old.why != new.why:
        yield REASON, {"old": old.why or NOTHING, "new": new.why or NOTHING}


_OF: Mapping[str, Callable[[Any, Any], Iterator[Words]]] = {
    "audiences": _list("who", "where", str),
    "mix": _mix,
    "people": _people,
    "budget": _budget,
    "not_yet": _not_yet,
    "goals": _goals,
    "returns": _returns,
}

NOTHING = Text(en="nothing", it="niente")
ADDED = Text(en="New: {what}.", it="Nuovo: {what}.")
GONE = Text(en="No longer: {what}.", it="Non c'è più: {what}.")
BESIDE = Text(en="{what}: {new} (was: {old}).", it="{what}: {new} (prima: {old}).")
FROM_TO = Text(en="{what}: from {old} to {new}.", it="{what}: da {old} a {new}.")
TIME = Text(
    en="Time within which people are answered: {new} (was: {old}).",
    it="Tempo entro cui si risponde: {new} (prima: {old}).",
)
KEPT = Text(
    en="Kept for {new} of those who ask (was: {old}).",
    it="Mantenuta per {new:il} di chi chiede (prima: {old}).",
)
COUNTED = Text(en="Counted {new} (was: {old}).", it="Contata {new} (prima: {old}).")
FINER = Text(en="New promise: {what} within {new}.", it="Nuova promessa: {what} entro {new}.")
JOINS = Text(en="{person} joins.", it="Si aggiunge {person}.")
JOINS_FOR = Text(
    en="{person} joins, {hours} a week.", it="Si aggiunge {person}, {hours} la settimana."
)
LEAVES = Text(en="{person} is no longer named.", it="Non è più indicato il nome {person}.")
HOURS = Text(
    en="{person}: {new} a week (was: {old}).", it="{person}: {new} la settimana (prima: {old})."
)
DOES = Text(en="{person} takes on {activity}.", it="{person}: in più {activity}.")
DOES_NOT = Text(en="{person} leaves {activity}.", it="{person}: non più {activity}.")
OWNS = Text(en="{person} answers for it as a whole.", it="{person} ne risponde nell'insieme.")
OWNS_NOT = Text(
    en="{person} no longer answers for it as a whole.",
    it="{person} non ne risponde più nell'insieme.",
)
DEDICATED = Text(en="For {person} it is now the job.", it="Per {person} ora è il suo lavoro.")
NOT_DEDICATED = Text(
    en="For {person} it is now beside other work.", it="Per {person} ora è accanto ad altro lavoro."
)
COVER = Text(
    en="Who stands in for {person}: {new} (was: {old}).",
    it="Chi sostituisce {person}: {new} (prima: {old}).",
)
PAY = Text(
    en="An hour of {person}: {new} (was: {old}).", it="Un'ora di {person}: {new} (prima: {old})."
)
PERIOD = Text(
    en="The budget holds from {first} to {last} (was: {old_first} to {old_last}).",
    it="Il budget vale dal {first} al {last} (prima: {old_first}, {old_last}).",
)
CURRENCY = Text(en="Currency", it="Valuta")
WHY_NOT = Text(en="No money for {what}: {why}", it="Niente denaro per {what}: {why}")
UNTIL = Text(
    en="{what}: not measured until {new} (was: {old}).",
    it="{what}: non misurato fino a {new} (prima: {old}).",
)
RETURN_DAY = Text(
    en="A return is looked for on: {new} (was: {old}).",
    it="Si cercherà un ritorno: {new} (prima: {old}).",
)
REASON = Text(en="Reason: {new} (was: {old}).", it="Motivo: {new} (prima: {old}).")
