"""Every address of the desk, and real objects for the arguments that they take.

An address whose arguments are not known here fails `test_who_may_what`, so that none is forgotten:
say in `EVERYWHERE` or `OF_ADDRESS` which object it stands for, and make one in `world`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import Model
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from dialogo.web.models.alerts import Alert
from dialogo.web.models.api import ApiToken
from dialogo.web.models.audit import Comment, OwnMistake
from dialogo.web.models.community import Contact, ContactNote, Joining, Likeness
from dialogo.web.models.connections import Connection
from dialogo.web.models.content import ApprovalLink, Piece, PiecePicture
from dialogo.web.models.conversations import (
    Canned,
    Conversation,
    Document,
    Note,
    SavedView,
    Triage,
)
from dialogo.web.models.films import Film
from dialogo.web.models.imports import Import
from dialogo.web.models.invitations import Invitation
from dialogo.web.models.ledger import Agreed, BudgetWarning, Receipt, ReportChoice
from dialogo.web.models.letters import Letter, LetterPicture
from dialogo.web.models.needs import Need
from dialogo.web.models.outward import OutwardFind, OutwardSearch
from dialogo.web.models.plan import Plan, ReaderLink
from dialogo.web.models.push import PushDevice
from dialogo.web.models.records import ROWS, Message
from dialogo.web.models.returns import ReturnExperiment
from dialogo.web.models.roles import Role
from dialogo.web.models.team import Absence, Colleague, OnCall, Swap
from dialogo.web.models.training import (
    Certificate,
    Course,
    CourseDone,
    Newcomer,
    OnboardingStep,
    Rehearsal,
)
from dialogo.web.models.watch import WatchItem, WatchNote, WatchRead, WatchSource
from dialogo.web.models.work import Work
from dialogo.web.models.workspace import Membership, Workspace

Argument = Callable[[Workspace], object]


class Nothing(LookupError):
    """The workspace has no such object."""


@dataclass(frozen=True)
class Address:
    """One address: its name, what it takes, and the view behind it."""

    pattern: str
    name: str
    takes: tuple[str, ...]
    view: Any

    @property
    def of_workspace(self) -> bool:
        return self.pattern.startswith("w/")

    @property
    def unknown(self) -> list[str]:
        """The arguments of which nobody has said what they stand for."""
        return [
            name
            for name in self.takes
            if (self.name, name) not in OF_ADDRESS and name not in EVERYWHERE
        ]

    def path(self, workspace: Workspace, other: Workspace | None = None) -> str:
        """The path in `workspace`, with objects of its own, or of the `other`; raises `Nothing`
        where there is no such object."""
        given = {name: _argument(self, name)(other or workspace) for name in self.takes}
        if "workspace" in given:
            given["workspace"] = workspace.slug
        return reverse(self.name, kwargs=given)


def addresses() -> Iterator[Address]:
    """Every address that the resolver knows, the API's aside: programs come by tokens there."""
    for one in _walk(get_resolver(), ""):
        if not one.pattern.startswith("api/"):
            yield one


def readable(*, signed_in: bool = True) -> list[str]:
    """The paths that show a page, as things stand, to the owner of the first workspace, or to
    whoever has not signed in."""
    workspace = Workspace.objects.order_by("pk")[0]
    browser = Client()
    if signed_in:
        browser.force_login(workspace.people.get(memberships__role=Role.OWNER.value))
    paths = []
    for one in addresses():
        with suppress(Nothing):
            paths.append(one.path(workspace))
    return [path for path in paths if _is_page(browser.get(path))]


def _is_page(answer: HttpResponseBase) -> bool:
    """Whether it is a whole page: not a file, a redirect, or a part of a page."""
    whole = getattr(answer, "content", b"").lstrip()[:15].lower() == b"<!doctype html>"
    return answer.status_code == 200 and whole


def latest(
    model: type[Model], field: str = "pk", way: str = "workspace", **more: object
) -> Argument:
    """The `field` of the latest object of a workspace, which `way` leads to."""

    def found(workspace: Workspace) -> object:
        one = model._default_manager.filter(**{way: workspace}, **more).order_by("pk").last()
        if one is None:
            raise Nothing(f"no {model.__name__} in {workspace}")
        return getattr(one, field)

    return found


def fixed(value: object) -> Argument:
    """The same in every workspace."""
    return lambda _: value


