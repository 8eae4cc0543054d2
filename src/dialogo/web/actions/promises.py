"""Keeping what became of promises on reply time; the words that make a message urgent."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from dialogo.dialogue.priority import KIND as URGENT
from dialogo.dialogue.priority import plain
from dialogo.dialogue.promise_lines import PRIORITIES
from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.actions import computed, trail
from dialogo.web.actions.conversations.many import change, parts
from dialogo.web.actions.records import erase_rows, write_rows
from dialogo.web.models.person import Person
from dialogo.web.models.promises import PromiseWait
from dialogo.web.models.record_key import id_key
from dialogo.web.models.records import ROWS, Message
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.promise_counts import Counted
from dialogo.web.queries.promise_waits import KIND
from dialogo.web.queries.team.zones import zone_of
from dialogo.web.queries.urgent_words import urgent_words

MOST_WORDS, LONGEST = 100, 60
_COLUMNS = (
    "conversation_id", "network", "need", "priority", "began", "day", "ended_at", "within",
    "waited", "outcome",
)  # fmt: skip

TOO_MANY = Text(
    en="There are {n} words; {most} at most can be looked for.",
    it="Le parole sono {n}; se ne possono cercare al più {most}.",
)
TOO_LONG = Text(
    en="“{word}” is longer than {most} letters. Write a word or two.",
    it="«{word}» ha più di {most} lettere. Scrivete una parola o due.",
)
CHANGED = Text(
    en="changed the words that make a message urgent: {words}",
    it="ha cambiato le parole che rendono urgente un messaggio: {words}",
)
NONE = Text(en="none", it="nessuna")


def keep(workspace: Workspace, revision: int, found: Counted) -> None:
    """Replaces what was kept before, in the caller's transaction; only what differs is written."""
    wanted = _rows(workspace, found)
    kept = {
        bytes(key): (pk, tuple(values))
        for pk, key, *values in PromiseWait.objects.filter(workspace=workspace).values_list(
            "pk", "row_key", *_COLUMNS
        )
    }
    for some in parts(pk for key, (pk, _) in kept.items() if key not in wanted):
        PromiseWait.objects.filter(pk__in=some).delete()
    changed = [
        (kept[key][0], *values)
        for key, values in wanted.items()
        if key in kept and kept[key][1] != values
    ]
    change(PromiseWait, [name.removesuffix("_id") for name in _COLUMNS], changed)
    fresh = [
        PromiseWait(workspace=workspace, row_key=key, **dict(zip(_COLUMNS, values, strict=True)))
        for key, values in wanted.items()
        if key not in kept
    ]
    PromiseWait.objects.bulk_create(fresh, batch_size=500)
    computed.keep(KIND, workspace, revision, found.window, {"kept": found.kept})


def _rows(workspace: Workspace, found: Counted) -> dict[bytes, tuple[Any, ...]]:
    zone = zone_of(workspace)
    rows = {
        key: row
        for row in found.rows
        if (key := id_key(row["network"], row["message_id"])) is not None
    }
    talks: dict[bytes, int] = {}
    for some in parts(rows):
        mine = Message.objects.filter(workspace=workspace, row_key__in=some)
        talks |= {bytes(key): part for key, part in mine.values_list("row_key", "part_of_id")}
    return {
        key: (
            talks.get(key), row["network"][:40], (row["need"] or "")[:200],
            PRIORITIES.index(row["priority"]), row["began"], row["began"].astimezone(zone).date(),
            row["ended_at"], row["within"], row["waited"], row["outcome"],
        )
        for key, row in rows.items()
    }  # fmt: skip


@transaction.atomic
def say_urgent(by: Person, workspace: Workspace, words: Iterable[str]) -> bool:
    """Keeps which words make a message urgent from today on; whether that changed anything.

    Raises `BadInput` for too many words, or too long ones.
    """
    wanted = {plain(word): " ".join(word.split()) for word in words if plain(word)}
    if len(wanted) > MOST_WORDS:
        raise BadInput(TOO_MANY, n=len(wanted), most=MOST_WORDS)
    for word in wanted.values():
        if len(word) > LONGEST:
            raise BadInput(TOO_LONG, word=word[:LONGEST], most=LONGEST)
    today = timezone.now().astimezone(zone_of(workspace)).date()
    known = {plain(row.subject): row for row in urgent_words(workspace)}
    gone = [row for word, row in known.items() if word not in wanted]
    fresh = [said for word, said in wanted.items() if word not in known]
    if not gone and not fresh:
        return False
    if brief := [row.pk for row in gone if row.from_day >= today]:
        erase_rows(workspace, "plan", ROWS["plan"].objects.filter(pk__in=brief))
    ended = [
        {"kind": URGENT, "subject": row.subject, "from_day": row.from_day,
         "to_day": today - timedelta(days=1)}
        for row in gone if row.from_day < today
    ]  # fmt: skip
    new = [{"kind": URGENT, "subject": said, "from_day": today} for said in fresh]
    write_rows(workspace, "plan", [*ended, *new], fill=False)
    said = ", ".join(sorted(wanted.values())) or NONE
    trail.note(by, workspace, "promises.urgent", "plan:urgent", CHANGED, words=said)
    return True
