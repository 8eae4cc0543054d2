"""Texts: what was said behind a number, and what the models made of it, by which words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dialogo.language.messages import label_messages
from dialogo.language.posts import label_posts
from dialogo.language.tone import manners
from dialogo.report.clean import one_line

if TYPE_CHECKING:
    from datetime import datetime

    import pyarrow as pa

    from dialogo.audit.check import Finding
    from dialogo.language.taught import Taught
    from dialogo.records.records import Records

LONGEST = 280  # characters of a text that are shown

_MESSAGES = """
    SELECT 'message:' || network || ':' || message_id AS thing, network, sent_at AS at, text,
           coalesce(author_kind, 'other') AS by, automated
    FROM messages WHERE network || ':' || message_id IN (SELECT unnest($ids))
"""
_POSTS = """
    SELECT 'post:' || network || ':' || post_id AS thing, network, published_at AS at, text,
           'company' AS by, false AS automated
    FROM posts WHERE network || ':' || post_id IN (SELECT unnest($ids))
"""
# Labels that stand in the records were a person's, or are what the audit counted.
_KEPT = {
    "messages": """
        SELECT 'message:' || network || ':' || message_id AS thing, needs_answer, act, probability,
               because
        FROM message_labels WHERE network || ':' || message_id IN (SELECT unnest($ids))
    """,
    "posts": """
        SELECT 'post:' || network || ':' || post_id AS thing, does, probability, because
        FROM post_labels WHERE network || ':' || post_id IN (SELECT unnest($ids))
    """,
}
_HANDLE = re.compile(r"(?<![\w.])@[\w.]+(?:@[\w.-]+)?")


@dataclass(frozen=True)
class Behind:
    """One text: when, where and by whom it was written (company, customer, other), its words on
    one line without accounts, what it was taken for (`needs_answer` and `act`, `does`, or `tone`),
    how likely that is (0 to 1; None where nobody can be sure) and the words that decided."""

    at: datetime
    network: str
    by: str
    text: str
    labels: Mapping[str, str]
    sure: float | None
    because: tuple[str, ...]


def texts_behind(
    findings: Iterable[Finding], records: Records, taught: Taught | None = None
) -> dict[str, Behind]:
    """The messages and posts that findings rest on, by `kind:network:id`; two questions each."""
    wanted: dict[str, list[str]] = {"message": [], "post": []}
    for finding in findings:
        for thing in finding.reading.evidence:
            if thing.kind in wanted:
                wanted[thing.kind].append(thing.id)
    found: dict[str, Behind] = {}
    if wanted["message"] and records.has("messages"):
        found |= _messages(records, wanted["message"], taught)
    if wanted["post"] and records.has("posts"):
        found |= _posts(records, wanted["post"], taught)
    return found


def marked(text: str, because: Iterable[str]) -> list[tuple[str, bool]]:
    """The text in parts, each with whether it is one of the words that decided."""
    words = sorted({line for word in because if (line := one_line(word))}, key=len, reverse=True)
    if not words:
        return [(text, False)]
    either = "|".join(map(_whole, words))
    parts = re.split(f"({either})", text, flags=re.IGNORECASE)
    return [(part, place % 2 == 1) for place, part in enumerate(parts) if part]


def _whole(word: str) -> str:
    """A pattern for the word, not for a part of a longer one; a mark may stand anywhere."""
    before = r"(?<!\w)" if word[0].isalnum() else ""
    after = r"(?!\w)" if word[-1].isalnum() else ""
    return before + re.escape(word) + after


def _messages(records: Records, ids: list[str], taught: Taught | None) -> dict[str, Behind]:
    rows = _rows(records, _MESSAGES, ids)
    asked = [row for row in rows if row["by"] == "customer"]
    said = [row for row in rows if row["by"] == "company" and not row["automated"]]
    labels = _judged(records, "messages", ids, asked, lambda texts: label_messages(texts, taught))
    heard = manners(_column(said))
    columns = (heard.names, heard.probability, heard.because)
    for row, tone, sure, words in zip(said, *(one.to_pylist() for one in columns), strict=True):
        labels[row["thing"]] = {"tone": tone, "probability": sure, "because": words}
    return {row["thing"]: _behind(row, labels.get(row["thing"], {})) for row in rows}


def _posts(records: Records, ids: list[str], taught: Taught | None) -> dict[str, Behind]:
    rows = _rows(records, _POSTS, ids)
    labels = _judged(records, "posts", ids, rows, lambda texts: label_posts(texts, taught))
    return {row["thing"]: _behind(row, labels.get(row["thing"], {})) for row in rows}


def _judged(
    records: Records, table: str, ids: list[str], rows: list[dict[str, Any]], judge: Any
) -> dict[str, dict[str, Any]]:
    """The labels that are kept, and those of the other `rows`, by thing."""
    kept = {row["thing"]: row for row in records.rows(_KEPT[table], ids=ids)}
    rest = [row for row in rows if row["thing"] not in kept]
    new = judge(_column(rest)).to_pylist()
    return kept | {row["thing"]: label for row, label in zip(rest, new, strict=True)}


def _rows(records: Records, sql: str, ids: list[str]) -> list[dict[str, Any]]:
    return [row for row in records.rows(sql, ids=ids) if row["text"]]


def _column(rows: list[dict[str, Any]]) -> pa.Array:
    import pyarrow as pa  # start-up: as in dialogo.language

    return pa.array([row["text"] for row in rows], pa.string())


def _behind(row: Mapping[str, Any], label: Mapping[str, Any]) -> Behind:
    names = ("needs_answer", "act", "does", "tone")
    return Behind(
        row["at"],
        row["network"],
        row["by"],
        one_line(_HANDLE.sub("@…", row["text"]), LONGEST),
        {name: label[name] for name in names if label.get(name)},
        label.get("probability") or None,
        tuple(label.get("because") or ()),
    )
