"""Every address, asked for by everybody: each answer is the one that its door promises."""

from __future__ import annotations

from http.cookies import SimpleCookie

import pytest
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client

from dialogo.web.actions import workspaces
from dialogo.web.frame.permissions import permissions
from dialogo.web.models.person import Person
from dialogo.web.models.roles import Role
from dialogo.web.models.workspace import Membership, Workspace
from tests.web import world
from tests.web.addresses import Address, addresses

DOORS = ("permission", "signed_in", "runs_desk", "anyone")
IN, SIGN_IN, NOT_HERE, REFUSED = "in", "to the sign-in", "not here", "refused"

# What is behind the door and still answers "no": to whom there is nothing to show or to do.
CLOSED = {"account_signup": REFUSED, "socialaccount_signup": REFUSED, "networks_back": REFUSED}
NO_SUCH_TOKEN = {
    "rota_feed", "enter", "reader", "openid_connect_login", "openid_connect_callback",
    "calendar-feed", "approval", "approval-picture", "approval-film", "approval-film-poster",
    "approval-captions",
}  # fmt: skip
# About objects of one person, Ada's: nobody else has them. Or of a sample company, which none is.
OWN = {
    "practice",
    "mfa_remove_webauthn", "mfa_edit_webauthn", "mfa_deactivate_totp", "mfa_view_recovery_codes",
    "mfa_download_recovery_codes", "leave", "mistake_comment",
    "swap_offer", "swap_withdraw", "calendar_renew", "absence_ask", "absence_back",
    "alert_device_off", "watch_correct", "watch_take_back", "course_take_back", "newcomer_tick",
    "rehearsal", "rehearsal_answer", "rehearsal_note",
    "timesheet_save", "timesheet_week", "timesheet_correct", "timesheet_add", "timesheet_entry",
    "timesheet_erase", "record",
}  # fmt: skip

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def companies(for_the_file: None) -> None:
    """Borea, whose owner is Eve, with more of everything than Aurora, Ada's, has one of."""
    for name, person, plans in (("Borea", "Eve", 3), ("Aurora", "Ada", 1)):
        email = f"{person}@{name}.example".lower()
        owner = Person.objects.create_user(email, "milk", name=person, runs_desk=person == "Ada")
        world.fill(workspaces.make(name, owner), owner, plans=plans)


@pytest.fixture
def owner(companies: None, db: None) -> Person:
    return Person.objects.get(name="Ada")


@pytest.fixture
def elsewhere(companies: None, db: None) -> Workspace:
    return Workspace.objects.get(name="Borea")


@pytest.fixture
def aurora(companies: None, db: None) -> Workspace:
    return Workspace.objects.get(name="Aurora")


def test_every_view_has_exactly_one_door() -> None:
    without = [
        one.pattern
        for one in addresses()
        if len([door for door in DOORS if hasattr(one.view, door)]) != 1
    ]
    assert without == []


def test_whatever_is_below_a_workspace_asks_for_a_permission() -> None:
    without = [one.pattern for one in addresses() if one.of_workspace and not _permission(one)]
    assert without == []


def test_every_permission_that_is_asked_for_is_in_the_table_of_roles() -> None:
    asked = {_permission(one) for one in addresses() if one.of_workspace}
    assert asked - set(permissions()) == set()


def test_what_needs_no_sign_in_is_written_down_here() -> None:
    """A new door for anyone is thought about twice."""
    assert {one.name for one in addresses() if hasattr(one.view, "anyone")} == {
        "account_login", "account_logout", "account_inactive", "account_signup",
        "account_reset_password", "account_reset_password_done",
        "account_reset_password_from_key", "account_reset_password_from_key_done",
        "mfa_authenticate", "mfa_login_webauthn",
        "socialaccount_signup", "socialaccount_login_cancelled", "socialaccount_login_error",
        "openid_connect_login", "openid_connect_callback",
        "enter", "join", "reader", "language", "theme", "icon", "networks_back", "bluesky_client",
        "rota_feed", "push_moved", "calendar-feed", "approval", "approval-picture",
        "approval-film", "approval-film-poster", "approval-captions",
    }  # fmt: skip


def test_the_installation_is_for_whoever_runs_the_desk() -> None:
    places = ("installation/", "new/", "start/company/")
    seen = {one.name for one in addresses() if one.pattern.startswith(places)}
    assert seen == {one.name for one in addresses() if hasattr(one.view, "runs_desk")}


