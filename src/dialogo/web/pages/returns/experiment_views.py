"""Experiments: planned, with their results, withdrawn; what they are good for."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.report.returns_pictures import amount
from dialogo.web.actions.returns import experiments as actions
from dialogo.web.frame.door import Request, may
from dialogo.web.models.returns import ReturnExperiment
from dialogo.web.pages.returns import WRITE
from dialogo.web.pages.returns.forms import KINDS, ExperimentForm, ResultForm
from dialogo.web.queries.returns import kept
from dialogo.web.queries.returns.efforts import called

PLANNED = Text(
    en="Planned. When it is over, enter what it brought.",
    it="Pianificato. Quando è finito, va registrato che cosa ha portato.",
)
SAVED = Text(
    en="Saved. The next estimate uses it; it is made in a moment.",
    it="Registrato. La prossima stima ne tiene conto; arriva fra un momento.",
)
WAITS = Text(
    en="Saved. It counts once the weeks of its days are recorded; now they go from {since} to "
    "{until}.",
    it="Registrato. Conta quando le settimane di quei giorni sono registrate; ora vanno "
    "{since:dal} {until:al}.",
)
WITHDRAWN = Text(
    en="Withdrawn. It stays on record and counts no more.",
    it="Ritirato. Resta agli atti e non conta più.",
)


@may(WRITE)
@require_http_methods(["GET", "POST"])
def experiments(request: Request) -> HttpResponseBase:
    """Those that stand, and a form for one more."""
    form = _form(request)
    if request.method == "POST" and form.is_valid():
        actions.enter(request.user, request.workspace, form.about, form.result)
        told = _saved(request, form.about) if form.result else PLANNED.say(request.lang)
        messages.success(request, told)
        return redirect("returns_experiments", workspace=request.workspace.slug)
    return _page(request, form)


def _saved(request: Request, one: actions.About) -> str:
    """What becomes of an experiment with its result: the next estimate, or it waits for weeks."""
    made = kept.made(request.workspace)
    tables = made.figures.get("tables", []) if made else []
    for table in tables:
        since = date.fromisoformat(table["since"])
        until = date.fromisoformat(table["until"]) + timedelta(days=6)
        if table["id"] == one.outcome and (one.since < since or one.until > until):
            return WAITS.say(request.lang, since=since, until=until)
    return SAVED.say(request.lang)


@may(WRITE)
@require_http_methods(["GET", "POST"])
def result(request: Request, experiment: int) -> HttpResponseBase:
    """What a planned experiment has brought."""
    found = _found(request, experiment)
    form = ResultForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and form.result:
        try:
            actions.tell(request.user, found, form.result)
        except BadInput as wrong:
            messages.warning(request, wrong.say(request.lang))
        else:
            messages.success(request, SAVED.say(request.lang))
        return redirect("returns_experiments", workspace=request.workspace.slug)
    shown = {"form": form, "one": found, "name": called(found.activity)}
    return render(request, "returns/result.html", shown, status=422 if form.is_bound else 200)


@may(WRITE)
@require_POST
def withdraw(request: Request, experiment: int) -> HttpResponseBase:
    """It counts no more."""
    if actions.withdraw(request.user, _found(request, experiment)):
        messages.success(request, WITHDRAWN.say(request.lang))
    return redirect("returns_experiments", workspace=request.workspace.slug)


def _found(request: Request, number: int) -> ReturnExperiment:
    return get_object_or_404(ReturnExperiment, pk=number, workspace=request.workspace)


_ASKED = ("activity", "outcome", "since", "until")


def _form(request: Request) -> ExperimentForm:
    """Activities and outcomes as the weeks know them."""
    made = kept.made(request.workspace)
    tables = made.figures.get("tables", []) if made else []
    efforts = {
        one["id"]: one["name"][request.lang]
        for table in tables
        for one in (*table["used"], *table["left"])
    }
    return ExperimentForm(
        request.POST or None,
        activities=efforts.items(),
        outcomes=[(table["id"], table["id"]) for table in tables],
        initial={name: request.GET.get(name, "")[:100] for name in _ASKED},
    )


def _page(request: Request, form: ExperimentForm) -> HttpResponse:
    lang, made = request.lang, kept.made(request.workspace)
    tables = made.figures.get("tables", []) if made else []
    apart = {number: why for table in tables for number, why in table.get("apart", {}).items()}
    shown = {
        "form": form,
        "possible": bool(form.fields["activity"].choices),  # type: ignore[attr-defined]  # a ChoiceField
        "found": [
            {
                "one": one,
                "name": called(one.activity),
                "apart": apart.get(str(one.pk), {}).get(lang),
                "kind": KINDS.get(one.kind, KINDS[ReturnExperiment.OTHER]),
                "said": None
                if one.effect is None
                else [
                    amount(value or 0.0, None, lang) for value in (one.effect, one.low, one.high)
                ],
            }
            for one in kept.experiments(request.workspace)
        ],
    }
    return render(request, "returns/experiments.html", shown, status=422 if form.is_bound else 200)
