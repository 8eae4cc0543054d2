"""Looking through the ledger: its entries, the records they rest on, and what guards them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connection

from dialogo.records.text import Text
from dialogo.web.actions.ledger import guards
from dialogo.web.actions.ledger.follow import behind
from dialogo.web.actions.ledger.sources import beyond
from dialogo.web.models.ledger import Ledger
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.ledger.check import Found, check

BEHIND = Text(
    en="{n:entry is|entries are} missing to book every record as it stands.",
    it="{n:registrazione manca|registrazioni mancano} perché ogni dato sia registrato così com'è.",
)
BEYOND = Text(
    en="{n:record is|records are} in no entry: they cost 100 billion or more, or name no currency.",
    it="{n:dato non è|dati non sono} in alcuna registrazione: costano 100 miliardi o più, o non "
    "dicono in quale valuta.",
)
UNGUARDED = Text(
    en="The database does not guard the ledger. Start Dialogo again: it puts its guards up.",
    it="Il database non protegge il libro. Riavviate Dialogo, che rimette le protezioni.",
)


@dataclass(frozen=True)
class Looked:
    """What was found; `missing` entries would book every record as it stands, `digest` is that of
    the last entry. `during`: something was booked meanwhile, so what was found may be nothing."""

    found: Found
    missing: int
    digest: str
    during: bool


def look(workspace: Workspace) -> Looked:
    """Reads everything and changes nothing; nobody who books waits for it."""
    before = _head(workspace)
    found, missing = check(workspace), behind(workspace)
    if unbooked := beyond(workspace):
        found.say(BEYOND, n=unbooked)
    if not guards.standing(connection):
        found.say(UNGUARDED)
    return Looked(found, missing, before[1], _head(workspace) != before)


def _head(workspace: Workspace) -> tuple[Any, ...]:
    """How many entries there are, the last one's digest, and how far records have come."""
    entries, digest = 0, ""
    if head := Ledger.objects.filter(workspace=workspace).first():
        entries, digest = head.entries, head.digest
    return (
        entries,
        digest,
        Workspace.objects.values_list("revision", flat=True).get(pk=workspace.pk),
    )
