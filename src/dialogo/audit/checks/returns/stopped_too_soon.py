"""Stopped too soon: efforts are dropped or reversed before their effect could show.

Mistake   Eight weeks in, nothing is to be seen yet; a new idea replaces the old one, and so on.
Practice  Fix beforehand how long an effort runs, and judge it after that, not before.
"""

from __future__ import annotations

from dialogo.audit.check import Check, Evidence, Limit, Reading
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window
from dialogo.returns.stopped_early import STOPPED_EARLY_SHARE, Effort, networks, planned

LIMIT = Limit(
    watch=0.20,
    mistake=0.40,
    at_least=2,
    source=Source("docs/evidence/late-effects.md", "medium"),
)


def measure(records: Records, window: Window) -> Reading:
    """The share of efforts given up within 8 weeks; those efforts as evidence, shortest first."""
    figure = STOPPED_EARLY_SHARE(records, window)
    early = [
        effort
        for effort in (*planned(records, window), *networks(records, window))
        if effort.early and effort.ended
    ]
    early.sort(key=_days)
    words = {"early": len(early)}
    return Reading(figure, tuple(_evidence(effort) for effort in early[:20]), words)


def _days(effort: Effort) -> int:
    return ((effort.ended or effort.began) - effort.began).days


def _evidence(effort: Effort) -> Evidence:
    days = _days(effort)
    if effort.kind == "plan":
        note = Text(en=f"stopped after {days} days", it=f"interrotto dopo {days} giorni")
    else:
        note = Text(
            en=f"a network left after {days} days of posts",
            it=f"una rete abbandonata dopo {days} giorni di post",
        )
    return Evidence("plan", effort.id, quote=effort.reason, note=note)


CHECK = Check(
    id="returns/stopped-too-soon",
    belief="roi-right-away",
    title=Text(en="Stopped too soon", it="Interrotto troppo presto"),
    reads=frozenset(),
    rung=5,
    weight=2,
    limit=LIMIT,
    measure=measure,
    says=Text(
        en="{early} of {n:effort|efforts} {early:|was|were} given up within 8 weeks, before "
        "the effect could show.",
        it="{early:impegno|impegni} su {n} "
        "{early:|è stato abbandonato|sono stati abbandonati} entro 8 settimane, prima che "
        "l'effetto potesse vedersi.",
    ),
    fine=Text(
        en="Efforts get the time they need: {early} of {n} {early:|was|were} given up "
        "within 8 weeks.",
        it="Gli impegni hanno il tempo che serve: {early} su {n} "
        "{early:|è stato abbandonato|sono stati abbandonati} entro 8 settimane.",
    ),
    unknown=Text(
        en="We cannot tell yet whether efforts get the time they need. Write them into the plan: "
        "kind effort, from_day, and stopped_on if they were stopped (dialogo template plan).",
        it="Non si può ancora dire se gli impegni hanno il tempo che serve. Scriveteli nel piano: "
        "kind effort, from_day, e stopped_on se sono stati interrotti (dialogo template plan).",
    ),
    advice={
        "watch": Text(
            en="For the next effort, write down beforehand until when it runs and what would have "
            "to happen to stop it.",
            it="Per il prossimo impegno scrivete prima fino a quando dura e che cosa dovrebbe "
            "accadere per interromperlo.",
        ),
        "mistake": Text(
            en="Begin fewer things and keep them for eight weeks at least; agree beforehand on the "
            "day of judgement, and change one thing at a time.",
            it="Cominciate meno cose e portatele avanti per almeno otto settimane; accordatevi "
            "prima sul giorno in cui si giudica, e cambiate una cosa alla volta.",
        ),
    },
    action="plan-effort",
)
