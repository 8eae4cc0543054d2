"""An owner makes tokens for programs, reads each of them once, and ends them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from dialogo.web.actions import tokens, workspaces
from dialogo.web.models.api import ApiToken, Scope
from dialogo.web.models.person import Person
from dialogo.web.models.roles import Role
from dialogo.web.models.trail import TrailEntry
from dialogo.web.models.workspace import Workspace

SignedIn = Callable[..., Client]
PLACE = "/w/aurora/settings/tokens/"


def test_without_tokens_it_says_what_they_are_for(signed_in: SignedIn) -> None:
    page = signed_in(Role.OWNER, "it").get(PLACE).content.decode()
    assert "Nessun programma ha un token" in page
    assert f'href="{PLACE}new/"' in page


def test_a_token_is_shown_once_and_opens_what_was_ticked(signed_in: SignedIn) -> None:
    client = signed_in()
    asked = {"name": "Till", "scopes": ["records.write"], "lasts": "30"}
    made = client.post(PLACE + "new/", asked)
    token = ApiToken.objects.get()
    assert made.status_code == 200
    assert "no-store" in made["Cache-Control"]
    secret = made.context["secret"]
    assert secret in made.content.decode()
    listed = client.get(PLACE).content.decode()
    assert secret not in listed
    assert "bring in records and files, and see how an import went" in listed
    assert secret not in str(ApiToken.objects.values().get())
    assert token.may == {Scope.RECORDS_WRITE}
    assert token.expires_at is not None
    assert (token.expires_at - token.made_at).days in (29, 30)
    assert TrailEntry.objects.get(verb="tokens.make").said_en == "made the API token Till"
    bearer = {"Authorization": f"Bearer {secret}"}
    assert Client().get("/api/v1/workspace", headers=bearer).status_code == 200


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"name": "", "scopes": ["records.read"], "lasts": "30"}, "name"),
        ({"name": "x", "scopes": [], "lasts": "30"}, "scopes"),
        ({"name": "x", "scopes": ["everything"], "lasts": "30"}, "scopes"),
        ({"name": "x", "scopes": ["records.read"], "lasts": "99999"}, "lasts"),
        ({"name": "x" * 81, "scopes": ["records.read"], "lasts": "ever"}, "name"),
    ],
)
def test_what_is_missing_is_said_beside_it(
    signed_in: SignedIn, asked: dict[str, Any], field: str
) -> None:
    answer = signed_in().post(PLACE + "new/", asked)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert ApiToken.objects.count() == 0


def test_two_tokens_have_two_names(
    signed_in: SignedIn, workspace: Workspace, owner: Person
) -> None:
    token, _ = tokens.make(workspace, "Till", [Scope.RECORDS_READ], by=owner)
    asked = {"name": "Till", "scopes": ["records.read"], "lasts": "ever"}
    assert signed_in().post(PLACE + "new/", asked).status_code == 422
    tokens.revoke(token, owner)
    assert signed_in().post(PLACE + "new/", asked).status_code == 200


def test_a_token_is_ended_after_asking_once_more(
    signed_in: SignedIn, workspace: Workspace, owner: Person
) -> None:
    token, secret = tokens.make(workspace, "Till", [Scope.RECORDS_READ], by=owner)
    client = signed_in()
    assert "Till" in client.get(f"{PLACE}{token.pk}/end/").content.decode()
    assert token.revoked_at is None
    answer = client.post(f"{PLACE}{token.pk}/end/")
    assert answer["Location"] == PLACE
    bearer = {"Authorization": f"Bearer {secret}"}
    assert Client().get("/api/v1/workspace", headers=bearer).status_code == 401
    client.post(f"{PLACE}{token.pk}/end/")
    assert TrailEntry.objects.filter(verb="tokens.revoke").count() == 1


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OWNER])
def test_only_owners_come_here(signed_in: SignedIn, role: Role) -> None:
    client = signed_in(role)
    assert client.get(PLACE).status_code == 403
    assert client.post(PLACE + "new/", {"name": "x", "scopes": ["records.read"]}).status_code == 403


def test_a_token_of_another_workspace_is_not_there(signed_in: SignedIn, owner: Person) -> None:
    other = workspaces.make("Borea", owner)
    token, _ = tokens.make(other, "Till", [Scope.RECORDS_READ], by=owner)
    assert signed_in().post(f"{PLACE}{token.pk}/end/").status_code == 404
    token.refresh_from_db()
    assert token.revoked_at is None


@pytest.mark.parametrize("many", [1, 3])
def test_the_list_asks_the_same_for_one_and_for_three(
    signed_in: SignedIn,
    workspace: Workspace,
    owner: Person,
    many: int,
    django_assert_num_queries: Callable[..., Any],
) -> None:
    for number in range(many):
        tokens.make(workspace, f"Till {number}", [Scope.RECORDS_READ], by=owner)
    client = signed_in()
    client.get(PLACE)
    with django_assert_num_queries(5):
        client.get(PLACE)
