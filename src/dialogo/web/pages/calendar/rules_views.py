"""Who must approve posts, and how like one another they may be."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from dialogo.records.text import Text
from dialogo.web.actions.content import rules as actions
from dialogo.web.frame.door import Request, may
from dialogo.web.frame.said import said
from dialogo.web.models.content import PostRules
from dialogo.web.models.roles import Role
from dialogo.web.pages.calendar import RULES
from dialogo.web.queries.content.approving import APPROVERS, approvers, rules_of

USUAL = "usual"  # a form takes an empty choice for none
KEPT = Text(
    en="Kept. What was approved by its author alone and now needs another is a draft again.",
    it="Salvato. Ciò che aveva approvato solo chi l'ha scritto, e ora richiede altri, è di nuovo "
    "una bozza.",
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


@may(RULES)
def rules(request: Request) -> HttpResponseBase:
    """Shows them, and keeps what is changed."""
    workspace = request.workspace
    now = rules_of(workspace)
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
        kept = {"approval": now.approval or USUAL, "role": now.role, "alike_days": now.alike_days}
        form = RulesForm(initial=kept)
    able = workspace.memberships.filter(person__in=approvers(workspace, now))
    shown = {
        "form": form,
        "able": [one.person for one in able.select_related("person").order_by("person__name")],
    }
    return render(request, "calendar/rules.html", shown, status=422 if form.is_bound else 200)


@may(RULES)
@require_POST
def renew(request: Request) -> HttpResponseBase:
    """Makes the address of the feed anew."""
    actions.renew(request.user, request.workspace)
    messages.success(request, RENEWED.say(request.lang))
    return redirect("calendar-files", workspace=request.workspace.slug)
