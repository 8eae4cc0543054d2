"""What stands on Today: put together from small rows, said in the reader's words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from dialogo.records.text import Lang, Text
from dialogo.report.clean import one_line
from dialogo.report.vocabulary import bounds, in_words
from dialogo.web.frame.activities import ACTIVITY_WORDS
from dialogo.web.frame.findings import FindingRow, finding_rows
from dialogo.web.models.audit import Comment
from dialogo.web.models.today import Standing as Kept
from dialogo.web.models.work import Work
from dialogo.web.models.workspace import Workspace
from dialogo.web.pages.today.words import STANDS, UNDER_WAY
from dialogo.web.queries.changes import changes
from dialogo.web.queries.findings import Latest
from dialogo.web.queries.notices import check_of
from dialogo.web.queries.today import Week

GRAVEST = 3
# Records that end longer ago than this no longer tell what is now.
FRESH = timedelta(days=2)
MOST_ACTIVITIES = 3


@dataclass(frozen=True)
class Standing:
    """Where the company stands, and the one thing that the next line lacks."""

    height: int
    says: str
    next_title: str
    lacks: str


@dataclass(frozen=True)
class HoldsBack:
    """What holds back most; `since` is the day it is compared with, `week` whether a week ago."""

    rows: list[FindingRow]
    since: date | None
    week: bool


def standing(found: Latest, lang: Lang) -> Standing:
    """The ladder in two sentences."""
    height, upcoming = found.ladder.height, found.ladder.next
    lacks = upcoming.lacks or upcoming.untold if upcoming else ()
    return Standing(
        height,
        STANDS[height].say(lang),
        upcoming.rung.title.say(lang) if upcoming else "",
        one_line(lacks[0].say(lang)) if lacks else "",
    )


def holds_back(found: Latest, slug: str, lang: Lang) -> HoldsBack:
    """The gravest findings, each with its change."""
    compared = changes(found.run, found.audit)
    said = compared.said(lang) if compared else {}
    rows = finding_rows(found.gravest[:GRAVEST], slug, lang, said)
    return HoldsBack(rows, compared.since if compared else None, bool(compared and compared.week))


def spent(week: Week, lang: Lang) -> list[str]:
    """Where the hours went, the most first."""
    return [
        f"{Text(en='{h}', it='{h} per').say(lang, h=hours)} {ACTIVITY_WORDS[activity].say(lang)}"
        for activity, hours in week.hours[:MOST_ACTIVITIES]
        if activity in ACTIVITY_WORDS
    ]


def cost_of_answer(found: Latest | None, lang: Lang) -> tuple[str, str]:
    """What an answer costs, and between what; empty where it cannot be told."""
    figure = found.audit.measures.get("budget/cost-per-reply") if found else None
    if figure is None or figure.value is None:
        return "", ""
    return in_words(figure, lang), bounds(figure, lang) or ""


def which_week(week: Week, now: datetime) -> str:
    """`this`, `last`, or another one."""
    today = timezone.localtime(now).date()
    if week.first <= today <= week.last:
        return "this"
    return "last" if week.last < today <= week.last + timedelta(days=7) else ""


def named(comments: list[Comment], slug: str) -> list[dict[str, Any]]:
    """Comments in which the reader is named, and where each can be read."""
    found = []
    for comment in comments:
        check = check_of(comment)
        url = reverse("mistakes", kwargs={"workspace": slug})
        if check is not None:
            url = reverse("mistake", kwargs={"workspace": slug, "check": check})
        found.append({"comment": comment, "url": f"{url}#comment-{comment.pk}"})
    return found


def in_progress(
    work: list[Work], lang: Lang, workspace: Workspace, kept: Kept | None
) -> list[dict[str, Any]]:
    """What is being done and how far it is; or that the first count is about to begin."""
    begins = kept is None or kept.as_of is None
    if not work and begins and workspace.revision > (kept.revision if kept else 0):
        title = UNDER_WAY["today"].say(lang)
        return [{"id": "work-next", "title": title, "step": "", "done": 0, "total": 0}]
    return [
        {
            "id": f"work-{one.pk}",
            "title": UNDER_WAY[one.kind].say(lang),
            "step": (one.step or {}).get(lang, ""),
            "done": one.done,
            "total": one.total,
        }
        for one in work
        if one.kind in UNDER_WAY
    ]
