"""Coming in by a one-time link, and what is asked of somebody who comes for the first time."""

from __future__ import annotations

from typing import Any

from allauth.core import ratelimit
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from dialogo.records.errors import BadInput
from dialogo.web.actions import account as actions
from dialogo.web.actions import sign_in
from dialogo.web.frame.door import Request, anyone, signed_in
from dialogo.web.frame.sign_in.entry import open_session
from dialogo.web.models.person import Person
from dialogo.web.pages.account.forms import First


@anyone
def enter(request: Any, token: str) -> HttpResponseBase:
    """A button first: whatever looks ahead at links (mail, chat) must not use this one up.

    It opens accounts with a second step too: it is for whoever lost theirs, and only whoever runs
    the server or the desk can make one.
    """
    if limited := ratelimit.consume_or_429(request, action="login"):
        answer: HttpResponseBase = limited
        return answer
    if request.method != "POST":
        person = sign_in.holder(token)
        status = 200 if person else 404
        return render(request, "account_page/enter.html", {"person": person}, status=status)
    person = sign_in.enter(token)
    if person is None:
        return render(request, "account_page/enter.html", {"person": None}, status=404)
    open_session(request, person, "link")
    return redirect("home" if person.name else "welcome")


@signed_in
def welcome(request: Request) -> HttpResponse:
    """Asks a newcomer's name; an address and a password for whoever wants to come back by them."""
    person = request.user
    asks_password = not person.has_usable_password()
    initial = {"name": person.name, "email": person.email}
    posted = request.POST if request.method == "POST" else None
    form = First(posted, person=person, initial=initial)
    if not asks_password:
        del form.fields["password"]
    if person.email:
        del form.fields["email"]
    if request.method == "POST" and form.is_valid() and _kept(request, person, form):
        return redirect("home")
    return render(
        request, "account_page/welcome.html", {"form": form}, status=422 if form.is_bound else 200
    )


def _kept(request: Request, person: Person, form: First) -> bool:
    given = form.cleaned_data
    try:
        if given.get("email"):
            actions.move(person, given["email"], verified=False)
    except BadInput as wrong:
        form.add_error("email", wrong.say(request.lang))
        return False
    actions.change(
        person, name=given["name"], lang=request.lang, theme=person.theme, zone=person.zone
    )
    if given.get("password"):
        person.set_password(given["password"])
        person.save(update_fields=["password"])
        open_session(request, person, "password")
    return True
