"""Files are dropped, read and told about on the pages of imports."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dialogo.web.jobs import import_ as import_job
from dialogo.web.jobs import undo_import
from dialogo.web.jobs.worker import run_until_idle
from dialogo.web.models.imports import Import
from dialogo.web.models.records import ROWS
from dialogo.web.models.roles import Role
from dialogo.web.models.work import Work
from dialogo.web.models.workspace import Workspace

pytestmark = pytest.mark.django_db
KINDS = {job.kind: job for job in (import_job.JOB, undo_import.JOB)}
HOURS = b"person,day,activity,hours\nAda,2026-01-02,answering,2\nBruno,never,creating,1.5\n"
TWO_COMPANIES = (
    b"company,person,day,activity,hours\n"
    b"Aurora,Ada,2026-01-02,answering,2\nBorea,Carla,2026-01-02,answering,3\n"
)
JSON = {"Accept": "application/json"}


@pytest.fixture(autouse=True)
def data(tmp_path: Path, settings: LazySettings) -> Iterator[Path]:
    settings.OPTIONS = replace(settings.OPTIONS, data=tmp_path)
    yield tmp_path


def drop(client: Client, *files: tuple[str, bytes], **values: Any) -> Any:
    sent = [SimpleUploadedFile(name, content) for name, content in files]
    headers = values.pop("headers", {})
    return client.post("/w/aurora/import/new/", {"files": sent, **values}, headers=headers)


def brought(client: Client, *files: tuple[str, bytes]) -> str:
    """The address of an import that has been read."""
    address: str = drop(client, *files)["Location"]
    run_until_idle(KINDS)
    return address


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", ["1 new row stored.", "Left out", "hours.csv", "never"]),
        ("it", ["1 riga nuova conservata.", "Tralasciato"]),
    ],
)
def test_files_are_dropped_read_and_told_about(
    signed_in: Callable[..., Client], lang: str, words: list[str]
) -> None:
    client = signed_in(lang=lang)
    address = drop(client, ("hours.csv", HOURS))["Location"]
    assert 'hx-trigger="every 1s"' in client.get(address).content.decode()
    part = client.get(address, headers={"HX-Request": "true"})
    assert "<html" not in part.content.decode()
    run_until_idle(KINDS)
    shown = client.get(address).content.decode()
    assert [word for word in words if word not in shown] == []
    assert "every 1s" not in shown
    assert client.get(address, headers={"HX-Request": "true"})["HX-Redirect"] == address


def test_files_come_in_a_few_at_a_time_and_folders_keep_their_shape(
    signed_in: Callable[..., Client],
) -> None:
    client = signed_in()
    first = drop(client, ("hours.csv", HOURS), path="mine/2026/hours.csv", more="yes", headers=JSON)
    address, number = first.json()["address"], first.json()["number"]
    more = [SimpleUploadedFile(name, HOURS) for name in ("a.csv", "b.csv")]
    sent = {"files": more, "path": ["mine/a.csv", "../../b.csv"]}
    assert client.post(f"{address}files/", sent, headers=JSON).json()["address"] == address
    names = Import.objects.get(pk=number).files.order_by("name").values_list("name", flat=True)
    assert list(names) == ["b.csv", "mine/2026/hours.csv", "mine/a.csv"]
    assert client.post(f"{address}start/", headers=JSON).json()["address"] == address
    run_until_idle(KINDS)
    assert Import.objects.get(pk=number).state == Import.DONE
    late = client.post(f"{address}files/", sent, headers=JSON)
    assert late.status_code == 422
    assert late.json()["problem"].startswith("This import has already begun")


def test_without_a_file_nothing_begins(signed_in: Callable[..., Client]) -> None:
    answer = drop(signed_in())
    assert answer.status_code == 422
    assert "No file has arrived" in answer.content.decode()
    assert Import.objects.count() == 0


def test_too_much_is_told_before_it_is_read(
    signed_in: Callable[..., Client], settings: LazySettings
) -> None:
    settings.OPTIONS = replace(settings.OPTIONS, upload_limit=1)
    big = ("big.csv", b"x" * 1_100_000)
    answer = drop(signed_in(), big)
    assert answer.status_code == 413
    assert "is larger than 1 MB" in answer.content.decode()
    answer = drop(signed_in(), big, headers=JSON)
    assert "is larger than 1 MB" in answer.json()["problem"]
    assert (answer.status_code, Import.objects.count()) == (413, 0)


def test_a_form_of_another_site_is_refused(signed_in: Callable[..., Client]) -> None:
    signed_in()
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = signed_in().cookies
    assert drop(strict, ("hours.csv", HOURS)).status_code == 403
    assert strict.post("/w/aurora/import/1/files/").status_code in (403, 404)
    assert Import.objects.count() == 0


def test_one_company_of_several_is_chosen(signed_in: Callable[..., Client]) -> None:
    client = signed_in()
    address = brought(client, ("hours.csv", TWO_COMPANIES))
    shown = client.get(address).content.decode()
    assert "Which of them is Aurora?" in shown
    assert 'value="Aurora" required checked' in shown
    assert client.post(f"{address}choose/", {"company": "Cefeo"}).status_code == 302
    assert ROWS["hours"].objects.count() == 0
    client.post(f"{address}choose/", {"company": "Aurora"})
    run_until_idle(KINDS)
    assert "1 row not taken" in client.get(address).content.decode()


def test_names_that_are_markup_are_shown_as_they_are(signed_in: Callable[..., Client]) -> None:
    client = signed_in()
    named = TWO_COMPANIES.replace(b"Borea", b"<script>alert(1)</script>")
    address = brought(client, ("<img src=x>.csv", named), ("<b>.txt", b"?"))
    shown = client.get(address).content.decode()
    assert "<script>alert" not in shown
    assert "<img src=x>" not in shown
    assert "&lt;script&gt;alert(1)" in shown


def test_undoing_asks_first(signed_in: Callable[..., Client]) -> None:
    client = signed_in()
    address = brought(client, ("hours.csv", HOURS))
    assert "Undo this import?" in client.get(f"{address}undo/").content.decode()
    assert ROWS["hours"].objects.count() == 1
    client.post(f"{address}undo/")
    run_until_idle(KINDS)
    assert ROWS["hours"].objects.count() == 0
    assert "was undone" in client.get(address).content.decode()


def test_what_failed_unforeseen_can_be_tried_again(signed_in: Callable[..., Client]) -> None:
    client = signed_in()
    address = drop(client, ("hours.csv", HOURS))["Location"]
    said = {"en": "The disk is full.", "it": "Il disco è pieno."}
    Work.objects.filter(kind="import").update(state=Work.FAILED, error=said)
    shown = client.get(address).content.decode()
    assert "The disk is full." in shown and "Try again" in shown
    client.post(f"{address}again/")
    run_until_idle(KINDS)
    assert "1 new row stored." in client.get(address).content.decode()


def test_what_could_not_be_read_is_taken_off_the_list(signed_in: Callable[..., Client]) -> None:
    client = signed_in()
    address = brought(client, ("a.csv", b""))
    shown = client.get(address).content.decode()
    assert "<p>Is empty. Export it again.</p>" in shown
    assert "Try again" not in shown
    assert client.post(f"{address}leave/")["Location"] == "/w/aurora/import/"
    assert client.get(address).status_code == 404


def test_who_only_looks_sees_imports_and_brings_none(signed_in: Callable[..., Client]) -> None:
    address = brought(signed_in(), ("hours.csv", HOURS))
    responder = signed_in(Role.RESPONDER)
    page = responder.get("/w/aurora/import/").content.decode()
    assert 'type="file"' not in page
    assert responder.get(address).status_code == 200
    assert drop(responder, ("hours.csv", HOURS)).status_code == 403
    assert responder.post(f"{address}undo/").status_code == 403
    assert signed_in(Role.GUEST).get("/w/aurora/import/").status_code == 403


def test_the_list_costs_the_same_for_one_and_for_three(
    signed_in: Callable[..., Client], django_assert_num_queries: Any
) -> None:
    client = signed_in()
    for files in (1, 3):
        for _ in range(files - Import.objects.count()):
            brought(client, ("hours.csv", HOURS))
        client.get("/w/aurora/import/")
        # Session, person, membership, the imports, the workers heard, the menu's companies.
        with django_assert_num_queries(6):
            answer = client.get("/w/aurora/import/")
        assert answer.content.decode().count("mark ok") == files


def test_one_import_costs_the_same_for_one_file_and_for_three(
    signed_in: Callable[..., Client], django_assert_num_queries: Any
) -> None:
    client = signed_in()
    for files in (1, 3):
        named = [(f"{n}.csv", HOURS) for n in range(files)]
        address = brought(client, *named)
        client.get(address)
        with django_assert_num_queries(6):
            client.get(address)


def test_many_imports_are_shown_page_by_page(signed_in: Callable[..., Client]) -> None:
    client = signed_in()
    workspace = Workspace.objects.get()
    for _ in range(25):
        Import.objects.create(workspace=workspace, state=Import.DONE)
    first = client.get("/w/aurora/import/").content.decode()
    assert first.count('class="mark ok"') == 20
    last = Import.objects.order_by("-pk")[19].pk
    assert f"?before={last}" in first
    assert client.get(f"/w/aurora/import/?before={last}").content.decode().count("mark ok") == 5
    assert client.get("/w/aurora/import/?before=x").status_code == 200


def test_exports_are_explained_in_both_languages(signed_in: Callable[..., Client]) -> None:
    english = signed_in().get("/exports/").content.decode()
    assert "Mastodon archive" in english and "Preferences, Import and export" in english
    italian = signed_in(lang="it").get("/exports/").content.decode()
    assert "Archivio di Mastodon" in italian and "dialogo template" not in italian


@pytest.mark.parametrize(
    ("lang", "name"), [("en", "hours.csv"), ("it", "ore.csv"), ("it", "ore.xlsx")]
)
def test_a_template_is_downloaded_and_read_back(
    signed_in: Callable[..., Client], lang: str, name: str
) -> None:
    client = signed_in(lang=lang)
    form = name.rpartition(".")[2]
    answer = client.get(f"/exports/templates/hours.{form}")
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]  # a file's answer
    address = brought(client, (name, content))
    assert Import.objects.get().state == Import.DONE, client.get(address).content.decode()


@pytest.mark.parametrize("name", ["messages.csv", "hours.exe", "nothing.csv"])
def test_there_is_no_other_template(signed_in: Callable[..., Client], name: str) -> None:
    assert signed_in().get(f"/exports/templates/{name}").status_code == 404
