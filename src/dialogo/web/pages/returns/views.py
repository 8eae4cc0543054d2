"""What came back, or what is missing: a sentence, a picture, the next step, then the reasons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from dialogo.ladder.climb import Step
from dialogo.records.text import Text, write
from dialogo.report.clean import one_line
from dialogo.report.returns_beforehand import KINDS
from dialogo.report.returns_pictures import Subject, measurable
from dialogo.report.returns_quality import judged
from dialogo.returns.readiness import WEEKS as NEEDED
from dialogo.web.frame.door import Request, may
from dialogo.web.frame.findings import said_of
from dialogo.web.pages.returns import SEE, WEEKS, WRITE, words
from dialogo.web.pages.returns.rows import credit_rows, series_rows, tested_rows, through_rows
from dialogo.web.pages.returns.shorten import changes
from dialogo.web.pages.returns.way import Way, drawn
from dialogo.web.queries import findings, today
from dialogo.web.queries.computed import computed, is_stale
from dialogo.web.queries.findings import Latest
from dialogo.web.queries.returns.kept import PICTURES, made
from dialogo.web.queries.returns.shown import subject

Kept = Mapping[str, Any]

LATELY = timedelta(weeks=5)
TODAY = Text(en="today", it="oggi")
AT_LEAST = Text(en="from {day} on", it="{day:dal} in poi")


@dataclass(frozen=True)
class Rung:
    """One of the four that come first: what it lacks most, and where that is told."""

    number: int
    title: str
    reached: str
    lacks: str


@dataclass(frozen=True)
class NextStep:
    """The one thing to do next."""

    url: str
    says: Text


@may(SEE)
@require_GET
def returns(request: Request) -> HttpResponse:
    """The outcome that is asked for, else the one recorded for most weeks."""
    workspace = request.workspace
    found = made(workspace)
    audited = findings.latest(workspace)
    rungs = [_rung(step, request) for step in audited.ladder.steps[:4]] if audited else []
    stands = bool(rungs) and all(rung.reached == "yes" for rung in rungs)
    tables = found.figures.get("tables", []) if found else []
    table = chosen(tables, request.GET.get("outcome", ""))
    role = request.membership.is_a
    context: dict[str, Any] = {
        "made": found,
        "stale": is_stale(workspace, found),
        "tables": tables,
        "table": table,
        "rungs": rungs[::-1],
        "stands": stands,
        "writes": role in WRITE.roles,
        "weeks": role in WEEKS.roles,
        "said": said_of(today.about(audited, "returns"), workspace.slug, request.lang),
        "statement": _statement(request, table, audited, stands=stands),
        "next": _next(request, table, audited, stands=stands),
    }
    if table is not None:
        context |= _of_table(request, table, stands=stands)
    return render(request, "returns/returns.html", context)


def chosen(tables: list[dict[str, Any]], asked: str) -> dict[str, Any] | None:
    """The kept table of the outcome with this id; the first where there is none."""
    return next((one for one in tables if one["id"] == asked), tables[0] if tables else None)


def _statement(
    request: Request, table: Kept | None, audited: Latest | None, *, stands: bool
) -> str:
    lang = request.lang
    if table is None:
        return words.NO_OUTCOME.say(lang)
    if "estimate" not in table:
        return words.NO_TABLE.say(lang)
    if not stands:
        upcoming = audited.ladder.next if audited else None
        if upcoming is None:
            return words.RUNGS_UNTOLD.say(lang)
        return words.RUNGS_FIRST.say(lang, rung=upcoming.rung.title)
    return words.summary(table, subject(table, lang), lang)


def _next(
    request: Request, table: Kept | None, audited: Latest | None, *, stands: bool
) -> NextStep | None:
    """What helps most now, as far as the reader may do it."""
    slug, role = request.workspace.slug, request.membership.is_a

    def at(name: str) -> str:
        return reverse(name, kwargs={"workspace": slug})

    if table is None or "estimate" not in table:
        return NextStep(at("returns_outcomes"), ENTER) if role in WRITE.roles else None
    if not stands:
        upcoming = audited.ladder.next if audited else None
        part = f"#rung-{upcoming.rung.number}" if upcoming else ""
        return NextStep(at("ladder") + part, SEE_RUNG)
    if role not in WEEKS.roles:
        return None
    there = at("returns_next") + "?" + urlencode({"outcome": table["id"]})
    if measurable(table["estimate"]):
        return NextStep(there, DIVIDE)
    shows = any(one["best"] for one in table["ahead"]["holdouts"].values())
    return NextStep(f"{there}#holdout", HOLD_OUT) if shows else None


ENTER = Text(en="Enter a week's outcome", it="Registra il risultato di una settimana")
SEE_RUNG = Text(en="See what the rung lacks", it="Vedi che cosa manca al gradino")
HOLD_OUT = Text(en="Plan an experiment", it="Pianifica un esperimento")
DIVIDE = Text(en="Divide the next quarter", it="Dividi il prossimo trimestre")


def _rung(step: Step, request: Request) -> Rung:
    lacks = [*step.lacks, *step.untold]
    first = lacks[0] if lacks else None
    return Rung(
        number=step.rung.number,
        title=step.rung.title.say(request.lang),
        reached=step.reached,
        lacks=one_line(first.say(request.lang)) if first and step.reached != "yes" else "",
    )


def _of_table(request: Request, table: dict[str, Any], *, stands: bool) -> dict[str, Any]:
    """All that is told of one outcome."""
    lang = request.lang
    about = subject(table, lang)
    context: dict[str, Any] = {
        "subject": about,
        "since": date.fromisoformat(table["since"]),
        "until": date.fromisoformat(table["until"]) + timedelta(days=6),
        "series": series_rows(table, about, lang),
        "refused": table["refused"][lang] if table["refused"] else "",
        "way": _way(request, table),
    }
    told = table.get("estimate")
    if told is None:
        return context
    efforts = {one["id"]: one for one in table["used"]}
    shown, plots = stands and bool(measurable(told)), _pictures(request, table)
    activities = [
        _activity(one, efforts, about, request, stands=stands)
        for one in sorted(told["activities"], key=lambda one: one["verdict"])
    ]
    context |= {
        "shown": shown,
        "of_all": _of_all(activities),
        "activities": activities,
        "shorten": changes(table, about, lang),
        "quality": [(one, one.word(lang)) for one in judged(told, about, lang)],
        "tested": tested_rows(told, about, lang),
        "through": through_rows(table, about, lang) if stands else [],
        "credit": credit_rows(table, about, lang, shown=shown),
        "pictures": [one for one in plots if one["kind"] not in KINDS] if shown else [],
        "assumed": [one for one in plots if one["kind"] in KINDS] if stands else [],
    }
    return context


def _activity(
    one: Kept, efforts: Mapping[str, Kept], about: Subject, request: Request, *, stands: bool
) -> dict[str, Any]:
    says = words.sentences(one, efforts[one["name"]], about, request.lang, open_=stands)
    measurable = one["verdict"] == "measurable"
    at_once = len(says) if measurable else 2
    return {
        "name": about.named(one),
        "measurable": measurable,
        "says": says[:at_once],
        "more": says[at_once:],
    }


def _of_all(activities: list[dict[str, Any]]) -> list[str]:
    """What would be said of each activity in the same words, which is said once instead."""
    first = activities[0]
    alike = all(one["says"] == first["says"] for one in activities)
    if first["measurable"] or len(activities) == 1 or not alike:
        return []
    said: list[str] = first["says"]
    for one in activities:
        one["says"] = []
    return said


def _pictures(request: Request, table: Kept) -> list[dict[str, Any]]:
    """The drawings of the same estimate, or none while they are made."""
    kept = computed(request.workspace, PICTURES)
    of = kept.figures.get(table["id"], {}) if kept else {}
    found: list[dict[str, Any]] = (
        of.get(request.lang, []) if of.get("digest") == table["digest"] else []
    )
    return found


def _way(request: Request, table: Kept) -> Any:
    """The drawing of how long it has been and will be; None where a return is measurable, or where
    no number of weeks can be told."""
    lang, told = request.lang, table.get("estimate")
    if told is None:
        wait = {"low": NEEDED} if table["weeks"] < NEEDED else None  # under a year is not promised
    elif measurable(told):
        wait = None
    else:
        known = [
            (one, one["weeks_until_measurable"])
            for one in told["activities"]
            if one["weeks_until_measurable"] is not None
        ]
        wait = dict(words.soonest(known)[1]) if known else None
    if wait is None or wait["low"] is None:
        return None
    now = date.fromisoformat(table["until"]) + timedelta(days=7)
    lately = timezone.localdate() - now < LATELY
    return drawn(
        Way(
            has=table["weeks"],
            low=wait["low"],
            begins=write(date.fromisoformat(table["since"]), lang),
            today=TODAY.say(lang) if lately else write(now, lang),
            to=AT_LEAST.say(lang, day=now + timedelta(weeks=wait["low"])),
        )
    )
