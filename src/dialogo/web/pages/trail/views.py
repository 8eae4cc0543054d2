"""Who did what, page by page and as a file."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone

from dialogo.records.text import Text
from dialogo.web.frame.door import Request, may, runs_desk
from dialogo.web.frame.said import said
from dialogo.web.models.trail import TrailEntry
from dialogo.web.models.workspace import Workspace
from dialogo.web.pages.trail import SEE
from dialogo.web.pages.trail.kinds import KINDS
from dialogo.web.queries import trail as queries

HEADS = {
    "en": ["at", "by", "what", "kind", "about"],
    "it": ["quando", "chi", "che cosa", "tipo", "riguarda"],
}
ALL = Text(en="everybody", it="chiunque")
EVERY = Text(en="everything", it="tutto")


class Looked(forms.Form):
    """What is looked for; whatever does not fit is not looked for."""

    person = forms.TypedChoiceField(
        label=said(Text(en="Who", it="Chi")), required=False, coerce=int, empty_value=None
    )
    kind = forms.ChoiceField(label=said(Text(en="About", it="Riguarda")), required=False)
    since = forms.DateField(
        label=said(Text(en="From", it="Dal")),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    until = forms.DateField(
        label=said(Text(en="To", it="Al")),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    before = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def __init__(self, data: Any, people: list[tuple[int, str]], kinds: list[str]) -> None:
        super().__init__(data)
        offered = [("", said(ALL)), *((str(pk), name) for pk, name in people)]
        self.fields["person"].choices = offered  # type: ignore[attr-defined]  # a choice field
        every = [("", said(EVERY)), *sorted(map(_called, kinds), key=lambda one: one[1])]
        self.fields["kind"].choices = every  # type: ignore[attr-defined]  # as above
        self.is_valid()

    def asked(self) -> queries.Asked:
        found = self.cleaned_data
        return queries.Asked(
            found.get("person"), found.get("kind") or "", found.get("since"), found.get("until")
        )


def _called(kind: str) -> tuple[str, str]:
    """A kind with its name; of one that an older version wrote down, only itself."""
    return kind, said(KINDS[kind]) if kind in KINDS else kind


@may(SEE)
def trail(request: Request) -> HttpResponse:
    """What happened in the workspace."""
    return _page(request, request.workspace, "trail/trail.html")


@runs_desk
def of_installation(request: Request) -> HttpResponse:
    """What happened to the installation itself: sign-ins, accounts, workspaces."""
    return _page(request, None, "trail/installation.html")


@may(SEE)
def as_file(request: Request) -> StreamingHttpResponse:
    """All that is looked for, as CSV, the newest first."""
    form = Looked(request.GET, *queries.choices(request.workspace))
    found = queries.entries(request.workspace, form.asked(), _zone(request), request.user)
    lines = _lines(found.iterator(1000), request)
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    name = f"{request.workspace.slug}-{'registro' if request.lang == 'it' else 'trail'}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _page(request: Request, workspace: Workspace | None, template: str) -> HttpResponse:
    form = Looked(request.GET, *queries.choices(workspace))
    found = queries.entries(workspace, form.asked(), _zone(request), request.user)
    stretch = queries.stretch(found, form.cleaned_data.get("before"))
    rest = request.GET.copy()
    rest.pop("before", None)
    older = f"?{rest.urlencode()}&before={stretch.before}" if stretch.before else ""
    newer = f"?{rest.urlencode()}" if form.cleaned_data.get("before") else ""
    told = [(entry, entry.said_it if request.lang == "it" else entry.said_en)
            for entry in stretch.entries]  # fmt: skip
    values = {"form": form, "told": told, "older": older, "newer": newer, "rest": rest.urlencode()}
    return render(request, template, values)


class _Echo:
    """A file that hands back what is written to it, for `csv` to write lines one by one."""

    def write(self, line: str) -> str:
        return line


def _lines(rows: Iterator[TrailEntry], request: Request) -> Iterator[str]:
    zone, it = _zone(request), request.lang == "it"
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(HEADS[request.lang])
    for row in rows:
        said_ = row.said_it if it else row.said_en
        at = row.at.astimezone(zone).isoformat(timespec="seconds")
        yield writer.writerow([_cell(v) for v in (at, row.by_name, said_, row.verb, row.about)])


def _cell(value: str) -> str:
    """A spreadsheet takes what begins with these for a formula; an apostrophe keeps it text."""
    return "'" + value if value[:1] in ("=", "+", "-", "@", "\t", "\r") else value


def _zone(request: HttpRequest) -> ZoneInfo:
    return ZoneInfo(timezone.get_current_timezone_name())
