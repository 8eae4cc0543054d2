"""The start: look at the sample company, bring in files, connect a network."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from dialogo.web.actions import sample as samples
from dialogo.web.actions import workspaces
from dialogo.web.frame.door import Request, may, runs_desk, signed_in
from dialogo.web.models.work import Work
from dialogo.web.models.workspace import Workspace
from dialogo.web.pages.home import LOOK
from dialogo.web.pages.home.forms import CompanyForm
from dialogo.web.queries.imports import work_of


@signed_in
def start(request: Request) -> HttpResponse:
    """The three ways in."""
    return ways(request, CompanyForm())


def ways(request: Request, form: CompanyForm, status: int = 200) -> HttpResponse:
    """The page of the three ways in, with the form as far as it is filled in."""
    mine = list(Workspace.objects.filter(people=request.user).order_by("sample", "name"))
    shown = {
        "form": form,
        "mine": [one for one in mine if not one.sample],
        "has_sample": any(one.sample for one in mine),
    }
    return render(request, "home/start.html", shown, status=status)


@runs_desk
@require_POST
def company(request: Request) -> HttpResponse:
    """Makes a company, and leads to where its files are brought in."""
    form = CompanyForm(request.POST)
    if not form.is_valid():
        return ways(request, form, status=422)
    made = workspaces.make(form.cleaned_data["name"], request.user)
    return redirect("import_files", workspace=made.slug)


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
