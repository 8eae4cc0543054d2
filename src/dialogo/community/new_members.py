"""How many people wrote for the first time in the last 90 days."""

from __future__ import annotations

from dialogo.community.members import members
from dialogo.community.recent import LAST
from dialogo.records.measure import Figure, Measure
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window


def compute(records: Records, window: Window) -> Figure:
    """Members of the last 90 days without an earlier message in the records; n is the members.

    None unless the records reach 90 days further back: else everybody would seem new.
    """
    began = window.last(LAST).since
    view = members(window)
    row = records.row(
        f"""
        SELECT count(*) AS n, count(*) FILTER (NOT EXISTS (
                SELECT 1 FROM messages AS m WHERE m.network = now.network
                    AND m.author = now.author AND m.author_kind = 'customer' AND m.sent_at < $began
            )) AS fresh,
            (SELECT coalesce(min(sent_at) <= $early, false) FROM messages) AS told
        FROM {view.name} AS now
        """,
        view,
        began=began,
        early=began - LAST,
    )
    return Figure(value=row["fresh"] if row["told"] else None, unit="count", n=row["n"])


NEW_MEMBERS = Measure(
    id="community/new-members",
    title=Text(en="New members", it="Membri nuovi"),
    meaning=Text(
        en="The people of the last 90 days who had not written before. Needs records that reach "
        "90 days further back.",
        it="Le persone degli ultimi 90 giorni che prima non avevano scritto. Servono dati che "
        "risalgano ad altri 90 giorni prima.",
    ),
    unit="count",
    reads=frozenset({"messages"}),
    source=Source("docs/evidence/community.md", "definition"),
    compute=compute,
    window="last 90 days",
)
