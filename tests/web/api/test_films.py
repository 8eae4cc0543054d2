"""A program hands a video in, waits for it, and gives it to a piece."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dialogo.web.actions import workspaces
from dialogo.web.jobs import film as films
from dialogo.web.jobs.worker import run_until_idle
from dialogo.web.models.api import Scope
from dialogo.web.models.films import Film
from dialogo.web.models.person import Person
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.films import where
from tests.web.actions.letters.desk import Desk, open_desk
from tests.web.api.conftest import Program
from tests.web.api.test_letters import said
from tests.web.films import film

Programs = Callable[..., Program]


@pytest.fixture
def desk(workspace: Workspace, owner: Person, tmp_path: Path) -> Desk:
    return open_desk(workspace, owner, tmp_path)


def hand_in(program: Program, data: bytes, **headers: str) -> Any:
    """As a form of its own; the answer."""
    given = {"file": SimpleUploadedFile("roast.mp4", data, "video/mp4")}
    bearer = {"Authorization": f"Bearer {program.secret}", **headers}
    return Client().post("/api/v1/films", given, headers=bearer)


def test_a_program_hands_a_video_in_and_gives_it_to_a_piece(desk: Desk, program: Programs) -> None:
    asking, data = program(), film(0.4)
    answer = hand_in(asking, data, **{"Idempotency-Key": "one"})
    assert (answer.status_code, answer.json()["state"]) == (202, "waiting")
    assert hand_in(asking, data, **{"Idempotency-Key": "one"}).json() == answer.json()
    (kept,) = Film.objects.all()
    wanted = {
        "parts": [{"text": "How we roast"}], "accounts": [{"connection": desk.connection.pk}],
        "film": kept.pk,
    }  # fmt: skip
    made = said(asking, "POST", "pieces", wanted)
    assert [flaw["code"] for flaw in made["flaws"]] == ["alt", "film-waits"]
    run_until_idle({where.KIND: films.JOB})
    told = said(asking, "GET", answer["Location"].removeprefix("/api/v1/"))
    assert (told["state"], told["width"], told["name"]) == ("ready", 320, "roast.mp4")
    place = f"pieces/{made['id']}/change"
    changed = said(asking, "POST", place, {"film_alt": "The drum turns"})
    assert (changed["film"], changed["film_alt"], changed["flaws"]) == (told, "The drum turns", [])
    srt = "1\n00:00:00,000 --> 00:00:00,400\nBeans"
    read = said(asking, "POST", place, {"film_captions": [{"lang": "en", "text": srt}]})
    captions = [{"lang": "en", "text": "WEBVTT\n\n00:00:00.000 --> 00:00:00.400\nBeans"}]
    assert (read["film_captions"], read["film_alt"]) == (captions, "The drum turns")
    refused = asking.ask("POST", place, {"film_captions": [{"lang": "en", "text": "Beans"}]})
    assert (refused.status_code, refused.json()["code"]) == (409, "captions")
    # What is not said stays, and so does what is said of it.
    same = said(asking, "POST", place, {"title": "Roasting", "film": kept.pk})
    assert (same["film"], same["film_alt"]) == (told, "The drum turns")
    assert same["film_captions"] == captions
    assert said(asking, "GET", "pieces")["items"][0]["film"] == told
    # An answer takes one, too.
    to = {"conversation": desk.conversation().pk, "text": "Like this", "as_draft": True}
    letter = said(asking, "POST", "letters", {**to, "film": kept.pk, "film_alt": "It turns"})
    assert (letter["film"], letter["film_alt"]) == (told, "It turns")
    same = said(asking, "POST", "letters", {**to, "text": "Like that", "draft": letter["id"]})
    assert same["film_alt"] == "It turns"
    said(asking, "POST", f"letters/{letter['id']}/drop", {})
    assert said(asking, "POST", place, {"film": 0})["film"] is None
    assert not Film.objects.exists()


def test_what_is_no_video_or_not_ones_own_is_refused(
    desk: Desk, program: Programs, owner: Person
) -> None:
    asking = program()
    answer = hand_in(asking, b"Roast at 210 degrees")
    assert (answer.status_code, answer.json()["code"]) == (409, "film-type")
    nothing = Client().post(
        "/api/v1/films", {"x": "y"}, headers={"Authorization": f"Bearer {asking.secret}"}
    )
    assert nothing.status_code == 422
    elsewhere = Film.objects.create(workspace=workspaces.make("Borea", owner), name="b.mp4")
    assert asking.ask("GET", f"films/{elsewhere.pk}").status_code == 404
    taken = asking.ask("POST", "pieces", {"film": elsewhere.pk})
    assert (taken.status_code, taken.json()["code"]) == (409, "film")
    reading = program(Scope.CONVERSATIONS_READ)
    assert hand_in(reading, film(0.2)).status_code == 403
