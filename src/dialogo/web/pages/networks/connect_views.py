"""Connecting an account: which network, by which way, and back from the network's own page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from dialogo.networks.bluesky.oauth import client_document
from dialogo.networks.errors import NetworkError, Unreachable
from dialogo.networks.metered import Going, prices_of, read_on
from dialogo.networks.shelf import Network, Way
from dialogo.records.errors import BadInput
from dialogo.records.money import Money
from dialogo.records.text import Lang, Text
from dialogo.web.actions.connections import connect as actions
from dialogo.web.actions.connections.filling import fill
from dialogo.web.actions.connections.states import called
from dialogo.web.frame.door import Request, anyone, may
from dialogo.web.models.connections import Connection, SignInAsked
from dialogo.web.models.workspace import Membership
from dialogo.web.pages.networks import CONNECT
from dialogo.web.pages.networks.forms import WayForm
from dialogo.web.pages.networks.standing import named, sentence
from dialogo.web.queries.connections import offered
from dialogo.web.queries.metered import months

SESSION, REMEMBERED = "networks_begun", 5
DONE = Text(
    en="{account} on {network} is connected. What is there comes in within a minute.",
    it="{account} su {network} è collegato. Ciò che c'è arriva entro un minuto.",
)
LOOK = Text(
    en="Check the address. If it is right, try again in a while.",
    it="Controllate l'indirizzo. Se è giusto, riprovate fra un po'.",
)
ANOTHER = Text(
    en="{account} is connected, but it is not {wanted}, which is as it was.",
    it="{account} è collegato, ma non è {wanted}, che è rimasto com'era.",
)


@may(CONNECT)
@require_GET
def choose(request: Request) -> HttpResponse:
    """Which network an account is on."""
    return render(request, "networks/choose.html", {"networks": offered(request.workspace)})


@may(CONNECT)
@never_cache
@require_http_methods(["GET", "POST"])
def connect(request: Request, network: str) -> HttpResponse:
    """The ways to connect an account of a network; goes one of them when it is filled in."""
    chosen = next((one for one in offered(request.workspace) if one.id == network), None)
    if chosen is None:
        raise Http404
    again = _again(request, network)
    way = next((one for one in chosen.ways if one.id == request.POST.get("way")), None)
    if request.method == "GET" or way is None:
        return _ways(request, chosen, again)
    form = WayForm(network, way, request.POST)
    if form.is_valid():
        try:
            return _go(request, chosen, way, form.cleaned_data, again)
        except BadInput as wrong:
            form.add_error(wrong.key, wrong.text.say(request.lang, **wrong.values))
        except NetworkError as error:
            form.add_error(None, told(error, request.lang))
    return _ways(request, chosen, again, {way.id: form}, status=422)


@anyone
@never_cache
def back(request: Any) -> HttpResponseBase:
    """Where networks send people back to, with leave or without."""
    state = request.GET.get("state", "")
    asked = actions.begun(state) if 0 < len(state) <= 64 else None
    if asked and actions.origin_of(asked) != _origin(request):
        return redirect(actions.origin_of(asked) + request.get_full_path())
    mine = request.session.get(SESSION, [])
    if asked is None or state not in mine or not _may(request, asked):
        answer = render(request, "networks/not_begun_here.html", status=403)
        answer["Referrer-Policy"] = "no-referrer"
        return answer
    request.session[SESSION] = [one for one in mine if one != state]
    slug = asked.workspace.slug
    try:
        made = actions.end(asked, request.GET.dict())
    except NetworkError as error:
        messages.error(request, told(error, request.lang))
        return redirect("connect_network", workspace=slug, network=asked.network)
    _tell(request, made)
    return redirect("networks", workspace=slug)


@anyone
@require_GET
def bluesky_client(request: HttpRequest) -> HttpResponse:
    """Who we are, for Bluesky's servers to read."""
    return JsonResponse(client_document(actions.address_of(_origin(request)) + _back()))


