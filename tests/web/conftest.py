"""People and workspaces for the tests of the desk."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from dialogo.web.actions import workspaces
from dialogo.web.actions.ledger import guards
from dialogo.web.models.person import Person
from dialogo.web.models.roles import Role
from dialogo.web.models.workspace import Membership, Workspace
from dialogo.web.queries.team import now
from tests.web import databases


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """Every process has a copy of one desk, instead of bringing a database up to date itself."""
    with databases.of_this_process() as name:
        settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name
        with django_db_blocker.unblock():
            guards.lift(connection)  # what tests commit is thrown away row by row
        yield
        with django_db_blocker.unblock():
            connection.close()


@pytest.fixture(scope="module")
def for_the_file(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """What fixtures of a whole file make after this one is there for each of its tests, whatever
    the others did with it, and gone at its end. Not for tests that commit (`transaction=True`)."""
    whole = transaction.atomic()
    vars(whole)["_from_testcase"] = True  # what wants to be outermost may be so within
    with django_db_blocker.unblock(), whole:
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def no_mirror() -> None:
    """Workspaces of different tests have the same numbers, and no mirror in common."""
    shutil.rmtree(settings.OPTIONS.data / "mirror", ignore_errors=True)


@pytest.fixture(autouse=True)
def nobody_on_shift() -> None:
    """As above: what is known of who is on, is of another test's workspace."""
    now._known.clear()


@pytest.fixture
def owner(db: None) -> Person:
    """Ada, who owns Aurora and runs the desk."""
    return Person.objects.create_user(
        "ada@aurora.example", "coffee-and-milk", name="Ada Neri", runs_desk=True
    )


@pytest.fixture
def workspace(owner: Person) -> Workspace:
    """Aurora, empty."""
    return workspaces.make("Aurora", owner)


@pytest.fixture
def member(workspace: Workspace) -> Callable[[Role], Person]:
    """Makes (once) the member of Aurora who has a role."""

    def of(role: Role) -> Person:
        if role is Role.OWNER:
            return Person.objects.get(email="ada@aurora.example")
        person, new = Person.objects.get_or_create(
            email=f"{role.value}@aurora.example", defaults={"name": role.value.title()}
        )
        if new:
            Membership.objects.create(workspace=workspace, person=person, role=role.value)
        return person

    return of


@pytest.fixture
def signed_in(member: Callable[[Role], Person]) -> Callable[..., Client]:
    """A browser in which the member with a role has signed in; `lang` as chosen by them."""

    def as_(role: Role = Role.OWNER, lang: str = "en") -> Client:
        person = member(role)
        person.lang = lang
        person.save()
        client = Client()
        client.force_login(person)
        return client

    return as_
