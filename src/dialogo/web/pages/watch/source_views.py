"""The sources: added by an address or a list, with one click to begin with, and taken away."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.actions.watch import sources as actions
from dialogo.web.frame.door import Request, may
from dialogo.web.models.watch import WatchSource
from dialogo.web.pages.watch import CHANGE, SEE
from dialogo.web.pages.watch.forms import AddressForm, ListForm
from dialogo.web.queries.watch import sources as queries

KINDS = {
    WatchSource.FEED: Text(en="feed", it="feed"),
    WatchSource.MASTODON: Text(en="Mastodon account", it="profilo Mastodon"),
    WatchSource.TAG: Text(en="tag on Mastodon", it="tag su Mastodon"),
    WatchSource.BLUESKY: Text(en="Bluesky account", it="profilo Bluesky"),
    WatchSource.WORDS: Text(en="words on Bluesky", it="parole su Bluesky"),
}
ADDED = Text(en="{title} is watched from now on.", it="{title} è ora tra le letture.")
BROUGHT = Text(
    en="{new:source is|sources are} new and will be read in the next minutes; {rest} "
    "{rest:|was|were} here already or cannot be watched.",
    it="{new:fonte nuova sarà letta|fonti nuove saranno lette} nei prossimi minuti; {rest} "
    "{rest:|c'era già o non si può|c'erano già o non si possono} seguire.",
)
REMOVED = Text(en="{title} is no longer watched.", it="{title} non è più tra le letture.")
AGAIN = Text(
    en="{title} is asked again in a moment.", it="Tra poco {title} sarà interrogata di nuovo."
)


@may(SEE)
@require_GET
def sources(request: Request) -> HttpResponse:
    """Every source, and those to begin with."""
    return _shown(request, AddressForm(), ListForm())


@may(CHANGE)
@require_POST
def add(request: Request) -> HttpResponseBase:
    """A source by its address."""
    form = AddressForm(request.POST)
    if not form.is_valid():
        return _shown(request, form, ListForm())
    try:
        made = actions.add(request.user, request.workspace, form.cleaned_data["address"])
    except BadInput as wrong:
        form.add_error("address", wrong.say(request.lang))
        return _shown(request, form, ListForm())
    messages.success(request, ADDED.say(request.lang, title=made.title))
    return redirect("watch_sources", workspace=request.workspace.slug)


@may(CHANGE)
@require_POST
def bring(request: Request) -> HttpResponseBase:
    """The sources of a list from elsewhere."""
    form = ListForm(request.POST, request.FILES)
    if not form.is_valid():
        return _shown(request, AddressForm(), form)
    try:
        new, rest = actions.bring(request.user, request.workspace, form.cleaned_data["file"])
    except BadInput as wrong:
        form.add_error("file", wrong.say(request.lang))
        return _shown(request, AddressForm(), form)
    messages.success(request, BROUGHT.say(request.lang, new=new, rest=rest))
    return redirect("watch_sources", workspace=request.workspace.slug)


@may(SEE)
@require_GET
def listed(request: Request) -> HttpResponse:
    """The sources as a file for other feed readers."""
    every = [one.source for one in queries.sources(request.workspace, timezone.now())]
    answer = HttpResponse(actions.listed(request.workspace, every), content_type="text/x-opml")
    answer["Content-Disposition"] = f'attachment; filename="{request.workspace.slug}.opml"'
    return answer


@may(CHANGE)
@require_POST
def again(request: Request, source: int) -> HttpResponseBase:
    """Has a source that fell silent asked at once."""
    found = _source(request, source)
    actions.again(found)
    messages.success(request, AGAIN.say(request.lang, title=found.title))
    return redirect("watch_sources", workspace=request.workspace.slug)


@may(CHANGE)
@require_POST
def remove(request: Request, source: int) -> HttpResponseBase:
    """Takes a source away."""
    found = _source(request, source)
    actions.remove(request.user, found)
    messages.success(request, REMOVED.say(request.lang, title=found.title))
    return redirect("watch_sources", workspace=request.workspace.slug)


def _shown(request: Request, form: AddressForm, list_form: ListForm) -> HttpResponse:
    every = queries.sources(request.workspace, timezone.now())
    there = {one.source.title for one in every} | {one.source.address for one in every}
    starters = [
        (group.title, [one for one in group.sources if _is_new(one.address, there)])
        for group in queries.STARTERS
    ]
    shown = {
        "sources": [(one, KINDS[one.source.kind]) for one in every],
        "cut_off": queries.cut_off(every),
        "starters": [(title, some) for title, some in starters if some],
        "form": form,
        "list_form": list_form,
        "may_change": request.membership.is_a in CHANGE.roles,
    }
    wrong = form.errors or list_form.errors
    return render(request, "watch/sources.html", shown, status=422 if wrong else 200)


def _is_new(address: str, there: set[str]) -> bool:
    return address not in there and address.removeprefix("@") not in there


def _source(request: Request, number: int) -> WatchSource:
    found = queries.source(request.workspace, number)
    if found is None:
        raise Http404
    return found
