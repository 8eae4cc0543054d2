"""The alerts of whoever looks, the steps, and what was told lately."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from dialogo.records.network_names import network_name
from dialogo.records.text import Lang, Text
from dialogo.web.actions.alerts import seeing, settle
from dialogo.web.actions.alerts.devices import key
from dialogo.web.frame.door import Request, may
from dialogo.web.frame.mail import mail_is_set
from dialogo.web.models.alerts import Alert, AlertLetter, AlertRules
from dialogo.web.pages.alerts import ANSWER, CHANGE, HOOK, SEE
from dialogo.web.pages.alerts.forms import TO, HookForm, RulesForm
from dialogo.web.queries import alerts as queries

LATELY = timedelta(days=14)
SAVED = Text(en="Saved.", it="Salvato.")
YOURS = Text(
    en="Noted: you see to it, and nobody else is called.",
    it="Annotato: ve ne occupate voi, e non si chiama nessun altro.",
)
ALREADY = Text(en="Somebody sees to it already.", it="Qualcuno se ne occupa già.")
STATES = {
    Alert.TOLD: Text(en="told", it="avvisati"),
    Alert.NOBODY: Text(en="nobody to tell", it="nessuno da avvisare"),
    Alert.SEEN: Text(en="{name} sees to it", it="se ne occupa {name}"),
}
LETTERS = {
    AlertLetter.WAITING: Text(en="on its way", it="in partenza"),
    AlertLetter.SENT: Text(en="sent", it="inviato"),
    AlertLetter.FAILED: Text(en="did not go", it="non partito"),
    AlertLetter.MOOT: Text(en="not needed any more", it="non serviva più"),
}
WAYS = {
    AlertLetter.MAIL: Text(en="mail", it="posta"),
    AlertLetter.HOOK: Text(en="address", it="indirizzo"),
    AlertLetter.PUSH: Text(en="notification", it="notifica"),
}
SOMEBODY = Text(en="somebody", it="qualcuno")


@may(SEE)
@require_GET
def alerts(request: Request) -> HttpResponse:
    """One's own alerts, then the rules, then the last that were raised."""
    return page(request)


@may(CHANGE)
@require_POST
def rules(request: Request) -> HttpResponse:
    """Keeps the steps and the quiet hours."""
    form = RulesForm(request.POST, rules=rules_of(request))
    if not form.is_valid():
        return page(request, form=form)
    values = form.cleaned_data
    quiet = (values["quiet_from"], values["quiet_to"])
    settle.keep_rules(
        request.user, request.workspace, on=values["on"], steps=form.steps, quiet=quiet
    )
    messages.success(request, SAVED.say(request.lang))
    return redirect("alerts", workspace=request.workspace.slug)


@may(SEE)
@require_POST
def post_mail(request: Request) -> HttpResponse:
    """Keeps whether the reader wants mail about posts."""
    settle.keep_post_mail(request.user, request.workspace, "mail" in request.POST)
    messages.success(request, SAVED.say(request.lang))
    return redirect(f"{reverse('alerts', args=[request.workspace.slug])}#posts")


@may(ANSWER)
@require_POST
def seen(request: Request, alert: int) -> HttpResponse:
    """The reader sees to it; on to the conversation."""
    one = get_object_or_404(Alert, workspace=request.workspace, pk=alert)
    done = seeing.see_to(request.user, one)
    messages.success(request, (YOURS if done else ALREADY).say(request.lang))
    return redirect("conversation", workspace=request.workspace.slug, number=one.conversation_id)


def rules_of(request: Request) -> AlertRules:
    """The rules; not stored yet where nobody has changed any."""
    found = AlertRules.objects.filter(workspace=request.workspace).first()
    return found or AlertRules(workspace=request.workspace)


def page(
    request: Request,
    *,
    form: RulesForm | None = None,
    hook: HookForm | None = None,
    no_device: str = "",
) -> HttpResponse:
    """All of it, with a form that could not be taken as it was sent, or why a device was not."""
    kept, role, lang = rules_of(request), request.membership.is_a, request.lang
    shown = {
        "rules": kept,
        "mine": [
            (one, _about(one, lang)) for one in queries.of_person(request.workspace, request.user)
        ],
        "posts": queries.posts_of(request.workspace, request.user, timezone.now() - LATELY),
        "post_mail": request.membership.post_mail,
        "newest": [_told(one, lang) for one in queries.newest(request.workspace)],
        "form": form or RulesForm(rules=kept),
        "hook": hook or HookForm(initial={"address": kept.hook}),
        "may_change": role in CHANGE.roles,
        "may_hook": role in HOOK.roles,
        "may_answer": role in ANSWER.roles,
        "mail": mail_is_set(),
        "devices": queries.devices_of(request.user),
        "push_key": key().public,
        "no_device": no_device,
    }
    wrong = form or hook or no_device
    return render(request, "alerts/alerts.html", shown, status=422 if wrong else 200)


def _about(one: Alert, lang: Lang) -> dict[str, Any]:
    talk = one.conversation
    return {
        "name": talk.author_name or talk.author,
        "network": network_name(talk.network, lang),
        "url": talk.pk,
    }


def _told(one: Alert, lang: Lang) -> dict[str, Any]:
    """A raised alert: which step, about whom, who was told, how it went out."""
    letters = list(one.letters.all())
    names = dict.fromkeys(str(letter.person) for letter in letters if letter.person)
    out = [
        f"{WAYS[letter.way].say(lang)}: {LETTERS[letter.state].say(lang)}"
        for letter in letters
        if letter.way in WAYS
    ]
    failed = [letter for letter in letters if letter.state == AlertLetter.FAILED]
    errors = [letter.error[lang] for letter in failed if letter.error]
    by = str(one.seen_by) if one.seen_by else SOMEBODY.say(lang)
    return _about(one, lang) | {
        "alert": one,
        "to": TO[one.to].say(lang) if one.to in TO else one.to,
        "state": STATES[one.state].say(lang, name=by),
        "names": ", ".join(names),
        "out": "; ".join(dict.fromkeys(out)),
        "error": errors[0] if errors else "",
    }
