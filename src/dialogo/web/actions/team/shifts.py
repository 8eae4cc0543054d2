"""Shifts: written, moved, repeated, copied and taken away; a broken rule takes a reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from dialogo.records.errors import BadInput
from dialogo.records.tables import TABLES
from dialogo.records.text import LANGS, Text
from dialogo.web.actions import trail
from dialogo.web.actions.records import erase_rows, write_rows
from dialogo.web.models.person import Person
from dialogo.web.models.record_key import row_key
from dialogo.web.models.records import ROWS
from dialogo.web.models.team import Swap
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.team import known as knowing
from dialogo.web.queries.team import now, rota
from dialogo.web.queries.team.breaches import AROUND, Breach, newly
from dialogo.web.queries.team.rota import LONGEST, Shift
from dialogo.web.queries.team.wall_clock import midnight, weeks_later
from dialogo.web.queries.team.zones import zone_of

MOST_WEEKS = 52
# A calendar that brings more at once is none of a team's (house rule).
MOST = 5_000

NOBODY = Text(en="Say whose shift it is.", it="Va detto di chi è il turno.")
NO_TIME = Text(
    en="A shift ends after it begins. Choose another end.",
    it="Un turno finisce dopo il suo inizio. Va scelta un'altra fine.",
)
TOO_LONG = Text(
    en="A shift of more than a week is no shift. Choose an earlier end.",
    it="Un turno di più di una settimana non è un turno. Va scelta una fine precedente.",
)
TOO_MANY = Text(
    en="These are {n:shift|shifts}; at most {most} can be written at once. Choose a shorter time.",
    it="Sono {n:turno|turni}; se ne possono scrivere al massimo {most} insieme. Va scelto un "
    "periodo più breve.",
)
TAKEN = Text(
    en="{name} has a shift that begins at that moment already. Change that one.",
    it="{name} ha già un turno che comincia in quel momento. Si può modificare quello.",
)
GONE = Text(
    en="Somebody has changed this shift meanwhile. Look at the rota again.",
    it="Nel frattempo qualcuno ha modificato questo turno. Conviene rivedere i turni.",
)
NO_SHIFTS = Text(
    en="There are no shifts in that week. Choose another.",
    it="In quella settimana non ci sono turni. Va scelta un'altra.",
)
WRITTEN = Text(
    en="wrote {n:shift|shifts} for {names}, from {at}",
    it="ha scritto {n:turno|turni} per {names}, dal {at}",
)
MOVED = Text(
    en="changed the shift of {former} at {was}: {name}, {at}",
    it="ha modificato il turno di {former} del {was}: {name}, {at}",
)
ERASED = Text(en="took away the shift of {name} at {at}", it="ha tolto il turno di {name} del {at}")
BECAUSE = Text(en="{said}, although: {reason}", it="{said}, anche se: {reason}")


class RulesBroken(Exception):
    """Shifts that break rules, and no reason is given; nothing has been stored."""

    def __init__(self, broken: Sequence[tuple[Shift, Breach]]) -> None:
        super().__init__(len(broken))
        self.broken = list(broken)


@dataclass(frozen=True)
class Repeated:
    """What came of many shifts: written, left out because there was one already, and those whose
    time the clock skips, which were moved forward."""

    written: int
    there: int = 0
    moved: tuple[datetime, ...] = ()


@transaction.atomic
def write(
    by: Person, workspace: Workspace, shift: Shift, *, instead_of: Shift | None = None
) -> None:
    """Stores one shift, in the place of another where that is moved or changed.

    Raises `BadInput` for what is no shift, and `RulesBroken` where it breaks a rule and says no
    reason. An open offer of the former shift is withdrawn.
    """
    _lock(workspace)
    if instead_of is not None and not _rows(workspace, [instead_of]).exists():
        raise BadInput(GONE)
    former = _key(instead_of) if instead_of else None
    if _key(shift) != former and _rows(workspace, [shift]).exists():
        raise BadInput(TAKEN, name=shift.name)
    _put(workspace, [shift], [instead_of] if instead_of else [])
    if instead_of is None:
        said, values = WRITTEN, {"n": 1, "names": [shift.name]}
    else:
        was = _local(workspace, instead_of.starts_at)
        said, values = MOVED, {"former": instead_of.name, "was": was, "name": shift.name}
    _note(by, workspace, "rota.write", shift, said, **values, at=_local(workspace, shift.starts_at))


@transaction.atomic
def write_many(by: Person, workspace: Workspace, shifts: Sequence[Shift]) -> Repeated:
    """Stores shifts of which those that are there already are left alone; as `write` otherwise."""
    _lock(workspace)
    if len(shifts) > MOST:
        raise BadInput(TOO_MANY, n=len(shifts), most=MOST)
    there = _there(workspace, shifts)
    fresh = list({_key(shift): shift for shift in shifts if _key(shift) not in there}.values())
    if fresh:
        _put(workspace, fresh, [])
        first = min(fresh, key=lambda shift: shift.starts_at)
        names = sorted({shift.name for shift in fresh})[:5]
        at = _local(workspace, first.starts_at)
        _note(by, workspace, "rota.write", first, WRITTEN, n=len(fresh), names=names, at=at)
    return Repeated(len(fresh), len(shifts) - len(fresh))


def repeated(
    workspace: Workspace, shift: Shift, weeks: int
) -> tuple[list[Shift], tuple[datetime, ...]]:
    """The shift and the same in each of so many further weeks, at the same time on the wall; and
    the starts that the clock skips, which are moved forward."""
    found, moved = _later(workspace, [shift], range(1, min(weeks, MOST_WEEKS) + 1))
    return [shift, *found], moved


def copy_week(
    by: Person, workspace: Workspace, monday: date, to: date, reason: str = ""
) -> Repeated:
    """The shifts that begin in the week of `monday`, in that of `to`; as `write_many`."""
    zone = zone_of(workspace)
    since, until = midnight(monday, zone), midnight(monday + timedelta(days=7), zone)
    week = [one for one in rota.shifts(workspace, since, until) if one.starts_at >= since]
    if not week:
        raise BadInput(NO_SHIFTS)
    bare = [replace(shift, reason=reason, uid="") for shift in week]
    found, moved = _later(workspace, bare, [(to - monday).days // 7])
    return replace(write_many(by, workspace, found), moved=moved)


@transaction.atomic
def erase(by: Person, workspace: Workspace, shift: Shift) -> None:
    """Takes a shift away, and the open offer of it; nothing happens to one that is gone."""
    _lock(workspace)
    if erase_rows(workspace, "shifts", _rows(workspace, [shift])):
        _withdraw(workspace, [shift])
        now.forget(workspace)
        at = _local(workspace, shift.starts_at)
        _note(by, workspace, "rota.erase", shift, ERASED, name=shift.name, at=at)


def take_over(
    by: Person, workspace: Workspace, new: Sequence[Shift], moved: Sequence[tuple[Shift, Shift]]
) -> int:
    """What a calendar brings, in the caller's transaction: new shifts, unless they are there, and
    those that it moves, unless they are gone or another begins where they would; how many were
    written. As `write` otherwise."""
    _lock(workspace)
    there = _there(workspace, [*new, *(shift for both in moved for shift in both)])
    fresh = [shift for shift in new if _key(shift) not in there]
    standing = [(former, to) for former, to in moved if _key(former) in there]
    taken = there - {_key(former) for former, _ in standing}
    standing = [(former, to) for former, to in standing if _key(to) not in taken]
    wanted = [*fresh, *(to for _, to in standing)]
    if wanted:
        _put(workspace, wanted, [former for former, _ in standing])
    return len(wanted)


def hand_on(workspace: Workspace, shift: Shift, to: Shift) -> None:
    """Puts `to` in the place of `shift`, in the caller's transaction; as `write`, unnoted."""
    if not _rows(workspace, [shift]).exists():
        raise BadInput(GONE)
    if _rows(workspace, [to]).exists():
        raise BadInput(TAKEN, name=to.name)
    _put(workspace, [to], [shift], withdraw=False)


