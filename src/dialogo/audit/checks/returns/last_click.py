"""Last click: whoever stood at the door last gets all the credit.

Mistake   A sale is booked to the advert clicked last; what made people come at all gets nothing.
Practice  Ask people how they found you, try with and without, and share the credit.
"""

from __future__ import annotations

from dialogo.audit.check import Check, Evidence, Limit, Reading
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window
from dialogo.returns.credit import LAST_CLICK_SHARE, Credited, by_last_click

LIMIT = Limit(
    watch=0.50,
    mistake=0.80,
    at_least=4,
    source=Source("docs/evidence/credit.md", "medium"),
)


def measure(records: Records, window: Window) -> Reading:
    """The share of credited outcomes that went by the last click; those outcomes as evidence."""
    evidence = tuple(map(_evidence, by_last_click(records, window)))
    return Reading(LAST_CLICK_SHARE(records, window), evidence)


def _evidence(credited: Credited) -> Evidence:
    names = [credited.outcome, *([credited.channel] if credited.channel else [])]
    note = Text(en=f"rows: {credited.rows}", it=f"righe: {credited.rows}")
    return Evidence("outcome", credited.id, quote=" → ".join(names), note=note)


CHECK = Check(
    id="returns/last-click",
    belief="roi-right-away",
    title=Text(en="Last click takes all", it="Tutto all'ultimo clic"),
    reads=frozenset({"outcomes"}),
    rung=5,
    weight=1,
    limit=LIMIT,
    measure=measure,
    says=Text(
        en="{value} of the outcomes are credited to the last click; what brought people "
        "there in the first place gets nothing.",
        it="{value:Il} dei risultati è attribuito all'ultimo clic; a ciò che ha portato fin "
        "lì le persone non resta nulla.",
    ),
    fine=Text(
        en="Credit does not hang on the last click: {value} of {n} outcomes go by it.",
        it="Il merito non dipende dall'ultimo clic: lo segue {value:il} dei {n} risultati.",
    ),
    unknown=Text(
        en="We cannot tell yet how credit is given. Record outcomes with the columns credited_to "
        "and credited_by (dialogo template outcomes); rows so far: {n}.",
        it="Non si può ancora dire come si attribuisce il merito. Registrate i risultati con le "
        "colonne credited_to e credited_by (dialogo template outcomes); righe finora: {n}.",
    ),
    advice={
        "watch": Text(
            en="Set a second way beside the last click: ask new customers how they first heard of "
            "you, and count the answers.",
            it="Affiancate all'ultimo clic un secondo modo: chiedete ai nuovi clienti come vi "
            "hanno conosciuto, e contate le risposte.",
        ),
        "mistake": Text(
            en="Do not decide on money by the last click. Ask new customers how they first heard "
            "of you; for what costs most, leave it out in one place or month and compare.",
            it="Non decidete delle spese con l'ultimo clic. Chiedete ai nuovi clienti come vi "
            "hanno conosciuto; per ciò che costa di più, sospendetelo in una zona o in un mese e "
            "confrontate.",
        ),
    },
    action="ask-how-found",
)
