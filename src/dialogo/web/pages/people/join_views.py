"""Joining a workspace by an invitation, and leaving one."""

from __future__ import annotations

from typing import Any

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.actions import people as actions
from dialogo.web.frame.door import Request, anyone, signed_in
from dialogo.web.frame.sign_in.entry import open_session
from dialogo.web.models.person import Person
from dialogo.web.models.workspace import Membership
from dialogo.web.pages.people.forms import NewPerson
from dialogo.web.queries import people as queries

WELCOME = Text(en="Welcome to {name}.", it="Si comincia con {name}.")
LEFT = Text(en="You have left {name}.", it="{name} è stato lasciato.")


@anyone
def join(request: Any, token: str) -> HttpResponseBase:
    """Shows who invites whom to what; joins on a press of the button."""
    if limited := ratelimit.consume_or_429(request, action="signup"):
        answer: HttpResponseBase = limited
        return answer
    try:
        invitation = actions.invitation_of(token)
        form = NewPerson(request.POST or None, email=invitation.email)
        if request.method == "POST" and (request.user.is_authenticated or form.is_valid()):
            return _joined(request, token, form)
    except BadInput as wrong:
        problem = {"problem": wrong.say(request.lang)}
        return render(request, "people/not_joined.html", problem, status=422)
    found = {
        "invitation": invitation,
        "role": invitation.is_a.called.say(request.lang),
        "form": form,
        "known": Person.objects.filter(email=invitation.email).exists(),
        "other": request.user.is_authenticated and request.user.email != invitation.email,
    }
    return render(request, "people/join.html", found, status=422 if form.is_bound else 200)


def _joined(request: Any, token: str, form: NewPerson) -> HttpResponse:
    if request.user.is_authenticated:
        workspace = actions.accept(request.user, token)
    else:
        workspace = actions.invitation_of(token).workspace
        person = actions.sign_up(
            token, form.cleaned_data["name"], form.cleaned_data["password"], request.lang
        )
        open_session(request, person, "invitation")
    messages.success(request, WELCOME.say(request.lang, name=workspace.name))
    return redirect("today", workspace=workspace.slug)


@signed_in
def leave(request: Request, workspace: str) -> HttpResponse:
    """Asks, then takes the reader out of a workspace."""
    found = get_object_or_404(
        Membership.objects.select_related("workspace", "person"),
        workspace__slug=workspace,
        person=request.user,
    )
    if request.method != "POST":
        tokens = ", ".join(queries.tokens_of(found))
        return render(request, "people/leave.html", {"left": found.workspace, "tokens": tokens})
    try:
        actions.remove(request.user, found)
    except BadInput as wrong:
        messages.error(request, wrong.say(request.lang))
        return redirect("account")
    messages.success(request, LEFT.say(request.lang, name=found.workspace.name))
    return redirect("home")
