"""What a mail tells of a budget that will not hold."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from dialogo.records.money import Money
from dialogo.records.network_names import network_name
from dialogo.records.text import Lang, Text
from dialogo.web.models.ledger import BudgetWarning
from dialogo.web.queries.ledger.calls import kind_of

SUBJECT = Text(en="a budget will not hold", it="un budget non basterà")
OVER = Text(en="a budget is overspent", it="un budget è superato")
BODY = Text(
    en="{what}: {planned} are set aside from {first} to {last}, and it will come to about "
    "{foreseen}.\n\nWhat is spent, agreed and foreseen stands here:\n  {url}\n",
    it="{what}: dal {first} al {last} sono stanziati {planned}, e si arriverà a circa {foreseen}."
    "\n\nQuanto è speso, impegnato e previsto si trova qui:\n  {url}\n",
)
WHOLE = Text(en="The whole budget", it="L'intero budget")
ACTIVITIES = {
    "creating": Text(en="Creating", it="Creare"),
    "publishing": Text(en="Publishing", it="Pubblicare"),
    "answering": Text(en="Answering", it="Rispondere"),
    "promoting": Text(en="Promoting", it="Promuovere"),
    "listening": Text(en="Listening", it="Ascoltare"),
    "learning": Text(en="Learning", it="Imparare"),
    "planning": Text(en="Planning", it="Pianificare"),
}


CALLS = {
    "pace": Text(en="calls will reach their cap", it="le chiamate arriveranno al tetto"),
    "near": Text(en="calls are near their cap", it="le chiamate sono vicine al tetto"),
    "stopped": Text(
        en="calls have stopped at their cap", it="le chiamate si sono fermate al tetto"
    ),
}
OF_CALLS = Text(
    en="{what}: up to {planned} may be spent from {first} to {last}, and it will come to about "
    "{foreseen}. At the cap {rests}, until it is raised or the next month begins.\n\nWhat they "
    "cost, day by day, and the cap stand here:\n  {url}\n",
    it="{what}: dal {first} al {last} si possono spendere {planned}, e si arriverà a circa "
    "{foreseen}. Al tetto {rests}, finché non viene alzato o comincia il mese dopo.\n\nQuanto "
    "costano, giorno per giorno, e il tetto si trovano qui:\n  {url}\n",
)


def said_of(warning: BudgetWarning, lang: Lang) -> tuple[str, str]:
    """Subject and body of the mail."""
    page = "calls" if warning.meter else "budget"
    path = reverse(page, args=[warning.workspace.slug])
    kind = kind_of(warning.meter)
    values = {
        "what": kind.called if warning.meter else _about(warning, lang),
        "rests": kind.rests,
        "planned": Money(warning.planned, warning.currency),
        "foreseen": Money(warning.foreseen, warning.currency),
        "first": warning.first_day,
        "last": warning.last_day,
        "url": f"{settings.OPTIONS.address or ''}{path}",
    }
    if warning.meter:
        return CALLS[warning.level].say(lang), OF_CALLS.say(lang, **values)
    subject = OVER if warning.level == "over" else SUBJECT
    return subject.say(lang), BODY.say(lang, **values)


def _about(warning: BudgetWarning, lang: Lang) -> object:
    """The activity of the budget, on a network if it is for one, or all of it."""
    activity = ACTIVITIES.get(warning.activity, WHOLE)
    if not warning.network:
        return activity
    return f"{activity.say(lang)}, {network_name(warning.network, lang)}"
