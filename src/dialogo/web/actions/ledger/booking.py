"""Booking: the one function that adds to the ledger, and what takes an entry back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils import timezone

from dialogo.web.models.ledger import Ledger, LedgerEntry, LedgerLine
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.ledger.entries import Draft, Side

AT_ONCE = 500  # rows of one insertion


class Unbalanced(ValueError):
    """An entry whose sides differ, or that has fewer than two lines: none of it is booked."""


def ledger_of(workspace: Workspace, *, lock: bool = False) -> Ledger:
    """The head of the ledger; with `lock`, whoever else books waits until the transaction ends."""
    found, _ = Ledger.objects.get_or_create(workspace=workspace)
    return Ledger.objects.select_for_update().get(pk=found.pk) if lock else found


def book(workspace: Workspace, drafts: Sequence[Draft]) -> int:
    """Adds entries at the end of the ledger, all or none; the number of the last one there is.

    Raises `Unbalanced` for one that does not balance in every currency.
    """
    for draft in drafts:
        if not draft.balances:
            raise Unbalanced(draft)
    with transaction.atomic():
        head = ledger_of(workspace, lock=True)
        if not drafts:
            return head.entries
        now, entries = timezone.now(), []
        for draft in drafts:
            head.entries += 1
            head.digest = draft.digest(head.entries, head.digest)
            entries.append(
                LedgerEntry(
                    workspace=workspace, number=head.entries, day=draft.day, booked_at=now,
                    table=draft.table, row_key=draft.row_key, reverses=draft.reverses,
                    says=draft.says, document=draft.document, content=draft.content,
                    digest=head.digest,
                )
            )  # fmt: skip
        LedgerEntry.objects.bulk_create(entries, batch_size=AT_ONCE)
        lines = [
            _line(entry, place, side)
            for entry, draft in zip(entries, drafts, strict=True)
            for place, side in enumerate(draft.sides, start=1)
        ]
        LedgerLine.objects.bulk_create(lines, batch_size=AT_ONCE)
        head.save(update_fields=["entries", "digest"])
    return head.entries


def taking_back(entry: LedgerEntry, sides: Iterable[Side]) -> Draft:
    """The entry that takes `entry` back: the same day and lines, on the other sides."""
    return Draft(
        day=entry.day,
        sides=tuple(side.other for side in sides),
        table=entry.table,
        row_key=bytes(entry.row_key) if entry.row_key is not None else None,
        reverses=entry.number,
        says=entry.says,
        document=entry.document,
    )


def side_of(line: LedgerLine) -> Side:
    """A stored line as it was booked."""
    amount = line.debit if line.debit is not None else -(line.credit or 0)
    return Side(line.account, line.cost, amount, line.currency, line.activity, line.network)


def _line(entry: LedgerEntry, place: int, side: Side) -> LedgerLine:
    return LedgerLine(
        entry=entry, workspace_id=entry.workspace_id, day=entry.day, place=place,
        account=side.account, cost=side.cost, debit=side.amount if side.amount > 0 else None,
        credit=-side.amount if side.amount < 0 else None, currency=side.currency,
        activity=side.activity, network=side.network,
    )  # fmt: skip
