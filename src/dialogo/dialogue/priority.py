"""Priority: how urgent it is that somebody who waits is answered.

What a person said last counts, in this dialogue (`priority` in the `extra` of the message that was
its newest then: low, normal, high, urgent, or rules, which takes back what was said). Else a wait
in which one of the company's own urgent words is said is urgent (the plan's rows of the kind
`urgent`), and one with a complaint is high; every other is normal.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from unicodedata import combining, normalize

from dialogo.records.records import Records, View

LOW, NORMAL, HIGH, URGENT = range(4)
# A person leaves it to the rules again.
BY_RULES = -1
KEY = "priority"
KIND = "urgent"

# The same pattern for Python and for the engine: letters of both are ASCII once plain.
_BLANKS = re.compile(r"[\t\n\f\r ]+")
_BEFORE, _AFTER = r"(^|[^a-z0-9_])", r"($|[^a-z0-9_])"


def pattern(words: Iterable[str]) -> str:
    """A pattern that finds any of `words`, whole, in plain text; empty: there are none."""
    found = sorted({said for word in words if (said := plain(word))})
    return f"{_BEFORE}({'|'.join(map(re.escape, found))}){_AFTER}" if found else ""


def plain(text: str) -> str:
    """In small letters, without accents, one blank between words."""
    letters = "".join(c for c in normalize("NFD", text) if not combining(c)).lower()
    return _BLANKS.sub(" ", letters).strip()


def by_rules(texts: Iterable[str | None], sought: str, *, complaint: bool) -> int:
    """The priority of a wait with these texts; `sought` is a `pattern` of urgent words."""
    if sought and any(_compiled(sought).search(plain(text)) for text in texts if text):
        return URGENT
    return HIGH if complaint else NORMAL


@lru_cache(maxsize=256)
def _compiled(sought: str) -> re.Pattern[str]:
    return re.compile(sought)


def _marked(records: Records) -> str:
    """SQL: of customers' messages that say something of priority: what a person said, and whether
    an urgent word is in it."""
    words = [
        row["subject"]
        for row in records.rows(
            f"SELECT subject FROM plan WHERE kind = '{KIND}' AND to_day IS NULL ORDER BY subject"
        )
    ]
    sought = pattern(words).replace("'", "''")
    said = f"json_extract_string(extra, '$.{KEY}')"
    worded = (
        "regexp_matches(regexp_replace(lower(strip_accents(coalesce(text, ''))), '\\s+', ' ', 'g'),"
        f" '{sought}')"
        if sought
        else "false"
    )
    return f"""
        SELECT * FROM (
            SELECT hash(network, message_id) AS key,
                   CASE WHEN extra LIKE '%"{KEY}"%' THEN
                       CASE {said} WHEN 'low' THEN {LOW} WHEN 'normal' THEN {NORMAL}
                                   WHEN 'high' THEN {HIGH} WHEN 'urgent' THEN {URGENT}
                                   WHEN 'rules' THEN {BY_RULES} END
                   END AS said_priority,
                   {worded} AS worded
            FROM messages WHERE author_kind = 'customer'
        )
        WHERE said_priority IS NOT NULL OR worded
    """


MARKED = View("marked_priorities", _marked)
