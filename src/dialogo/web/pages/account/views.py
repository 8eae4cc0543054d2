"""One's own account: name, address, ways of reading, sessions; and leaving for good."""

from __future__ import annotations

from allauth.core import ratelimit
from allauth.usersessions.internal.flows.sessions import end_other_sessions, end_sessions
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.actions import account as actions
from dialogo.web.frame import mail
from dialogo.web.frame.device import device
from dialogo.web.frame.door import Request, signed_in
from dialogo.web.frame.sign_in.again import again
from dialogo.web.models.person import Person
from dialogo.web.pages.account.forms import DEVICE, Address, Reader, Typed
from dialogo.web.queries import people
from dialogo.web.queries.sessions import sessions_of

SAVED = Text(en="Saved.", it="Salvato.")
MOVED = Text(en="From now on you sign in as {email}.", it="D'ora in poi si accede come {email}.")
MAILED = Text(
    en="A link is on its way to {email}. The address changes when you open it, within a day.",
    it="Un collegamento è in arrivo a {email}. L'indirizzo cambia quando lo si apre, entro un "
    "giorno.",
)
NOT_MAILED = Text(
    en="The mail could not be sent. Nothing has changed; tell whoever runs the desk.",
    it="La posta non è partita. Non è cambiato nulla; conviene dirlo a chi gestisce Dialogo.",
)
SUBJECT = Text(en="Your new address", it="Il nuovo indirizzo")
LETTER = Text(
    en="Open this link, signed in as you are, to sign in with this address from now on:\n\n{link}",
    it="Aprendo questo collegamento, con l'accesso aperto, si userà d'ora in poi questo indirizzo:"
    "\n\n{link}",
)
TAKEN = Text(
    en="Somebody who has an account at this desk asked to use this address too. Nothing has "
    "changed.",
    it="Chi ha un account qui ha chiesto di usare anche questo indirizzo. Non è cambiato nulla.",
)
ENDED = Text(en="The session has ended.", it="La sessione è chiusa.")
OTHERS_ENDED = Text(
    en="Every other session has ended.", it="Tutte le altre sessioni sono state chiuse."
)


@signed_in
def account(request: Request) -> HttpResponse:
    """Name and ways of reading; where one belongs; the ways in; the way out."""
    person = request.user
    initial = {"name": person.name, "zone": person.zone}
    initial |= {"lang": person.lang or DEVICE, "theme": person.theme or DEVICE}
    form = Reader(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.change(person, **form.cleaned_data)
        messages.success(request, SAVED.say(form.cleaned_data["lang"] or request.lang))
        return redirect("account")
    found = {"form": form, "places": people.places(person)}
    return render(request, "account_page/account.html", found, status=422 if form.is_bound else 200)


@signed_in
def password(request: Request) -> HttpResponse:
    """To where a password is changed, or set for the first time."""
    known = request.user.has_usable_password()
    return redirect("account_change_password" if known else "account_set_password")


@signed_in
def sessions(request: Request) -> HttpResponse:
    """Where one is signed in; ends one session, or all others."""
    UserSession.objects.create_from_request(request)  # this one is always among them
    every = sessions_of(request.user)
    if request.method == "POST":
        if "others" in request.POST:
            end_other_sessions(request, request.user)
            messages.success(request, OTHERS_ENDED.say(request.lang))
        else:
            end_sessions(request, [s for s in every if str(s.pk) == request.POST.get("end")])
            messages.success(request, ENDED.say(request.lang))
        return redirect("usersessions_list")
    shown = [(one, device(one.user_agent), one.is_current()) for one in every]
    shown.sort(key=lambda one: not one[2])  # this one first, then the newest
    return render(request, "account_page/sessions.html", {"sessions": shown})


@signed_in
@again
def email(request: Request) -> HttpResponseBase:
    """Another address; where mail is set, it is proved by a link that is sent to it."""
    if limited := ratelimit.consume_or_429(request, action="manage_email", user=request.user):
        answer: HttpResponseBase = limited
        return answer
    form = Address(request.POST or None)
    if request.method == "POST" and form.is_valid():
        wanted = form.cleaned_data["email"].lower()
        if mail.mail_is_set():
            sent = _mail(request, wanted)
            said = MAILED if sent else NOT_MAILED
            messages.add_message(
                request,
                messages.SUCCESS if sent else messages.ERROR,
                said.say(request.lang, email=wanted),
            )
            return redirect("account")
        try:
            actions.move(request.user, wanted, verified=False)
        except BadInput as wrong:
            form.add_error("email", wrong.say(request.lang))
        else:
            messages.success(request, MOVED.say(request.lang, email=wanted))
            return redirect("account")
    return render(
        request, "account_page/email.html", {"form": form}, status=422 if form.is_bound else 200
    )


def _mail(request: Request, wanted: str) -> bool:
    """Writes to the address wanted, whoever has it: the page must not tell which are known."""
    if Person.objects.filter(email=wanted).exclude(pk=request.user.pk).exists():
        return mail.send(wanted, SUBJECT, TAKEN)
    token = actions.move_token(request.user, wanted)
    path = reverse("account_email_proved", kwargs={"token": token})
    return mail.send(wanted, SUBJECT, LETTER, link=mail.link(request, path))


@signed_in
def proved(request: Request, token: str) -> HttpResponse:
    """The link of the mail: asks once more, then moves the address."""
    try:
        wanted = actions.proved(request.user, token)
        if request.method == "POST":
            actions.move(request.user, wanted, verified=True)
            messages.success(request, MOVED.say(request.lang, email=wanted))
            return redirect("account")
    except BadInput as wrong:
        messages.error(request, wrong.say(request.lang))
        return redirect("account")
    return render(request, "account_page/proved.html", {"wanted": wanted})


@signed_in
@again
def delete(request: Request) -> HttpResponse:
    """Asks for the address before the account goes."""
    form = Typed(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.delete(request.user, form.cleaned_data["typed"])
        except BadInput as wrong:
            form.add_error("typed", wrong.say(request.lang))
        else:
            logout(request)
            return redirect("account_login")
    return render(
        request, "account_page/delete.html", {"form": form}, status=422 if form.is_bound else 200
    )