def _put(
    workspace: Workspace, wanted: Sequence[Shift], gone: Sequence[Shift], *, withdraw: bool = True
) -> None:
    for shift in wanted:
        _is_one(shift)
    broken = breaking(workspace, wanted, gone)
    if any(not shift.reason.strip() for shift in _whose(wanted, broken)):
        raise RulesBroken(broken)
    # A reason is kept where there is something to give reasons for.
    given = {_key(shift) for shift in _whose(wanted, broken)}
    kept = [one if _key(one) in given else replace(one, reason="") for one in wanted]
    moved = [one for one in gone if _key(one) not in {_key(shift) for shift in wanted}]
    if moved:
        erase_rows(workspace, "shifts", _rows(workspace, moved))
    if withdraw:
        _withdraw(workspace, moved)
    write_rows(workspace, "shifts", [_row(one) for one in kept], fill=False)
    now.forget(workspace)


def breaking(
    workspace: Workspace, wanted: Sequence[Shift], gone: Sequence[Shift] = ()
) -> list[tuple[Shift, Breach]]:
    """The rules that `wanted`, in the place of `gone`, would newly break, each with its shift."""
    since = min(shift.starts_at for shift in wanted) - AROUND
    until = max(shift.ends_at for shift in wanted) + AROUND
    names = {shift.name for shift in wanted}
    before = [one for one in rota.shifts(workspace, since, until) if one.name in names]
    people = knowing.known(workspace, since, until, names)
    leaving = {_key(shift) for shift in (*gone, *wanted)}
    found: list[tuple[Shift, Breach]] = []
    for name in sorted(names):
        mine = [one for one in wanted if one.name == name]
        had = [one for one in before if one.name == name]
        after = [one for one in had if _key(one) not in leaving] + mine
        found += newly(had, after, mine, knowing.of(workspace, name, people))
    return found


