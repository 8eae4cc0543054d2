"""What whoever runs the desk sees to."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import requests
from django import forms
from django.conf import settings
from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.actions import account, sign_in, workspaces
from dialogo.web.frame import mail
from dialogo.web.frame.door import Request, runs_desk
from dialogo.web.frame.said import said
from dialogo.web.frame.sign_in.again import again
from dialogo.web.models.person import Person
from dialogo.web.models.workspace import Workspace

MADE = Text(en="{name} is made.", it="{name} è pronto.")
SWITCHED = Text(en="Done.", it="Fatto.")
NO_ADDRESS = Text(
    en="Add an address to your account first: the trial is sent to it.",
    it="Prima serve un indirizzo nel proprio account: la prova arriva lì.",
)
TRIED = Text(en="A trial went to {email}.", it="Una prova è partita per {email}.")
NOT_SENT = Text(
    en="The trial did not go out. Look at the option mail and at the log.",
    it="La prova non è partita. Conviene guardare l'opzione mail e il log.",
)
SUBJECT = Text(en="A trial", it="Una prova")
LETTER = Text(en="Mail from Dialogo arrives.", it="La posta di Dialogo arriva.")
ANSWERS = Text(
    en="{issuer} answers, and says where to sign in.",
    it="{issuer} risponde, e dice dove si accede.",
)
SILENT = Text(
    en="{issuer} gave no usable answer: {why}. Look at the option oidc_issuer.",
    it="{issuer} non ha dato una risposta utile: {why}. Conviene guardare l'opzione oidc_issuer.",
)


class NewWorkspace(forms.Form):
    name = forms.CharField(
        label=said(Text(en="Name of the company or brand", it="Nome dell'azienda o del marchio")),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )


@runs_desk
def installation(request: Request) -> HttpResponse:
    """The companies; whether mail and company sign-in are set."""
    every = Workspace.objects.annotate(members=Count("memberships")).order_by("name")
    found = {"every": every, "options": settings.OPTIONS, "callback": _callback(request)}
    return render(request, "installation/installation.html", found)


def _callback(request: Request) -> str:
    path = reverse("openid_connect_callback", kwargs={"provider_id": "company"})
    return mail.link(request, path)


@runs_desk
def people(request: Request) -> HttpResponse:
    """Everybody who has an account."""
    return _people(request)


def _people(request: Request, **more: object) -> HttpResponse:
    every = Person.objects.annotate(places=Count("memberships")).order_by("name", "email")
    return render(request, "installation/people.html", {"every": every, **more})


@runs_desk
@require_POST
@again
def link(request: Request, person: int) -> HttpResponse:
    """A one-time link for somebody who cannot come in; shown this once."""
    found = get_object_or_404(Person, pk=person, is_active=True)
    path = sign_in.link_for(found, request.user)
    return _people(request, link=mail.link(request, path), linked=found)


@runs_desk
@require_POST
@again
def switch(request: Request, person: int) -> HttpResponse:
    """Switches an account off, or on again."""
    found = get_object_or_404(Person, pk=person)
    return _switched(request, partial(account.switch, request.user, found, on=not found.is_active))


@runs_desk
@require_POST
@again
def runs(request: Request, person: int) -> HttpResponse:
    """Lets somebody run the desk too, or no longer."""
    found = get_object_or_404(Person, pk=person)
    entrust = partial(account.entrust, request.user, found, runs=not found.runs_desk)
    return _switched(request, entrust)


def _switched(request: Request, switch: Callable[[], None]) -> HttpResponse:
    try:
        switch()
    except BadInput as wrong:
        messages.error(request, wrong.say(request.lang))
    else:
        messages.success(request, SWITCHED.say(request.lang))
    return redirect("installation_people")


@runs_desk
@require_POST
def try_mail(request: Request) -> HttpResponse:
    """Sends a trial to whoever asks for it."""
    if not request.user.email:
        messages.error(request, NO_ADDRESS.say(request.lang))
    elif mail.send(request.user.email, SUBJECT, LETTER):
        messages.success(request, TRIED.say(request.lang, email=request.user.email))
    else:
        messages.error(request, NOT_SENT.say(request.lang))
    return redirect("installation")


@runs_desk
@require_POST
def try_oidc(request: Request) -> HttpResponse:
    """Asks the company's sign-in where one signs in."""
    issuer = settings.OPTIONS.oidc_issuer
    try:
        address = f"{issuer.rstrip('/')}/.well-known/openid-configuration"
        answer = requests.get(address, timeout=5)
        answer.raise_for_status()
        where = answer.json()["authorization_endpoint"]
        messages.success(request, ANSWERS.say(request.lang, issuer=issuer, where=where))
    except (requests.RequestException, ValueError, KeyError, TypeError) as wrong:
        why = f"{type(wrong).__name__} {wrong}"[:200]
        messages.error(request, SILENT.say(request.lang, issuer=issuer, why=why))
    return redirect("installation")


@runs_desk
def new_workspace(request: Request) -> HttpResponse:
    """A company or brand of its own, whose owner is whoever makes it."""
    form = NewWorkspace(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = workspaces.make(form.cleaned_data["name"], request.user)
        messages.success(request, MADE.say(request.lang, name=made.name))
        return redirect("today", workspace=made.slug)
    return render(
        request, "installation/new.html", {"form": form}, status=422 if form.is_bound else 200
    )
