"""People of a workspace: asked to join, joined, given another role, gone."""

from __future__ import annotations

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.actions import tokens, trail
from dialogo.web.actions.sign_in import drawn, hashed
from dialogo.web.actions.team import leaving
from dialogo.web.models.invitations import Invitation
from dialogo.web.models.person import Person
from dialogo.web.models.roles import WRITERS, Role
from dialogo.web.models.workspace import Membership, Workspace

GOOD_FOR = timedelta(days=7)

ALREADY_IN = Text(en="{email} is already in this workspace.", it="{email} è già in questo spazio.")
LAST_OWNER = Text(
    en="{name} is the only owner. Make somebody else an owner first.",
    it="{name} è l'unico titolare. Prima occorre rendere titolare un'altra persona.",
)
NO_LONGER = Text(
    en="This invitation is no longer good: it has been used, taken back, or is older than a week. "
    "Ask for a new one.",
    it="Questo invito non vale più: è stato usato, ritirato o ha più di una settimana. Se ne può "
    "chiedere un altro.",
)
OTHER_PERSON = Text(
    en="This invitation is for {email}. Sign out, and open it again as that person.",
    it="Questo invito è per {email}. Occorre chiudere l'accesso e riaprirlo come quella persona.",
)
HAS_ACCOUNT = Text(
    en="{email} has an account here already. Sign in to accept.",
    it="{email} ha già un account qui. Per accettare occorre accedere.",
)

INVITED = Text(en="invited {email} as {role}", it="ha invitato {email} come {role}")
REVOKED = Text(en="took back the invitation of {email}", it="ha ritirato l'invito a {email}")
JOINED = Text(en="joined as {role}", it="è entrato a far parte dello spazio come {role}")
CHANGED = Text(
    en="made {name} {role}, who was {former}", it="ha dato a {name} il ruolo {role} (era {former})"
)
REMOVED = Text(en="removed {name} from the workspace", it="ha tolto {name} dallo spazio")
LEFT = Text(en="left the workspace", it="ha lasciato lo spazio")


def invite(by: Person, workspace: Workspace, email: str, role: Role) -> tuple[Invitation, str]:
    """The invitation, and the token of its link, which is told only now.

    A former open invitation of the same address ends. Raises `BadInput` for a member.
    """
    email = email.strip().lower()
    if Membership.objects.filter(workspace=workspace, person__email=email).exists():
        raise BadInput(ALREADY_IN, email=email)
    token, kept = drawn()
    now = timezone.now()
    with transaction.atomic():
        _open(workspace).filter(email=email).update(revoked_at=now)
        invitation = Invitation.objects.create(
            workspace=workspace,
            email=email,
            role=role.value,
            token_hash=kept,
            by=by,
            expires_at=now + GOOD_FOR,
        )
        trail.note(
            by,
            workspace,
            "people.invite",
            f"invitation:{invitation.pk}",
            INVITED,
            email=email,
            role=role.called,
        )
    return invitation, token


def revoke(by: Person, invitation: Invitation) -> None:
    """Takes an invitation back; nothing happens to one that has ended."""
    workspace = invitation.workspace
    with transaction.atomic():
        if _open(workspace).filter(pk=invitation.pk).update(revoked_at=timezone.now()):
            about = f"invitation:{invitation.pk}"
            trail.note(by, workspace, "people.revoke", about, REVOKED, email=invitation.email)


def invitation_of(token: str) -> Invitation:
    """The open invitation behind a link; raises `BadInput` if there is none any more."""
    found = (
        Invitation.objects.select_related("workspace", "by")
        .filter(token_hash=hashed(token), accepted_at=None, revoked_at=None)
        .filter(expires_at__gt=timezone.now())
        .first()
    )
    if found is None:
        raise BadInput(NO_LONGER)
    return found


def is_invited(email: str) -> bool:
    """Whether somebody has asked this address in, to whichever workspace."""
    return Invitation.objects.filter(
        email=email.lower(), accepted_at=None, revoked_at=None, expires_at__gt=timezone.now()
    ).exists()


def accept(person: Person, token: str) -> Workspace:
    """Joins the workspace; raises `BadInput` for another's invitation or one that has ended."""
    with transaction.atomic():
        invitation = invitation_of(token)
        if invitation.email != person.email:
            raise BadInput(OTHER_PERSON, email=invitation.email)
        workspace = invitation.workspace
        used = _open(workspace).filter(pk=invitation.pk)
        if not used.update(accepted_at=timezone.now(), accepted_by=person):
            raise BadInput(NO_LONGER)
        _, new = Membership.objects.get_or_create(
            workspace=workspace, person=person, defaults={"role": invitation.role}
        )
        if new:
            about = f"person:{person.pk}"
            role = invitation.is_a.called
            trail.note(person, workspace, "people.join", about, JOINED, role=role)
        return workspace


def sign_up(token: str, name: str, password: str, lang: str) -> Person:
    """A new person for an invitation, who joins; their address is proved by having the link."""
    email = invitation_of(token).email
    try:
        with transaction.atomic():
            person = Person.objects.create_user(email, password, name=name, lang=lang)
            EmailAddress.objects.create(user=person, email=email, primary=True, verified=True)
            accept(person, token)
            return person
    except IntegrityError:
        raise BadInput(HAS_ACCOUNT, email=email) from None


def change_role(by: Person, membership: Membership, role: Role) -> None:
    """Gives a member another role; whoever is no owner any more has no API tokens, and whoever may
    not answer any more hands their conversations over.

    Raises `BadInput` where no owner would be left.
    """
    with transaction.atomic():
        former = _locked(membership)
        if former is role:
            return
        if former is Role.OWNER:
            _keeps_an_owner(membership)
        membership.role = role.value
        membership.save(update_fields=["role"])
        trail.note(
            by,
            membership.workspace,
            "people.role",
            f"person:{membership.person_id}",
            CHANGED,
            name=str(membership.person),
            role=role.called,
            former=former.called,
        )
        if former is Role.OWNER:
            tokens.revoke_of(membership.workspace, membership.person, by)
        if role not in WRITERS:
            leaving.leave(membership.workspace, membership.person, timezone.now(), by)


def remove(by: Person, membership: Membership) -> None:
    """Takes a member out, who may be oneself, and the API tokens they made; the conversations they
    have go to their cover, or to nobody.

    Raises `BadInput` where no owner would be left.
    """
    with transaction.atomic():
        if _locked(membership) is Role.OWNER:
            _keeps_an_owner(membership)
        about, name = f"person:{membership.person_id}", str(membership.person)
        own = membership.person_id == by.pk
        tokens.revoke_of(membership.workspace, membership.person, by)
        membership.delete()
        leaving.leave(membership.workspace, membership.person, timezone.now(), by)
        verb = "people.leave" if own else "people.remove"
        trail.note(by, membership.workspace, verb, about, LEFT if own else REMOVED, name=name)


def _locked(membership: Membership) -> Role:
    """The role as it is now; whoever else changes people of this workspace waits for us."""
    Workspace.objects.select_for_update().get(pk=membership.workspace_id)
    membership.refresh_from_db(fields=["role"])
    return membership.is_a


def _keeps_an_owner(membership: Membership) -> None:
    others = Membership.objects.filter(
        workspace=membership.workspace_id, role=Role.OWNER.value
    ).exclude(pk=membership.pk)
    if not others.exists():
        raise BadInput(LAST_OWNER, name=str(membership.person))


def _open(workspace: Workspace) -> QuerySet[Invitation]:
    return Invitation.objects.filter(workspace=workspace, accepted_at=None, revoked_at=None)
