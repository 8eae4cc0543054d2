"""Shows what is done in the background, and has what failed tried again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from dialogo.records.text import Text
from dialogo.web.actions import work as actions
from dialogo.web.frame.door import Request, may
from dialogo.web.frame.reader import lang
from dialogo.web.frame.work_titles import titles
from dialogo.web.models.work import Work
from dialogo.web.pages.work import AGAIN, SEE
from dialogo.web.queries.work import board

TOLD_FROM = timedelta(seconds=1)
ANOTHER = Text(en="work of another version", it="lavoro di un'altra versione")
GOES_ON = Text(
    en="It is tried again; this page shows how far it is.",
    it="Si riprova; questa pagina mostra a che punto è.",
)
RUNS = Text(en="It is waiting or being done already.", it="È già in attesa, o in corso.")


@dataclass(frozen=True)
class Piece:
    """A piece of work as the page shows it; words in the reader's language."""

    work: Work
    title: str
    step: str
    error: str

    @property
    def id(self) -> str:
        """That of its part on the page."""
        return f"work-{self.work.pk}"

    @property
    def took(self) -> timedelta | None:
        """How long it took, where that is worth telling."""
        if self.work.started_at is None or self.work.ended_at is None:
            return None
        span = self.work.ended_at - self.work.started_at
        return span if span >= TOLD_FROM else None


@may(SEE)
def work(request: Request) -> HttpResponse:
    """The whole page, or for HTMX only what moves."""
    now = board(request.workspace)
    values = {
        "running": _shown(now.running),
        "waiting": _shown(now.waiting),
        "failed": _shown(now.failed),
        "done": _shown(now.done),
        "more_waiting": now.more_waiting,
        "silent": now.silent,
        "may_again": request.membership.is_a in AGAIN.roles,
        "moves": bool(now.running or now.waiting),
    }
    return render(request, "work/board.html" if request.htmx else "work/work.html", values)


@may(AGAIN)
@require_POST
def again(request: Request, piece: int) -> HttpResponse:
    """Has a failed piece tried again."""
    found = Work.objects.filter(pk=piece, workspace=request.workspace).first()
    if found is None:
        raise Http404
    tried = actions.try_again(found, request.user, _title(found))
    messages.success(request, (GOES_ON if tried else RUNS).say(request.lang))
    return redirect("work", workspace=request.workspace.slug)


def _shown(rows: list[Work]) -> list[Piece]:
    return [Piece(row, _title(row).say(lang()), _said(row.step), _said(row.error)) for row in rows]


def _title(row: Work) -> Text:
    return titles().get(row.kind, ANOTHER)


def _said(words: dict[str, str] | None) -> str:
    return (words or {}).get(lang(), "")
