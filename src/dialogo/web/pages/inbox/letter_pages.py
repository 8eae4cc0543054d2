"""One letter: its words, what became of it step by step, and what can be done now."""

from __future__ import annotations

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_safe

from dialogo.web.actions.letters.refused import Newer
from dialogo.web.frame import films
from dialogo.web.frame.door import Request, may
from dialogo.web.models.films import LetterFilm
from dialogo.web.models.letters import Letter, LetterPicture
from dialogo.web.models.records import Message
from dialogo.web.pages.inbox import SEE

# Of what a letter answers, so many messages stand above it.
BEFORE = 4


@may(SEE)
@require_GET
def letter(request: Request, letter: int) -> HttpResponse:
    """A letter with what it answers."""
    return page(request, found(request, letter))


@may(SEE)
@require_GET
def picture(request: Request, letter: int, picture: int) -> HttpResponse:
    """A picture that hangs on a letter, as it was handed in."""
    rows = LetterPicture.objects.filter(letter__workspace=request.workspace, letter=letter)
    one = get_object_or_404(rows, pk=picture)
    return HttpResponse(
        bytes(one.data),
        content_type=one.mime,
        headers={
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "Content-Disposition": "inline",
        },
    )


@may(SEE)
@require_safe
def film(request: Request, letter: int) -> HttpResponseBase:
    """The video of a letter as it goes out, or the part of it that is asked for."""
    return films.played(request, _hung(request, letter).film)


@may(SEE)
@require_safe
def poster(request: Request, letter: int) -> HttpResponse:
    """Its first frame."""
    return films.poster(_hung(request, letter).film)


@may(SEE)
@require_safe
def captions(request: Request, letter: int, lang: str) -> HttpResponse:
    """What is said in it, in a language."""
    return films.read_along(_hung(request, letter).captions, lang)


def _hung(request: Request, letter: int) -> LetterFilm:
    rows = LetterFilm.objects.filter(letter__workspace=request.workspace, letter=letter)
    return get_object_or_404(rows.select_related("film").defer("film__poster"))


def found(request: Request, number: int) -> Letter:
    """The letter of this workspace, or none at all."""
    rows = Letter.objects.filter(workspace=request.workspace, pk=number)
    one = rows.select_related("by", "connection", "conversation__workspace").first()
    if one is None:
        raise Http404
    return one


def page(
    request: Request,
    letter: Letter,
    *,
    newer: Newer | None = None,
    fault: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page of a letter; `newer` is what was written meanwhile, `fault` why nothing was done."""
    conversation = letter.conversation
    said: list[object] = []
    if conversation is not None:
        rows = Message.objects.filter(part_of=conversation.pk).order_by("-sent_at", "-id")
        said = list(reversed(rows[:BEFORE]))
    meanwhile = set(newer.messages) if newer else set()
    context = {
        "letter": letter,
        "steps": list(letter.steps.select_related("by").order_by("pk")),
        "said": said,
        "letter_newer": newer,
        "meanwhile": meanwhile,
        "letter_fault": fault,
    }
    template = "inbox/answer/letter_page.html"
    if request.htmx:
        template = "inbox/answer/letter.html"
    return render(request, template, context, status=status)
