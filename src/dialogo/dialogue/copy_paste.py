"""Copy-paste voice: how many answers are the same sentence, only with another name in it."""

from __future__ import annotations

import re
from typing import Any

from dialogo.records.measure import Figure, Measure
from dialogo.records.records import Records, View
from dialogo.records.share import wilson
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window

# The same wording this often is a form letter; twice may be chance.
SAME = 3
# Fewer words ("Thank you!", "Prego!") are manners, not forms.
WORDS = 5

# An answer's wording without what changes from one person to the next: names addressed with @,
# links, numbers, signatures (^KC, -Anna, *ZachRicketts), marks and capitals.
WORDINGS = View(
    "wordings",
    rf"""
    SELECT network, message_id, sent_at, hash(lower(wording)) AS wording
    FROM (
        SELECT network, message_id, sent_at, trim(regexp_replace(
            regexp_replace(text, '@\w+|https?://\S+|[\^*][A-Za-z]+\s*$|-\s*[A-Z][A-Za-z]*\s*$',
                           ' ', 'g'),
            '[^\pL]+', ' ', 'g')) AS wording
        FROM messages
        WHERE author_kind = 'company' AND automated IS NOT TRUE AND text IS NOT NULL
    )
    WHERE length(wording) - length(replace(wording, ' ', '')) + 1 >= {WORDS}
    """,
)

# The same in Python, for a text that is not sent yet; a test holds the two together.
_PASSING = re.compile(
    r"@\w+|https?://[^\t\n\f\r ]+|[\^*][A-Za-z]+\s*\Z|-\s*[A-Z][A-Za-z]*\s*\Z", re.ASCII
)


def wording(text: str) -> str:
    """A text without what changes from one person to the next, as `WORDINGS` has it; empty where
    it has too few words to be a form letter."""
    kept = (letter if letter.isalpha() else " " for letter in _PASSING.sub(" ", text))
    words = "".join(kept).lower().split()
    return " ".join(words) if len(words) >= WORDS else ""


_GROUPS = """
    SELECT wording, count(*) AS times, arg_min((network, message_id), sent_at) AS first
    FROM wordings WHERE sent_at BETWEEN $since AND $as_of
    GROUP BY wording
"""


def _copy_paste(records: Records, window: Window) -> Figure:
    row = records.row(
        f"""
        SELECT coalesce(sum(times), 0)::BIGINT AS n,
               coalesce(sum(times) FILTER (times >= {SAME}), 0)::BIGINT AS same,
               coalesce(max(times), 0) AS most
        FROM ({_GROUPS})
        """,
        WORDINGS,
        since=window.since,
        as_of=window.as_of,
    )
    n, same = row["n"], row["same"]
    if n == 0:
        return Figure(None, "share", 0, parts={"most": 0})
    low, high = wilson(same, n)
    return Figure(same / n, "share", n, low, high, parts={"most": row["most"]})


def repeated(records: Records, window: Window, most: int = 20) -> list[dict[str, Any]]:
    """The wordings used most, each by its first answer: network, message_id, text, url, times."""
    return records.rows(
        f"""
        SELECT messages.network, messages.message_id, text, url, times
        FROM ({_GROUPS}) AS grouped
        JOIN messages
          ON messages.network = first[1] AND messages.message_id = first[2]
        WHERE times >= {SAME}
        ORDER BY times DESC, message_id LIMIT {most}
        """,
        WORDINGS,
        since=window.since,
        as_of=window.as_of,
    )


COPY_PASTE = Measure(
    id="dialogue/copy-paste-share",
    title=Text(en="Answers in the same words", it="Risposte con le stesse parole"),
    meaning=Text(
        en=f"The share of the company's answers of {WORDS} words or more whose wording, names, "
        f"links and numbers apart, was used at least {SAME} times.",
        it=f"La quota di risposte dell'azienda di almeno {WORDS} parole la cui formula, a parte "
        f"nomi, link e numeri, è stata usata almeno {SAME} volte.",
    ),
    unit="share",
    reads=frozenset({"messages"}),
    source=Source("docs/evidence/copy-paste.md", "house rule"),
    compute=_copy_paste,
)
