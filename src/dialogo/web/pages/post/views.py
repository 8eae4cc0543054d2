"""A post: begun, read, written on, looked at before it is out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.actions.content import deciding, fitting, making, seal, states
from dialogo.web.actions.content.guard import Guarded
from dialogo.web.actions.content.links import may_make
from dialogo.web.actions.films import keeping
from dialogo.web.actions.films.given import GivenFilm
from dialogo.web.frame.best_hours import told
from dialogo.web.frame.door import Request, may
from dialogo.web.frame.films import step_of
from dialogo.web.models.content import Piece, PiecePicture
from dialogo.web.pages.post import APPROVE, SEE, WRITE, film_form
from dialogo.web.pages.post import preview as previews
from dialogo.web.pages.post.form import (
    SLOTS,
    AccountFields,
    PieceForm,
    accounts_of,
    accounts_posted,
    filled,
    given,
)
from dialogo.web.queries.content import guard
from dialogo.web.queries.content import one as queries
from dialogo.web.queries.content.alike import notices
from dialogo.web.queries.content.approving import author_of, may_approve, needs_approval
from dialogo.web.queries.content.best_hours import hours_of
from dialogo.web.queries.content.words import state_of
from dialogo.web.queries.team.zones import place_of, zone_of

SAVED = Text(en="Saved.", it="Salvato.")
ASKED = Text(
    en="Saved. Whoever may approve it is told, and finds it on Today.",
    it="Salvato. Chi può approvarlo riceve un avviso, e lo trova in Oggi.",
)
SAY_WHY = Text(
    en="It is not planned: the guard on promotion stands in the way. Below it says why, and asks "
    "for a reason to go on.",
    it="Non è programmato: lo ferma la guardia sulla promozione. Qui sotto c'è il perché, e si "
    "chiede un motivo per andare avanti.",
)
PLANNED = Text(en="Saved. It goes out on {at}.", it="Salvato. Esce il {at}.")
MOVED = Text(
    en="The clock skips that hour on that day: it goes out an hour later.",
    it="Quel giorno l'orologio salta quell'ora: esce un'ora dopo.",
)


@may(WRITE)
def new(request: Request) -> HttpResponseBase:
    """A new post: for a need, for a day, or for neither yet."""
    if request.method != "POST":
        asked = {
            name: request.GET[name] for name in ("need", "day", "brief") if name in request.GET
        }
        form = PieceForm(initial=asked, workspace=request.workspace)
        return page(request, form, accounts_of(request.workspace, None), None)
    return _kept(request, None)


@may(SEE)
@require_GET
def piece(request: Request, number: int) -> HttpResponse:
    """A post as it is."""
    found = found_of(request, number)
    form = PieceForm(initial=filled(found), workspace=request.workspace, piece=found)
    return page(request, form, accounts_of(request.workspace, found), found)


@may(WRITE)
@require_POST
def save(request: Request, number: int) -> HttpResponseBase:
    """Keeps what was written, and does with it what was asked for."""
    return _kept(request, found_of(request, number))


@may(WRITE)
@require_POST
def preview(request: Request) -> HttpResponse:
    """What is being written, as each network would have it; nothing is stored."""
    number = request.POST.get("piece", "")
    known = number.isascii() and number.isdigit() and len(number) < 19
    rows = Piece.objects.filter(workspace=request.workspace)
    found = rows.filter(pk=int(number)).first() if known else None
    pictures = list(found.pictures.order_by("place").defer("data")) if found else []
    film = film_form.shown(request, found, film_form.written(request))
    text = request.POST.get("text", "")
    shown = {
        "previews": previews.of_form(text, accounts_posted(request, found), pictures, film),
        "tracks": film_form.tracks(request, film),
        "reads": previews.reads(
            request.workspace, text, request.POST.get("purpose", ""), request.lang
        ),
    }
    return render(request, "post/previews.html", shown)


@may(SEE)
@require_GET
def picture(request: Request, number: int, picture: int) -> HttpResponse:
    """A picture of a post."""
    rows = PiecePicture.objects.filter(piece__workspace=request.workspace, piece=number)
    return as_picture(get_object_or_404(rows, pk=picture))


def as_picture(found: PiecePicture) -> HttpResponse:
    """As it was handed in; whatever it is, it runs nothing."""
    return HttpResponse(
        bytes(found.data),
        content_type=found.mime,
        headers={
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "Content-Disposition": "inline",
        },
    )


def found_of(request: Request, number: int) -> Piece:
    """The post of this workspace, or none at all."""
    rows = Piece.objects.filter(workspace=request.workspace, pk=number)
    found = rows.select_related("workspace", "by", "asked_by", "approved_by", "series").first()
    if found is None:
        raise Http404
    return found


def page(
    request: Request,
    form: PieceForm,
    accounts: list[AccountFields],
    found: Piece | None,
    fault: str = "",
    *,
    film: GivenFilm | None = None,
) -> HttpResponse:
    """The page of a post; `film` is what was just done about its video."""
    hung = film_form.shown(request, found, film)
    context: dict[str, Any] = {
        "form": form,
        "accounts": accounts,
        "piece": found,
        "fault": fault,
        "slots": range(SLOTS),
        "zone": place_of(request.workspace, request.lang),
        "may_write": request.membership.is_a in WRITE.roles
        and (found is None or found.state in states.CHANGEABLE),
        "voices": queries.voices(request.workspace, found.need if found else _need(form)),
        "need": found.need if found else _need(form),
        "alone": not needs_approval(request.workspace, request.user.pk),
        "best": told(hours_of(request.workspace), request.lang),
        "film": hung,
        "captions": film_form.fields(hung, request.lang),
        "captions_lang": (found and found.language) or request.lang,
        "tracks": film_form.tracks(request, hung),
        "film_step": step_of(hung.film) if hung else {},
        "film_most": keeping.most() // 1_000_000,
    }
    context |= _of(request, found) if found else {}
    if found is None:
        context["previews"] = previews.of_form("", accounts, [])
    with timezone.override(zone_of(request.workspace)):  # as the page says, not the reader's own
        return render(request, "post/piece.html", context, status=422 if form.is_bound else 200)


def _of(request: Request, found: Piece) -> dict[str, Any]:
    """What stands on the page of a post that there is."""
    ahead = found.due_at if found.state in Piece.AHEAD else None
    return {
        "state": state_of(found),
        "called": making.called(found),
        "previews": previews.of_piece(found),
        "reads": previews.reads(
            request.workspace, "\n".join(found.parts), found.purpose, request.lang
        ),
        "mark": seal.mark(found),
        **_may(request, found),
        "notices": notices(found, ahead) if ahead else [],
        "past": bool(ahead and ahead < timezone.now()),
        **_guarded(request, found),
        "steps": queries.steps(found),
        "links": queries.links(found),
        "letters": queries.letters(found),
        "kept": list(found.pictures.order_by("place").defer("data")),
        "occurrences": queries.occurrences(found),
    }


def _guarded(request: Request, found: Piece) -> dict[str, Any]:
    """What the guard on promotion has against it, and whether a reason is asked for here."""
    now = timezone.now()
    open_ = found.state in Piece.AHEAD and (found.state != Piece.PLANNED or found.error)
    against = guard.against(found, max(found.due_at or now, now), now) if open_ else []
    return {
        "guarded": [one.says.say(request.lang, **one.values) for one in against],
        "asks_why": bool(against or request.GET.get("why")) and found.state != Piece.ASKED,
    }


def _may(request: Request, found: Piece) -> dict[str, bool]:
    """What the reader can do with it now; `alone`: it goes out without another's word."""
    author, workspace = author_of(found), request.workspace
    of_role = request.membership.is_a in APPROVE.roles
    fits = not fitting.flaws(found)
    open_ = fits and of_role and found.state in (Piece.DRAFT, Piece.ASKED)
    alone = not any(needs_approval(workspace, one) for one in {author, request.user.pk})
    wanted = found.state == Piece.ASKED or not alone
    sealed = found.state in (Piece.ASKED, Piece.APPROVED, Piece.PLANNED)
    return {
        "fits": fits,
        "alone": alone,
        "may_approve": open_ and wanted and may_approve(workspace, request.user.pk, author),
        "may_send_back": of_role and sealed,
        "may_link": open_ and may_make(found, request.user),
    }


