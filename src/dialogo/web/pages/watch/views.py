"""What is new, read item by item; and what its reader has read, with the minutes of it."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from dialogo.records.text import Text
from dialogo.web.actions.watch import reads
from dialogo.web.frame.door import Request, may
from dialogo.web.models.watch import WatchItem, WatchRead, WatchSource
from dialogo.web.pages.watch import CHANGE, SEE
from dialogo.web.pages.watch.forms import MinutesForm, NoteForm
from dialogo.web.queries.watch import items, shared

MANY = 60  # readings on a page
READ = Text(
    en="Read: {minutes:minute|minutes} of learning are noted.",
    it="Letto: {minutes:|è annotato|sono annotati} {minutes:minuto|minuti} di aggiornamento.",
)
SEEN = Text(
    en="Nothing is new any more. What is still to come will be.",
    it="Ora non c'è più niente di nuovo. Lo sarà ciò che arriva.",
)
CORRECTED = Text(en="The minutes are corrected.", it="I minuti sono corretti.")


@may(SEE)
@require_GET
def watch(request: Request) -> HttpResponse:
    """What is new to the reader, or everything, of all sources or of one."""
    now = timezone.now()
    reader = items.reader_of(request.workspace, request.user)
    only_new = request.GET.get("show") != "all"
    source = _source(request)
    page = items.page(
        request.workspace,
        reader,
        now,
        only_new=only_new,
        source=source,
        before=request.GET.get("before"),
    )
    shown = {
        "page": page,
        "only_new": only_new,
        "source": source,
        "first": "before" not in request.GET,
        "new": items.count_new(request.workspace, reader, now),
        "watched": bool(page.items)
        or WatchSource.objects.filter(workspace=request.workspace).exists(),
        "note": NoteForm(auto_id=False),
        "may_change": request.membership.is_a in CHANGE.roles,
    }
    return render(request, "watch/watch.html", shown)


@may(SEE)
@require_POST
def read(request: Request, item: int) -> HttpResponseBase:
    """The reader has read an item; a script says so when they open it (`quietly`)."""
    done = reads.read(request.user, item_of(request, item))
    if request.POST.get("quietly"):
        return HttpResponse(status=204)
    messages.success(request, READ.say(request.lang, minutes=done.minutes))
    return back(request)


@may(SEE)
@require_POST
def seen(request: Request) -> HttpResponseBase:
    """Nothing of what is there is new any more."""
    reads.seen_all(request.user, request.workspace)
    messages.success(request, SEEN.say(request.lang))
    return redirect("watch", workspace=request.workspace.slug)


@may(SEE)
@require_GET
def mine(request: Request) -> HttpResponse:
    """What the reader has read in ninety days, with the minutes, which they may correct."""
    return _mine(request, {})


@may(SEE)
@require_POST
def correct(request: Request, read: int) -> HttpResponseBase:
    """It took longer, or less."""
    found = get_object_or_404(
        WatchRead, pk=read, person=request.user, item__workspace=request.workspace
    )
    form = MinutesForm(request.POST, prefix=f"r{found.pk}")
    if not form.is_valid():
        return _mine(request, {found.pk: form})
    reads.correct(found, form.cleaned_data["minutes"])
    messages.success(request, CORRECTED.say(request.lang))
    return back(request, "watch_mine")


def _mine(request: Request, wrong: dict[int, MinutesForm]) -> HttpResponse:
    rows = shared.reads(request.workspace, request.user, timezone.localdate())
    page = Paginator(rows, MANY).get_page(request.GET.get("page"))
    shown = {
        "page": page,
        "rows": [
            (
                one,
                wrong.get(one.pk)
                or MinutesForm(initial={"minutes": one.minutes}, prefix=f"r{one.pk}"),
            )
            for one in page
        ],
        "total": shared.minutes(rows),
        "faulty": next(iter(wrong.values()), None),
    }
    return render(request, "watch/mine.html", shown, status=422 if wrong else 200)


def item_of(request: Request, number: int) -> WatchItem:
    """The item of an address."""
    found = items.item(request.workspace, number)
    if found is None:
        raise Http404
    return found


def back(request: Request, otherwise: str = "watch") -> HttpResponseBase:
    """To the page that a form was sent from, if it is one of ours."""
    to = request.POST.get("back", "")
    if to.startswith("/") and url_has_allowed_host_and_scheme(to, allowed_hosts=None):
        return redirect(to)
    return redirect(otherwise, workspace=request.workspace.slug)


def _source(request: Request) -> WatchSource | None:
    written = request.GET.get("source", "")
    if not written.isdecimal() or len(written) > 18:
        return None
    return WatchSource.objects.filter(workspace=request.workspace, pk=int(written)).first()