def _whose(wanted: Sequence[Shift], broken: Sequence[tuple[Shift, Breach]]) -> list[Shift]:
    """Which of `wanted` break a rule, or have another shift of the same person break one."""
    mine = set(wanted)
    own = {shift for shift, _ in broken if shift in mine}
    others = {shift.name for shift, _ in broken} - {shift.name for shift in own}
    return [one for one in wanted if one in own or one.name in others]


def _later(
    workspace: Workspace, shifts: Sequence[Shift], weeks: Iterable[int]
) -> tuple[list[Shift], tuple[datetime, ...]]:
    """The shifts so many weeks later, and the starts that the clock skips there."""
    zone = zone_of(workspace)
    found, moved = [], []
    for week in weeks:
        for shift in shifts:
            starts = weeks_later(shift.starts_at, week, zone)
            ends = weeks_later(shift.ends_at, week, zone)
            later = replace(shift, starts_at=starts.at, ends_at=ends.at, uid="", pk=0)
            if later.ends_at > later.starts_at:
                found.append(later)
            if starts.moved or ends.moved:
                moved.append(starts.at)
    return found, tuple(moved)


def _is_one(shift: Shift) -> None:
    if not shift.name.strip():
        raise BadInput(NOBODY)
    if shift.ends_at <= shift.starts_at:
        raise BadInput(NO_TIME)
    if shift.length > LONGEST:
        raise BadInput(TOO_LONG)


def _row(shift: Shift) -> dict[str, Any]:
    more = {"skill": shift.skill, "reason": shift.reason.strip(), "uid": shift.uid}
    return {
        "person": shift.name,
        "starts_at": shift.starts_at.astimezone(UTC),
        "ends_at": shift.ends_at.astimezone(UTC),
        "network": shift.network or None,
        "language": shift.language or None,
        "extra": {name: value for name, value in more.items() if value} or None,
    }


def _there(workspace: Workspace, shifts: Sequence[Shift]) -> set[tuple[str, datetime]]:
    if not shifts:
        return set()
    since = min(shift.starts_at for shift in shifts)
    until = max(shift.starts_at for shift in shifts)
    found = ROWS["shifts"].objects.filter(
        workspace=workspace, starts_at__gte=since, starts_at__lte=until
    )
    return set(found.values_list("person", "starts_at"))


def _rows(workspace: Workspace, shifts: Sequence[Shift]) -> Any:
    """The stored rows of some shifts, by what they are known by."""
    keys = [_row_key(shift) for shift in shifts]
    return ROWS["shifts"].objects.filter(workspace=workspace, row_key__in=keys)


def _row_key(shift: Shift) -> bytes:
    """The key of its row."""
    return row_key(TABLES["shifts"], {"person": shift.name, "starts_at": shift.starts_at})


def _key(shift: Shift) -> tuple[str, datetime]:
    return shift.name, shift.starts_at


def _withdraw(workspace: Workspace, shifts: Sequence[Shift]) -> None:
    for shift in shifts:
        Swap.objects.filter(
            workspace=workspace,
            person=shift.name,
            starts_at=shift.starts_at,
            state__in=Swap.OPEN,
        ).update(state=Swap.WITHDRAWN)


def _lock(workspace: Workspace) -> None:
    """Whoever else changes the rota of this workspace waits until we are done."""
    Workspace.objects.select_for_update().get(pk=workspace.pk)


def _local(workspace: Workspace, at: datetime) -> datetime:
    return timezone.localtime(at, zone_of(workspace))


def _note(
    by: Person, workspace: Workspace, verb: str, shift: Shift, said: Text, **values: object
) -> None:
    if shift.reason.strip():
        done = [said.say(lang, **values).replace("{", "{{").replace("}", "}}") for lang in LANGS]
        said, values = BECAUSE, {"said": Text(en=done[0], it=done[1]), "reason": shift.reason}
    about = f"shift:{shift.name} {shift.starts_at:%Y-%m-%dT%H:%MZ}"
    trail.note(by, workspace, verb, about, said, **values)
