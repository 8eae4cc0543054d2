"""The inbox: the list as the address asks for it, the open conversation, and who is speaking."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.functional import SimpleLazyObject
from django.views.decorators.http import require_GET

from dialogo.web.actions.conversations import notes
from dialogo.web.frame.door import Request, may
from dialogo.web.frame.permissions import by_id
from dialogo.web.models.connections import Connection
from dialogo.web.models.conversations import Conversation, NoteMention
from dialogo.web.pages.inbox import LETTERS_WRITE, SEE, TRIAGE, lists, talk
from dialogo.web.pages.inbox.answer import composer, going
from dialogo.web.pages.inbox.decisions import deciding, told
from dialogo.web.pages.inbox.stands import stands
from dialogo.web.pages.inbox.ways import choices, saved_views, sifted, ways
from dialogo.web.queries import inbox as queries


@dataclass(frozen=True)
class Asked:
    """What a request asks for; `query` carries it on, with where a page of the list begins."""

    filters: queries.Filters
    after: str | None
    query: str
    here: str


def asked(request: Request) -> Asked:
    """Reads the address."""
    filters = lists.asked(request.GET)
    after = request.GET.get("after") or None
    query = lists.query(filters, after=after or "")
    return Asked(filters, after, query, lists.address(request.workspace, None, query))


@may(SEE)
@require_GET
def inbox(request: Request) -> HttpResponse:
    """The list, or more of it."""
    want = asked(request)
    if request.htmx.target == "more":
        return _varied(render(request, "inbox/rows.html", _rows(request, want)))
    if request.htmx.target == "list":
        context = _rows(request, want) | _list(request, want)
        return _varied(render(request, "inbox/list_part.html", context))
    return _page(request, want, None)


@may(SEE)
@require_GET
def conversation(request: Request, number: int) -> HttpResponse:
    """A conversation beside the list, or it alone where only that is asked for."""
    want = asked(request)
    one = queries.conversation(request.workspace, number)
    if one is None:
        raise Http404
    one.workspace = request.workspace
    if request.htmx.target == "conversation":
        context = _conversation(request, want, one, want.here)
        if context["may_triage"]:
            context |= deciding(request, want.query)
        response = render(request, "inbox/conversation.html", context)
        # Going on from one to the next leaves one step back, not fifty.
        moved = "/inbox/" in (request.htmx.current_url_abs_path or "").split("?")[0]
        on = (request.htmx.current_url_abs_path or "").split("?")[0].rstrip("/")
        header = "HX-Replace-Url" if moved and not on.endswith("/inbox") else "HX-Push-Url"
        response[header] = request.get_full_path()
        return _varied(response)
    if request.htmx.target == "earlier" or "before" in request.GET:
        return _earlier(request, want, one)
    return _page(request, want, one)


def _page(request: Request, want: Asked, one: Conversation | None) -> HttpResponse:
    """All of it: head, views, list, and the conversation if one is open."""
    context = _rows(request, want, one.pk if one else None)
    context |= _list(request, want) | stands(request) | going(request) | told(request, want.query)
    context |= _conversation(request, want, one, context["next"] or want.here)
    return _varied(render(request, "inbox/inbox.html", context))


def _varied(response: HttpResponse) -> HttpResponse:
    patch_vary_headers(response, ("HX-Request", "HX-Target"))
    return response


def _rows(request: Request, want: Asked, current: int | None = None) -> dict[str, Any]:
    """A page of rows, and the addresses of the ones before and after the open one."""
    page = queries.page(request.workspace, request.user, want.filters, want.after)
    view = lists.View(request.workspace, want.filters, want.query, request.lang)
    rows = lists.shown(page.rows, view, current)
    at = next((place for place, row in enumerate(rows) if row.current), None)
    following = rows[at + 1 : at + 2] if at is not None else rows[:1]
    before = rows[at - 1 : at] if at else []
    more = lists.query(want.filters, after=page.after) if page.after else ""
    return {
        "rows": rows,
        "more": lists.address(request.workspace, None, more) if more else "",
        "looked": lists.looked(page, view),
        "all_told": bool(want.after) and not rows and not more,
        "next": (following or before)[0].url if following or before else "",
        "following": following[0].url if following else "",
        "before": before[0].url if before else "",
        "may_triage": request.membership.is_a in TRIAGE.roles,
    }


def _list(request: Request, want: Asked) -> dict[str, Any]:
    """What stands around the rows: views, filters, what can be decided about several."""
    workspace, lang, filters = request.workspace, request.lang, want.filters
    views = saved_views(workspace, request.user)
    context = deciding(request, want.query)
    people, groups = context["team"], context["groups"]
    every = ways(workspace, filters, queries.counts(workspace, request.user), views, lang)
    return context | {
        "ways": every,
        "view": next((one for one in views if _is(one.filters, filters)), None),
        "filters": filters,
        "kept": [
            (name, value)
            for name, value in filters.written().items()
            if name not in ("q", "state", "late", "unread")
        ],
        "sift": choices(workspace, filters, people, groups, lang),
        "sifted": sifted(workspace, filters, people, lang),
        "leaves": lists.LEAVES.get(filters.state, ""),
        "here": want.here,
        "query": want.query,
        "from_start": lists.address(workspace, None, lists.query(filters)) if want.after else "",
        "empty": SimpleLazyObject(partial(_empty, request, filters)),  # often there is something
    }


def _is(written: dict[str, Any], filters: queries.Filters) -> bool:
    return queries.Filters.read(written) == filters


def _empty(request: Request, filters: queries.Filters) -> str:
    """Why nothing is in the list: words found nowhere, a view without any, nobody ever wrote."""
    if filters.q:
        return "search"
    if filters != queries.Filters(state=Conversation.OPEN):
        return "view"
    if Conversation.objects.filter(workspace=request.workspace).exists():
        return "done"
    accounts = Connection.objects.filter(workspace=request.workspace)
    return "quiet" if accounts.exclude(state=Connection.ENDED).exists() else "connect"


def _conversation(
    request: Request, want: Asked, one: Conversation | None, back: str
) -> dict[str, Any]:
    """The open conversation with its person and the composer."""
    shows = "list" if one is None else "thread"
    if one is not None and request.GET.get("show") == "person":
        shows = "person"
    may_triage = request.membership.is_a in TRIAGE.roles
    base = {"shows": shows, "here": want.here, "query": want.query, "may_triage": may_triage}
    if one is None:
        return base | {"open": None}
    role, lang = request.membership.is_a, request.lang
    thread = queries.thread(one)
    may_open = role in by_id("community.see").roles
    if NoteMention.objects.filter(
        person=request.user, note__conversation=one, seen_at=None
    ).exists():
        notes.seen(request.user, one)
    return (
        base
        | _turns(request, want, one, thread)
        | composer(request, one, basis=one.last_message, back=back)
        | {
            "open": talk.opened(one, want.query, lang),
            "conversation": one,
            "back": back,
            "may_write": role in LETTERS_WRITE.roles,
            "who": talk.person(one, want.query, lang, may_open=may_open),
        }
    )


def _turns(
    request: Request, want: Asked, one: Conversation, thread: queries.Thread
) -> dict[str, Any]:
    lang = request.lang
    url = lists.address(request.workspace, one.pk, want.query)
    mark = "&" if "?" in url else "?"
    unfold = "others" in request.GET
    return {
        "turns": talk.said(thread.turns, one, want.query, lang),
        "above": talk.said(thread.above, one, want.query, lang),
        "post": talk.posted(thread.post, lang),
        "earlier": f"{url}{mark}before={thread.before}" if thread.before else "",
        "of_others": thread.others,
        "others_url": f"{url}{mark}others=1",
        "unfolded": talk.said(queries.others(one), one, want.query, lang) if unfold else None,
    }


def _earlier(request: Request, want: Asked, one: Conversation) -> HttpResponse:
    """Earlier turns: alone for who has the later ones, else a page that begins with them."""
    thread = queries.thread(one, before=request.GET.get("before") or None)
    context = _turns(request, want, one, thread)
    if request.htmx.target == "earlier":
        return _varied(render(request, "inbox/earlier.html", context))
    later = lists.address(request.workspace, one.pk, want.query)
    base = _rows(request, want, one.pk) | _list(request, want) | stands(request) | going(request)
    base |= _conversation(request, want, one, base["next"] or want.here)
    return render(request, "inbox/inbox.html", base | context | {"later": later})
