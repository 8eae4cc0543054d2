"""Who must approve what the company posts before it goes out, and who may."""

from __future__ import annotations

from django.db.models import QuerySet

from dialogo.web.models.content import Piece, PieceStep, PostRules
from dialogo.web.models.letters import Letter
from dialogo.web.models.roles import STRATEGY
from dialogo.web.models.workspace import Membership, Workspace

APPROVERS = STRATEGY


def rules_of(workspace: Workspace | int) -> PostRules:
    """The workspace's rules; the usual ones where it has none."""
    of = workspace.pk if isinstance(workspace, Workspace) else workspace
    return PostRules.objects.filter(workspace=of).first() or PostRules(workspace_id=of)


def approvers(workspace: Workspace | int, rules: PostRules | None = None) -> frozenset[int]:
    """The numbers of the people who may approve posts, as the rules say."""
    of = workspace.pk if isinstance(workspace, Workspace) else workspace
    rules = rules or rules_of(of)
    roles = [rules.role] if rules.approval == PostRules.ROLE else [role.value for role in APPROVERS]
    people = Membership.objects.filter(workspace=of, role__in=roles, person__is_active=True)
    return frozenset(people.values_list("person", flat=True))


def may_approve(workspace: Workspace | int, person: int | None, author: int | None) -> bool:
    """Whether a person may approve what `author` wrote.

    Their own: where the rules ask for a role that they have, or for nobody; and by the usual rule
    where nobody else could.
    """
    rules = rules_of(workspace)
    able = approvers(workspace, rules)
    if person is None or person not in able:
        return False
    if person != author or rules.approval in (PostRules.ROLE, PostRules.NOBODY):
        return True
    return rules.approval == PostRules.USUAL and able == {person}


def needs_approval(workspace: Workspace | int, author: int | None) -> bool:
    """Whether what `author` wrote goes out only once somebody has approved it."""
    if rules_of(workspace).approval == PostRules.NOBODY:
        return False
    return not may_approve(workspace, author, author)


def author_of(piece: Piece) -> int | None:
    """Who wrote its words last: whoever changed them, else who made it. What comes again and was
    changed by nobody says what its series says."""
    changed = changes(piece).order_by("-pk").values_list("by", flat=True).first()
    if changed is None and piece.series is not None:
        return author_of(piece.series)
    return changed or piece.by_id


def changes(piece: Piece) -> QuerySet[PieceStep]:
    """The steps by which people changed what goes out, since it was begun."""
    wrote = PieceStep.objects.filter(piece=piece, says__wrote=True, by__isnull=False)
    return wrote.exclude(was="")


def approved_by_right(
    workspace: Workspace | int, letter: Letter | Piece, author: int | None
) -> bool:
    """Whether who approved it is somebody whose word counts now: what was approved by its author
    alone does not, once the rules ask for another. Without a person it was approved by a link."""
    approver = letter.approved_by_id
    if approver is None or approver != author:
        return True
    return not needs_approval(workspace, author)
