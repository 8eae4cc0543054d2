"""Who belongs to the workspace; inviting, changing roles, removing."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.actions import people as actions
from dialogo.web.frame import mail
from dialogo.web.frame.door import Request, may
from dialogo.web.models.invitations import Invitation
from dialogo.web.models.roles import Role
from dialogo.web.models.workspace import Membership
from dialogo.web.pages.people import CHANGE, SEE
from dialogo.web.pages.people.forms import ChosenRole, Invite, role_choices
from dialogo.web.queries import people as queries

SUBJECT = Text(en="{by} invites you to {name}", it="{by} invita a {name}")
LETTER = Text(
    en="{by} invites you to work on {name} with Dialogo, as {role}.\n\n{link}\n\n"
    "The link is good for a week, and once. If you do not know why it came, leave it.",
    it="{by} invita a lavorare su {name} con Dialogo, come {role}.\n\n{link}\n\n"
    "Il collegamento vale una settimana, e una volta sola. Se non è atteso, si può ignorare.",
)
REVOKED = Text(en="The invitation is taken back.", it="L'invito è ritirato.")
CHANGED = Text(en="{name} is now {role}.", it="{name} ora è {role}.")
REMOVED = Text(en="{name} no longer belongs here.", it="{name} non fa più parte.")


@may(SEE)
def people(request: Request) -> HttpResponse:
    return _page(request, Invite())


@may(CHANGE)
@require_POST
def invite(request: Request) -> HttpResponse:
    """Invites; the link is shown this once, as only its hash is kept."""
    form = Invite(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    role = form.role_chosen()
    try:
        invitation, token = actions.invite(
            request.user, request.workspace, form.cleaned_data["email"], role
        )
    except BadInput as wrong:
        form.add_error("email", wrong.say(request.lang))
        return _page(request, form, status=422)
    link = mail.link(request, reverse("join", kwargs={"token": token}))
    invitation.mailed = mail.send(
        invitation.email,
        SUBJECT,
        LETTER,
        by=str(request.user),
        name=request.workspace.name,
        role=role.called,
        link=link,
    )
    invitation.save(update_fields=["mailed"])
    return _page(request, Invite(), invitation=invitation, link=link)


@may(CHANGE)
@require_POST
def revoke(request: Request, invitation: int) -> HttpResponse:
    found = get_object_or_404(Invitation, pk=invitation, workspace=request.workspace)
    actions.revoke(request.user, found)
    messages.success(request, REVOKED.say(request.lang))
    return redirect("people", workspace=request.workspace.slug)


@may(CHANGE)
@require_POST
def role(request: Request, member: int) -> HttpResponse:
    found = _member(request, member)
    form = ChosenRole(request.POST)
    if form.is_valid():
        chosen = Role(form.cleaned_data["role"])
        try:
            actions.change_role(request.user, found, chosen)
        except BadInput as wrong:
            messages.error(request, wrong.say(request.lang))
        else:
            name = str(found.person)
            messages.success(request, CHANGED.say(request.lang, name=name, role=chosen.called))
    return redirect("people", workspace=request.workspace.slug)


@may(CHANGE)
def remove(request: Request, member: int) -> HttpResponse:
    """Asks, then removes."""
    found = _member(request, member)
    if request.method != "POST":
        return render(
            request,
            "people/remove.html",
            {"member": found, "tokens": ", ".join(queries.tokens_of(found))},
        )
    name = str(found.person)
    try:
        actions.remove(request.user, found)
    except BadInput as wrong:
        messages.error(request, wrong.say(request.lang))
        return redirect("people", workspace=request.workspace.slug)
    messages.success(request, REMOVED.say(request.lang, name=name))
    if found.person_id == request.user.pk:
        return redirect("home")
    return redirect("people", workspace=request.workspace.slug)


def _member(request: Request, member: int) -> Membership:
    of_here = Membership.objects.select_related("person", "workspace")
    return get_object_or_404(of_here, pk=member, workspace=request.workspace)


def _page(request: Request, form: Invite, *, status: int = 200, **more: object) -> HttpResponse:
    found = {
        "form": form,
        "members": queries.members(request.workspace),
        "invited": queries.invited(request.workspace),
        "roles": role_choices(),
        "may_change": request.membership.is_a in CHANGE.roles,
        **more,
    }
    return render(request, "people/people.html", found, status=status)
