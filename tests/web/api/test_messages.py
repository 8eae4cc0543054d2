"""A program reads a message, says what it asks, and likes it; and is told how the dialogue goes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine

from dialogo.simulation.sample import sample
from dialogo.web.actions.records import write_rows
from dialogo.web.jobs import live
from dialogo.web.jobs.worker import run_until_idle
from dialogo.web.models.connections import Delivered
from dialogo.web.models.person import Person
from dialogo.web.models.records import Message
from dialogo.web.models.workspace import Workspace
from tests.web.actions.letters.desk import Desk, open_desk
from tests.web.api.conftest import Program
from tests.web.api.talking import asked, only, work

pytestmark = pytest.mark.django_db
Programs = Callable[..., Program]


@pytest.fixture
def desk(workspace: Workspace, owner: Person, tmp_path: Path) -> Desk:
    return open_desk(workspace, owner, tmp_path)


def test_a_message_is_told_with_what_its_network_told(desk: Desk, program: Programs) -> None:
    asking = program()
    found = asked(desk, asking)
    told = asking.ask("GET", f"messages/{found['last_message']}").json()
    row = Message.objects.get()
    assert (told["id"], told["conversation"], told["message_id"], told["place"]) == (
        row.pk,
        found["id"],
        row.message_id,
        "mention",
    )
    assert (told["label"]["asks"], told["label"]["corrected"], told["liked"]) == (
        "yes",
        False,
        False,
    )
    assert asking.ask("GET", "messages/99999999").status_code == 404


def test_what_a_message_asks_is_corrected_and_left_to_the_rules_again(
    desk: Desk, program: Programs
) -> None:
    asking = program()
    found = asked(desk, asking)
    here = f"messages/{found['last_message']}/label"
    said = asking.ask("POST", here, {"asks": "no", "act": "praise", "need": "cake"}).json()["label"]
    assert said["tone"]["tone"] == "neutral"  # as the models hear it: nothing was said of it
    assert (said["asks"], said["act"], said["need"], said["corrected"]) == (
        "no",
        "praise",
        "cake",
        True,
    )
    assert only(asking)["asks"] == "no"
    felt = {"asks": "no", "act": "praise", "tone": "annoyed"}
    said = asking.ask("POST", here, felt).json()["label"]
    assert said["tone"] == {"tone": "annoyed", "certainty": 1.0, "because": []}
    assert asking.ask("POST", f"{here}/take-back").json()["label"]["asks"] == "yes"
    assert only(asking)["asks"] == "yes"
    assert asking.ask("POST", here, {"asks": "perhaps", "act": "praise"}).status_code == 422


def test_only_what_people_wrote_asks_something(desk: Desk, program: Programs) -> None:
    asking = program()
    found = asked(desk, asking)
    body = {"conversation": found["id"], "text": "At nine."}
    assert asking.ask("POST", "letters", body).status_code == 201
    work()
    ours = Message.objects.get(author_kind="company")
    sounds = asking.ask("GET", f"messages/{ours.pk}").json()["sounds"]
    assert sounds == {"tone": "unsure", "certainty": 0.0, "because": []}
    answer = asking.ask("POST", f"messages/{ours.pk}/label", {"asks": "no", "act": "chat"})
    assert (answer.status_code, answer.json()["code"]) == (409, "not-theirs")


def test_a_message_is_liked_once_a_worker_has_done_it(desk: Desk, program: Programs) -> None:
    asking = program()
    here = f"messages/{asked(desk, asking)['last_message']}"
    for act, liked in (("like", True), ("unlike", False)):
        assert asking.ask("POST", f"{here}/{act}").status_code == 202
        work()
        assert asking.ask("GET", here).json()["liked"] is liked
    Delivered.objects.all().delete()
    assert asking.ask("POST", f"{here}/like").status_code == 409


def test_how_the_dialogue_goes_is_told_in_figures(workspace: Workspace, program: Programs) -> None:
    asking = program()
    empty = asking.ask("GET", "dialogue").json()
    assert (empty["as_of"], empty["measures"], empty["people"]) == (None, [], [])
    for name, table in sample("en").tables.items():
        write_rows(workspace, name, table, fill=False)
    with time_machine.travel(datetime(2026, 11, 23, 9, tzinfo=UTC), tick=False):
        run_until_idle({"live": live.JOB})
    told = asking.ask("GET", "dialogue?days=90").json()
    measures = {one["id"]: one for one in told["measures"]}
    assert (told["days"], measures["dialogue/answered-share"]["n"]) == (90, 702)
    assert [one["name"] for one in told["networks"]] == ["instagram", "facebook", "x"]
    assert [(one["name"], one["answers"]) for one in told["people"]] == sorted(
        (one["name"], one["answers"]) for one in told["people"]
    )
    assert asking.ask("GET", "dialogue?days=8").status_code == 422
