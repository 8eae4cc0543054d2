"""What the team changes about a person: notes, tags, joining, exporting, erasing."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.actions.community import contacts as actions
from dialogo.web.actions.community.export import export as export_person
from dialogo.web.actions.erasing.person import erase as erase_person
from dialogo.web.frame.door import Request, may
from dialogo.web.models.community import Contact, ContactNote, Joining, Likeness
from dialogo.web.pages.community import ERASE, EXPORT, WRITE
from dialogo.web.pages.community.forms import EraseForm, JoinForm, NoteForm, TagForm
from dialogo.web.pages.community.views import one
from dialogo.web.queries.community import contacts as queries

NOTED = Text(en="The note is kept.", it="La nota è conservata.")
REMOVED = Text(en="The note is removed.", it="La nota è stata tolta.")
JOINED = Text(
    en="The two are one person now. It can be undone on this page.",
    it="Ora i due sono una sola persona. Si può annullare in questa pagina.",
)
PARTED = Text(en="The two are two people again.", it="Ora sono di nuovo due persone.")
REFUSED = Text(
    en="They stay two people. It will not be suggested again.",
    it="Restano due persone. Non sarà più suggerito.",
)
ERASED = Text(
    en="The person's data is erased. What they wrote still counts, without name and words.",
    it="I dati della persona sono cancellati. Ciò che ha scritto conta ancora, senza nome né "
    "parole.",
)
NOBODY = Text(
    en="nobody of this name writes to you. Copy the account from its page.",
    it="nessuno con questo nome vi scrive. Copiate il profilo dalla sua pagina.",
)
SEVERAL = Text(
    en="several accounts have this name. Join them from the suggestions.",
    it="più profili hanno questo nome. Uniteli dai suggerimenti.",
)
NOT_THE_NAME = Text(
    en="this is not the person's name. Type it as it stands above.",
    it="non è il nome della persona. Scrivetelo come sta qui sopra.",
)
ERASED_BEFORE = Text(
    en="this person's data is erased already.", it="i dati di questa persona sono già cancellati."
)


@may(WRITE)
@require_POST
def note(request: Request, number: int) -> HttpResponseBase:
    """Keeps a note."""
    found, form = _found(request, number), NoteForm(request.POST)
    if not form.is_valid():
        return one(request, found, 400, note_form=form)
    try:
        actions.note(request.user, found, form.cleaned_data["text"])
    except BadInput as wrong:
        form.add_error("text", wrong.say(request.lang))
        return one(request, found, 400, note_form=form)
    messages.success(request, NOTED.say(request.lang))
    return _back(request, found)


@may(WRITE)
@require_POST
def remove_note(request: Request, number: int, note: int) -> HttpResponseBase:
    """Takes a note away."""
    found = _found(request, number)
    theirs = ContactNote.objects.filter(contact__in=actions.family(found))
    actions.remove_note(request.user, found, get_object_or_404(theirs, pk=note))
    messages.success(request, REMOVED.say(request.lang))
    return _back(request, found)


@may(WRITE)
@require_POST
def tag(request: Request, number: int) -> HttpResponseBase:
    """Files a person under a word."""
    found, form = _found(request, number), TagForm(request.POST)
    if not form.is_valid():
        return one(request, found, 400, tag_form=form)
    try:
        actions.tag(request.user, found, form.cleaned_data["tag"])
    except BadInput as wrong:
        form.add_error("tag", wrong.say(request.lang))
        return one(request, found, 400, tag_form=form)
    return _back(request, found)


@may(WRITE)
@require_POST
def untag(request: Request, number: int) -> HttpResponseBase:
    """Takes a person out of a word."""
    found = _found(request, number)
    actions.untag(request.user, found, request.POST.get("tag", ""))
    return _back(request, found)


@may(WRITE)
@require_POST
def join(request: Request, number: int) -> HttpResponseBase:
    """Makes another account's contact one person with this one, by the account's name."""
    found, form = _found(request, number), JoinForm(request.POST)
    if not form.is_valid():
        return one(request, found, 400, join_form=form)
    others = queries.called(request.workspace, form.cleaned_data["name"], but=found)
    try:
        if len(others) != 1:
            raise BadInput(SEVERAL if others else NOBODY)
        actions.join(request.user, found, others[0])
    except BadInput as wrong:
        form.add_error("name", wrong.say(request.lang))
        return one(request, found, 400, join_form=form)
    messages.success(request, JOINED.say(request.lang))
    return _back(request, found)


@may(WRITE)
@require_POST
def decide(request: Request, likeness: int) -> HttpResponseBase:
    """Says whether two accounts that are called alike are one person's."""
    rows = Likeness.objects.select_related("one", "other").filter(workspace=request.workspace)
    pair = get_object_or_404(rows, pk=likeness)
    if request.POST.get("same") == "yes":
        kept, joined = (_root(request, contact) for contact in (pair.one, pair.other))
        try:
            actions.join(request.user, kept, joined)
        except BadInput as wrong:
            messages.error(request, wrong.say(request.lang))
        else:
            messages.success(request, JOINED.say(request.lang))
        return _back(request, kept)
    actions.refuse(request.user, pair)
    messages.success(request, REFUSED.say(request.lang))
    return _next(request) or redirect("alike", workspace=request.workspace.slug)


@may(WRITE)
@require_POST
def part(request: Request, joining: int) -> HttpResponseBase:
    """Undoes a joining."""
    rows = Joining.objects.select_related("joined", "workspace")
    found = get_object_or_404(rows, pk=joining, workspace=request.workspace)
    actions.part(request.user, found)
    messages.success(request, PARTED.say(request.lang))
    return _back(request, found.joined)


@may(EXPORT)
@require_POST
def export(request: Request, number: int) -> HttpResponse:
    """A person's data as a ZIP."""
    found = _found(request, number)
    answer = HttpResponse(export_person(request.user, found), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="person-{found.pk}.zip"'
    answer["Cache-Control"] = "no-store"
    return answer


@may(ERASE)
def erase(request: Request, number: int) -> HttpResponseBase:
    """Asks for the name, then erases a person's data."""
    found = _found(request, number)
    if found.erased:
        messages.error(request, ERASED_BEFORE.say(request.lang))
        return _back(request, found)
    form = EraseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["name"].strip() == found.name.strip():
            erase_person(request.user, found)
            messages.success(request, ERASED.say(request.lang))
            return redirect("community", workspace=request.workspace.slug)
        form.add_error("name", NOT_THE_NAME.say(request.lang))
    shown = {"contact": found, "known": queries.known(found), "form": form}
    return render(request, "community/erase.html", shown, status=400 if form.errors else 200)


def _found(request: Request, number: int) -> Contact:
    found = queries.contact(request.workspace, number)
    if found is None:
        raise Http404
    return found


def _root(request: Request, contact: Contact) -> Contact:
    return queries.contact(request.workspace, contact.pk) or contact


def _back(request: Request, contact: Contact) -> HttpResponseBase:
    return redirect("contact", workspace=request.workspace.slug, number=contact.pk)


def _next(request: Request) -> HttpResponseBase | None:
    """Back to where the form stood, if it says so and it is ours."""
    asked = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        asked, {request.get_host()}, require_https=request.is_secure()
    )
    return redirect(asked) if asked and safe else None
