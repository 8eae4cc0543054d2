"""Links by which others read the plan: signed, for a time, taken back, and of one company only."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import signing
from django.test import Client
from django.utils import timezone

from dialogo.web.actions import workspaces
from dialogo.web.actions.plan import drafts as writing
from dialogo.web.actions.plan import links as reader_links
from dialogo.web.models.person import Person
from dialogo.web.models.plan import Plan, ReaderLink
from dialogo.web.models.plan_body import Promise
from dialogo.web.models.roles import Role
from dialogo.web.models.trail import TrailEntry
from dialogo.web.models.workspace import Workspace
from tests.web.pages.test_strategy import text
from tests.web.plans import drafted, in_force, whole

LINKS = "/w/aurora/strategy/links/"
In = Callable[..., Client]


def made(
    workspace: Workspace, by: Person, plan: Plan | None = None, days: int = 30
) -> tuple[ReaderLink, str]:
    """A link and its address."""
    until = timezone.now() + timedelta(days=days)
    link, token = reader_links.make(workspace, plan, by, until=until, label="the bank")
    return link, f"/read/{token}/"


def test_whoever_has_the_link_reads_the_plan_in_either_language(
    workspace: Workspace, owner: Person
) -> None:
    in_force(workspace, owner, whole())
    _, address = made(workspace, owner)
    english = Client().get(f"{address}?lang=en")
    italian = Client().get(f"{address}?lang=it")
    assert "Strategy of Aurora" in text(english)
    assert "La strategia di Aurora" in text(italian)
    assert (english["Content-Language"], italian["Content-Language"]) == ("en", "it")
    assert b'<html lang="it"' in italian.content


def test_nobodys_pay_and_nobody_of_the_desk_is_shown(workspace: Workspace, owner: Person) -> None:
    active = in_force(workspace, owner, whole())
    draft = drafted(workspace, owner, whole(promise=Promise(60)))
    for plan in (active, draft):
        page = Client().get(made(workspace, owner, plan)[1] + "?lang=en").content.decode()
        assert "people who make coffee at home" in page
        for secret in ("18.50", "370.00", "Ada Neri", "ada@aurora.example", "/w/aurora"):
            assert secret not in page


def test_search_engines_caches_and_other_sites_do_not_learn_of_it(
    workspace: Workspace, owner: Person
) -> None:
    in_force(workspace, owner, whole())
    answer = Client().get(made(workspace, owner)[1])
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert b'<meta name="robots" content="noindex, nofollow">' in answer.content


def test_the_token_is_kept_nowhere(workspace: Workspace, owner: Person) -> None:
    link, address = made(workspace, owner)
    token = address.split("/")[2]
    assert len(token) > 60
    assert all(token not in str(value) for value in ReaderLink.objects.values().get().values())
    assert all(token not in entry.said_en for entry in TrailEntry.objects.all())
    assert link.digest != token


def test_a_link_follows_the_plan_in_force_or_stays_with_its_version(
    workspace: Workspace, owner: Person
) -> None:
    first = in_force(workspace, owner, whole())
    _, follows = made(workspace, owner)
    _, stays = made(workspace, owner, first)
    in_force(workspace, owner, whole(promise=Promise(30)))
    assert "within 30\u00a0min" in text(Client().get(f"{follows}?lang=en"))
    assert "within 2\u00a0h" in text(Client().get(f"{stays}?lang=en"))


def test_a_link_ends(workspace: Workspace, owner: Person) -> None:
    in_force(workspace, owner, whole())
    _, address = made(workspace, owner, days=2)
    with time_machine.travel(timezone.now() + timedelta(days=2, seconds=5), tick=False):
        answer = Client().get(f"{address}?lang=en")
    assert answer.status_code == 404
    assert "This link opens nothing" in text(answer)
    assert "Aurora" not in text(answer)


def test_a_link_is_taken_back_once_and_for_all(
    signed_in: In, workspace: Workspace, owner: Person
) -> None:
    in_force(workspace, owner, whole())
    link, address = made(workspace, owner)
    client = signed_in()
    assert client.get(f"{LINKS}{link.pk}/revoke/").status_code == 405
    assert client.post(f"{LINKS}{link.pk}/revoke/")["Location"] == LINKS
    assert Client().get(address).status_code == 404
    assert "taken back" in text(client.get(LINKS))
    client.post(f"{LINKS}{link.pk}/revoke/")
    assert TrailEntry.objects.filter(said_en__contains="took the reader's link").count() == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda token: token[:-1] + ("A" if token[-1] != "A" else "B"),
        lambda token: ("A" if token[0] != "A" else "B") + token[1:],
        lambda token: token.split(".")[0],
        lambda token: f"{token}.",
        lambda token: signing.Signer(salt="another", sep=".").sign(token.split(".")[0]),
        lambda token: signing.Signer(salt="dialogo.reader-link", sep=".").sign("guessed"),
        lambda token: "x",
        lambda token: "١٢٣",
    ],
)
def test_a_token_that_was_tampered_with_opens_nothing(
    change: Callable[[str], str], workspace: Workspace, owner: Person
) -> None:
    in_force(workspace, owner, whole())
    link, address = made(workspace, owner)
    assert Client().get(f"/read/{change(address.split('/')[2])}/").status_code == 404
    link.refresh_from_db()
    assert link.opened == 0


def test_openings_are_counted_but_not_every_reload(workspace: Workspace, owner: Person) -> None:
    in_force(workspace, owner, whole())
    link, address = made(workspace, owner)
    now = timezone.now()
    for after in (0, 5, 70):
        with time_machine.travel(now + timedelta(seconds=after), tick=False):
            Client().get(address)
    link.refresh_from_db()
    assert link.opened == 2
    assert link.opened_at == now + timedelta(seconds=70)


def test_without_a_plan_in_force_the_link_says_so(workspace: Workspace, owner: Person) -> None:
    plan = in_force(workspace, owner, whole())
    _, address = made(workspace, owner)
    writing.end(plan, owner, on=timezone.localdate())
    answer = Client().get(f"{address}?lang=it")
    assert answer.status_code == 404
    assert "Il link è valido, ma oggi l'azienda non ha un piano in vigore." in text(answer).replace(
        "&#x27;", "'"
    )


def test_links_are_made_by_those_who_write_the_plan(
    signed_in: In, workspace: Workspace, owner: Person
) -> None:
    in_force(workspace, owner, whole())
    assert signed_in(Role.ANALYST).get(LINKS).status_code == 403
    client = signed_in(Role.STRATEGIST)
    until = timezone.localdate() + timedelta(days=10)
    page = client.post(LINKS, {"label": "the bank", "shows": "1", "until": until.isoformat()})
    address = page.context["made"].removeprefix("http://testserver")
    assert page["Cache-Control"] == "private, no-store"
    assert Client().get(address).status_code == 200
    assert address not in text(client.get(LINKS))
    link = ReaderLink.objects.get()
    assert (link.label, link.plan and link.plan.version, link.made_by and link.made_by.name) == (
        "the bank", 1, "Strategist",
    )  # fmt: skip
    assert "made by Strategist" in text(client.get(LINKS))


def test_the_first_choice_is_the_plan_in_force_whichever_it_is(
    signed_in: In, workspace: Workspace, owner: Person
) -> None:
    in_force(workspace, owner, whole())
    client = signed_in(Role.STRATEGIST)
    page = client.get(LINKS)
    assert page["Referrer-Policy"] == "same-origin"  # "no-referrer" makes browsers' posts refused
    (first, _), *_ = page.context["form"].fields["shows"].choices
    until = timezone.localdate() + timedelta(days=10)
    page = client.post(LINKS, {"label": "", "shows": first, "until": until.isoformat()})
    address = page.context["made"].removeprefix("http://testserver")
    assert ReaderLink.objects.get().plan is None
    assert Client().get(address).status_code == 200


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"until": "2020-01-01", "shows": "in-force"}, "Choose a day that is still to come."),
        (
            {"until": "2199-01-01", "shows": "in-force"},
            "A link can be open for a year at the most.",
        ),
        ({"until": "", "shows": "in-force"}, "This field is required."),
        ({"until": "2199-01-01", "shows": "7"}, "Select a valid choice."),
    ],
)
def test_a_link_needs_an_end_and_something_to_show(
    sent: dict[str, str], said: str, signed_in: In
) -> None:
    answer = signed_in().post(LINKS, sent)
    assert answer.status_code == 422
    assert said in text(answer)
    assert not ReaderLink.objects.exists()


def test_another_companys_link_cannot_be_taken_back(
    signed_in: In, workspace: Workspace, owner: Person
) -> None:
    other = Person.objects.create(email="eve@elsewhere.example", name="Eve")
    elsewhere = workspaces.make("Elsewhere", other)
    in_force(elsewhere, other, whole())
    link, address = made(elsewhere, other)
    assert signed_in().post(f"{LINKS}{link.pk}/revoke/").status_code == 404
    assert signed_in().post(f"/w/elsewhere/strategy/links/{link.pk}/revoke/").status_code == 404
    assert Client().get(address).status_code == 200


@pytest.mark.parametrize("links", [1, 3])
def test_the_pages_ask_the_same_of_the_database_however_many_links(
    links: int,
    signed_in: In,
    workspace: Workspace,
    owner: Person,
    django_assert_num_queries: Any,
) -> None:
    in_force(workspace, owner, whole())
    addresses = [made(workspace, owner)[1] for _ in range(links)]
    client = signed_in()
    with django_assert_num_queries(7):
        client.get(LINKS)
    with django_assert_num_queries(3):  # the link, that it was opened, the plan
        Client().get(addresses[0])
