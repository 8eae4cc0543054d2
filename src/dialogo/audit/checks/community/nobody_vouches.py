"""Nobody vouches: people use the company's accounts, and no one speaks for it.

Mistake   The company praises itself; those who could do it better are never thanked or asked.
Practice  Thank whoever praises or helps, in public, and leave them room to answer others.
"""

from __future__ import annotations

from dialogo.audit.check import Check, Limit, Reading
from dialogo.audit.evidence import of_messages
from dialogo.community.vouching_members import VOUCHING_SHARE, thanks_left_lying
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window

LIMIT = Limit(
    watch=0.03,
    mistake=0.01,
    at_least=50,
    source=Source("docs/evidence/vouching.md", "house rule"),
    worse="below",
)


def measure(records: Records, window: Window) -> Reading:
    """The share who praise or answer others; praise that nobody thanked for as evidence."""
    figure = VOUCHING_SHARE(records, window)
    return Reading(figure, of_messages(thanks_left_lying(records, window)), words=figure.parts)


CHECK = Check(
    id="community/nobody-vouches",
    belief="roi-right-away",
    title=Text(en="Nobody vouches", it="Nessuno garantisce per voi"),
    reads=frozenset({"messages", "message_labels"}),
    rung=4,
    weight=1,
    limit=LIMIT,
    measure=measure,
    says=Text(
        en="Of the {n} people who wrote in the last 90 days, {vouching} praised the company "
        "or answered somebody in its stead.",
        it="Delle {n} persone che hanno scritto negli ultimi 90 giorni, {vouching:ha|hanno} "
        "lodato l'azienda o risposto a qualcuno al posto suo.",
    ),
    fine=Text(
        en="{vouching} of {n} people {vouching:|speaks|speak} for the company: {praising} "
        "praised it, {answering} answered others.",
        it="{vouching:persona|persone} su {n} {vouching:|si spende|si spendono} per "
        "l'azienda: {praising:l'ha lodata|l'hanno lodata}, {answering:ha|hanno} risposto "
        "ad altri.",
    ),
    unknown=Text(
        en="We cannot tell yet: it takes 50 people who wrote in the last 90 days ({n} so far).",
        it="Non si può ancora dire: servono 50 persone che abbiano scritto negli ultimi 90 giorni "
        "(finora {n}).",
    ),
    advice={
        "watch": Text(
            en="Thank those whose praise has no answer yet.",
            it="Ringraziate chi ha fatto un complimento e non ha ancora avuto risposta.",
        ),
        "mistake": Text(
            en="Trust comes after help. Solve what people ask, thank whoever answers for you, and "
            "ask those who were well served to say so.",
            it="La fiducia viene dopo l'aiuto. Risolvete ciò che la gente chiede, ringraziate chi "
            "risponde al vostro posto e chiedete a chi si è trovato bene di dirlo.",
        ),
    },
    action="open-conversations",
)
