"""Promotion without people: money brings in questions, and nobody is there to answer them.

Mistake   The advert is paid for, its comments are not read; people see the silence under it.
Practice  Before a promotion starts, set hours aside for what it will stir up; else wait.
"""

from __future__ import annotations

from dialogo.audit.check import Check, Limit, Reading
from dialogo.audit.evidence import of_messages
from dialogo.budget.answering_to_promotion import ANSWERING_TO_PROMOTION
from dialogo.budget.promotion_unanswered_share import PROMOTION_UNANSWERED_SHARE, left_lying
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window

LIMIT = Limit(
    watch=0.25,
    mistake=0.5,
    at_least=10,
    source=Source("docs/evidence/promotion.md", "house rule"),
)


def measure(records: Records, window: Window) -> Reading:
    """The unanswered share of what promotion stirs up; the oldest open questions as evidence."""
    figure = PROMOTION_UNANSWERED_SHARE(records, window)
    return Reading(
        figure,
        of_messages(left_lying(records, window)),
        words={**figure.parts, "money": _money(records, window)},
    )


def _money(records: Records, window: Window) -> Text:
    """What went into answering for every unit that went into promotion, where it can be told."""
    ratio = ANSWERING_TO_PROMOTION(records, window)
    if ratio.value is None:
        return Text(en="", it="")
    per_hundred = f"{float(ratio.value) * 100:.0f}"
    return Text(
        en=f" For every 100 spent on promotion, {per_hundred} went into answers.",
        it=f" Per ogni 100 spesi in promozione, alle risposte ne sono andati {per_hundred}.",
    )


CHECK = Check(
    id="budget/promotion-without-people",
    belief="its-free",
    title=Text(en="Promotion without people", it="Promozione senza persone"),
    reads=frozenset({"messages"}),
    rung=None,
    weight=2,
    limit=LIMIT,
    measure=measure,
    says=Text(
        en="Of the {n} questions that promotion brought in, {unanswered:has|have} no "
        "answer.{money}",
        it="Delle {n} domande portate dalla promozione, {unanswered:è rimasta|sono rimaste} "
        "senza risposta.{money}",
    ),
    fine=Text(
        en="Whoever writes after a promotion gets an answer: of {n} questions, "
        "{unanswered:still waits|still wait}.",
        it="Chi scrive dopo una promozione riceve risposta: su {n} domande, "
        "{unanswered:attende|attendono} ancora.",
    ),
    unknown=Text(
        en="We cannot tell yet: it takes ten questions that follow a promotion ({n} so far). "
        "Mark promoted posts, and record the expenses of promoting with their day.",
        it="Non si può ancora dire: servono dieci domande seguite a una promozione (finora {n}). "
        "Segnate i post sponsorizzati e registrate le spese di promozione con il loro giorno.",
    ),
    advice={
        "watch": Text(
            en="Give somebody an hour a day for the comments of each promotion while it runs, and "
            "the week after.",
            it="Date a qualcuno un'ora al giorno per i commenti di ogni promozione finché dura, e "
            "nella settimana dopo.",
        ),
        "mistake": Text(
            en="Pause the promotion, answer what it has already brought in, and start again with "
            "hours for answering in the same budget.",
            it="Sospendete la promozione, rispondete a chi ha già scritto e ripartite con le ore "
            "per rispondere nello stesso budget.",
        ),
    },
    action="open-waiting",
)
