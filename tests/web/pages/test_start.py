"""Whoever has nothing yet is shown three ways to begin, and each leads on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client

from dialogo.web.actions.sample import of_person
from dialogo.web.jobs import sample as sample_job
from dialogo.web.jobs.worker import run_until_idle
from dialogo.web.models.person import Person
from dialogo.web.models.records import ROWS
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.records import counts

pytestmark = pytest.mark.django_db
KINDS = {sample_job.JOB.kind: sample_job.JOB}


@pytest.fixture(autouse=True)
def data(tmp_path: Path, settings: LazySettings) -> Iterator[Path]:
    settings.OPTIONS = replace(settings.OPTIONS, data=tmp_path)
    yield tmp_path


@pytest.fixture
def ada(owner: Person) -> Client:
    """Ada, who runs the desk and has no company yet."""
    client = Client()
    client.force_login(owner)
    return client


@pytest.fixture
def guest(db: None) -> Client:
    """Somebody who signed in, and neither runs the desk nor belongs anywhere."""
    client = Client()
    client.force_login(Person.objects.create_user("ugo@example.org"))
    return client


@pytest.mark.parametrize(
    ("lang", "words"),
    [("en", "Where do you want to begin?"), ("it", "Da dove si comincia?")],
)
def test_without_a_company_home_is_the_start(
    ada: Client, owner: Person, lang: str, words: str
) -> None:
    owner.lang = lang
    owner.save()
    answer = ada.get("/")
    assert answer.status_code == 200
    assert words in answer.content.decode()


def test_the_start_stays_where_it_is_once_there_is_a_company(
    signed_in: Callable[..., Client], django_assert_num_queries: Any
) -> None:
    client = signed_in()
    client.get("/start/")
    with django_assert_num_queries(3):  # session, person, companies
        answer = client.get("/start/")
    assert "/w/aurora/today/" in answer.content.decode()


def test_the_sample_company_is_made_once_and_filled_by_a_worker(ada: Client, owner: Person) -> None:
    for _ in range(2):
        answer = ada.post("/start/sample/")
        assert answer["Location"] == "/w/torrefazione-aurora/making/"
    assert Workspace.objects.filter(sample=True).count() == 1
    assert "waiting for its turn" in ada.get("/w/torrefazione-aurora/making/").content.decode()
    run_until_idle(KINDS)
    assert ada.get("/w/torrefazione-aurora/making/")["Location"] == "/w/torrefazione-aurora/today/"
    part = ada.get("/w/torrefazione-aurora/making/", headers={"HX-Request": "true"})
    assert part["HX-Redirect"] == "/w/torrefazione-aurora/today/"
    workspace = of_person(owner)
    assert workspace is not None
    assert counts(workspace)["messages"] > 3000
    used = ROWS["expenses"].objects.values_list("currency", flat=True).distinct()
    assert list(used) == [workspace.currency] == ["GBP"]


def test_each_person_has_a_sample_of_their_own(ada: Client, guest: Client) -> None:
    ada.post("/start/sample/")
    assert guest.post("/start/sample/")["Location"] == "/w/torrefazione-aurora-2/making/"


def test_the_sample_can_be_deleted(ada: Client, owner: Person) -> None:
    ada.post("/start/sample/")
    assert ada.post("/start/sample/delete/")["Location"] == "/start/"
    assert of_person(owner) is None
    assert ada.get("/w/torrefazione-aurora/making/").status_code == 404


def test_a_company_is_made_and_leads_to_its_files(ada: Client) -> None:
    answer = ada.post("/start/company/", {"name": "  Caffè\u200b Borea "})
    assert answer["Location"] == "/w/caffe-borea/import/"
    assert Workspace.objects.get(slug="caffe-borea").name == "Caffè Borea"


@pytest.mark.parametrize("name", ["", "   ", "\u200b", "x" * 121])
def test_a_company_needs_a_name(ada: Client, name: str) -> None:
    answer = ada.post("/start/company/", {"name": name})
    assert answer.status_code == 422
    assert Workspace.objects.count() == 0


def test_who_does_not_run_the_desk_makes_no_company(guest: Client) -> None:
    assert guest.post("/start/company/", {"name": "Borea"}).status_code == 403
    assert "Whoever runs Dialogo here" in guest.get("/start/").content.decode()
