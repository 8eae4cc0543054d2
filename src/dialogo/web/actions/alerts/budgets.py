"""What a mail tells of a budget that will not hold."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from dialogo.records.money import Money
from dialogo.records.text import Lang, Text
from dialogo.web.models.ledger import BudgetWarning

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


def said_of(warning: BudgetWarning, lang: Lang) -> tuple[str, str]:
    """Subject and body of the mail."""
    path = reverse("budget", args=[warning.workspace.slug])
    values = {
        "what": ACTIVITIES.get(warning.activity, WHOLE),
        "planned": Money(warning.planned, warning.currency),
        "foreseen": Money(warning.foreseen, warning.currency),
        "first": warning.first_day,
        "last": warning.last_day,
        "url": f"{settings.OPTIONS.address or ''}{path}",
    }
    subject = OVER if warning.level == "over" else SUBJECT
    return subject.say(lang), BODY.say(lang, **values)
