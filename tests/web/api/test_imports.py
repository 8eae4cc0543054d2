"""A program brings files in, and sees what was read of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from dialogo.records.errors import BadInput
from dialogo.web.actions import uploads, workspaces
from dialogo.web.jobs import import_
from dialogo.web.jobs.worker import run_until_idle
from dialogo.web.models.api import ApiToken
from dialogo.web.models.imports import Import
from dialogo.web.models.person import Person
from dialogo.web.models.records import ROWS
from dialogo.web.models.workspace import Workspace
from tests.web.api.conftest import Program

Programs = Callable[..., Program]
HOURS = b"company,person,day,activity,hours\nAurora,Ada,2026-11-02,answering,2\n"


def bring(program: Program, *files: tuple[str, bytes], **headers: str) -> HttpResponse:
    given = [SimpleUploadedFile(name, content) for name, content in files]
    sent: dict[str, Any] = {"files": given}
    answer = Client().post(
        "/api/v1/imports",
        sent,
        headers={"Authorization": f"Bearer {program.secret}", **headers},
    )
    assert isinstance(answer, HttpResponse)
    return answer


def test_files_are_read_and_told_one_by_one(program: Programs, workspace: Workspace) -> None:
    bringing = program()
    answer = bring(bringing, ("hours.csv", HOURS), ("notes.txt", b"nothing"))
    assert answer.status_code == 202
    where = answer["Location"].removeprefix("/api/v1/")
    assert bringing.ask("GET", where).json()["state"] == "waiting"
    run_until_idle({"import": import_.JOB})
    told = bringing.ask("GET", where).json()
    assert (told["state"], told["added"]) == ("done", 1)
    files = {file["name"]: file for file in told["files"]}
    assert (files["hours.csv"]["read"], files["hours.csv"]["refused"]) == (1, None)
    assert "is no export that is known here" in files["notes.txt"]["refused"]
    assert ROWS["hours"].objects.filter(workspace=workspace).count() == 1


def test_the_same_key_brings_the_same_files_once(program: Programs, workspace: Workspace) -> None:
    bringing = program()
    first = bring(bringing, ("hours.csv", HOURS), **{"Idempotency-Key": "k"})
    assert first.status_code == 202, first.json()
    again = bring(bringing, ("hours.csv", HOURS), **{"Idempotency-Key": "k"})
    assert again.json() == first.json()
    assert Import.objects.count() == 1
    other = bring(bringing, ("hours.csv", HOURS + b"\n"), **{"Idempotency-Key": "k"})
    assert other.status_code == 409


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"{}", "application/json", 415),
        (b"--x\r\n", "multipart/form-data; boundary=x", 422),
        (b"--x\r\nContent-Disposition: form-data; name=\"files\"\r\n\r\n1\r\n--x--\r\n",
         "multipart/form-data; boundary=x", 422),
    ],
)  # fmt: skip
def test_what_is_no_form_with_files(program: Programs, body: bytes, kind: str, status: int) -> None:
    answer = program().ask("POST", "imports", body, content_type=kind)
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    assert Import.objects.count() == 0


def test_more_than_fits_is_told_before_it_is_read(
    program: Programs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dialogo.web.actions.uploads.limit", lambda: 10)
    answer = bring(program(), ("hours.csv", HOURS))
    assert answer.status_code == 413
    assert answer.json()["detail"].startswith("What was sent is larger than")


def test_braces_in_a_name_are_braces(program: Programs, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(import_: Import, file: object) -> None:
        raise BadInput(uploads.NO_ROOM, file="{boom}.csv")

    monkeypatch.setattr("dialogo.web.actions.imports.add", refused)
    answer = bring(program(), ("{boom}.csv", HOURS))
    assert answer.status_code == 507
    assert answer.json()["detail"].startswith("What was sent {boom}.csv: does not fit")
    assert Import.objects.count() == 0


def test_the_newest_import_is_listed_first(program: Programs, owner: Person) -> None:
    bringing = program()
    numbers = [bring(bringing, ("hours.csv", HOURS)).json()["id"] for _ in range(3)]
    page = bringing.ask("GET", "imports?limit=2").json()
    rest = bringing.ask("GET", f"imports?limit=2&cursor={page['next']}").json()
    listed = [one["id"] for one in page["items"] + rest["items"]]
    assert (listed, rest["next"]) == (numbers[::-1], None)
    other = program(where=workspaces.make("Borea", owner))
    assert other.ask("GET", "imports").json()["items"] == []
    assert other.ask("GET", f"imports/{numbers[0]}").status_code == 404


def test_a_token_whose_maker_has_left_brings_no_files(program: Programs) -> None:
    bringing = program()
    ApiToken.objects.update(made_by=None)
    assert bring(bringing, ("hours.csv", HOURS)).status_code == 403
