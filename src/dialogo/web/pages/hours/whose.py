"""Whose hours a page is about, and whether the reader may see and change them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from dialogo.web.actions.team import colleagues
from dialogo.web.frame.door import Request
from dialogo.web.models.team import Colleague
from dialogo.web.pages.hours import CHANGE, ENTER, OTHERS
from dialogo.web.queries.team.people import colleague_of, rules
from dialogo.web.queries.team.zones import zone_of
from dialogo.web.queries.timesheets.weeks import iso_week, known


@dataclass(frozen=True)
class Whose:
    """`name` is what records call them (empty: the reader is nobody who works here)."""

    name: str
    own: bool
    may_enter: bool
    may_see_others: bool
    may_close: bool

    def must_enter(self) -> None:
        """Raises `Http404` unless these hours are the reader's to change."""
        if not self.may_enter:
            raise Http404


def whose(request: Request, asked: str = "") -> Whose:
    """`asked`, or the reader; raises `Http404` for whoever is not known here, and for hours that
    are none of the reader's: whether there are any is not told.

    The hours of another are shown to who may see them while the owner shows figures of single
    people; and they are entered by who may, as long as they are shown.
    """
    workspace, role = request.workspace, request.membership.is_a
    colleagues.know(workspace, today(request))
    mine = colleague_of(workspace, request.user)
    me = mine.name if mine else ""
    open_ = role in OTHERS.roles and rules(workspace).people_figures
    name = asked.strip() or me
    own = bool(me) and name == me
    if not own and asked and (not open_ or not known(workspace, name)):
        raise Http404
    changes = role in CHANGE.roles
    enters = role in ENTER.roles if own else changes and open_ and bool(name)
    return Whose(name, own, enters, open_, changes)


def mine(request: Request) -> Colleague | None:
    """Who the reader is among the colleagues."""
    colleagues.know(request.workspace, today(request))
    return colleague_of(request.workspace, request.user)


def today(request: Request) -> date:
    """Which day it is where the workspace is."""
    return timezone.now().astimezone(zone_of(request.workspace)).date()


def place(request: Request, who: Whose, monday: date) -> str:
    """The address of a person's week."""
    asked = {"week": iso_week(monday)} | ({} if who.own else {"who": who.name})
    return f"{reverse('timesheet', args=[request.workspace.slug])}?{urlencode(asked)}"