def _kept(request: Request, found: Piece | None) -> HttpResponseBase:
    form = PieceForm(request.POST, workspace=request.workspace, piece=found)
    accounts = accounts_posted(request, found)
    film: GivenFilm | None = None
    try:
        film = film_form.given(request)
        if not form.is_valid():
            return page(request, form, accounts, found, film=film)
        wanted = replace(given(form, accounts, request, found), film=film)
        if found is None:
            found = making.make(request.workspace, request.user, wanted)
        else:
            saves = request.POST.get("saves", "")
            before = int(saves) if saves.isascii() and saves.isdigit() and len(saves) < 9 else None
            found = making.change(found, request.user, wanted, before)
    except BadInput as wrong:
        return page(request, form, accounts, found, wrong.say(request.lang), film=film)
    if form.when and form.when.moved:
        messages.warning(request, MOVED.say(request.lang))
    _then(request, found)
    return redirect("piece", workspace=request.workspace.slug, number=found.pk)


def _then(request: Request, found: Piece) -> None:
    """What the button that was pressed asks for beyond keeping it."""
    do, says = request.POST.get("do", "save"), SAVED
    try:
        if do == "ask":
            found, says = deciding.ask(found, request.user), ASKED
        elif do in ("plan", "plan-anyway"):
            found = deciding.plan(found, request.user, anyway=do == "plan-anyway")
            says = PLANNED
    except Guarded:
        messages.warning(request, f"{SAVED.say(request.lang)} {SAY_WHY.say(request.lang)}")
    except BadInput as wrong:
        messages.warning(request, f"{SAVED.say(request.lang)} {wrong.say(request.lang)}")
    else:
        at = found.due_at.astimezone(zone_of(request.workspace)) if found.due_at else ""
        messages.success(request, says.say(request.lang, at=at))


def _need(form: PieceForm) -> str:
    return str(form.initial.get("need") or form.data.get("need") or "")