def test_people_tokens_and_the_trail_are_the_owners() -> None:
    asked = {one.name: one.view.permission for one in addresses() if one.of_workspace}
    owners_only = {name for name, one in asked.items() if one.roles == {Role.OWNER}}
    assert owners_only >= {
        "invite", "revoke_invitation", "change_role", "remove_member",
        "change_company", "delete_workspace", "trail", "trail_file",
        "tokens", "make_token", "end_token",
        "strategy_activate", "strategy_end", "contact_erase",
    }  # fmt: skip


def test_a_guest_changes_nothing_of_a_workspace() -> None:
    """Whatever a guest may open is there to be read."""
    opened = [one for one in addresses() if one.of_workspace and Role.GUEST in _roles(one)]
    assert {one.name for one in opened} == {
        "today", "today_running", "sample_making", "ladder", "measure", "returns", "mistakes",
        "mistakes_progress", "mistake", "needs", "need", "strategy", "strategy_versions",
        "strategy_version", "strategy_compare",
    }  # fmt: skip


def test_for_every_argument_somebody_has_said_what_it_stands_for() -> None:
    unknown = {one.pattern: one.unknown for one in addresses() if one.unknown}
    assert unknown == {}, "say it in tests/web/addresses.py"


@pytest.mark.parametrize("who", ["nobody", "elsewhere", *Role])
def test_each_answer_is_the_one_the_door_promises(
    aurora: Workspace, elsewhere: Workspace, who: str
) -> None:
    person = _visitor(who, aurora)
    client = Client(raise_request_exception=False)
    if person:
        client.force_login(person)
    kept = client.cookies.output(header="", sep=";")
    wrong = {}
    for one in _known():
        path = one.path(aurora)
        for method in ("get", "post"):
            client.cookies = SimpleCookie(kept)
            with transaction.atomic():
                answer = getattr(client, method)(path)
                seen = _seen(answer)
                transaction.set_rollback(True)
            if seen not in (expected := _expected(one, who, person)):
                wrong[f"{method} {path}"] = f"{seen}, not {' or '.join(sorted(expected))}"
    assert not wrong, "\n".join(f"{asked}: {was}" for asked, was in wrong.items())


def test_what_belongs_to_another_workspace_is_not_found_in_ours(
    aurora: Workspace, elsewhere: Workspace, owner: Person
) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(owner)
    wrong = {}
    for one in _known():
        path = one.path(aurora, elsewhere)
        if not one.of_workspace or path == one.path(aurora):
            continue
        for method in ("get", "post"):
            with transaction.atomic():
                seen = getattr(client, method)(path)
                transaction.set_rollback(True)
            # Where only one method is answered, the other tells nothing of what there is.
            if seen.status_code not in (404, 405):
                wrong[f"{method} {path}"] = seen.status_code
    assert not wrong, "\n".join(f"{asked}: {was}" for asked, was in wrong.items())


def _known() -> list[Address]:
    return [one for one in addresses() if not one.unknown]


def _visitor(who: str, aurora: Workspace) -> Person | None:
    if who == "nobody":
        return None
    if who == "elsewhere":
        return Person.objects.get(email="eve@borea.example")
    if who == Role.OWNER:
        return Person.objects.get(email="ada@aurora.example")
    person = Person.objects.create_user(f"{who}@aurora.example", "milk-and-coffee", name=who)
    Membership.objects.create(workspace=aurora, person=person, role=who)
    return person


def _permission(one: Address) -> object:
    return getattr(one.view, "permission", None)


def _roles(one: Address) -> frozenset[Role]:
    found: frozenset[Role] = one.view.permission.roles
    return found


def _seen(answer: HttpResponseBase) -> str:
    if answer.status_code == 302 and answer.headers["Location"].startswith("/account/login/?next="):
        return SIGN_IN
    if answer.status_code >= 500:
        return f"broken ({answer.status_code})"
    return {403: REFUSED, 404: NOT_HERE}.get(answer.status_code, IN)


def _expected(one: Address, who: str, person: Person | None) -> set[str]:
    if person is None and not hasattr(one.view, "anyone"):
        return {SIGN_IN}
    if one.of_workspace:
        if who == "elsewhere":
            return {NOT_HERE}
        may = {IN, NOT_HERE} if one.name in OWN else {IN}
        return may if who in one.view.permission.roles else {REFUSED}
    if hasattr(one.view, "runs_desk"):
        return {IN} if person and person.runs_desk else {REFUSED}
    if one.name in CLOSED:
        return {CLOSED[one.name]}
    if one.name in NO_SUCH_TOKEN | OWN:
        return {IN, NOT_HERE}
    return {IN}
