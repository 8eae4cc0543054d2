"""The list of needs, and one need with what speaks for it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.actions import need_groups as groups
from dialogo.web.actions import needs as actions
from dialogo.web.actions.work import ask
from dialogo.web.frame.door import Request, may
from dialogo.web.models.needs import Need
from dialogo.web.models.roles import TEAM
from dialogo.web.pages.needs import CHANGE, DRAFT, SEE
from dialogo.web.pages.needs.course_words import likely_answered, months, of_all, said_post
from dialogo.web.pages.needs.forms import JoinForm, NameForm
from dialogo.web.pages.needs.words import Said, said_of, since_when, summary
from dialogo.web.queries import needs as queries
from dialogo.web.queries.computed import computed, is_stale
from dialogo.web.queries.need_mood import moods

AT_ONCE = 20  # needs; of more, those that few people voice are folded away
SMALL = 0.02  # of all messages that voice a need on the list
SHOW = ("", "unserved", "hidden")
RENAMED = Text(en="The need has a new name.", it="Il bisogno ha un nuovo nome.")
HIDDEN = Text(
    en="The need is hidden. It can be shown again from the list of hidden needs.",
    it="Il bisogno è nascosto. Si può mostrare di nuovo dall'elenco di quelli nascosti.",
)
SHOWN = Text(en="The need is on the list again.", it="Il bisogno è di nuovo nell'elenco.")

JOINED = Text(
    en="“{need}” is counted as part of “{into}” from now on.",
    it="«{need}» d'ora in poi conta come parte di «{into}».",
)
COUNTED_AGAIN = Text(
    en="The needs are being counted again; the list is up to date in a moment.",
    it="I bisogni si stanno ricontando; fra un momento l'elenco è aggiornato.",
)
SPLITTING = Text(
    en="The messages are being looked through for what they ask more exactly. If there is "
    "something, new needs are on the list in a moment.",
    it="Si sta cercando nei messaggi che cosa chiedono più di preciso. Se c'è qualcosa, fra un "
    "momento ci sono nuovi bisogni nell'elenco.",
)


@may(SEE)
def needs(request: Request) -> HttpResponse:
    """Every need, those that nobody serves first."""
    made = computed(request.workspace, queries.KIND)
    every = queries.needs(request.workspace)
    open_ = [shown for shown in every if not shown.hidden]
    lists = {
        "": open_,
        "unserved": [shown for shown in open_ if shown.need.served == Need.UNSERVED],
        "hidden": [shown for shown in every if shown.hidden],
    }
    chosen = request.GET.get("show", "")
    chosen = chosen if chosen in SHOW else ""
    felt = moods(request.workspace)
    large, small = _folded(
        [said_of(one, request.workspace, felt.get(one.need.name)) for one in lists[chosen]]
    )
    shown: dict[str, Any] = {
        "made": made,
        "stale": is_stale(request.workspace, made),
        "needs": large,
        "rest": small,
        "chosen": chosen,
        "counts": {name or "all": len(rows) for name, rows in lists.items()},
        "summary": summary(made, open_) if made else None,
        "since": since_when(made) if made else None,
    }
    return render(request, "needs/needs.html", shown)


def _folded(every: list[Said]) -> tuple[list[Said], list[Said]]:
    """The needs to be shown, and those that a click shows."""
    if len(every) <= AT_ONCE:
        return every, []
    least = SMALL * sum(said.shown.need.messages for said in every)
    return (
        [said for said in every if said.shown.need.messages >= least],
        [said for said in every if said.shown.need.messages < least],
    )


@may(SEE)
def need(request: Request, number: int) -> HttpResponse:
    """One need: its size, its course, who serves it, who voices it, what to do."""
    return _need(request, number)


@may(CHANGE)
@require_POST
def rename(request: Request, number: int) -> HttpResponseBase:
    """Calls a need as the team does."""
    found = _found(request, number)
    form = NameForm(request.POST)
    if not form.is_valid():
        return _need(request, number, form)
    actions.rename(request.user, request.workspace, found.need.name, form.cleaned_data["title"])
    messages.success(request, RENAMED.say(request.lang))
    return redirect("need", workspace=request.workspace.slug, number=number)


@may(CHANGE)
@require_POST
def hide(request: Request, number: int) -> HttpResponseBase:
    """Takes a need from the list, or puts it back."""
    found = _found(request, number)
    hidden = request.POST.get("hidden") == "yes"
    actions.hide(request.user, request.workspace, found.need.name, hidden)
    messages.success(request, (HIDDEN if hidden else SHOWN).say(request.lang))
    return redirect("needs", workspace=request.workspace.slug)


@may(CHANGE)
@require_POST
def join(request: Request, number: int) -> HttpResponseBase:
    """Counts a need as part of another."""
    found = _found(request, number)
    form = JoinForm(request.POST, others=_others(request, found))
    if not form.is_valid():
        return _need(request, number, join_form=form)
    into = _found(request, form.cleaned_data["into"])
    try:
        groups.join(request.user, request.workspace, found.need.name, into.need.name)
    except BadInput as error:
        form.add_error("into", error.say(request.lang))
        return _need(request, number, join_form=form)
    messages.success(request, JOINED.say(request.lang, need=found.title, into=into.title))
    return redirect("need", workspace=request.workspace.slug, number=into.need.pk)


@may(CHANGE)
@require_POST
def part(request: Request, number: int) -> HttpResponseBase:
    """Counts a need that was joined to this one by itself again."""
    _found(request, number)
    groups.part(request.user, request.workspace, request.POST.get("need", ""))
    messages.success(request, COUNTED_AGAIN.say(request.lang))
    return redirect("need", workspace=request.workspace.slug, number=number)


@may(CHANGE)
@require_POST
def split(request: Request, number: int) -> HttpResponseBase:
    """Has a need split into what is asked for more exactly."""
    found = _found(request, number)
    content = {"need": found.need.name, "by": request.user.pk}
    key = f"{queries.SPLITS}:{request.workspace.pk}:{number}"
    ask(queries.SPLITS, request.workspace, content, key=key, by=request.user)
    messages.success(request, SPLITTING.say(request.lang))
    return redirect("need", workspace=request.workspace.slug, number=number)


@may(CHANGE)
@require_POST
def together(request: Request, number: int) -> HttpResponseBase:
    """Takes back that a need was split, this one or the one that this is a part of."""
    _found(request, number)
    groups.together(request.user, request.workspace, request.POST.get("need", ""))
    messages.success(request, COUNTED_AGAIN.say(request.lang))
    return redirect("needs", workspace=request.workspace.slug)


def _others(request: Request, found: queries.Shown) -> list[queries.Shown]:
    return [one for one in queries.needs(request.workspace) if one.need.pk != found.need.pk]


def _need(
    request: Request, number: int, form: NameForm | None = None, join_form: JoinForm | None = None
) -> HttpResponse:
    found = _found(request, number)
    is_of_team = request.membership.is_a in TEAM
    may_change = request.membership.is_a in CHANGE.roles
    mood = moods(request.workspace).get(found.need.name)
    said: Said = said_of(found, request.workspace, mood)
    asking = queries.messages_of(request.workspace, found.need) if is_of_team else []
    shown = {
        "said": said,
        "of_all": of_all(found.need),
        "likely_answered": likely_answered(found.need),
        "picture": months(found.need, request.lang, computed(request.workspace, queries.KIND)),
        "posts": [said_post(told) for told in queries.posts_of(request.workspace, found.need)],
        "voices": queries.why(request.workspace, found.need, asking) if is_of_team else None,
        "answers": queries.answers_of(request.workspace, found.need) if is_of_team else None,
        "canned": queries.canned_of(request.workspace, asking) if is_of_team else None,
        "more_posts": max(len(found.need.told) - 4, 0),
        "more_voices": max(len(asking) - 5, 0),
        "may_draft": request.membership.is_a in DRAFT.roles,
        "is_of_team": is_of_team,
        "made": queries.made(request.workspace, found.need),
        "may_change": may_change,
        "join_form": join_form
        or (JoinForm(others=_others(request, found)) if may_change else None),
        "form": form
        or NameForm(initial={"title": found.title.say(request.lang) if found.own else ""}),
    }
    return render(request, "needs/need.html", shown, status=400 if form or join_form else 200)


def _found(request: Request, number: int) -> queries.Shown:
    found = queries.need(request.workspace, number)
    if found is None:
        raise Http404
    return found
