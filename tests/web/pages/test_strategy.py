"""The Strategy page: reading the plan, its versions, and what changed between them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from dialogo.web.actions.plan import drafts as writing
from dialogo.web.models.person import Person
from dialogo.web.models.plan import Plan
from dialogo.web.models.plan_body import (
    Promise,
)
from dialogo.web.models.roles import Role
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.plan import versions as plans
from tests.web.plans import drafted, in_force, whole

HERE = "/w/aurora/strategy/"
DRAFT = HERE + "draft/"
In = Callable[..., Client]


def text(answer: Any) -> str:
    """The words of a page, without its marks."""
    page = re.sub(r"<(script|style|datalist)\b.*?</\1>", " ", answer.content.decode(), flags=re.S)
    return re.sub(r"[ \n]+", " ", re.sub(r"<[^>]*>", " ", page))


def test_without_a_plan_the_page_says_what_one_is_and_how_to_begin(signed_in: In) -> None:
    page = signed_in().get(HERE)
    assert page.status_code == 200
    assert "No plan is in force" in text(page)
    assert "Write the plan" in text(page)
    guest = text(signed_in(Role.GUEST).get(HERE))
    assert "Write the plan" not in guest
    assert "Owners and strategists write it." in guest


def test_the_plan_in_force_is_a_document_in_both_languages(
    signed_in: In, workspace: Workspace, owner: Person
) -> None:
    in_force(workspace, owner, whole())
    english = text(signed_in().get(HERE))
    assert "90\u202f% of those who ask have an answer within 2\u00a0h" in english
    assert "counted in business hours." in english
    assert "Version 1, in force from 1 Oct 2026" in english
    assert "nothing: we pay for no adverts this year" in english
    italian = text(signed_in(lang="it").get(HERE))
    assert "Riceve risposta entro 2\u00a0h il 90\u202f% di chi chiede" in italian
    assert "consegne" in italian
    # From a need of the plan one click leads to a post for it, with what the plan says of it.
    (link, *_) = re.findall(
        r'href="(/w/aurora/calendar/new/[^"]+)"', signed_in().get(HERE).content.decode()
    )
    form = signed_in().get(unescape(link)).context["form"].initial
    need = whole().needs[0]
    assert (form["need"], form.get("brief", "")) == (need.need, need.content)
    assert "/calendar/new/" not in signed_in(Role.GUEST).get(HERE).content.decode()


def test_pay_is_for_those_who_write_the_plan(
    signed_in: In, workspace: Workspace, owner: Person
) -> None:
    in_force(workspace, owner, whole())
    seen = {
        role: [word for word in ("18.50", "370.00") if word in text(signed_in(role).get(HERE))]
        for role in Role
    }
    both = ["18.50", "370.00"]
    assert seen == {
        Role.OWNER: both,
        Role.STRATEGIST: both,
        Role.RESPONDER: [],
        Role.AUTHOR: [],
        Role.ANALYST: [],
        Role.GUEST: [],
    }


def test_the_plan_is_ended_by_an_owner(signed_in: In, workspace: Workspace, owner: Person) -> None:
    in_force(workspace, owner, whole())
    assert signed_in(Role.STRATEGIST).post(f"{HERE}end/").status_code == 403
    client = signed_in()
    assert "End version 1" in text(client.get(f"{HERE}end/"))
    answer = client.post(f"{HERE}end/", {"on": timezone.localdate().isoformat()})
    assert answer["Location"] == HERE
    assert "No plan is in force" in text(client.get(HERE))
    assert client.get(f"{HERE}end/")["Location"] == HERE


def test_versions_tell_what_each_changed(
    signed_in: In, workspace: Workspace, owner: Person
) -> None:
    in_force(workspace, owner, whole(), date(2026, 7, 1))
    in_force(workspace, owner, whole(promise=Promise(60)))
    drafted(workspace, owner, whole(promise=Promise(30)))
    page = text(signed_in().get(f"{HERE}versions/"))
    assert "Time within which people are answered: 30\u00a0min (was: 60\u00a0min)." in page
    assert "Time within which people are answered: 60\u00a0min (was: 2\u00a0h)." in page
    assert "held from 1 Jul 2026 to 30 Sep 2026" in page
    guest = text(signed_in(Role.GUEST).get(f"{HERE}versions/"))
    assert "Version 3" not in guest
    assert "Version 2" in guest


def test_two_versions_are_compared(signed_in: In, workspace: Workspace, owner: Person) -> None:
    in_force(workspace, owner, whole(), date(2026, 7, 1))
    richer = replace(whole().people[0], pay=Decimal(20))
    in_force(workspace, owner, whole(promise=Promise(60), people=(richer, whole().people[1])))
    client = signed_in()
    assert "From version 1 to version 2" in text(client.get(f"{HERE}compare/"))
    back = text(client.get(f"{HERE}compare/?from=2&to=1"))
    assert "answered: 2\u00a0h (was: 60\u00a0min)." in back
    assert "An hour of Ada" in back
    assert "An hour of Ada" not in text(signed_in(Role.ANALYST).get(f"{HERE}compare/"))
    for wrong in ("from=9", "from=-1", "from=x", "to=١", f"to={'1' * 5000}"):
        assert client.get(f"{HERE}compare/?{wrong}").status_code == 404


def test_nothing_to_compare_is_no_error(signed_in: In) -> None:
    assert "Nothing to compare yet" in text(signed_in().get(f"{HERE}compare/"))
    assert "No version yet" in text(signed_in().get(f"{HERE}versions/"))


def test_an_older_version_is_read_and_taken_up_again(
    signed_in: In, workspace: Workspace, owner: Person
) -> None:
    in_force(workspace, owner, whole(), date(2026, 7, 1))
    in_force(workspace, owner, whole(promise=Promise(60)))
    client = signed_in()
    assert "answer within 2\u00a0h" in text(client.get(f"{HERE}versions/1/"))
    assert client.post(f"{HERE}versions/1/restore/")["Location"] == DRAFT
    draft = plans.draft(workspace)
    assert draft is not None
    assert draft.says == whole()
    assert signed_in(Role.GUEST).post(f"{HERE}versions/1/restore/").status_code == 403
    assert client.get(f"{HERE}versions/9/").status_code == 404


def test_a_draft_is_laid_aside_and_kept(signed_in: In, workspace: Workspace, owner: Person) -> None:
    drafted(workspace, owner, whole())
    client = signed_in()
    assert client.post(f"{DRAFT}lay-aside/")["Location"] == HERE
    assert "a draft laid aside" in text(client.get(f"{HERE}versions/"))


def test_another_companys_plan_does_not_exist(
    signed_in: In, workspace: Workspace, owner: Person
) -> None:
    in_force(workspace, owner, whole())
    stranger = Person.objects.create_user("eve@elsewhere.example", "coffee-and-milk")
    client = Client()
    client.force_login(stranger)
    for path in ("", "versions/", "versions/1/", "compare/", "draft/", "links/"):
        assert client.get(HERE + path).status_code == 404
    assert client.post(f"{HERE}versions/1/restore/").status_code == 404
    assert Plan.objects.count() == 1


@pytest.mark.parametrize("versions", [1, 3])
def test_pages_ask_the_same_of_the_database_however_many_versions(
    versions: int,
    signed_in: In,
    workspace: Workspace,
    owner: Person,
    django_assert_num_queries: Any,
) -> None:
    for _ in range(versions):
        in_force(workspace, owner, whole())
    writing.draft(workspace, owner)
    client = signed_in()
    client.get(HERE)
    for path, asked in (
        (HERE, QUERIES + 1),
        (DRAFT, QUERIES + 1),
        (f"{HERE}versions/", QUERIES + 1),
        (f"{HERE}versions/1/", QUERIES + 2),
        (f"{HERE}compare/", QUERIES + 1),
        (f"{DRAFT}people/", QUERIES + 3),
        (f"{DRAFT}activate/", QUERIES + 4),
        (f"{HERE}end/", QUERIES + 1),
    ):
        with django_assert_num_queries(asked, info=path):
            client.get(path)


QUERIES = 4  # session, person, membership with its workspace, the reader's workspaces
