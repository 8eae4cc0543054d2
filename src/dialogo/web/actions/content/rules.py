"""The rules of posts: who approves them, how like one another they may be, the feed's address."""

from __future__ import annotations

import secrets

from django.db import transaction

from dialogo.records.text import Text
from dialogo.web.actions import trail
from dialogo.web.actions.content import states
from dialogo.web.models.content import Piece, PostRules
from dialogo.web.models.person import Person
from dialogo.web.models.roles import Role
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.content.approving import (
    APPROVERS,
    approved_by_right,
    author_of,
    rules_of,
)

WORDS: dict[str, Text] = {
    PostRules.USUAL: Text(
        en="another person who may, where there is one",
        it="un'altra persona che può farlo, se c'è",
    ),
    PostRules.NOBODY: Text(en="nobody", it="nessuno"),
    PostRules.ANOTHER: Text(
        en="always another person than its author", it="sempre una persona diversa da chi scrive"
    ),
    PostRules.ROLE: Text(en="whoever has a certain role", it="chi ha un certo ruolo"),
}
CHANGED = Text(en="posts are approved by: {whom}", it="i post li approva: {whom}")
GUARDS: dict[str, Text] = {
    PostRules.WARN: Text(en="whoever plans it says why", it="chi lo programma dice perché"),
    PostRules.BLOCK: Text(
        en="only somebody who may approve posts goes on, and says why",
        it="va avanti solo chi può approvare i post, e dice perché",
    ),
}
GUARDED = Text(
    en="the guard on promotion, for one post too many that sells: {how}; over the last {posts} "
    "posts and {days} days",
    it="la guardia sulla promozione, per un post di troppo che vende: {how}; sugli ultimi {posts} "
    "post e {days} giorni",
)
GUARDED_WAITS = Text(
    en=f"{GUARDED.en}; nothing that sells goes out while people wait for too long",
    it=f"{GUARDED.it}; niente che venda esce finché qualcuno attende da troppo",
)
BACK = Text(
    en="The rules ask for another approval now.", it="Ora le regole chiedono un'altra approvazione."
)
RENEWED = Text(
    en="made a new address for the calendar of posts",
    it="ha creato un nuovo indirizzo per il calendario dei post",
)


@transaction.atomic
def change(
    by: Person, workspace: Workspace, *, approval: str, role: str = "", alike_days: int = 30
) -> PostRules:
    """Keeps them. What was approved by its author alone, and now needs another, is a draft again;
    `ValueError` for what no rule is."""
    if approval not in PostRules.APPROVALS:
        raise ValueError(f"posts are not approved by {approval!r}")
    if approval == PostRules.ROLE and role not in {one.value for one in APPROVERS}:
        raise ValueError(f"posts are not approved by the role {role!r}")
    rules = rules_of(workspace)
    was = (rules.approval, rules.role)
    rules.approval, rules.role = approval, role if approval == PostRules.ROLE else ""
    rules.alike_days = max(0, min(alike_days, 366))
    rules.save()
    if was != (rules.approval, rules.role):
        whom = Role(role).called if rules.role else WORDS[approval]
        trail.note(
            by, workspace, "calendar.rules", f"workspace:{workspace.slug}", CHANGED, whom=whom
        )
        _look_again(workspace)
    return rules


@transaction.atomic
def guard(
    by: Person, workspace: Workspace, *, how: str, posts: int, days: int, waits: bool
) -> PostRules:
    """Keeps how the guard on promotion stands in the way; `ValueError` for a way there is not."""
    if how not in PostRules.GUARDS:
        raise ValueError(f"nothing is guarded by {how!r}")
    rules = rules_of(workspace)
    now = (how, max(3, min(posts, 100)), max(7, min(days, 90)), waits)
    was = (rules.guard, rules.guard_posts, rules.guard_days, rules.guard_waits)
    rules.guard, rules.guard_posts, rules.guard_days, rules.guard_waits = now
    rules.save()
    if now != was:
        about = f"workspace:{workspace.slug}"
        values = {"how": GUARDS[how], "posts": now[1], "days": now[2]}
        trail.note(by, workspace, "calendar.guard", about, GUARDED_WAITS if waits else GUARDED,
                   **values)  # fmt: skip
    return rules


def key_of(by: Person, workspace: Workspace) -> str:
    """The secret in the address of the calendar's feed; made if need be."""
    return str(rules_of(workspace).calendar_key or renew(by, workspace))


@transaction.atomic
def renew(by: Person, workspace: Workspace) -> str:
    """Another secret: whoever knew the former address reads no more."""
    rules = rules_of(workspace)
    rules.calendar_key = secrets.token_urlsafe(24)
    rules.save()
    trail.note(by, workspace, "calendar.address", f"workspace:{workspace.slug}", RENEWED)
    return str(rules.calendar_key)


def _look_again(workspace: Workspace) -> None:
    approved = Piece.objects.filter(workspace=workspace, state__in=(Piece.APPROVED, Piece.PLANNED))
    for piece in approved:
        if not approved_by_right(workspace, piece, author_of(piece)):
            states.move(piece, Piece.DRAFT, None, BACK, **states.unapproved())
