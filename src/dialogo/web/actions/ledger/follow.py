"""Following the records: what is new is booked, what has changed is taken back and booked anew.

It may be done again and again, and be killed anywhere: a record is booked once for what it says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Prefetch

from dialogo.web.actions.ledger.booking import book, ledger_of, side_of, taking_back
from dialogo.web.actions.ledger.reports import count_once
from dialogo.web.actions.ledger.sources import TABLES, draft_of
from dialogo.web.models.ledger import LedgerEntry, LedgerLine
from dialogo.web.models.records import ROWS, Gone
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.ledger.entries import Draft
from dialogo.web.queries.ledger.rates import Rates

AT_ONCE = 500  # records a transaction


def follow(workspace: Workspace, hold: Callable[[], None] = lambda: None) -> int:
    """Brings the ledger up to the records as they are now; how many entries that took.

    `hold` is called in every transaction before anything is written.
    """
    head = ledger_of(workspace)
    if head.revision < Workspace.objects.values_list("revision", flat=True).get(pk=workspace.pk):
        with transaction.atomic():
            hold()
            count_once(workspace, head.revision)
    workspace = Workspace.objects.get(pk=workspace.pk)
    if head.revision >= workspace.revision:
        return 0
    before = head.entries
    for table, keys in _to_look_at(workspace, head.revision):
        with transaction.atomic():
            hold()
            # Whoever else books waits here, so that nothing is booked twice; and what an hour costs
            # is read behind this lock, so that nobody books by a pay that has changed since.
            ledger_of(workspace, lock=True)
            rates = Rates(Workspace.objects.get(pk=workspace.pk))
            book(workspace, list(_missing(workspace, table, keys, rates)))
    with transaction.atomic():
        hold()
        head = ledger_of(workspace, lock=True)
        head.revision = max(head.revision, workspace.revision)
        head.save(update_fields=["revision"])
    return head.entries - before


def behind(workspace: Workspace) -> int:
    """How many entries are missing to book every record as it is; reads them all."""
    rates = Rates(workspace)
    looked = _to_look_at(workspace, -1)
    return sum(len(list(_missing(workspace, table, keys, rates))) for table, keys in looked)


def _to_look_at(workspace: Workspace, since: int) -> Iterator[tuple[str, list[bytes]]]:
    """The keys of records that may not be booked as they are, a stretch at a time."""
    gone = Gone.objects.filter(workspace=workspace, revision__gt=since)
    whole = since < 0 or gone.filter(table="").exists()
    members = ROWS["members"].objects.filter(workspace=workspace, revision__gt=since)
    repaid = whole or members.exists() or gone.filter(table="members").exists()
    for table in TABLES:
        rows = ROWS[table].objects.filter(workspace=workspace)
        if not (whole or (repaid and table == "hours")):
            rows = rows.filter(revision__gt=since)
        yield from _stretches(table, rows.order_by("pk").values_list("pk", "row_key"))
        if whole:
            there = ROWS[table].objects.filter(workspace=workspace, row_key=OuterRef("row_key"))
            left = LedgerEntry.objects.filter(~Exists(there), workspace=workspace, table=table)
            keys = left.order_by("pk").values_list("pk", "row_key")
        else:
            keys = gone.filter(table=table).order_by("pk").values_list("pk", "row_key")
        yield from _stretches(table, keys)


def _stretches(table: str, rows: Any) -> Iterator[tuple[str, list[bytes]]]:
    """By the last number seen, so that no cursor stays open while others write."""
    last = 0
    while found := list(rows.filter(pk__gt=last)[:AT_ONCE]):
        last = found[-1][0]
        yield table, list({bytes(key): None for _, key in found})


def _missing(workspace: Workspace, table: str, keys: list[bytes], rates: Rates) -> Iterator[Draft]:
    """What is still to be booked for these records."""
    rows = ROWS[table].objects.filter(workspace=workspace, row_key__in=keys)
    wanted = {bytes(row.row_key): draft_of(table, row, rates) for row in rows}
    open_ = open_entries(workspace, table, keys)
    for key in sorted(keys):
        draft, entry = wanted.get(key), open_.get(key)
        if entry is not None and (draft is None or draft.content != entry.content):
            yield taking_back(entry, [side_of(line) for line in entry.lines.all()])
        if draft is not None and (entry is None or draft.content != entry.content):
            yield draft


def open_entries(
    workspace: Workspace, table: str, keys: Iterable[bytes]
) -> dict[bytes, LedgerEntry]:
    """The entry that books each of these records now: the last, unless it was taken back."""
    lines = Prefetch("lines", LedgerLine.objects.order_by("place"))
    found: dict[bytes, LedgerEntry] = {}
    some = iter(keys)
    while part := list(islice(some, AT_ONCE)):
        entries = LedgerEntry.objects.filter(workspace=workspace, table=table, row_key__in=part)
        for entry in entries.order_by("number").prefetch_related(lines):
            key = bytes(entry.row_key)
            if entry.reverses is None:
                found[key] = entry
            elif key in found and found[key].number == entry.reverses:
                del found[key]
    return found
