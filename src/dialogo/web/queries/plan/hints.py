"""What each of the four beliefs says about a plan: gentle words on what it leaves out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from dialogo.audit.check import Belief
from dialogo.budget.ledger import THE_FOUR
from dialogo.language.needs import title_of
from dialogo.records.share import Share
from dialogo.records.text import Text
from dialogo.returns.goals import flatters
from dialogo.team.marketing import is_marketing
from dialogo.web.models.plan_body import PlanBody
from dialogo.web.queries.plan.cost import cost
from dialogo.web.queries.plan.remark import Remark
from dialogo.web.queries.plan.words import ACTIVITY_WORDS, Titled

# The lines of content/advert-barrage and returns/verdict-too-early, where watching begins.
ADVERTS = "promoting"  # whoever pays for none forgets nothing
_SELLS = 30
_PATIENCE = timedelta(weeks=52)


def hints(
    body: PlanBody, begins: date, *, hours_set: bool, titled: Titled = title_of
) -> dict[Belief, tuple[Remark, ...]]:
    """What is to be thought over, by belief.

    `begins` is the day from which it would hold; `hours_set`: the company has set business hours;
    needs are named as they are `titled`.
    """
    return {
        "just-a-channel": tuple(_dialogue(body, hours_set, titled)),
        "roi-right-away": tuple(_patience(body, begins)),
        "marketings-job": tuple(_people(body)),
        "its-free": tuple(_money(body)),
    }


def _dialogue(body: PlanBody, hours_set: bool, titled: Titled) -> Iterator[Remark]:
    if not body.promise.minutes:
        yield Remark("promise", NO_PROMISE)
    elif hours_set != (body.promise.counts == "service"):
        yield Remark("promise", ALWAYS if hours_set else NO_HOURS_SET)
    if body.people and not any("answering" in person.does for person in body.people):
        yield Remark("people", NO_ANSWERING)
    if not body.needs:
        yield Remark("needs", NO_NEEDS)
    for need in body.needs:
        if not need.content:
            yield Remark("needs", UNSERVED, {"need": titled(need.need)})
    if (body.mix.promotional or 0) > _SELLS:
        share = Share((body.mix.promotional or 0) / 100)
        yield Remark("mix", SELLS, {"share": share, "line": Share(_SELLS / 100)})
    if body.mix.total and not body.mix.conversation:
        yield Remark("mix", NO_TALK)


def _patience(body: PlanBody, begins: date) -> Iterator[Remark]:
    day = body.returns.day
    if day is not None and day <= begins:
        yield Remark("returns", PASSED, {"day": day})
    elif day is not None and day - begins < _PATIENCE:
        yield Remark("returns", TOO_SOON, {"day": day, "weeks": _weeks(day - begins)})
    if not body.not_yet:
        yield Remark("not_yet", NOTHING_LATER)
    if not body.goals:
        yield Remark("goals", NO_GOALS)
    for goal in body.goals:
        if flatters(goal.what):
            yield Remark("goals", FLATTERS, {"goal": goal.what})


def _people(body: PlanBody) -> Iterator[Remark]:
    people = body.people
    if not people:
        yield Remark("people", NO_PEOPLE)
        return
    if not any(person.owner for person in people):
        yield Remark("people", NO_OWNER)
    if not any(person.dedicated for person in people):
        yield Remark("people", NOBODY_DEDICATED)
    if all(is_marketing(person.department) and not person.dedicated for person in people):
        yield Remark("people", ALL_MARKETING)
    if not any("learning" in person.does for person in people):
        yield Remark("people", NOBODY_LEARNS)
    answering = [person for person in people if "answering" in person.does]
    for person in answering if len(answering) == 1 else ():
        if not person.cover:
            yield Remark("people", NO_COVER, {"person": person.name})


def _money(body: PlanBody) -> Iterator[Remark]:
    budget = body.budget
    if budget.total <= 0:
        yield Remark("budget", NO_MONEY)
        return
    for name in THE_FOUR:
        for line in budget.amounts:
            if line.activity == name and line.why_not and not line.amount and name != ADVERTS:
                told = {"activity": ACTIVITY_WORDS[name], "why": line.why_not}
                yield Remark("budget", EXPLAINED, told)
    amounts = {line.activity: line.amount or 0 for line in budget.amounts}
    if amounts.get("promoting", 0) > amounts.get("answering", 0):
        yield Remark("budget", MORE_FOR_ADVERTS)
    rest = cost(body).rest
    if rest is not None and rest.amount < 0:
        yield Remark("budget", PAY_BEYOND, {"pay": cost(body).pay, "week": cost(body).budget})
    without = [person.name for person in body.people if person.hours is None]
    if without:
        yield Remark("people", NO_HOURS, {"people": tuple(without)})


def _weeks(span: timedelta) -> int:
    return max(0, span.days // 7)


NO_PROMISE = Text(
    en="No time within which people are answered is promised.",
    it="Non si promette entro quanto le persone ricevono risposta.",
)
ALWAYS = Text(
    en="The promise counts every hour; the audit counts the business hours that are set.",
    it="La promessa conta tutte le ore; l'audit conta l'orario di servizio impostato.",
)
NO_HOURS_SET = Text(
    en="The promise counts business hours, and none are set: until then every hour counts.",
    it="La promessa conta l'orario di servizio, che non è impostato: per ora contano tutte le ore.",
)
NO_ANSWERING = Text(
    en="No time for answering is planned.", it="Non è previsto tempo per rispondere."
)
NO_NEEDS = Text(
    en="It does not say yet what people need.", it="Non dice ancora di che cosa c'è bisogno."
)
UNSERVED = Text(
    en="“{need}”: which content serves it is still open.",
    it="«{need}»: quale contenuto vi risponde è ancora da decidere.",
)
SELLS = Text(
    en="{share} of the posts are to sell. Beyond {line}, people learn to look away.",
    it="Vende {share:il} dei post. Oltre {line:il} la gente impara a guardare altrove.",
)
NO_TALK = Text(
    en="No post is meant for talking with people.",
    it="Nessun post è pensato per conversare con le persone.",
)
PASSED = Text(
    en="The day on which a return is looked for is over: {day}. Most effects need a year.",
    it="Il giorno in cui si cerca un ritorno è già passato: {day}. Quasi tutti gli effetti hanno "
    "bisogno di un anno.",
)
TOO_SOON = Text(
    en="A return is looked for on {day}, after {weeks:week|weeks}. Most effects need a year.",
    it="Un ritorno si cerca {day:il}, dopo {weeks:settimana|settimane}. Quasi tutti gli effetti "
    "hanno bisogno di un anno.",
)
NOTHING_LATER = Text(
    en="It does not say what is left unmeasured for now. The return usually stands here.",
    it="Non dice che cosa per ora non si misura. Di solito qui sta il ritorno.",
)
NO_GOALS = Text(
    en="Nothing is named that is to grow until then: answers in time, people who come back.",
    it="Non indica che cosa deve crescere fino ad allora: risposte in tempo, persone che tornano.",
)
FLATTERS = Text(
    en="“{goal}” counts how large the crowd looks. Is there one that counts people served?",
    it="«{goal}» conta quanto sembra grande la folla. Ce n'è uno che conta le persone servite?",
)
NO_PEOPLE = Text(en="Nobody is named yet.", it="Non è ancora indicato nessuno.")
NO_OWNER = Text(en="Nobody answers for it as a whole.", it="Nessuno ne risponde nell'insieme.")
NOBODY_DEDICATED = Text(
    en="It is nobody's job: everybody does it beside something else.",
    it="Non è il lavoro di nessuno: tutti lo fanno accanto ad altro.",
)
ALL_MARKETING = Text(
    en="Everybody named sits in marketing and does it as an extra.",
    it="Le persone indicate stanno tutte nel marketing e lo fanno in aggiunta.",
)
NOBODY_LEARNS = Text(
    en="No time for staying up to date is planned.",
    it="Non è previsto tempo per tenersi aggiornati.",
)
NO_COVER = Text(
    en="Only {person} answers, and nobody stands in.",
    it="Risponde solo {person}, e nessuno può sostituire questa persona.",
)
NO_MONEY = Text(en="No money is set aside yet.", it="Non è ancora stanziato denaro.")
EXPLAINED = Text(
    en="There is no money for {activity}: “{why}”. What has no budget is done last.",
    it="Per la voce «{activity}» non c'è denaro: «{why}». Ciò che non ha un budget si fa per "
    "ultimo.",
)
MORE_FOR_ADVERTS = Text(
    en="There is more money for promoting than for answering those whom it brings.",
    it="C'è più denaro per promuovere che per rispondere a chi arriva grazie alla promozione.",
)
PAY_BEYOND = Text(
    en="The people cost {pay} a week, and the budget holds {week}.",
    it="Le persone costano {pay} la settimana, e il budget ne prevede {week}.",
)
NO_HOURS = Text(
    en="How many hours a week is not said of {people}.",
    it="Le ore settimanali non sono indicate per {people}.",
)
