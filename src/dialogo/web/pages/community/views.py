"""The list of people, one person, and accounts that may be one person's."""

from __future__ import annotations

from typing import Any, get_args
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from dialogo.web.frame.door import Request, may
from dialogo.web.models.community import Contact
from dialogo.web.pages.community import ERASE, EXPORT, SEE, WRITE
from dialogo.web.pages.community.forms import JoinForm, NoteForm, TagForm
from dialogo.web.pages.community.words import FILTERS, about, by_month, figures, summary
from dialogo.web.queries.community import contacts as queries
from dialogo.web.queries.computed import computed, is_stale

_LONGEST_SEARCH = 200


@may(SEE)
def community(request: Request) -> HttpResponse:
    """Everybody who writes, the latest to write first."""
    made = computed(request.workspace, queries.KIND)
    wanted = _wanted(request)
    found, further = queries.contacts(request.workspace, wanted, made.as_of if made else None)
    shown = {
        "made": made,
        "stale": is_stale(request.workspace, made),
        "summary": summary(made) if made else None,
        "figures": figures(made) if made else [],
        "filters": [(which, title, _address(wanted, which=which)) for which, title in FILTERS],
        "tags": [(tag, _address(wanted, tag=tag)) for tag in queries.tags(request.workspace)],
        "wanted": wanted,
        "without_tag": _address(wanted, tag=""),
        "is_narrowed": bool(wanted.which or wanted.name or wanted.tag),
        "contacts": found,
        "older": _address(wanted, after=further) if further else None,
        "newer": _address(wanted, after=None) if wanted.after else None,
        "alike": queries.open_likenesses(request.workspace).count(),
    }
    return render(request, "community/community.html", shown)


@may(SEE)
def contact(request: Request, number: int) -> HttpResponseBase:
    """One person: across networks, over time, in their words and the team's."""
    found = queries.contact(request.workspace, number)
    if found is None:
        raise Http404
    if found.pk != number:
        return redirect("contact", workspace=request.workspace.slug, number=found.pk)
    return one(request, found)


@may(SEE)
def alike(request: Request) -> HttpResponse:
    """Accounts that may be one person's: a person decides."""
    pairs = queries.once_each(queries.open_likenesses(request.workspace)[: queries.MOST_LIKENESSES])
    return render(request, "community/alike.html", {"pairs": pairs, **_allowed(request)})


def one(request: Request, found: Contact, status: int = 200, **forms: Any) -> HttpResponse:
    """The page of one person, with a form that needs putting right, if there is one."""
    known = queries.known(found)
    after = queries.Place.read(request.GET.get("after", ""))
    messages, further = queries.messages(request.workspace, known.accounts, after)
    shown = {
        "known": known,
        "contact": found,
        "about": about(known),
        "picture": by_month(known, request.lang),
        "voices": messages,
        "older": f"?{urlencode({'after': str(further)})}#messages" if further else None,
        "newer": "?#messages" if after else None,
        "note_form": NoteForm(),
        "tag_form": TagForm(),
        "join_form": JoinForm(),
        **forms,
        **_allowed(request),
    }
    return render(request, "community/contact.html", shown, status=status)


def _allowed(request: Request) -> dict[str, bool]:
    role = request.membership.is_a
    permissions = {"may_write": WRITE, "may_export": EXPORT, "may_erase": ERASE}
    return {name: role in permission.roles for name, permission in permissions.items()}


def _wanted(request: Request) -> queries.Wanted:
    which = request.GET.get("show", "")
    return queries.Wanted(
        which=next((one for one in get_args(queries.Which) if one == which), ""),
        name=request.GET.get("name", "").replace("\0", "").strip()[:_LONGEST_SEARCH],
        tag=request.GET.get("tag", "").replace("\0", "").strip()[:_LONGEST_SEARCH],
        after=queries.Place.read(request.GET.get("after", "")),
    )


def _address(wanted: queries.Wanted, **changed: Any) -> str:
    """The same list with something changed; from its beginning, unless told where."""
    values = {"show": wanted.which, "name": wanted.name, "tag": wanted.tag, "after": None}
    values |= {"show" if name == "which" else name: value for name, value in changed.items()}
    return "?" + urlencode({name: value for name, value in values.items() if value})
