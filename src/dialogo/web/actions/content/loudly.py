"""What could not be sent says so: by mail, as alerts do not in the quiet hours, and to the hook."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.utils import timezone

from dialogo.web.actions.alerts.quiet import after_quiet
from dialogo.web.models.alerts import AlertLetter, AlertRules
from dialogo.web.models.content import Piece
from dialogo.web.models.roles import Role
from dialogo.web.models.workspace import Membership


def tell(piece: Piece) -> None:
    """Lays the letters ready that tell of it, in the transaction that says that it is stuck."""
    now = timezone.now()
    rules = AlertRules.objects.filter(workspace=piece.workspace_id).first()
    if settings.OPTIONS.mail:
        at = after_quiet(piece.workspace, rules or AlertRules(), now)
        for person in whom(piece):
            AlertLetter.objects.create(
                workspace=piece.workspace, person_id=person, way=AlertLetter.MAIL, key=uuid4(),
                piece=piece, due_at=at,
            )  # fmt: skip
    if rules is not None and rules.hook:
        AlertLetter.objects.create(
            workspace=piece.workspace, way=AlertLetter.HOOK, key=uuid4(), piece=piece, due_at=now
        )


def whom(piece: Piece) -> list[int]:
    """Its author, who approved it, and the owners; of those who are still there."""
    there = Membership.objects.filter(workspace=piece.workspace_id, person__is_active=True)
    roles = dict(there.values_list("person", "role"))
    owners = [person for person, role in roles.items() if role == Role.OWNER]
    wanted = dict.fromkeys([piece.by_id, piece.approved_by_id, *sorted(owners)])
    return [person for person in wanted if person in roles]
