"""How many people come back: they wrote again a week or more after they first did."""

from __future__ import annotations

from dialogo.community.members import counts
from dialogo.records.measure import Figure, Measure
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window


def compute(records: Records, window: Window) -> Figure:
    """Members of the last 90 days whose last message is 7 days or more after their first there.

    n is the active members.
    """
    row = counts(records, window)
    return Figure(value=row["returned"], unit="count", n=row["members"])


RETURNING_MEMBERS = Measure(
    id="community/returning-members",
    title=Text(en="Members who come back", it="Membri che tornano"),
    meaning=Text(
        en="The people who, in the last 90 days, wrote again a week or more after they first did.",
        it="Le persone che negli ultimi 90 giorni hanno scritto di nuovo almeno una settimana dopo "
        "la prima volta.",
    ),
    unit="count",
    reads=frozenset({"messages"}),
    source=Source("docs/evidence/community.md", "house rule"),
    compute=compute,
    window="last 90 days",
)