def _go(
    request: Request,
    network: Network,
    way: Way,
    given: Mapping[str, object],
    again: Connection | None,
) -> HttpResponse:
    """On to the network's own page, or connected."""
    filled = fill(request.workspace, network.id, way, given)
    if way.kind == "form":
        made = actions.by_form(request.workspace, request.user, network.id, way.id, filled)
        _tell(request, made, again)
        return redirect("networks", workspace=request.workspace.slug)
    to, state = actions.begin(
        request.workspace,
        request.user,
        network.id,
        way.id,
        filled,
        origin=_origin(request),
        path=_back(),
    )
    mine = request.session.get(SESSION, [])
    request.session[SESSION] = [*mine, state][-REMEMBERED:]
    # A form of ours may be sent to nobody else (`form-action`): a page of ours leads on.
    return render(request, "networks/onward.html", {"to": to, "network": network})


def _ways(
    request: Request,
    network: Network,
    again: Connection | None,
    forms: Mapping[str, WayForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    known = again.settings if again else None
    wrong = next(iter((forms or {}).values()), None)
    comes_back = actions.address_of(_origin(request)) + _back()
    shut = actions.cannot_come_back(network.id, comes_back)
    ways = [
        {
            "way": way,
            "form": (forms or {}).get(way.id) or WayForm(network.id, way, known=known),
            "shut": told(shut, request.lang) if shut and way.kind == "oauth" else "",
            "tried": way.id in (forms or {}),
            "callback": way.callback(comes_back) if way.callback else "",
        }
        for way in sorted(network.ways, key=lambda one: _last(one, bool(shut), again))
    ]
    shown = {
        "network": network,
        "ways": ways,
        "again": named(again) if again else "",
        "again_id": again.pk if again else None,
        "form": wrong,
        "pays": _pays(request, network, known or {}),
    }
    return render(request, "networks/connect.html", shown, status=status)


def _pays(
    request: Request, network: Network, settings: Mapping[str, str]
) -> dict[str, object] | None:
    """What a network asks for calls, and how much the company lets them cost; None where calls
    cost nothing."""
    charges = network.charges
    if charges is None:
        return None
    prices, post, link = prices_of(charges, settings), Going("a"), Going("https://a.example")
    costs = {
        "incoming": charges.reading(prices),
        "answer": charges.sending(prices, Going("a", answers=True)),
        "post": charges.sending(prices, post),
        "link": charges.sending(prices, link),
        "entering": charges.entering(prices),
    }
    cap = months(request.workspace, {network.id}, timezone.now())[network.id].cap
    shown = {name: Money(amount, charges.currency) for name, amount in costs.items()}
    return {
        **shown, "cap": cap, "read_on": read_on(charges, settings), "where": charges.where,
    }  # fmt: skip


def _last(way: Way, shut: bool, again: Connection | None) -> tuple[bool, bool]:
    """What puts a way behind the others: that it cannot be gone, that it was not the one before."""
    return shut and way.kind == "oauth", again is not None and again.way != way.id


def told(error: NetworkError, lang: Lang) -> str:
    """What went wrong, and what to do about it."""
    said = sentence(error.say(lang))
    away = isinstance(error, Unreachable) and error.code != "dns"
    return f"{said} {LOOK.say(lang)}" if away else said


def _again(request: Request, network: str) -> Connection | None:
    """The account that is connected again, if one is named."""
    named = request.POST.get("again") or request.GET.get("again") or ""
    if not (named.isascii() and named.isdigit()) or len(named) > 18:
        return None
    found = Connection.objects.filter(workspace=request.workspace, network=network, pk=named)
    return found.first()


def _tell(request: Any, made: Connection, again: Connection | None = None) -> None:
    if again and again.pk != made.pk:
        said = ANOTHER.say(request.lang, account=named(made), wanted=named(again))
        messages.warning(request, said)
        return
    account, network = named(made), called(made.network)
    messages.success(request, DONE.say(request.lang, account=account, network=network))


def _may(request: Any, asked: SignInAsked) -> bool:
    """Whether it is still the person who began, and they may still connect accounts there."""
    if not request.user.is_authenticated or request.user.pk != asked.by_id:
        return False
    found = Membership.objects.filter(workspace=asked.workspace, person=request.user).first()
    return found is not None and found.is_a in CONNECT.roles


def _origin(request: HttpRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")


def _back() -> str:
    return reverse("networks_back")
