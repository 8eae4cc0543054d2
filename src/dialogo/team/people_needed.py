"""People needed: how many must be on shift at once in a busy hour to keep the promise."""

from __future__ import annotations

from datetime import timedelta

from dialogo.records.measure import Figure, Measure
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window
from dialogo.team.handling import handling
from dialogo.team.load import busy_rate
from dialogo.team.promise import KEPT, promised_reply
from dialogo.team.staffing.needed import Promise, Work, needed


def required(rate: float, each: timedelta, promise: timedelta) -> int:
    """People on shift for `rate` messages an hour at `each` working time, with that promise.

    The largest of three: Erlang C for the promise kept nine times in ten, the load over what a
    person on shift can give to answering, and the rota's minimum. Erlang C alone falls to just
    above the load once the promise is longer than two or three handling times.
    """
    return needed(rate, Work(each), Promise(promise, KEPT)).people


def people_needed(records: Records, window: Window) -> Figure:
    """People on shift at once in a busy hour; n is the messages that the rate rests on."""
    rate, n = busy_rate(records, window)
    if n == 0:
        return Figure(value=None, unit="count", n=0)
    each, promise = handling(records, window), promised_reply(records, window)
    parts = {"rate": rate, "handling": each, "promise": promise}
    return Figure(required(rate, each, promise), "count", n, parts=parts)


PEOPLE_NEEDED = Measure(
    id="team/people-needed",
    title=Text(
        en="People needed on shift in a busy hour", it="Persone necessarie in un'ora di punta"
    ),
    meaning=Text(
        en="How many must be on shift at once to keep the promise on replies nine times in ten. "
        "The largest of Erlang C, the work over what a person can give to answering (85 % of the "
        "time, less 15 % for breaks and meetings), and one.",
        it="Quante persone devono essere di turno insieme per mantenere la promessa sulle "
        "risposte nove volte su dieci. Il maggiore fra Erlang C, il lavoro diviso per ciò che una "
        "persona può dare alle risposte (l'85 % del tempo, meno un 15 % di pause e riunioni), "
        "e uno.",
    ),
    unit="count",
    reads=frozenset({"messages"}),
    source=Source("docs/evidence/staffing.md", "medium"),
    compute=people_needed,
)
