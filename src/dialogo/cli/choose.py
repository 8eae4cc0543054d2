"""Which company is meant, and which stretch of time, said clearly where it cannot be told."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from dialogo.cli.options import begins, ends
from dialogo.records.errors import BadInput
from dialogo.records.text import Lang, Text

if TYPE_CHECKING:
    from dialogo.audit.policy import Policy
    from dialogo.records.records import Records

LISTED = 15
_EMPTY = Text(
    en="nothing was found in these files that belongs to a company.",
    it="in questi file non c'è nulla che appartenga a un'azienda.",
)
_SEVERAL = Text(
    en="there are {n} companies here: {names}. Choose one with --company NAME, or audit "
    "them all with --each.",
    it="qui ci sono {n} aziende: {names}. Sceglietene una con --company NOME, o analizzatele "
    "tutte con --each.",
)
_NOT_HERE = Text(
    en="there is no company {company} here.{near} There are {n}: {names}.",
    it="qui non c'è l'azienda {company}.{near} Ce ne sono {n}: {names}.",
)
_NEAR = Text(en=" Perhaps {names}?", it=" Forse {names}?")
_BACKWARDS = Text(
    en="--since ({since}) lies after --as-of ({as_of}). Swap them, or leave one out.",
    it="--since ({since}) viene dopo --as-of ({as_of}). Scambiateli, o toglietene uno.",
)
_NOT_SINCE = Text(
    en="nothing has happened since {since}: the records go from {first} to {last}.",
    it="{since:dal} non è successo nulla: i dati vanno {first:dal} {last:al}.",
)
_NOT_THEN = Text(
    en="nothing lies between {since} and {as_of}: the records go from {first} to {last}.",
    it="fra {since} e {as_of} non c'è nulla: i dati vanno {first:dal} {last:al}.",
)


def company_of(records: Records, wanted: str | None, lang: Lang) -> Records:
    """The records of the company that is meant; raises `BadInput` where that cannot be told."""
    names = records.companies()
    if not names:
        raise BadInput(_EMPTY)
    listed = ", ".join(names[:LISTED]) + (" …" if len(names) > LISTED else "")
    if wanted is None and len(names) > 1:
        raise BadInput(_SEVERAL, n=len(names), names=listed)
    if wanted is not None and wanted not in names:
        near = _near(wanted, names, lang)
        raise BadInput(_NOT_HERE, company=wanted, near=near, n=len(names), names=listed)
    return records.of_company(wanted or names[0])


def _near(wanted: str, names: list[str], lang: Lang) -> str:
    from rapidfuzz import fuzz, process, utils  # start-up: only for a name that is not there

    close = process.extract(
        wanted, names, scorer=fuzz.WRatio, processor=utils.default_process, limit=3, score_cutoff=70
    )
    return _NEAR.say(lang, names=[name for name, _, _ in close]) if close else ""


Stretch = tuple[datetime | None, datetime | None]


def stretch(
    since: date | datetime | None, as_of: date | datetime | None, policy: Policy
) -> Stretch:
    """The two ends as instants, in the zone of the business hours (else UTC)."""
    zone = ZoneInfo(policy.hours.zone) if policy.hours else ZoneInfo("UTC")
    first, last = begins(since, zone), ends(as_of, zone)
    if first is not None and last is not None and first > last:
        raise BadInput(_BACKWARDS, since=first.date(), as_of=last.date())
    return first, last


def not_then(records: Records, asked: Stretch) -> BadInput:
    """What to say where nothing is dated, or nothing in the stretch that was asked for."""
    from dialogo.audit.run import NOTHING  # start-up: the audit loads every check

    span = records.span()
    if span is None:
        return BadInput(NOTHING)
    since, as_of = asked
    if since is not None and since > span.as_of:
        first, last = span.since.date(), span.as_of.date()
        return BadInput(_NOT_SINCE, since=since.date(), first=first, last=last)
    return BadInput(
        _NOT_THEN,
        since=(since or span.since).date(),
        as_of=(as_of or span.as_of).date(),
        first=span.since.date(),
        last=span.as_of.date(),
    )
