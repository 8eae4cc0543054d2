"""Receipts: the file that goes with an expense, kept where everything else is kept.

In the database, like the pictures of letters: few, small, needed for years, and part of a backup.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.actions import trail
from dialogo.web.actions.letters.picture import look, plain_name
from dialogo.web.models.ledger import Receipt
from dialogo.web.models.person import Person

LARGEST = 5_000_000  # bytes of a file
MOST = 5  # files of an expense
NO_RECEIPT = Text(
    en="“{name}” is no PDF, JPEG, PNG or WebP file. Scan or photograph it as one of these.",
    it="«{name}» non è un file PDF, JPEG, PNG o WebP. Scansionate o fotografate la ricevuta in uno "
    "di questi formati.",
)
TOO_LARGE = Text(
    en="“{name}” is larger than {most} MB. Save it smaller.",
    it="«{name}» supera {most} MB. Salvatelo più piccolo.",
)
TOO_MANY = Text(
    en="There are {most} files with this expense already. Take one away first.",
    it="Con questa spesa ci sono già {most} file. Prima toglietene uno.",
)
KEPT = Text(
    en="added the receipt “{name}” to the expense {number}",
    it="ha aggiunto la ricevuta «{name}» alla spesa {number}",
)
TAKEN = Text(
    en="took the receipt “{name}” away from the expense {number}",
    it="ha tolto la ricevuta «{name}» dalla spesa {number}",
)


def keep(by: Person, row: Any, name: str, data: bytes) -> Receipt:
    """Keeps a file with an expense; what it is is read from its bytes. Raises `BadInput`."""
    plain = plain_name(name)
    if len(data) > LARGEST:
        raise BadInput(TOO_LARGE, name=plain, most=LARGEST // 1_000_000)
    mime = "application/pdf" if data[:5] == b"%PDF-" else None
    if mime is None:
        found = look(data)
        mime = found.mime if found and found.mime != "image/gif" else None
    if mime is None:
        raise BadInput(NO_RECEIPT, name=plain)
    mine = Receipt.objects.filter(workspace=row.workspace, row_key=bytes(row.row_key))
    if mine.count() >= MOST:
        raise BadInput(TOO_MANY, most=MOST)
    kept = Receipt.objects.create(
        workspace=row.workspace, row_key=bytes(row.row_key), name=plain, mime=mime,
        size=len(data), digest=sha256(data).hexdigest(), data=data, by=by,
    )  # fmt: skip
    _note(by, row, KEPT, plain)
    return kept


def take_away(by: Person, row: Any, receipt: Receipt) -> None:
    """Takes a file away from its expense."""
    _note(by, row, TAKEN, receipt.name)
    receipt.delete()


def _note(by: Person, row: Any, says: Text, name: str) -> None:
    about = f"expense:{row.expense_id}"
    trail.note(by, row.workspace, "budget.enter", about, says, name=name, number=row.expense_id)
