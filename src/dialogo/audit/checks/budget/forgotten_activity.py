"""A forgotten activity: the budget names some of the work and leaves the rest to good will.

Mistake   Money for posts and adverts, none for answering; what has no budget is done last.
Practice  Give creating, publishing, answering and promoting a line each, however small; for what
          gets nothing, say why.
"""

from __future__ import annotations

from dialogo.audit.check import Check, Limit, Reading
from dialogo.audit.outlays import of_lines, of_reasons, own_word
from dialogo.budget.activities_without_budget import (
    ACTIVITIES_WITHOUT_BUDGET,
    explained,
    unbudgeted_lines,
)
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window

MOST = 20  # evidence
LIMIT = Limit(
    watch=0,
    mistake=0,
    at_least=1,
    source=Source("docs/evidence/budget.md", "house rule"),
)


def measure(records: Records, window: Window) -> Reading:
    """How many of the four have no budget; as evidence what the company says of why, and what went
    into them all the same."""
    figure = ACTIVITIES_WITHOUT_BUDGET(records, window)
    told = explained(figure)
    lines = of_lines(unbudgeted_lines(records, window)) if figure.value else ()
    words = {**figure.parts, "own_word": own_word(told)}
    return Reading(figure, (*of_reasons(told), *lines)[:MOST], words=words)


CHECK = Check(
    id="budget/forgotten-activity",
    belief="its-free",
    title=Text(en="A forgotten activity", it="Un'attività dimenticata"),
    reads=frozenset({"budgets"}),
    rung=None,
    weight=2,
    unit="count",
    limit=LIMIT,
    measure=measure,
    says=Text(
        en="The budget of the last 90 days sets nothing aside for {forgotten}.{own_word}",
        it="Il budget degli ultimi 90 giorni non prevede nulla per {forgotten}.{own_word}",
    ),
    fine=Text(
        en="Creating, publishing, answering and promoting each have their budget, or a reason "
        "why not.{own_word}",
        it="Creazione, pubblicazione, risposte e promozione hanno ciascuna il proprio budget, o un "
        "motivo per non averlo.{own_word}",
    ),
    unknown=Text(
        en="We cannot tell yet: no budget is recorded for the last 90 days. Fill in the template "
        "budgets, a line for each activity.",
        it="Non si può ancora dire: non è registrato un budget per gli ultimi 90 giorni. Compilate "
        "il modello dei budget (budgets), una riga per attività.",
    ),
    advice={
        "watch": Text(
            en="See whether the forgotten activity is paid for within another line, and say so in "
            "the budget.",
            it="Guardate se l'attività dimenticata è pagata dentro un'altra riga, e scrivetelo nel "
            "budget.",
        ),
        "mistake": Text(
            en="Add a line for each activity that has none. If its work is done within another "
            "line, split that one: what has no line of its own is the first to be dropped. If "
            "nothing is done for it, say why in the plan; that holds as long as neither hours nor "
            "money go into it.",
            it="Aggiungete una riga per ogni attività che ne è priva. Se il suo lavoro sta dentro "
            "un'altra riga, dividetela: ciò che non ha una riga sua è il primo a cadere. Se non vi "
            "si fa nulla, scrivete il motivo nel piano; vale finché non vi vanno né ore né denaro.",
        ),
    },
    action="add-budget-line",
)
