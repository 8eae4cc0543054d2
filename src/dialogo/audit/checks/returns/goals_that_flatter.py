"""Goals that flatter: the plan wants the crowd to look large, not people to be served.

Mistake   Followers, likes and reach are the goal; giveaways and adverts swell them, for nothing.
Practice  Count people answered, needs met, people who come back; let followers follow.
"""

from __future__ import annotations

from dialogo.audit.check import Check, Evidence, Limit, Reading
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window
from dialogo.returns.goals import FOLLOWER_GOALS_SHARE, goals

LIMIT = Limit(
    watch=0.25,
    mistake=0.50,
    at_least=1,
    source=Source("docs/evidence/goals.md", "house rule"),
)


def measure(records: Records, window: Window) -> Reading:
    """The share of goals that count the crowd; those goals as evidence."""
    flattering = [goal for goal in goals(records, window) if goal.flatters]
    evidence = tuple(Evidence("plan", goal.id, quote=goal.subject) for goal in flattering[:20])
    words = {
        "count": len(flattering),
        "names": [goal.subject for goal in flattering[:3]],
    }
    return Reading(FOLLOWER_GOALS_SHARE(records, window), evidence, words)


CHECK = Check(
    id="returns/goals-that-flatter",
    belief="roi-right-away",
    title=Text(en="Goals that flatter", it="Obiettivi che lusingano"),
    reads=frozenset({"plan"}),
    rung=5,
    weight=2,
    limit=LIMIT,
    measure=measure,
    says=Text(
        en="{count} of {n:goal|goals} {count:|goes|go} by followers, likes or reach ({names}).",
        it="{count:obiettivo|obiettivi} su {n} {count:|guarda|guardano} a follower, mi "
        "piace o copertura ({names}).",
    ),
    fine=Text(
        en="The goals count people served: {count} of {n} {count:|goes|go} by followers, "
        "likes or reach.",
        it="Gli obiettivi contano le persone servite: {count} su {n} "
        "{count:|guarda|guardano} a follower, mi piace o copertura.",
    ),
    unknown=Text(
        en="We cannot tell yet what is to grow. Write the goals into the plan: kind goal, subject "
        "the number that is to grow (dialogo template plan).",
        it="Non si può ancora dire che cosa deve crescere. Scrivete gli obiettivi nel piano: kind "
        "goal, subject il numero che deve crescere (dialogo template plan).",
    ),
    advice={
        "watch": Text(
            en="Set a goal of service beside each goal of size: questions answered in time, people "
            "who write again.",
            it="Accanto a ogni obiettivo di grandezza mettetene uno di servizio: domande con "
            "risposta in tempo, persone che scrivono di nuovo.",
        ),
        "mistake": Text(
            en="Replace the number of followers by what it is wanted for: questions answered in "
            "time, needs met, people who come back and who recommend you.",
            it="Al posto del numero di follower mettete ciò per cui lo volete: domande con "
            "risposta in tempo, bisogni serviti, persone che ritornano e che vi consigliano.",
        ),
    },
    action="rewrite-goal",
)
