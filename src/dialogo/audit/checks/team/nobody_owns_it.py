"""Nobody owns it: many have a hand in social media, and nobody answers for it.

Mistake   Everybody posts and nobody decides; what goes wrong was somebody else's.
Practice  Name one person who answers for the whole: promise, rota, budget, tone.
"""

from __future__ import annotations

from dialogo.audit.check import Check, Evidence, Limit, Reading
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window
from dialogo.team.members import team
from dialogo.team.owners import OWNER_COUNT

LIMIT = Limit(
    watch=1,
    mistake=1,
    at_least=1,
    source=Source("docs/evidence/people.md", "house rule"),
    worse="below",
)


def measure(records: Records, window: Window) -> Reading:
    """How many are named as responsible; the team as evidence."""
    members = team(records, window)
    owners = [member.person for member in members if member.owner][:5]
    evidence = tuple(Evidence("person", member.person, quote=member.role) for member in members)
    return Reading(OWNER_COUNT(records, window), evidence[:20], {"owners": owners})


CHECK = Check(
    id="team/nobody-owns-it",
    belief="marketings-job",
    title=Text(en="Nobody owns it", it="Non è di nessuno"),
    reads=frozenset({"members"}),
    rung=None,
    weight=2,
    unit="count",
    limit=LIMIT,
    measure=measure,
    says=Text(
        en="Nobody answers for social media as a whole, in a team of {n:person|people}.",
        it="Nessuno è responsabile dei social nel loro insieme, in una squadra di "
        "{n:persona|persone}.",
    ),
    fine=Text(
        en="Somebody answers for social media: {owners}.",
        it="C'è chi è responsabile dei social: {owners}.",
    ),
    unknown=Text(
        en="We cannot tell yet who answers for social media. Write down the people of the team, "
        "and in the column owner a yes for the one responsible and a no for the others (dialogo "
        "template members).",
        it="Non si può ancora dire chi è responsabile dei social. Elencate le persone della "
        "squadra, con un sì nella colonna del responsabile per chi lo è e un no per le altre "
        "(dialogo template members).",
    ),
    advice={
        "watch": Text(
            en="Write down who answers for social media.",
            it="Mettete per iscritto chi è responsabile dei social.",
        ),
        "mistake": Text(
            en="Name one person who answers for the promise on replies, the rota, the budget and "
            "the tone, give them the say that goes with it, and tell the others.",
            it="Indicate una persona responsabile della promessa sulle risposte, dei turni, del "
            "budget e del tono, datele il potere di decidere che serve, e ditelo agli altri.",
        ),
    },
    action="name-owner",
)
