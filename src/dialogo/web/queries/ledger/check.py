"""Checking the ledger: everything is recomputed, and whatever does not agree is named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch

from dialogo.budget.accounts import ACCOUNTS
from dialogo.records.text import LANGS, Text
from dialogo.web.models.ledger import Ledger, LedgerEntry, LedgerLine
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.ledger.entries import Draft, Side

AT_ONCE = 1_000
MOST = 50  # sentences: whoever has more has one trouble

GAP = Text(
    en="Entry {number} is missing: after {before} comes {after}.",
    it="Manca la registrazione {number}: dopo la {before} viene la {after}.",
)
LAST = Text(
    en="The ledger's head counts {head:entry|entries}, and {found} are there.",
    it="La testa del libro conta {head:registrazione|registrazioni}, e ce ne sono {found}.",
)
HEAD = Text(
    en="The last entry is not the one that the ledger's head names.",
    it="L'ultima registrazione non è quella indicata dalla testa del libro.",
)
CHANGED = Text(
    en="Entry {number} is not as it was booked.",
    it="La registrazione {number} non è come era stata registrata.",
)
SIDES = Text(en="Entry {number} does not balance.", it="La registrazione {number} non quadra.")
ASTRAY = Text(
    en="A line of entry {number} stands under another day, company or account.",
    it="Una riga della registrazione {number} sta sotto un altro giorno, azienda o conto.",
)
TWICE = Text(
    en="Entry {number} books what entry {other} books already.",
    it="La registrazione {number} registra ciò che registra già la {other}.",
)
NO_MIRROR = Text(
    en="Entry {number} does not take entry {other} back to the last coin.",
    it="La registrazione {number} non storna la {other} fino all'ultimo centesimo.",
)
REWRITTEN = Text(
    en="Up to entry {number} the ledger is another than the last good check read.",
    it="Fino alla registrazione {number} il libro non è quello letto dall'ultimo controllo andato "
    "bene.",
)


@dataclass
class Found:
    """`entries` were read; `wrong` says in both languages what does not agree (50 at most)."""

    entries: int = 0
    wrong: list[dict[str, str]] = field(default_factory=list)

    def say(self, text: Text, **values: object) -> None:
        if len(self.wrong) < MOST:
            self.wrong.append({lang: text.say(lang, **values) for lang in LANGS})


def check(workspace: Workspace) -> Found:
    """Reads every entry and line once, in the order of their numbers; nothing may be booked
    meanwhile, or the head and the last entry do not agree.

    The chain of digests, the count, each entry's balance, that a reversal mirrors its entry, that
    no record is booked twice, and that the ledger goes on from what the last good check read.
    """
    found, before, digest = Found(), 0, ""
    head = Ledger.objects.filter(workspace=workspace).first()
    last = (head.checked or {}) if head is not None else {}
    read = last.get("held", last)
    known = {0: "", read.get("entries", 0): read.get("digest", "")}
    open_: dict[tuple[str, bytes], int] = {}
    for entry, sides in _entries(workspace, found):
        found.entries += 1
        if entry.number != before + 1:
            found.say(GAP, number=before + 1, before=before, after=entry.number)
        draft = _draft(entry, sides)
        if entry.digest != draft.digest(entry.number, digest) or entry.content != draft.content:
            found.say(CHANGED, number=entry.number)
        if not draft.balances:
            found.say(SIDES, number=entry.number)
        _records(entry, draft, open_, found)
        before, digest = entry.number, entry.digest
        if known.pop(entry.number, digest) != digest:
            found.say(REWRITTEN, number=entry.number)
    for number in filter(None, known):
        found.say(REWRITTEN, number=number)
    if head is not None and head.entries != found.entries:
        found.say(LAST, head=head.entries, found=found.entries)
    if head is not None and head.digest != digest:
        found.say(HEAD)
    _mirrors(workspace, found)
    return found


def _entries(workspace: Workspace, found: Found) -> Iterator[tuple[LedgerEntry, list[Side]]]:
    lines = Prefetch("lines", LedgerLine.objects.order_by("place"))
    entries, last = LedgerEntry.objects.filter(workspace=workspace).order_by("number"), 0
    while some := list(entries.filter(number__gt=last).prefetch_related(lines)[:AT_ONCE]):
        for entry in some:
            stored = list(entry.lines.all())
            if any(_is_astray(line, entry) for line in stored):
                found.say(ASTRAY, number=entry.number)
            yield entry, [_side(line) for line in stored]
        last = some[-1].number


def _is_astray(line: LedgerLine, entry: LedgerEntry) -> bool:
    account = ACCOUNTS.get(line.account)
    return (
        line.day != entry.day
        or line.workspace_id != entry.workspace_id
        or account is None
        or account.cost != line.cost
    )


def _side(line: LedgerLine) -> Side:
    amount = (line.debit or 0) - (line.credit or 0)
    return Side(line.account, line.cost, amount, line.currency, line.activity, line.network)


def _draft(entry: LedgerEntry, sides: list[Side]) -> Draft:
    key = None if entry.row_key is None else bytes(entry.row_key)
    return Draft(
        entry.day, tuple(sides), entry.table, key, entry.reverses, entry.says, entry.document
    )


def _records(
    entry: LedgerEntry, draft: Draft, open_: dict[tuple[str, bytes], int], found: Found
) -> None:
    """Of a record, one entry stands at a time."""
    if draft.row_key is None:
        return
    key = entry.table, draft.row_key
    if entry.reverses is not None:
        if open_.pop(key, None) != entry.reverses:
            found.say(NO_MIRROR, number=entry.number, other=entry.reverses)
    elif key in open_:
        found.say(TWICE, number=entry.number, other=open_[key])
    else:
        open_[key] = entry.number


def _mirrors(workspace: Workspace, found: Found) -> None:
    """A reversal has the lines of what it takes back, each on the other side."""
    lines = Prefetch("lines", LedgerLine.objects.order_by("place"))
    backs = LedgerEntry.objects.filter(workspace=workspace, reverses__isnull=False)
    last = 0
    while some := list(
        backs.filter(number__gt=last).order_by("number").prefetch_related(lines)[:AT_ONCE]
    ):
        numbers = [entry.reverses for entry in some]
        taken: dict[Any, LedgerEntry] = {
            entry.number: entry
            for entry in LedgerEntry.objects.filter(
                workspace=workspace, number__in=numbers
            ).prefetch_related(lines)
        }
        for entry in some:
            other = taken.get(entry.reverses)
            mine = [_side(line).other for line in entry.lines.all()]
            if (
                other is None
                or other.day != entry.day
                or mine != [_side(line) for line in other.lines.all()]
            ):
                found.say(NO_MIRROR, number=entry.number, other=entry.reverses)
        last = some[-1].number
