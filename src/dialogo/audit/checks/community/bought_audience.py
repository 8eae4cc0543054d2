"""A bought audience: followers arrive in a jump, and nobody hears them.

Mistake   Followers are bought, or won by a prize; they weigh on every share and say nothing.
Practice  Let the audience grow by what serves it, and leave bought followers out of the count.
"""

from __future__ import annotations

from dialogo.audit.check import Check, Evidence, Limit, Reading
from dialogo.audit.outlays import of_lines
from dialogo.budget.ledger import LEDGER
from dialogo.community.silent_followers_share import SILENT_FOLLOWERS_SHARE, silent_jumps
from dialogo.records.network_names import network_name
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window

LIMIT = Limit(
    watch=0.02,
    mistake=0.1,
    at_least=12,
    source=Source("docs/evidence/bought-audience.md", "house rule"),
)


def measure(records: Records, window: Window) -> Reading:
    """Followers won in silent jumps; the promotion paid for in those weeks as evidence."""
    figure = SILENT_FOLLOWERS_SHARE(records, window)
    network = network_name(str(figure.parts.get("network", "")))
    return Reading(figure, _paid_for(records, window), {**figure.parts, "network": network})


def _paid_for(records: Records, window: Window) -> tuple[Evidence, ...]:
    """Expenses of promoting in the week of a silent jump or the week before, the dearest first."""
    jumps, _, _ = silent_jumps(records, window)
    return of_lines(
        records.rows(
            """
            SELECT * FROM budget_ledger
            WHERE kind = 'expense' AND activity = 'promoting' AND EXISTS (
                SELECT 1 FROM unnest($mondays::DATE[]) AS jump(monday)
                WHERE day BETWEEN monday - 7 AND monday + 6
            )
            ORDER BY amount DESC, expense_id LIMIT 20
            """,
            LEDGER,
            mondays=[jump.monday for jump in jumps],
        )
    )


CHECK = Check(
    id="community/bought-audience",
    belief="your-own",
    title=Text(en="A bought audience", it="Un pubblico comprato"),
    reads=frozenset({"audience"}),
    rung=2,
    weight=1,
    limit=LIMIT,
    measure=measure,
    says=Text(
        en="In the week of {week}, {gained} followers came at once on {network}, and no "
        "more people wrote or reacted than before. Such followers make up {value} of all.",
        it="Nella settimana {week:del} sono arrivati di colpo {gained} follower su "
        "{network}, e non ha scritto o reagito più gente di prima. I follower arrivati "
        "così sono {value:il} del totale.",
    ),
    fine=Text(
        en="Followers come together with people who write or react ({n:week|weeks} looked at).",
        it="I follower arrivano insieme a gente che scrive o reagisce ("
        "{n:settimana considerata|settimane considerate}).",
    ),
    unknown=Text(
        en="We cannot tell yet: it takes 13 weeks of an account's followers, together with its "
        "messages or interactions ({n} weeks so far).",
        it="Non si può ancora dire: servono 13 settimane di follower di un profilo, insieme ai "
        "suoi messaggi o alle interazioni (finora {n} settimane).",
    ),
    advice={
        "watch": Text(
            en="Find out what happened in that week. If the followers were bought or won with a "
            "prize, leave them out when you count who takes part.",
            it="Chiarite che cosa è successo in quella settimana. Se i follower sono stati "
            "comprati o attirati da un premio, lasciateli fuori quando contate chi partecipa.",
        ),
        "mistake": Text(
            en="Stop paying for followers, and move that money to answering. Every share that is "
            "told per follower is too low until these are removed.",
            it="Smettete di pagare per avere follower e spostate quel denaro sulle risposte. Ogni "
            "quota per follower resta troppo bassa finché questi non vengono tolti.",
        ),
    },
    action="open-ledger",
)
