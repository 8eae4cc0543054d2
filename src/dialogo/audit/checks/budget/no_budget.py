"""No budget: hours and money go into social media, and nobody has set any aside.

Mistake   Signing up costs nothing, so the work is taken for free; it is done with what is left.
Practice  Set money aside for each period and activity, pay included, before the work begins.
"""

from __future__ import annotations

from dialogo.audit.check import Check, Limit, Reading
from dialogo.audit.outlays import of_lines
from dialogo.budget.unbudgeted_days_share import UNBUDGETED_DAYS_SHARE, bare_lines
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window

LIMIT = Limit(
    watch=0.1,
    mistake=0.5,
    at_least=1,
    source=Source("docs/evidence/budget.md", "house rule"),
)


def measure(records: Records, window: Window) -> Reading:
    """The days that hours or money went out on without a budget; the dearest rows as evidence."""
    figure = UNBUDGETED_DAYS_SHARE(records, window)
    return Reading(figure, of_lines(bare_lines(records, window)), words=figure.parts)


CHECK = Check(
    id="budget/no-budget",
    belief="its-free",
    title=Text(en="No budget", it="Nessun budget"),
    reads=frozenset(),
    rung=None,
    weight=3,
    limit=LIMIT,
    measure=measure,
    says=Text(
        en="Of the {n:day|days} on which hours or money went into social media, {bare} had "
        "no budget; the first was {since}.",
        it="In {bare:giorno|giorni} su {n} ore o denaro sono andati ai social senza un "
        "budget; il primo è stato {since:il}.",
    ),
    fine=Text(
        en="There is a budget for the days on which hours and money go into social media "
        "({n:day|days} looked at).",
        it="C'è un budget per i giorni in cui ore e denaro vanno ai social ("
        "{n:giorno considerato|giorni considerati}).",
    ),
    unknown=Text(
        en="We cannot tell yet: no hours and no expenses are recorded. Fill in the templates "
        "hours, expenses and budgets.",
        it="Non si può ancora dire: non sono registrate né ore né spese. Compilate i modelli "
        "delle ore, delle spese e dei budget (hours, expenses, budgets).",
    ),
    advice={
        "watch": Text(
            en="Close the gap: extend the budget to the days that it leaves out.",
            it="Chiudete il buco: estendete il budget ai giorni che lascia fuori.",
        ),
        "mistake": Text(
            en="Begin with what already goes out: add up the hours at their pay and the expenses "
            "of the last three months, and write that down as the budget of the next three.",
            it="Partite da ciò che già esce: sommate le ore per la loro paga e le spese degli "
            "ultimi tre mesi, e scrivetelo come budget dei prossimi tre.",
        ),
    },
    action="add-budget-line",
)
