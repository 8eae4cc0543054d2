"""Writing the plan: the draft part by part, its activation, and its end."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from dialogo.language.needs import NEEDS
from dialogo.records.errors import BadInput
from dialogo.records.money import Money
from dialogo.records.text import Text
from dialogo.report.vocabulary import BELIEF_WORDS
from dialogo.web.actions.plan import drafts as writing
from dialogo.web.actions.plan.records import overlapping
from dialogo.web.frame.door import Request, may
from dialogo.web.models.plan import Plan
from dialogo.web.models.plan_body import PARTS, PlanBody, digest
from dialogo.web.pages.strategy import ACTIVATE, WRITE
from dialogo.web.pages.strategy.document import document, section
from dialogo.web.pages.strategy.forms import form_of
from dialogo.web.pages.strategy.steps import ActivateForm, EndForm
from dialogo.web.pages.strategy.views import allowed, titled_in
from dialogo.web.queries.need_titles import need_title, own_titles
from dialogo.web.queries.needs import voiced_most
from dialogo.web.queries.plan import versions as plans
from dialogo.web.queries.plan.differences import differences
from dialogo.web.queries.plan.hints import hints
from dialogo.web.queries.plan.known import known, last_event
from dialogo.web.queries.plan.ready import missing
from dialogo.web.queries.plan.words import ACTIVITY_WORDS, PART_TITLES

# Records that end so lately are kept up: a plan put in force now is meant for them, too.
_LATELY = timedelta(days=14)

NO_DRAFT = Text(en="There is no draft. Begin one.", it="Non c'è una bozza. Iniziatene una.")
SAVED = Text(en="Saved: {part}.", it="Salvato: {part}.")
IN_FORCE = Text(
    en="Version {version} is in force. The audit will follow it.",
    it="La versione {version} è in vigore. L'audit ne terrà conto.",
)
ENDED = Text(
    en="The plan has ended. The checks' own lines hold again.",
    it="Il piano è chiuso. Valgono di nuovo le soglie dei controlli.",
)
ASIDE = Text(
    en="The draft is laid aside. It is kept among the versions.",
    it="La bozza è messa da parte. Resta fra le versioni.",
)
RESTORED = Text(
    en="A new draft says what version {version} said.",
    it="Una nuova bozza dice ciò che diceva la versione {version}.",
)


@may(WRITE)
def draft(request: Request) -> HttpResponseBase:
    """The draft as a document, with what is missing and what the beliefs say of it."""
    active, found = plans.current(request.workspace)
    if found is None:
        return _away(request, NO_DRAFT, to="strategy")
    body = found.says
    shown = {
        "plan": found,
        "active": active,
        **document(body, pay=True, titled=titled_in(request)),
        **_beside(request, body),
        **allowed(request),
    }
    return render(request, "strategy/draft.html", shown)


@may(WRITE)
@require_POST
def begin(request: Request) -> HttpResponseBase:
    """Begins a draft, or leads to the one there is."""
    writing.draft(request.workspace, request.user)
    return redirect("strategy_draft", workspace=request.workspace.slug)


@may(WRITE)
def part(request: Request, part: str) -> HttpResponseBase:
    """One part of the draft: its form, or once it is saved, the part."""
    if part not in PARTS:
        raise Http404
    found = plans.draft(request.workspace)
    if found is None:
        return _away(request, NO_DRAFT, to="strategy")
    now = getattr(found.says, part)
    if request.method != "POST":
        return _form(
            request,
            found,
            part,
            _form_of(request, part, now),
            digest(now),
        )
    form = _form_of(request, part, now, request.POST)
    if not form.is_valid():
        return _form(request, found, part, form, request.POST.get("seen", digest(now)))
    try:
        seen = request.POST.get("seen") or digest(now)
        found = writing.save_part(found, part, form.value(), request.user, seen=seen)
    except writing.ChangedMeanwhile as changed:
        theirs = section(found.says, part, pay=True, titled=titled_in(request))
        return _form(request, found, part, form, digest(changed.now), problem=changed, is_=theirs)
    except BadInput as bad:
        return _away(request, bad, to="strategy")
    return _saved(request, found, part)


def _form_of(request: Request, part: str, now: Any, data: Any = None) -> Any:
    return form_of(part, now, data, own_titles(request.workspace))


def _form(
    request: Request,
    plan: Plan,
    part: str,
    form: Any,
    seen: str,
    *,
    problem: BadInput | None = None,
    is_: Any = None,
) -> HttpResponse:
    shown = {
        "plan": plan,
        "part": part,
        "title": PART_TITLES[part],
        "form": form,
        "seen": seen,
        "problem": problem and problem.say(request.lang),
        "stands": is_,
        "names": _names(request, part),
        "known": known(request.workspace, part),
        **allowed(request),
    }
    template = "strategy/form.html" if request.htmx else "strategy/part.html"
    status = 422 if form.is_bound else 200
    return render(request, template, shown, status=status)


def _saved(request: Request, plan: Plan, part: str) -> HttpResponseBase:
    body = plan.says
    if request.htmx and "again" not in request.POST:
        shown = {
            "plan": plan,
            "section": section(body, part, pay=True, titled=titled_in(request)),
            "just_saved": True,
            **_beside(request, body),
            **allowed(request),
        }
        return render(request, "strategy/saved.html", shown)
    if "again" in request.POST:
        if request.htmx:
            now = getattr(body, part)
            return _form(
                request,
                plan,
                part,
                _form_of(request, part, now),
                digest(now),
            )
        return redirect("strategy_part", workspace=request.workspace.slug, part=part)
    messages.success(request, SAVED.say(request.lang, part=PART_TITLES[part]))
    address = reverse("strategy_draft", kwargs={"workspace": request.workspace.slug})
    return redirect(f"{address}#part-{part}")


@may(WRITE)
@require_POST
def lay_aside(request: Request) -> HttpResponseBase:
    """Lays the draft aside."""
    found = plans.draft(request.workspace)
    if found is None:
        return _away(request, NO_DRAFT, to="strategy")
    try:
        writing.lay_aside(found, request.user)
    except BadInput as bad:
        return _away(request, bad, to="strategy")
    messages.success(request, ASIDE.say(request.lang))
    return redirect("strategy", workspace=request.workspace.slug)


@may(WRITE)
@require_POST
def restore(request: Request, number: int) -> HttpResponseBase:
    """Begins a draft that says what an older version said."""
    found = plans.version(request.workspace, number, drafts=False)
    if found is None:
        raise Http404
    writing.restore(found, request.user)
    messages.success(request, RESTORED.say(request.lang, version=found.version))
    return redirect("strategy_draft", workspace=request.workspace.slug)


@may(ACTIVATE)
def activate(request: Request) -> HttpResponseBase:
    """Puts the draft in force, once nothing is missing."""
    active, found = plans.current(request.workspace)
    if found is None:
        return _away(request, NO_DRAFT, to="strategy")
    body, day = found.says, plans.today(request.workspace)
    reaches = last_event(request.workspace)
    since = reaches if reaches and day - _LATELY <= reaches < day else day
    form = ActivateForm(request.POST or None, initial={"holds_from": since, "instead": True})
    problem: BadInput | None = None
    lacks = missing(body)
    if request.method == "POST" and form.is_valid():
        try:
            writing.activate(found, request.user, **form.cleaned_data)
        except writing.NotReady as not_ready:
            problem, lacks = not_ready, not_ready.missing
        except BadInput as bad:
            problem = bad
        else:
            messages.success(request, IN_FORCE.say(request.lang, version=found.version))
            return redirect("strategy", workspace=request.workspace.slug)
    shown = {
        "plan": found,
        "active": active,
        "form": form,
        "missing": lacks,
        "problem": problem and problem.say(request.lang),
        "reaches": reaches if reaches and reaches < since else None,
        "differences": differences(active.says, body, pay=True, titled=titled_in(request))
        if active
        else None,
        "overlapping": [
            {
                "called": ACTIVITY_WORDS[row.activity],
                "money": Money(row.amount, row.currency),
                "first": row.first_day,
                "last": row.last_day,
            }
            for row in overlapping(request.workspace, active, body)
        ],
        **allowed(request),
    }
    status = 422 if form.is_bound else 200
    return render(request, "strategy/activate.html", shown, status=status)


@may(ACTIVATE)
def end(request: Request) -> HttpResponseBase:
    """Ends the plan in force."""
    active = plans.active(request.workspace)
    if active is None:
        return redirect("strategy", workspace=request.workspace.slug)
    form = EndForm(request.POST or None, initial={"on": plans.today(request.workspace)})
    if request.method == "POST" and form.is_valid():
        try:
            writing.end(active, request.user, **form.cleaned_data)
        except BadInput as bad:
            return _away(request, bad, to="strategy")
        messages.success(request, ENDED.say(request.lang))
        return redirect("strategy", workspace=request.workspace.slug)
    shown = {"plan": active, "form": form, **allowed(request)}
    return render(request, "strategy/end.html", shown, status=422 if form.is_bound else 200)


def _beside(request: Request, body: PlanBody) -> dict[str, Any]:
    """What stands beside a draft: what is missing, and what each belief says."""
    workspace = request.workspace
    day, hours_set = plans.today(workspace), workspace.hours is not None
    told = hints(body, day, hours_set=hours_set, titled=titled_in(request))
    beliefs = [
        {"held": BELIEF_WORDS[belief].held, "true": BELIEF_WORDS[belief].true, "hints": found}
        for belief, found in told.items()
    ]
    return {"missing": missing(body), "beliefs": beliefs}


def _names(request: Request, part: str) -> list[Any]:
    """What a part's form offers to choose from: the desk's people, or the needs that are known."""
    match part:
        case "people":
            return plans.names(request.workspace)
        case "needs" | "promise":
            every = [*voiced_most(request.workspace), *(need.name for need in NEEDS)]
            return [need_title(request.workspace, name) for name in dict.fromkeys(every)]
    return []


def _away(request: Request, said: Text | BadInput, *, to: str) -> HttpResponseBase:
    """Says why not, and leads to where it can be seen how things stand."""
    messages.error(request, said.say(request.lang))
    address = reverse(to, kwargs={"workspace": request.workspace.slug})
    if request.htmx:
        answer = HttpResponse(status=204)
        answer["HX-Redirect"] = address
        return answer
    return redirect(address)
