"""An account on X by the desk's own pages: the cap first, X's page, prices, what sending costs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from html import unescape
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone

from dialogo.web.actions.connections.connect import settle
from dialogo.web.actions.ledger import metering
from dialogo.web.models.connections import Connection, Delivered
from dialogo.web.models.conversations import Conversation
from dialogo.web.models.person import Person
from dialogo.web.models.roles import Role
from dialogo.web.models.trail import TrailEntry
from dialogo.web.models.workspace import Workspace
from tests.networks.x_state import CLIENT, SECRET
from tests.networks.x_world import XWorld, x_world
from tests.web.pulled import pull_whole

SignedIn = Callable[..., Client]
PLACE = "/w/aurora/networks/"
CONNECT = f"{PLACE}connect/x/"
HOME, LOOPBACK = {"host": "localhost:8605"}, {"host": "127.0.0.1:8605"}


@pytest.fixture(autouse=True)
def data(tmp_path: Path, settings: LazySettings) -> None:
    hosts = ("127.0.0.1", "localhost")
    settings.OPTIONS = replace(settings.OPTIONS, data=tmp_path, allowed_hosts=hosts)


@pytest.fixture
def here() -> Iterator[XWorld]:
    with x_world() as world:
        yield world


def shown(client: Client, place: str, **more: object) -> str:
    page = client.get(place, **more)  # type: ignore[arg-type]  # headers, as Django takes them
    assert page.status_code == 200
    return unescape(page.content.decode()).replace("\xa0", " ")


def test_an_account_is_connected_by_xs_own_page_once_there_is_a_cap(
    here: XWorld, workspace: Workspace, owner: Person, signed_in: SignedIn
) -> None:
    client = signed_in()
    page = shown(client, CONNECT, headers=HOME)
    assert "nobody has said yet how much calls may cost" in page
    assert 'href="/w/aurora/budget/calls/"' in page
    assert "http://127.0.0.1:8605/networks/back/" in page
    assert "$ 0.20" in page
    filled = {
        "way": "oauth", "oauth-client_id": CLIENT, "oauth-client_secret": SECRET,
        "oauth-server": here.proxy.url,
    }  # fmt: skip
    assert client.post(CONNECT, filled, headers=HOME).status_code == 422
    metering.cap(owner, workspace, "x", Decimal(5), "USD")
    to = client.post(CONNECT, filled, headers=HOME).context["to"]
    metering.cap(owner, workspace, "x", None, "USD")  # taken away meanwhile
    client.get("/networks/back/", here.server.agree(to), headers=HOME)
    assert not Connection.objects.exists()
    assert "GET /2/users/me" not in here.server.asked
    metering.cap(owner, workspace, "x", Decimal(5), "USD")
    to = client.post(CONNECT, filled, headers=HOME).context["to"]
    came = here.server.agree(to)
    there = client.get("/networks/back/", came, headers=LOOPBACK)
    assert there["Location"].startswith("http://localhost:8605/networks/back/?")
    assert client.get("/networks/back/", came, headers=HOME)["Location"] == PLACE
    one = Connection.objects.get()
    assert (one.handle, one.state, one.limits["length"]) == ("@roastery", "live", 280)
    assert SECRET not in str(one.settings)
    page = shown(client, PLACE)
    assert "$ 0.01 this month, of $ 5.00 at the most" in page
    metering.cap(owner, workspace, "x", None, "USD")
    assert "nobody has said how much they may cost" in shown(client, PLACE)


@pytest.fixture
def connection(here: XWorld, workspace: Workspace, owner: Person) -> Connection:
    metering.cap(owner, workspace, "x", Decimal(5), "USD")
    return settle(workspace, owner, "x", "oauth", here.sign_in())


def test_prices_are_put_right_by_hand_dated_and_kept_when_it_is_connected_again(
    here: XWorld, connection: Connection, owner: Person, signed_in: SignedIn
) -> None:
    place = f"{PLACE}{connection.pk}/prices/"
    assert signed_in(Role.RESPONDER).get(place).status_code == 403
    client = signed_in(Role.STRATEGIST, lang="it")
    page = client.get(place)
    assert page.context["read_on"] == date(2026, 11, 22)
    assert "22 nov" in page.content.decode()
    prices = page.context["form"].initial
    assert (prices["link"], prices["own"]) == (Decimal("0.200"), Decimal("0.005"))
    for wrong in ("tanto", "-1", "0,00001", "9999", ""):
        assert client.post(place, {**prices, "link": wrong}).status_code == 422
    told = {name: str(value).replace(".", ",") for name, value in prices.items()}
    assert client.post(place, {**told, "link": "0,25"})["Location"] == PLACE
    assert "annotato" in TrailEntry.objects.latest("pk").said_it
    settle(connection.workspace, owner, "x", "oauth", here.sign_in())
    page = client.get(place)
    assert page.context["form"].initial["link"] == Decimal("0.25")
    today = timezone.localdate(timezone=ZoneInfo(connection.workspace.zone))
    assert page.context["read_on"] == today
    assert signed_in().get(f"{CONNECT}?again={connection.pk}").context["pays"]["link"].amount == (
        Decimal("0.25")
    )


def test_what_sending_costs_is_said_before_and_whom_no_program_may_answer(
    here: XWorld, connection: Connection, signed_in: SignedIn
) -> None:
    known = here.mention("do you open on Sunday?")
    pull_whole(connection)
    client, talk = signed_in(), Conversation.objects.get()
    place = f"/w/aurora/inbox/{talk.pk}/"
    page = shown(client, place)
    assert "Sending it costs $ 0.01; $ 4.985 is left of this month’s cap." in page
    Delivered.objects.filter(external_id=known).update(reply_forbidden="not-named")
    page = shown(client, place)
    assert "On X programs may answer only people who have named or quoted the account" in page
    assert "An answer to copy" in page
    assert "Sending it costs" not in page


def test_the_preview_of_a_post_says_what_a_link_makes_of_it(
    connection: Connection, owner: Person, signed_in: SignedIn
) -> None:
    client, given = signed_in(), {f"on-{connection.pk}": "on", "day": "2030-10-20", "time": "09:00"}
    place = "/w/aurora/calendar/preview/"

    def costs(text: str) -> str:
        page = client.post(place, given | {"text": text}).content.decode().replace("\xa0", " ")
        found = re.search(r'class="costs[^>]*>(.*?)</p>', page, re.DOTALL)
        assert found, page
        return " ".join(unescape(re.sub(r"<[^>]+>", "", found[1])).split())

    rest = "$ 5.00 is left of this month’s cap."
    assert costs("Good morning.") == f"Sending it costs $ 0.015; {rest}"
    assert costs("Look: roastery.example.com/x") == (
        f"Sending it costs $ 0.20; {rest} Without a link it would cost $ 0.015."
    )
    metering.cap(owner, connection.workspace, "x", Decimal("0.1"), "USD")
    assert "it waits for more" in costs("https://roastery.example/x")
    metering.cap(owner, connection.workspace, "x", None, "USD")
    assert "until then it waits" in costs("Good morning.")