_CONTACT = (
    "contact", "contact_note", "contact_remove_note", "contact_tag", "contact_untag",
    "contact_join", "contact_export", "contact_erase",
)  # fmt: skip
EVERYWHERE: dict[str, Argument] = {
    "workspace": lambda workspace: workspace.slug,
    "canned": latest(Canned),
    "document": latest(Document),
    "letter": latest(Letter),
    "picture": latest(LetterPicture, way="letter__workspace"),
    "message": latest(Message),
    "triage": latest(Triage),
    "view": latest(SavedView),
    "member": latest(Membership),
    "person": latest(Membership, "person_id"),
    "invitation": latest(Invitation),
    "likeness": latest(Likeness),
    "joining": latest(Joining),
    "note": latest(ContactNote, way="contact__workspace"),
    "pk": latest(Authenticator, way="user__memberships__workspace"),
    "piece": latest(Work, state=Work.FAILED),
    "connection": latest(Connection),
    "course": latest(Course),
    "done": latest(CourseDone, way="course__workspace"),
    "certificate": latest(Certificate, way="colleague__workspace"),
    "step": latest(OnboardingStep),
    "newcomer": latest(Newcomer, way="colleague__workspace"),
    "rehearsal": latest(Rehearsal),
    "item": latest(WatchItem),
    "alert": latest(Alert),
    "device": latest(PushDevice, way="person__memberships__workspace"),
    "source": latest(WatchSource),
    "search": latest(OutwardSearch),
    "find": latest(OutwardFind),
    "film": latest(Film),
    "read": latest(WatchRead, way="item__workspace"),
    "colleague": latest(Colleague),
    "absence": latest(Absence, way="colleague__workspace"),
    "shift": latest(ROWS["shifts"]),
    "swap": latest(Swap),
    "entry": latest(OnCall),
    "network": fixed("mastodon"),
    "provider_id": fixed("company"),
    "experiment": latest(ReturnExperiment),
    "expense": latest(ROWS["expenses"]),
    "receipt": latest(Receipt),
    "agreement": latest(Agreed),
    "warning": latest(BudgetWarning),
}
_PIECE = (
    "piece", "piece-save", "piece-decide", "piece-move", "piece-approve", "piece-link",
    "piece-picture", "piece-captions",
)  # fmt: skip
_NEED = (
    "need", "need_rename", "need_hide", "need_join", "need_part", "need_split", "need_together",
    "need_draft",
)  # fmt: skip
_IMPORT = (
    "import", "import_more", "import_start", "import_choose", "import_again", "import_undo",
    "import_leave",
)  # fmt: skip
_MISTAKE = (
    "mistake", "comment_mistake", "mistake_line", "mistake_line_back", "mistake_accept",
    "mistake_accept_end",
)  # fmt: skip
_CONVERSATION = (
    "conversation", "conversation_looking", "conversation_correct", "answer", "answer_insert",
    "answer_suggested", "note_write",
)  # fmt: skip
OF_ADDRESS: dict[tuple[str, str], Argument] = {
    **{(name, "number"): latest(Conversation) for name in _CONVERSATION},
    **{(name, "note"): latest(WatchNote) for name in ("watch_draft", "watch_take_back")},
    ("note_take_back", "note"): latest(Note, way="conversation__workspace"),
    **{(name, "check"): fixed("dialogue/slow-first-reply") for name in _MISTAKE},
    ("change_mistake", "check"): latest(OwnMistake, "name"),
    ("end_mistake", "check"): latest(OwnMistake, "name"),
    ("mistake_comment", "number"): latest(Comment),
    ("add_mistake", "measure"): fixed("dialogue/answered-share"),
    ("record", "table"): fixed("hours"),
    ("record_does", "id"): latest(ROWS["posts"]),
    ("result", "number"): latest(ROWS["posts"]),
    ("record", "id"): latest(ROWS["hours"]),
    ("returns_outcome_remove", "outcome"): latest(ROWS["outcomes"]),
    ("returns_ask", "about"): fixed("divide"),
    ("timesheet_entry", "entry"): latest(ROWS["hours"]),
    ("timesheet_erase", "entry"): latest(ROWS["hours"]),
    ("timesheet_file", "form"): fixed("csv"),
    ("ledger_file", "form"): fixed("csv"),
    ("calls_cap", "key"): fixed("x"),
    ("ad_reports_choose", "choice"): latest(ReportChoice),
    **{(name, "number"): latest(Contact) for name in _CONTACT},
    **{(name, "number"): latest(Need) for name in _NEED},
    **{(name, "number"): latest(Import) for name in _IMPORT},
    ("import_template", "table"): fixed("hours"),
    ("import_template", "form"): fixed("csv"),
    ("strategy_version", "number"): latest(Plan, "version", state=Plan.PAST),
    ("strategy_restore", "number"): latest(Plan, "version", state=Plan.PAST),
    ("strategy_revoke", "number"): latest(ReaderLink),
    ("strategy_part", "part"): fixed("people"),
    ("end_token", "token"): latest(ApiToken),
    ("measure", "subject"): fixed("dialogue"),
    ("measure", "name"): fixed("answered-share"),
    ("account_reset_password_from_key", "uidb36"): fixed("1"),
    ("account_reset_password_from_key", "key"): fixed("no-such-key"),
    ("account_email_proved", "token"): fixed("no-such-token"),
    **{(name, "number"): latest(Piece) for name in _PIECE},
    ("piece-picture", "picture"): latest(PiecePicture, way="piece__workspace"),
    ("piece-link-end", "link"): latest(ApprovalLink, way="piece__workspace"),
    ("approval", "token"): fixed("no-such-token"),
    ("approval-picture", "token"): fixed("no-such-token"),
    ("approval-picture", "picture"): fixed(1),
    ("approval-film", "token"): fixed("no-such-token"),
    ("approval-film-poster", "token"): fixed("no-such-token"),
    ("approval-captions", "token"): fixed("no-such-token"),
    ("approval-captions", "lang"): fixed("it"),
    ("piece-captions", "lang"): fixed("it"),
    ("letter_captions", "lang"): fixed("it"),
    ("calendar-feed", "slug"): fixed("aurora"),
    ("calendar-feed", "key"): fixed("no-such-key"),
    ("rota_feed", "slug"): fixed("aurora"),
    ("rota_feed", "who"): fixed("all"),
    ("rota_feed", "key"): fixed("no-such-key"),
    ("enter", "token"): fixed("no-such-token"),
    ("join", "token"): fixed("no-such-token"),
    ("reader", "token"): fixed("no-such-token"),
}


def _argument(address: Address, name: str) -> Argument:
    return OF_ADDRESS.get((address.name, name)) or EVERYWHERE[name]


def _walk(resolver: URLResolver, prefix: str) -> Iterator[Address]:
    for pattern in resolver.url_patterns:
        whole = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern, whole)
        elif isinstance(pattern, URLPattern):
            takes = tuple(
                m[1] or m[2] for m in re.finditer(r"\(\?P<(\w+)>|<(?:\w+:)?(\w+)>", whole)
            )
            yield Address(whole, pattern.name or "", takes, pattern.callback)
