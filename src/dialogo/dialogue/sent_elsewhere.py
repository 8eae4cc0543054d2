"""Sent elsewhere: answers that only send people to another counter (write to us, call us)."""

from __future__ import annotations

from typing import Any

from dialogo.records.measure import Figure, Measure
from dialogo.records.records import Records, View
from dialogo.records.share import wilson
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window

# English, Italian: an invitation to another channel ("5 pm" is an hour, "a pm" is not).
_ELSEWHERE = (
    r"(^|[^\d\s])\s*\b(dm|pm)\b|\b(direct message|private message|private channel)\b"
    r"|\b(call|phone|contact|e-?mail|reach) us\b|\bsupport (page|form)\b|\bfill (in|out)\b"
    r"|\b(in|messaggi\w*) (privat[oi]|direct)\b|\bscrivici in\b"
    r"|\b(chiam\w+|contatt\w+|telefon\w+) (il|lo|al|allo|la|i|nostr\w+|assistenza|numero)"
    r"|\b(chiamaci|chiamateci|contattaci|contattateci|compila\w*)\b"
)
# A sentence or two more than the invitation is an answer, too.
_LONG = 200

PUBLIC_ANSWERS = View(
    "public_answers",
    f"""
    SELECT network, message_id, sent_at,
           regexp_matches(text, '{_ELSEWHERE}', 'i') AND length(text) <= {_LONG} AS elsewhere
    FROM messages
    WHERE author_kind = 'company' AND automated IS NOT TRUE AND text IS NOT NULL
      AND kind IS DISTINCT FROM 'direct' AND kind IS DISTINCT FROM 'email'
    """,
)


def _sent_elsewhere(records: Records, window: Window) -> Figure:
    row = records.row(
        """
        SELECT count(*) AS n, count(*) FILTER (elsewhere) AS elsewhere
        FROM public_answers WHERE sent_at BETWEEN $since AND $as_of
        """,
        PUBLIC_ANSWERS,
        since=window.since,
        as_of=window.as_of,
    )
    n, elsewhere = row["n"], row["elsewhere"]
    if n == 0:
        return Figure(None, "share", 0)
    low, high = wilson(elsewhere, n)
    return Figure(elsewhere / n, "share", n, low, high, parts={"elsewhere": elsewhere})


def examples(records: Records, window: Window, most: int = 20) -> list[dict[str, Any]]:
    """The newest of them: network, message_id, text, url."""
    return records.rows(
        f"""
        SELECT network, message_id, text, url
        FROM public_answers JOIN messages USING (network, message_id)
        WHERE elsewhere AND messages.sent_at BETWEEN $since AND $as_of
        ORDER BY messages.sent_at DESC, message_id LIMIT {most}
        """,
        PUBLIC_ANSWERS,
        since=window.since,
        as_of=window.as_of,
    )


SENT_ELSEWHERE = Measure(
    id="dialogue/sent-elsewhere-share",
    title=Text(en="People sent elsewhere", it="Persone mandate altrove"),
    meaning=Text(
        en="The share of the company's public answers that do little more than send the person to "
        "a private message, a telephone number or a form (words in English and Italian).",
        it="La quota di risposte pubbliche dell'azienda che fanno poco più che mandare la persona "
        "a un messaggio privato, a un telefono o a un modulo (parole in inglese e italiano).",
    ),
    unit="share",
    reads=frozenset({"messages"}),
    source=Source("docs/evidence/sent-elsewhere.md", "house rule"),
    compute=_sent_elsewhere,
)
