"""Left to marketing: the department that sells is left to talk as well, on the side.

Mistake   Social media goes to the traditional marketing department, as one more place for adverts.
Practice  Dedicated people, near those who know the answers: care, product, shop.
"""

from __future__ import annotations

from dialogo.audit.check import Check, Evidence, Limit, Reading
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window
from dialogo.team.marketing import MARKETING_ONLY_SHARE, left, said_of

LIMIT = Limit(
    watch=0.50,
    mistake=0.80,
    at_least=1,
    source=Source("docs/evidence/people.md", "house rule"),
)


def measure(records: Records, window: Window) -> Reading:
    """The share of the team that is marketing on the side; those people as evidence."""
    evidence = tuple(
        Evidence("person", member.person, quote=member.department)
        for member in said_of(records, window)
        if left(member)
    )
    return Reading(MARKETING_ONLY_SHARE(records, window), evidence[:20])


CHECK = Check(
    id="team/left-to-marketing",
    belief="marketings-job",
    title=Text(en="Left to marketing", it="Lasciati al marketing"),
    reads=frozenset({"members"}),
    rung=None,
    weight=2,
    limit=LIMIT,
    measure=measure,
    says=Text(
        en="{value} of those who look after social media ({n:person|people}) sit in "
        "marketing and do it as an extra.",
        it="{value:Il} di chi segue i social ({n:persona|persone}) sta nel marketing e lo "
        "fa in aggiunta al resto.",
    ),
    fine=Text(
        en="Social media is not left to marketing as a side job: that is so for {value} of "
        "the team ({n:person|people}).",
        it="I social non sono un lavoro in più lasciato al marketing: è così per {value:il} "
        "della squadra ({n:persona|persone}).",
    ),
    unknown=Text(
        en="We cannot tell yet who looks after social media. Write down the people of the team, "
        "with their department and whether they are dedicated (dialogo template members).",
        it="Non si può ancora dire chi si occupa dei social. Elencate le persone della squadra, "
        "con il reparto e se sono dedicate (dialogo template members).",
    ),
    advice={
        "watch": Text(
            en="Bring in somebody from customer care or the shop for the questions that marketing "
            "cannot answer.",
            it="Coinvolgete qualcuno dell'assistenza o del negozio per le domande a cui il "
            "marketing non sa rispondere.",
        ),
        "mistake": Text(
            en="Give the dialogue to people of its own, with hours of their own, and let marketing "
            "be one of those who ask them for room. To begin with: one person from customer care "
            "or the shop, half a day.",
            it="Affidate il dialogo a persone dedicate, con ore loro, e lasciate che il marketing "
            "sia uno di quelli che chiedono spazio. Per cominciare: una persona dell'assistenza o "
            "del negozio, mezza giornata.",
        ),
    },
    action="set-hours",
)
