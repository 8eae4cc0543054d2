"""The start: look at the sample company, bring in files, connect a network."""

from __future__ import annotations

from django.db.models import F
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from dialogo.web.actions import sample as samples
from dialogo.web.actions import workspaces
from dialogo.web.frame.door import Request, may, runs_desk, signed_in
from dialogo.web.models.roles import STRATEGY
from dialogo.web.models.work import Work
from dialogo.web.models.workspace import Workspace
from dialogo.web.pages.home import LOOK
from dialogo.web.pages.home.forms import CompanyForm
from dialogo.web.queries.imports import work_of

FILES, NETWORK = "files", "network"  # the ways that begin with a company of one's own


@signed_in
def start(request: Request) -> HttpResponse:
    """The three ways in."""
    return ways(request, {})


def ways(request: Request, forms: dict[str, CompanyForm], status: int = 200) -> HttpResponse:
    """The page of the three ways in, with the form of a way (`FILES`, `NETWORK`) as far as it is
    filled in."""
    mine = list(
        Workspace.objects.filter(memberships__person=request.user)
        .annotate(role=F("memberships__role"))
        .order_by("sample", "name")
    )
    shown = {
        "files": forms.get(FILES) or CompanyForm(auto_id=f"{FILES}_%s"),
        "network": forms.get(NETWORK) or CompanyForm(auto_id=f"{NETWORK}_%s"),
        "mine": [one for one in mine if not one.sample],
        "connects": [one for one in mine if not one.sample and one.role in STRATEGY],
        "has_sample": any(one.sample for one in mine),
    }
    return render(request, "home/start.html", shown, status=status)


@runs_desk
@require_POST
def company(request: Request) -> HttpResponse:
    """Makes a company, and leads to where its files are brought in, or its accounts connected."""
    way = NETWORK if request.POST.get("way") == NETWORK else FILES
    form = CompanyForm(request.POST, auto_id=f"{way}_%s")
    if not form.is_valid():
        return ways(request, {way: form}, status=422)
    made = workspaces.make(form.cleaned_data["name"], request.user)
    return redirect("connect" if way == NETWORK else "import_files", workspace=made.slug)


@signed_in
@require_POST
def sample(request: Request) -> HttpResponse:
    """Opens the sample company, which is made first if need be."""
    workspace = samples.open_sample(request.user, request.lang)
    return redirect("sample_making", workspace=workspace.slug)


@signed_in
@require_POST
def delete(request: Request) -> HttpResponse:
    """Takes the sample company away."""
    samples.delete_sample(request.user)
    return redirect("start")


@may(LOOK)
def making(request: Request) -> HttpResponseBase:
    """How far the sample company is; on to Today once it is there."""
    work = work_of(request.workspace, samples.key_of(request.workspace))
    if work is None or work.state == Work.DONE:
        if request.htmx:
            answer = HttpResponse()
            answer["HX-Redirect"] = reverse("today", args=[request.workspace.slug])
            return answer
        return redirect("today", workspace=request.workspace.slug)
    told = {name: (getattr(work, name) or {}).get(request.lang) for name in ("step", "error")}
    part = "home/making_part.html" if request.htmx else "home/making.html"
    return render(request, part, {"work": work, **told})
