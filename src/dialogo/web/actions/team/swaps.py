"""Swaps: a shift is offered, taken, agreed, or withdrawn; the rules are looked at once more."""

from __future__ import annotations

from dataclasses import replace

from django.db import IntegrityError, transaction
from django.utils import timezone

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.actions import trail
from dialogo.web.actions.team import shifts
from dialogo.web.models.person import Person
from dialogo.web.models.team import Colleague, Swap
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.team import people, rota
from dialogo.web.queries.team.rota import Shift
from dialogo.web.queries.team.zones import zone_of

PAST = Text(
    en="This shift has begun. Only one that is still to come can be given away.",
    it="Questo turno è già cominciato. Se ne può cedere solo uno che deve ancora venire.",
)
OFFERED_BEFORE = Text(en="This shift is on offer already.", it="Questo turno è già offerto.")
NOT_YOURS = Text(
    en="This shift was offered to {name}.", it="Questo turno è stato offerto a {name}."
)
OWN = Text(en="This is your own shift.", it="È già il proprio turno.")
OVER = Text(
    en="This offer is no longer open. Look at the rota again.",
    it="Questa offerta non è più aperta. Conviene rivedere i turni.",
)
OFFERS = Text(en="offers the shift of {name} at {at}", it="offre il turno di {name} del {at}")
TAKES = Text(
    en="would take the shift of {name} at {at}", it="prenderebbe il turno di {name} del {at}"
)
AGREES = Text(
    en="gave the shift of {name} at {at} to {to}",
    it="ha passato il turno di {name} del {at} a {to}",
)
WITHDRAWS = Text(
    en="withdrew the offer of the shift of {name} at {at}",
    it="ha ritirato l'offerta del turno di {name} del {at}",
)
REFUSES = Text(
    en="left the shift of {name} at {at} as it was",
    it="ha lasciato com'era il turno di {name} del {at}",
)


def offer(
    by: Person, workspace: Workspace, shift: Shift, *, to: Colleague | None = None, note: str = ""
) -> Swap:
    """Offers a shift that is still to come to somebody, or to whoever wants it."""
    if shift.starts_at <= timezone.now():
        raise BadInput(PAST)
    try:
        with transaction.atomic():
            swap = Swap.objects.create(
                workspace=workspace,
                person=shift.name,
                starts_at=shift.starts_at,
                to=to,
                note=note.strip()[:200],
            )
            _note(by, swap, "rota.offer", OFFERS)
            return swap
    except IntegrityError:
        raise BadInput(OFFERED_BEFORE) from None


@transaction.atomic
def take(by: Person, swap: Swap, who: Colleague) -> Swap:
    """`who` would have the shift; where nobody has to agree, it is theirs now.

    Raises `BadInput`, and `RulesBroken` for a rule that the shift would break for them: then only
    somebody who writes the rota can give it to them, with a reason.
    """
    workspace = swap.workspace
    swap = _open(swap, (Swap.OFFERED,))
    if swap.to_id is not None and swap.to_id != who.pk:
        raise BadInput(NOT_YOURS, name=swap.to.name if swap.to else "")
    if swap.person == who.name:
        raise BadInput(OWN)
    broken = shifts.breaking(workspace, [replace(shift_of(swap), name=who.name, reason="")])
    if broken:
        raise shifts.RulesBroken(broken)
    swap.state, swap.taken_by = Swap.TAKEN, who
    swap.save(update_fields=["state", "taken_by"])
    _note(by, swap, "rota.take", TAKES)
    if not people.rules(workspace).agree_swaps:
        _give(by, swap, "")
    return swap


@transaction.atomic
def agree(by: Person, swap: Swap, reason: str = "") -> None:
    """The shift is now that of whoever took it; the rules are looked at again, as in `write`."""
    _give(by, _open(swap, (Swap.TAKEN,)), reason)


@transaction.atomic
def withdraw(by: Person, swap: Swap) -> None:
    """The shift is on offer no more."""
    _end(by, _open(swap, Swap.OPEN), Swap.WITHDRAWN, "rota.withdraw", WITHDRAWS)


@transaction.atomic
def refuse(by: Person, swap: Swap) -> None:
    """The shift stays with whom it was."""
    _end(by, _open(swap, (Swap.TAKEN,)), Swap.REFUSED, "rota.refuse", REFUSES)


def shift_of(swap: Swap) -> Shift:
    """The shift on offer; raises `BadInput` where there is none any more."""
    row = rota.ShiftRow.objects.filter(
        workspace=swap.workspace, person=swap.person, starts_at=swap.starts_at
    ).first()
    found = rota.shift(swap.workspace, row.pk) if row else None
    if found is None:
        raise BadInput(OVER)
    return found


def _give(by: Person, swap: Swap, reason: str) -> None:
    was = shift_of(swap)
    if was.starts_at <= timezone.now():
        raise BadInput(PAST)
    to = swap.taken_by
    if to is None:
        raise BadInput(OVER)
    shifts.hand_on(swap.workspace, was, replace(was, name=to.name, reason=reason, pk=0))
    swap.state, swap.decided_by = Swap.AGREED, by
    swap.save(update_fields=["state", "decided_by"])
    _note(by, swap, "rota.agree", AGREES, to=to.name)


def _end(by: Person, swap: Swap, state: str, verb: str, says: Text) -> None:
    swap.state, swap.decided_by = state, by
    swap.save(update_fields=["state", "decided_by"])
    _note(by, swap, verb, says)


def _open(swap: Swap, states: tuple[str, ...]) -> Swap:
    """The offer as it stands now, held until we are done: the first of two clicks takes it."""
    Workspace.objects.select_for_update().get(pk=swap.workspace_id)
    held = Swap.objects.select_related("workspace", "to", "taken_by").get(pk=swap.pk)
    if held.state not in states:
        raise BadInput(OVER)
    return held


def _note(by: Person, swap: Swap, verb: str, says: Text, **values: object) -> None:
    at = timezone.localtime(swap.starts_at, zone_of(swap.workspace))
    trail.note(by, swap.workspace, verb, f"swap:{swap.pk}", says, name=swap.person, at=at, **values)
