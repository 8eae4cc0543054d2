"""What a plan still needs before it can hold: without money and people it is only a wish."""

from __future__ import annotations

from dialogo.records.text import Text
from dialogo.web.models.plan_body import Activity, PlanBody
from dialogo.web.queries.plan.remark import Remark
from dialogo.web.queries.plan.words import ACTIVITY_WORDS, percent

# Without money or a reason for each of these a plan is not put in force (budget.ledger.THE_FOUR).
FOUR: tuple[Activity, ...] = ("creating", "publishing", "answering", "promoting")

NO_AUDIENCE = Text(en="Nobody is named whom it serves.", it="Non è detto a chi si rivolge.")
NO_TIME = Text(
    en="The promise names no time within which people are answered.",
    it="La promessa non dice entro quanto si risponde.",
)
NO_MIX = Text(
    en="It is not said what is published.",
    it="Non è detto che cosa si pubblica.",
)
MIX_SUM = Text(
    en="The content mix adds up to {total}; it must be {whole}.",
    it="La composizione dei contenuti arriva a {total}; deve fare {whole}.",
)
NOBODY = Text(
    en="Nobody is named who does the work. A plan without people is not carried out by anybody.",
    it="Non è indicato chi fa il lavoro. Un piano senza persone non lo porta avanti nessuno.",
)
NOBODY_ANSWERS = Text(
    en="Nobody named has hours for answering. Name at least one person, with hours a week.",
    it="Nessuna delle persone indicate ha ore per rispondere. Indicatene almeno una, con le ore "
    "settimanali.",
)
NO_BUDGET = Text(
    en="No money is set aside. Creating, publishing, answering and promoting all cost money.",
    it="Non è stanziato denaro. Creare, pubblicare, rispondere e promuovere ha un costo.",
)
NO_PERIOD = Text(
    en="The budget does not say from which day to which it holds.",
    it="Il budget non dice da quale a quale giorno vale.",
)
WRONG_PERIOD = Text(
    en="The budget ends before it begins.", it="Il budget finisce prima di cominciare."
)
NO_REASON = Text(
    en="There is no money for {activity}, and no reason why not. Say why, or set some aside.",
    it="Per la voce «{activity}» non c'è denaro, e non è detto perché. Dite il motivo, o stanziate "
    "qualcosa.",
)
NO_CURRENCY = Text(en="The budget names no currency.", it="Il budget non indica la valuta.")


def missing(body: PlanBody) -> tuple[Remark, ...]:
    """Everything without which `body` cannot be activated; nothing where it can."""
    found: list[Remark] = []
    if not body.audiences:
        found.append(Remark("audiences", NO_AUDIENCE))
    if not body.promise.minutes:
        found.append(Remark("promise", NO_TIME))
    if not body.mix.total:
        found.append(Remark("mix", NO_MIX))
    elif body.mix.total != 100:
        values = {"total": percent(body.mix.total), "whole": percent(100)}
        found.append(Remark("mix", MIX_SUM, values))
    if not body.people:
        found.append(Remark("people", NOBODY))
    elif not any("answering" in person.does and person.hours for person in body.people):
        found.append(Remark("people", NOBODY_ANSWERS))
    return (*found, *_of_budget(body))


def _of_budget(body: PlanBody) -> list[Remark]:
    budget = body.budget
    found: list[Remark] = []
    if budget.total <= 0:
        found.append(Remark("budget", NO_BUDGET))
    else:
        lines = (budget.of(name) for name in FOUR)
        found += [
            Remark("budget", NO_REASON, {"activity": ACTIVITY_WORDS[line.activity]})
            for line in lines
            if not (line.amount or line.why_not)
        ]
    if budget.first is None or budget.last is None:
        found.append(Remark("budget", NO_PERIOD))
    elif budget.last < budget.first:
        found.append(Remark("budget", WRONG_PERIOD))
    if not budget.currency:
        found.append(Remark("budget", NO_CURRENCY))
    return found
