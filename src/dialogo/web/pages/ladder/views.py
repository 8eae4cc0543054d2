"""The five rungs: which are reached, what the next one takes, and the measures they stand on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from dialogo.audit.shelf import measures
from dialogo.ladder.climb import Said, Step
from dialogo.records.measure import Figure
from dialogo.records.text import Lang, write
from dialogo.report.clean import one_line
from dialogo.report.source_words import source_in_words
from dialogo.report.vocabulary import NO_FIGURE, bounds, in_words
from dialogo.web.frame import drawing
from dialogo.web.frame.door import Request, may
from dialogo.web.pages.ladder import SEE
from dialogo.web.pages.ladder.stave import Height, notes
from dialogo.web.pages.ladder.words import REACHED, WINDOWS
from dialogo.web.queries import audits, findings, today
from dialogo.web.queries.findings import Latest

DRAWN = timedelta(days=366)


@dataclass(frozen=True)
class Sentence:
    """What speaks for a rung or against it, and where it is opened."""

    says: str
    url: str


@dataclass(frozen=True)
class Rung:
    """A step of the ladder in the reader's words."""

    step: Step
    number: int
    title: str
    takes: str
    state: str
    has: list[Sentence]
    watch: list[Sentence]
    lacks: list[Sentence]
    untold: list[Sentence]
    next_step: str


@may(SEE)
@require_GET
def ladder(request: Request) -> HttpResponse:
    """The stave, then the next rung, then the others."""
    slug, lang = request.workspace.slug, request.lang
    audited = findings.latest(request.workspace)
    context: dict[str, Any] = {"audited": audited, "under_way": None}
    if audited is None:
        context["standing"] = today.standing(request.workspace)
        return render(request, "ladder/ladder.html", context)
    rungs = [_rung(step, audited, slug, lang) for step in audited.ladder.steps]
    first = audited.run.day - DRAWN
    heights = [Height(*kept) for kept in audits.heights(request.workspace, first)]
    upcoming = audited.ladder.next
    context |= {
        "height": audited.ladder.height,
        "lines": [(rung, notes(heights, rung.number)) for rung in reversed(rungs)],
        "ground": notes(heights, 0),
        "heights": heights if len(heights) > 1 else [],
        "upcoming": rungs[upcoming.rung.number - 1] if upcoming else None,
        "others": [rung for rung in rungs if upcoming is None or rung.step is not upcoming],
    }
    return render(request, "ladder/ladder.html", context)


def _rung(step: Step, audited: Latest, slug: str, lang: Lang) -> Rung:
    checks = {finding.check.id for finding in audited.audit.findings}

    def told(sentences: Iterable[Said]) -> list[Sentence]:
        return [
            Sentence(one_line(said.say(lang)), _address(said.about, slug, checks))
            for said in sentences
        ]

    return Rung(
        step=step,
        number=step.rung.number,
        title=step.rung.title.say(lang),
        takes=step.rung.takes.say(lang),
        state=REACHED[step.reached].say(lang),
        has=told(step.has),
        watch=told(step.watch),
        lacks=told(step.lacks),
        untold=told(step.untold),
        next_step=one_line(step.next_step.say(lang)) if step.next_step else "",
    )


def _address(about: str, slug: str, checks: set[str]) -> str:
    """Where the mistake or the measure that a sentence is about can be opened."""
    if about in checks:
        return reverse("mistake", kwargs={"workspace": slug, "check": about})
    if about in measures():
        subject, _, name = about.partition("/")
        return reverse("measure", kwargs={"workspace": slug, "subject": subject, "name": name})
    return reverse("returns", kwargs={"workspace": slug}) if about == "returns" else ""


@may(SEE)
@require_GET
def measure(request: Request, subject: str, name: str) -> HttpResponse:
    """One measure: what it is, what it says now, and what it said on the days that are kept."""
    id_, lang = f"{subject}/{name}", request.lang
    known = measures().get(id_)
    if known is None:
        raise Http404
    kept = today.course(request.workspace, id_)
    now = kept[-1][1] if kept else None
    told = [float(figure.value) for _, figure in kept if figure.value is not None]
    context = {
        "title": known.title,  # a measure itself would be called by the template
        "meaning": known.meaning,
        "figure": in_words(now, lang) if now else NO_FIGURE,
        "between": bounds(now, lang) if now else None,
        "n": now.n if now else 0,
        "since": WINDOWS[known.window],
        "source": source_in_words(known.source, lang),
        "course": _course(told, kept, lang),
        "rows": [(write(day, lang), *_cells(figure, lang)) for day, figure in reversed(kept)],
    }
    return render(request, "ladder/measure.html", context)


def _cells(figure: Figure, lang: Lang) -> tuple[str, str, str]:
    return in_words(figure, lang), bounds(figure, lang) or NO_FIGURE, write(figure.n, lang)


def _course(told: list[float], kept: list[tuple[Any, Figure]], lang: Lang) -> str:
    """The line through the kept days, where there is one to see."""
    if len(told) < 3 or len(set(told)) == 1:
        return ""
    first, last = (write(kept[end][0], lang) for end in (0, -1))
    return drawing.line(told, first, last, in_words(kept[-1][1], lang))
