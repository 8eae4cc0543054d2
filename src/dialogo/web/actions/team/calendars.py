"""Calendars: the secret addresses that the rota is read at, and files whose shifts are taken."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.core import signing
from django.db import transaction

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.actions import trail
from dialogo.web.actions.team import shifts
from dialogo.web.models.person import Person
from dialogo.web.models.team import Colleague, TeamRules
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.team import calendar_file, people, rota
from dialogo.web.queries.team.breaches import Breach
from dialogo.web.queries.team.calendar_file import Found, LeftOut
from dialogo.web.queries.team.rota import Shift
from dialogo.web.queries.team.zones import zone_of

BACK, AHEAD = timedelta(days=31), timedelta(days=366)
_SALT = "calendar file"
_GOOD_FOR = timedelta(hours=6)

RENEWED = Text(
    en="made a new calendar address for {whom}",
    it="ha creato un nuovo indirizzo di calendario per {whom}",
)
EVERYBODY = Text(en="everybody", it="tutti")
TAKEN = Text(
    en="took {n:shift|shifts} from a calendar file",
    it="ha preso {n:turno|turni} da un file di calendario",
)
STALE = Text(
    en="This preview is no longer good. Choose the file again.",
    it="Questa anteprima non vale più. Va scelto di nuovo il file.",
)
IN_THE_WAY = Text(
    en="{name} has another shift that begins then, which is left alone",
    it="{name} ha già un altro turno che comincia in quel momento, e resta com'è",
)
IN_THE_WAY = Text(
    en="moves to where another shift of the same person begins; that one stays",
    it="si sposta dove comincia un altro turno della stessa persona; quello resta",
)
UNKNOWN = Text(
    en="its title names nobody of the team", it="il titolo non nomina nessuno della squadra"
)


@dataclass(frozen=True)
class Preview:
    """What a file would do to the rota: shifts that are `new`, those `moved` (as they are, as they
    would be), how many are there `known` already, and what is left out and why."""

    new: list[Shift]
    moved: list[tuple[Shift, Shift]]
    known: int
    left_out: list[LeftOut]
    floating: int
    broken: list[tuple[Shift, Breach]]

    @property
    def wanted(self) -> list[Shift]:
        return self.new + [to for _, to in self.moved]


def key_of(by: Person, workspace: Workspace, colleague: Colleague | None) -> str:
    """The secret in the address of a colleague's calendar, or of everybody's; made if need be."""
    held = _held(workspace, colleague)
    return str(held.calendar_key or renew(by, workspace, colleague))


@transaction.atomic
def renew(by: Person, workspace: Workspace, colleague: Colleague | None) -> str:
    """Another secret: whoever knew the former address reads no more."""
    held = _held(workspace, colleague)
    held.calendar_key = secrets.token_urlsafe(24)
    held.save(update_fields=["calendar_key"])
    whom = colleague.name if colleague else EVERYBODY
    about = f"colleague:{colleague.pk}" if colleague else f"workspace:{workspace.slug}"
    trail.note(by, workspace, "rota.calendar", about, RENEWED, whom=whom)
    return str(held.calendar_key)


def preview(
    workspace: Workspace, text: str, now: datetime, *, whose: Colleague | None, network: str
) -> Preview:
    """What the shifts of a calendar file would change; nothing is stored.

    `whose` None: each event is the shift of whoever its title names. Raises `BadInput`.
    """
    since, until = now - BACK, now + AHEAD
    read = calendar_file.read(text, zone_of(workspace), since, until)
    left_out = list(read.left_out)
    names = _names(workspace, now.astimezone(zone_of(workspace)).date())
    found = []
    for event in read.found:
        name = whose.name if whose else _named(event, names)
        if name is None:
            left_out.append(LeftOut(event.line, event.title, UNKNOWN))
        else:
            shift = Shift(name, event.starts_at, event.ends_at, network, uid=event.uid)
            found.append((shift, event))
    return _compared(workspace, found, left_out, read.floating, (since, until))


def _compared(
    workspace: Workspace,
    found: Sequence[tuple[Shift, Found]],
    left_out: list[LeftOut],
    floating: int,
    span: tuple[datetime, datetime],
) -> Preview:
    there = rota.shifts(workspace, span[0] - timedelta(days=31), span[1] + timedelta(days=31))
    by_uid = {(one.name, one.uid): one for one in there if one.uid}
    starts = {(one.name, one.starts_at) for one in there}
    wanted_at = {(shift.name, shift.starts_at): (shift, event) for shift, event in found}
    leaving = {
        (former.name, former.starts_at)
        for shift, _ in wanted_at.values()
        if (former := by_uid.get((shift.name, shift.uid))) and former.starts_at != shift.starts_at
    }
    new, moved, known = [], [], 0
    for one, event in wanted_at.values():
        former = by_uid.get((one.name, one.uid))
        same = former is not None and (former.starts_at, former.ends_at) == (
            one.starts_at,
            one.ends_at,
        )
        if same or (former is None and (one.name, one.starts_at) in starts):
            known += 1
        elif (
            former is not None
            and former.starts_at != one.starts_at
            and (one.name, one.starts_at) in starts - leaving
        ):
            left_out.append(LeftOut(event.line, event.title, IN_THE_WAY))
        elif former is not None:
            moved.append((former, replace(former, starts_at=one.starts_at, ends_at=one.ends_at)))
        else:
            new.append(one)
    wanted = new + [to for _, to in moved]
    gone = [former for former, _ in moved]
    broken = shifts.breaking(workspace, wanted, gone) if wanted else []
    return Preview(new, moved, known, left_out, floating, broken)


def sealed(workspace: Workspace, shown: Preview) -> str:
    """What is to be taken of a preview, so that a form can carry it and nobody can change it."""
    content = {
        "workspace": workspace.pk,
        "new": [_packed(one) for one in shown.new],
        "moved": [(_packed(former), _packed(to)) for former, to in shown.moved],
    }
    return signing.dumps(content, salt=_SALT, compress=True)


@transaction.atomic
def take(by: Person, workspace: Workspace, seal: str, reason: str) -> int:
    """Stores what a preview showed; how many shifts. Raises `BadInput` and `RulesBroken`."""
    try:
        content = signing.loads(seal, salt=_SALT, max_age=_GOOD_FOR)
    except signing.BadSignature:
        raise BadInput(STALE) from None
    if content["workspace"] != workspace.pk:
        raise BadInput(STALE)
    new = [replace(_unpacked(one), reason=reason) for one in content["new"]]
    moved = [(_unpacked(a), replace(_unpacked(b), reason=reason)) for a, b in content["moved"]]
    count = shifts.take_over(by, workspace, new, moved)
    trail.note(by, workspace, "rota.import", f"workspace:{workspace.slug}", TAKEN, n=count)
    return count


def _held(workspace: Workspace, colleague: Colleague | None) -> Colleague | TeamRules:
    if colleague is not None:
        return colleague
    return TeamRules.objects.get_or_create(workspace=workspace)[0]


def _names(workspace: Workspace, today: date) -> list[str]:
    """The names of the team, the longest first, so that "Ada Neri" is found before "Ada"."""
    names = (one.name for one in people.colleagues(workspace, today))
    return sorted(names, key=len, reverse=True)


def _named(event: Found, names: Sequence[str]) -> str | None:
    """Whom a title names; a first name counts where only one of the team has it."""
    words = f" {' '.join(_words(event.title))} "
    for name in names:
        if f" {' '.join(_words(name))} " in words:
            return name
    first = [name for name in names if f" {_words(name)[0]} " in words] if names else []
    return first[0] if len(first) == 1 else None


def _words(text: str) -> list[str]:
    bare = "".join(letter if letter.isalnum() else " " for letter in text.casefold())
    return bare.split() or [""]


def _packed(one: Shift) -> list[str]:
    ends = one.ends_at.isoformat()
    of = [one.network, one.language, one.skill, one.uid]
    return [one.name, one.starts_at.isoformat(), ends, *of]


def _unpacked(packed: Sequence[str]) -> Shift:
    name, starts, ends, network, language, skill, uid = packed
    begun, done = datetime.fromisoformat(starts), datetime.fromisoformat(ends)
    return Shift(name, begun, done, network, language, skill, uid=uid)
