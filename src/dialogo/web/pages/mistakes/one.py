"""One mistake as its page shows it, with whatever form did not go through."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from dialogo.audit.check import Finding
from dialogo.records.text import Lang, Text, write
from dialogo.report.vocabulary import BELIEF_WORDS, NO_FIGURE, advice, bounds, in_words, sentence
from dialogo.web.actions.comments import seen
from dialogo.web.frame import drawing
from dialogo.web.frame.door import Request
from dialogo.web.models.audit import FindingOfDay, OwnMistake
from dialogo.web.pages.mistakes import ADD, COMMENT, EVIDENCE, LINE, WAIVE
from dialogo.web.pages.mistakes.actions import offer
from dialogo.web.pages.mistakes.evidence import FIRST, evidence_rows
from dialogo.web.pages.mistakes.forms import AcceptForm, CommentForm, LineForm
from dialogo.web.pages.mistakes.quantities import scale_of
from dialogo.web.pages.mistakes.thread import rows
from dialogo.web.pages.mistakes.words import line_row, line_said, number
from dialogo.web.queries import audits, policy
from dialogo.web.queries.changes import changes, figure_of
from dialogo.web.queries.comments import comments, team
from dialogo.web.queries.drawings import drawings
from dialogo.web.queries.findings import Latest, latest
from dialogo.web.queries.notices import MISTAKE

# Days whose values are shown; fewer than `COURSE` make no course.
DAYS, COURSE = 60, 3


def found(request: Request, check: str) -> tuple[Latest, Finding]:
    """The newest audit and what it finds with a check; 404 where there is no such check."""
    newest = latest(request.workspace)
    finding = newest.finding(check) if newest else None
    if newest is None or finding is None:
        raise Http404
    return newest, finding


def shown(request: Request, check: str, **forms: Any) -> HttpResponse:
    """The page; with a form that did not go through, as a refusal."""
    newest, finding = found(request, check)
    role, lang, workspace = request.membership.is_a, request.lang, request.workspace
    own = next((one for one in policy.own_mistakes(workspace) if one.name == check), None)
    since = changes(newest.run, newest.audit)
    context: dict[str, Any] = {
        "newest": newest,
        "finding": finding,
        # A check can be called, which a template would do.
        "check": {"id": check, "title": finding.check.title, "belief": finding.check.belief},
        "belief": BELIEF_WORDS[finding.check.belief].held,
        "says": sentence(finding, lang),
        "number": number(finding, lang),
        "change": since.said(lang).get(check, "") if since else "",
        "since": since,
        "pictures": drawings(newest.run, finding, lang),
        "days": _days(audits.of_days(workspace, check, DAYS), lang),
        "advice": advice(finding, lang),
        "offer": offer(finding, workspace.slug, role, own.measure if own else None),
        "line": line_said(
            finding, lang, workspace.currency, moved=own is not None or check in newest.policy.moved
        ),
        "waived": policy.waiving(workspace, check) if finding.waiver else None,
        "stale": newest.run.revision < workspace.revision,
        "own": own,
        "may_line": role in LINE.roles,
        "may_waive": role in WAIVE.roles,
        "may_change": own is not None and role in ADD.roles,
    }
    if role in EVIDENCE.roles:
        context |= _evidence(request, finding)
    context |= _line(request, finding, own) if role in LINE.roles else {}
    if role in COMMENT.roles:
        context |= _thread(request, check)
    if role in WAIVE.roles:
        context["accept_form"] = accept_form(request)
    return render(request, "mistakes/mistake.html", context | forms, status=400 if forms else 200)


def _evidence(request: Request, finding: Finding) -> dict[str, Any]:
    told = evidence_rows(request.workspace, finding, request.membership.is_a, request.lang)
    return {"evidence": told[:FIRST], "more_evidence": told[FIRST:]}


def _line(request: Request, finding: Finding, own: OwnMistake | None) -> dict[str, Any]:
    history = policy.line_history(request.workspace, finding.check.id)
    currency = finding.reading.figure.currency or request.workspace.currency
    return {
        "line_form": None if own else line_form(request, finding),
        "lines": [line_row(line, finding.check, currency, request.lang) for line in history],
        "moved": bool(history) and history[0].watch is not None,
    }


def line_form(request: Request, finding: Finding, data: Any = None) -> LineForm:
    """The form of a check's line, in the unit in which people think of it."""
    check, lang = finding.check, request.lang
    around = max(abs(check.limit.watch), abs(check.limit.mistake))
    return LineForm(
        data,
        prefix="line",
        limit=finding.limit,
        unit=check.unit,
        scale=scale_of(check.unit, around, request.workspace.currency),
        lang=lang,
    )


def accept_form(request: Request, data: Any = None) -> AcceptForm:
    """The form that accepts a finding; its days are those of the workspace."""
    today = timezone.localdate(timezone=ZoneInfo(request.workspace.zone))
    return AcceptForm(data, today=today, lang=request.lang, prefix="accept")


def comment_form(request: Request, data: Any = None, **initial: Any) -> CommentForm:
    """The form of a comment; everybody else of the team can be told."""
    others = [person for person in team(request.workspace) if person != request.user]
    return CommentForm(data, people=others, prefix="comment", initial=initial)


def _thread(request: Request, check: str) -> dict[str, Any]:
    """The comments; opening the page is seeing where one is named."""
    about = f"{MISTAKE}{check}"
    said = comments(request.workspace, about)
    unseen = [
        comment
        for comment in said
        for mention in comment.named.all()
        if mention.person_id == request.user.pk and mention.seen_at is None
    ]
    if unseen:
        seen(request.user, unseen)
    return {"comments": rows(said, request), "comment_form": comment_form(request)}


_HEADS = (
    Text(en="day", it="giorno"), Text(en="number", it="numero"),
    Text(en="between (90 %)", it="fra (90 %)"), Text(en="n", it="n"),
)  # fmt: skip
_QUESTION = Text(en="What did each audit say?", it="Che cosa ha detto ogni controllo?")
_ANSWER = Text(
    en="{first} on {since}, {last} on {until}.", it="{first} il {since}, {last} il {until}."
)


def _days(kept: list[FindingOfDay], lang: Lang) -> dict[str, Any] | None:
    """What the kept days said, as a drawing with its table; None where they are too few."""
    told = [(row, figure_of(row)) for row in kept if row.value is not None]
    if len(told) < COURSE:
        return None
    (first, began), (last, now) = told[0], told[-1]
    since, until = write(first.run.day, lang), write(last.run.day, lang)
    begun, ended = in_words(began, lang), in_words(now, lang)
    values = [float(figure.value or 0) for _, figure in told]
    return {
        "question": _QUESTION.say(lang),
        "answer": _ANSWER.say(lang, first=begun, last=ended, since=since, until=until),
        "svg": drawing.line(values, since, until, ""),
        "key": "",
        "heads": [head.say(lang) for head in _HEADS],
        "rows": [
            (
                write(row.run.day, lang),
                in_words(figure, lang),
                bounds(figure, lang) or NO_FIGURE,
                write(figure.n, lang),
            )
            for row, figure in reversed(told)
        ],
    }
