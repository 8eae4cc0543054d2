"""Who must approve posts, how like one another they may be, and how much of them may sell."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from dialogo.records.share import Share
from dialogo.records.text import Text
from dialogo.web.actions.content import rules as actions
from dialogo.web.frame.door import Request, may
from dialogo.web.frame.said import said
from dialogo.web.models.content import PostRules
from dialogo.web.models.roles import Role
from dialogo.web.pages.calendar import RULES
from dialogo.web.queries.content.approving import APPROVERS, approvers, rules_of
from dialogo.web.queries.content.mix_rules import mix_of

USUAL = "usual"  # a form takes an empty choice for none
KEPT = Text(
    en="Kept. What was approved by its author alone and now needs another is a draft again.",
    it="Salvato. Ciò che aveva approvato solo chi l'ha scritto, e ora richiede altri, è di nuovo "
    "una bozza.",
)
GUARDED = Text(
    en="Kept. What is planned already stays planned.",
    it="Salvato. Ciò che è già programmato resta programmato.",
)
RENEWED = Text(
    en="There is a new address. The former one shows nothing any more.",
    it="C'è un nuovo indirizzo. Quello precedente non mostra più nulla.",
)


class RulesForm(forms.Form):
    """The switch: who approves, and in which role."""

    approval = forms.ChoiceField(
        label=said(
            Text(
                en="Who approves a post before it goes out", it="Chi approva un post prima che esca"
            )
        ),
        widget=forms.RadioSelect,
        choices=[(name or USUAL, said(words)) for name, words in actions.WORDS.items()],
    )
    role = forms.ChoiceField(
        label=said(Text(en="Which role", it="Quale ruolo")),
        required=False,
        choices=[(one.value, said(one.called)) for one in Role if one in APPROVERS],
        help_text=said(
            Text(
                en="Only where a certain role approves.",
                it="Solo se approva chi ha un certo ruolo.",
            )
        ),
    )
    alike_days = forms.IntegerField(
        label=said(
            Text(
                en="Notice the same words on the same account within days",
                it="Segnala le stesse parole sullo stesso profilo entro giorni",
            )
        ),
        min_value=0,
        max_value=366,
        widget=forms.NumberInput(attrs={"min": 0, "max": 366}),
    )


class GuardForm(forms.Form):
    """How the guard on promotion stands in the way; how much may sell is said in the plan."""

    how = forms.ChoiceField(
        label=said(
            Text(
                en="When one too many that sells is planned",
                it="Quando se ne programma uno di troppo che vende",
            )
        ),
        widget=forms.RadioSelect,
        choices=[(name, said(words)) for name, words in actions.GUARDS.items()],
    )
    posts = forms.IntegerField(
        label=said(Text(en="Of the last posts of a network", it="Degli ultimi post di una rete")),
        min_value=3,
        max_value=100,
        widget=forms.NumberInput(attrs={"min": 3, "max": 100}),
    )
    days = forms.IntegerField(
        label=said(Text(en="And of those of the last days", it="E di quelli degli ultimi giorni")),
        help_text=said(
            Text(
                en="Only where there are ten or more.",
                it="Solo se sono almeno dieci.",
            )
        ),
        min_value=7,
        max_value=90,
        widget=forms.NumberInput(attrs={"min": 7, "max": 90}),
    )
    waits = forms.BooleanField(
        label=said(
            Text(
                en="Nothing that sells goes out while a question waits for longer than was "
                "promised",
                it="Niente che venda esce finché una domanda attende da più di quanto promesso",
            )
        ),
        required=False,
    )


@may(RULES)
def rules(request: Request) -> HttpResponseBase:
    """Shows them, and keeps what is changed."""
    workspace = request.workspace
    now = rules_of(workspace)
    if request.method == "POST" and request.POST.get("about") == "guard":
        return _guard(request)
    if request.method == "POST":
        form = RulesForm(request.POST)
        if form.is_valid():
            told: dict[str, Any] = form.cleaned_data
            approval = "" if told["approval"] == USUAL else told["approval"]
            actions.change(
                request.user, workspace,
                approval=approval, role=told["role"] if approval == PostRules.ROLE else "",
                alike_days=told["alike_days"],
            )  # fmt: skip
            messages.success(request, KEPT.say(request.lang))
            return redirect("calendar-rules", workspace=workspace.slug)
    else:
        form = _approving(now)
    return _page(request, form, _guarding(now), now)


def _guard(request: Request) -> HttpResponseBase:
    """Keeps how the guard on promotion stands in the way."""
    form = GuardForm(request.POST)
    now = rules_of(request.workspace)
    if not form.is_valid():
        return _page(request, _approving(now), form, now)
    actions.guard(request.user, request.workspace, **form.cleaned_data)
    messages.success(request, GUARDED.say(request.lang))
    return redirect("calendar-rules", workspace=request.workspace.slug)


def _approving(now: PostRules) -> RulesForm:
    kept = {"approval": now.approval or USUAL, "role": now.role, "alike_days": now.alike_days}
    return RulesForm(initial=kept)


def _guarding(now: PostRules) -> GuardForm:
    kept = {"how": now.guard, "posts": now.guard_posts, "days": now.guard_days}
    return GuardForm(initial=kept | {"waits": now.guard_waits})


def _page(request: Request, form: RulesForm, guard: GuardForm, now: PostRules) -> HttpResponseBase:
    workspace = request.workspace
    able = workspace.memberships.filter(person__in=approvers(workspace, now))
    mix = mix_of(workspace, timezone.now())
    shown = {
        "form": form,
        "guard": guard,
        "mix": mix,
        "share": Share(mix.rules.share),
        "able": [one.person for one in able.select_related("person").order_by("person__name")],
    }
    wrong = form.is_bound or guard.is_bound
    return render(request, "calendar/rules.html", shown, status=422 if wrong else 200)


@may(RULES)
@require_POST
def renew(request: Request) -> HttpResponseBase:
    """Makes the address of the feed anew."""
    actions.renew(request.user, request.workspace)
    messages.success(request, RENEWED.say(request.lang))
    return redirect("calendar-files", workspace=request.workspace.slug)
