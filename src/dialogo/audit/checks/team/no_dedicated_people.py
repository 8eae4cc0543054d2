"""No dedicated people: social media is an extra on everybody's desk.

Mistake   Answers are given when the real job leaves time, which is never when people ask.
Practice  Make it somebody's job, with hours of its own, quick to answer and kept up to date.
"""

from __future__ import annotations

from dialogo.audit.check import Check, Evidence, Limit, Reading
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window
from dialogo.team.dedicated import DEDICATED_PEOPLE
from dialogo.team.members import team

LIMIT = Limit(
    watch=1,
    mistake=1,
    at_least=1,
    source=Source("docs/evidence/people.md", "house rule"),
    worse="below",
)


def measure(records: Records, window: Window) -> Reading:
    """How many are dedicated; those who do it as an extra as evidence."""
    members = team(records, window)
    evidence = tuple(
        Evidence("person", member.person, quote=member.department)
        for member in members
        if member.dedicated is False
    )
    return Reading(DEDICATED_PEOPLE(records, window), evidence[:20])


CHECK = Check(
    id="team/no-dedicated-people",
    belief="marketings-job",
    title=Text(en="No dedicated people", it="Nessuna persona dedicata"),
    reads=frozenset({"members"}),
    rung=None,
    weight=2,
    unit="count",
    limit=LIMIT,
    measure=measure,
    says=Text(
        en="Social media is nobody's job: those who do it do it as an extra, in a team of "
        "{n:person|people}.",
        it="I social non sono il lavoro di nessuno: chi se ne occupa lo fa in aggiunta al "
        "resto, in una squadra di {n:persona|persone}.",
    ),
    fine=Text(
        en="Social media is somebody's job: {value} of {n:person|people} {value:|is|are} "
        "dedicated to it.",
        it="I social sono il lavoro di qualcuno: {value:persona dedicata|persone dedicate} su {n}.",
    ),
    unknown=Text(
        en="We cannot tell yet whether anybody is dedicated to social media. Write down the people "
        "of the team, with a yes or a no in the column dedicated (dialogo template members).",
        it="Non si può ancora dire se c'è chi si dedica ai social. Elencate le persone della "
        "squadra, con un sì o un no nella colonna «dedicata» (dialogo template members).",
    ),
    advice={
        "watch": Text(
            en="Give those who do it hours that nothing else may take.",
            it="Date a chi se ne occupa ore che nient'altro possa prendersi.",
        ),
        "mistake": Text(
            en="Make it one person's job, be it for half a day: fixed hours for answering, "
            "creating and learning, that nothing else may take.",
            it="Fatene il lavoro di una persona, anche solo per mezza giornata: ore fisse per "
            "rispondere, creare e aggiornarsi, che nient'altro possa prendersi.",
        ),
    },
    action="set-hours",
)
