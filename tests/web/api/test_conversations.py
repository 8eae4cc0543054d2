"""A program reads the inbox with every filter, decides, takes back, and takes notes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from dialogo.web.actions import workspaces
from dialogo.web.actions.needs import rename
from dialogo.web.models.api import ApiToken, Scope
from dialogo.web.models.conversations import Canned, Conversation, Group, Note
from dialogo.web.models.person import Person
from dialogo.web.models.roles import Role
from dialogo.web.models.workspace import Workspace
from tests.web.actions.letters.desk import Desk, open_desk
from tests.web.api.conftest import Program
from tests.web.api.talking import asked, only

pytestmark = pytest.mark.django_db
Programs = Callable[..., Program]


@pytest.fixture
def desk(workspace: Workspace, owner: Person, tmp_path: Path) -> Desk:
    return open_desk(workspace, owner, tmp_path)


@pytest.fixture
def three(desk: Desk) -> Desk:
    """Three people have written: in public, privately, and to say thank you."""
    desk.asks("When do you open on Sundays?", "lia")
    desk.asks("How much is delivery to Lecce?", "ugo", private=True)
    desk.asks("Thank you, lovely place!", "pia")
    desk.pull()
    return desk


def authors(asking: Program, query: str = "") -> list[str]:
    answer = asking.ask("GET", f"conversations?{query}")
    assert answer.status_code == 200, answer.content
    return [one["author"] for one in answer.json()["items"]]


def test_a_conversation_is_told_with_what_was_said(desk: Desk, program: Programs) -> None:
    found = asked(desk, program(Scope.CONVERSATIONS_READ))
    row = Conversation.objects.get()
    expected = {
        "id": row.pk,
        "state": "open",
        "network": "fake",
        "connection": desk.connection.pk,
        "author": "lia",
        "private": False,
        "asks": "yes",
        "unread": 1,
        "last_message": row.last_message,
        "text": "@roastery When do you open on Sundays?",
        "assigned": None,
    }
    assert {name: found[name] for name in expected} == expected
    whole = program().ask("GET", f"conversations/{row.pk}").json()
    assert whole["conversation"] == found
    assert [(one["kind"], one["text"], one["new"]) for one in whole["turns"]["items"]] == [
        ("theirs", "@roastery When do you open on Sundays?", True)
    ]
    assert whole["turns"]["items"][0]["label"]["asks"] == "yes"
    assert whole["turns"]["next"] is None


def test_every_filter_narrows_the_list(three: Desk, program: Programs) -> None:
    asking = program()
    ugo = Conversation.objects.get(author="ugo")
    Conversation.objects.filter(author="pia").update(unread=0)
    group = Group.objects.create(workspace=three.workspace, name="Weekend")
    Conversation.objects.filter(author="lia").update(assigned=three.owner)
    Conversation.objects.filter(author="pia").update(group=group)
    today = timezone.now().date()
    expected = {
        "state=open&asks=yes": {"lia", "ugo"},
        "whose=mine": {"lia"},
        "whose=unassigned": {"ugo"},
        "whose=mentioned": set(),
        f"person={three.owner.pk}": {"lia"},
        f"group={group.pk}": {"pia"},
        "network=fake": {"lia", "ugo", "pia"},
        "network=x": set(),
        f"connection={three.connection.pk}": {"lia", "ugo", "pia"},
        "place=direct": {"ugo"},
        "privacy=public": {"lia", "pia"},
        "act=praise": {"pia"},
        "need=delivery": {"ugo"},
        "language=xx": set(),
        f"author={bytes(ugo.author_key).hex()}": {"ugo"},
        "unread=true": {"lia", "ugo"},
        "unread=false": {"lia", "ugo", "pia"},
        "late=true": set(),
        f"since={today + timedelta(days=2)}": set(),
        f"until={today - timedelta(days=2)}": set(),
        "q=lecce": {"ugo"},
        "q=nobody+said+this": set(),
        "state=closed": set(),
    }
    seen = {query: set(authors(asking, query)) for query in expected}
    assert seen == expected


@pytest.mark.parametrize(
    "query",
    ["state=lost", "person=-1", "author=xyz", "author=abc", "since=1969-12-31", "late=1", "mine=1"],
)
def test_a_filter_that_makes_no_sense_is_named(program: Programs, query: str) -> None:
    answer = program().ask("GET", f"conversations?{query}")
    assert answer.status_code == 422
    assert [flaw["parameter"] for flaw in answer.json()["errors"]] == [query.partition("=")[0]]


def test_pages_hold_every_conversation_once(three: Desk, program: Programs) -> None:
    asking = program()
    for query in ("state=open", "privacy=public", "q=roastery", ""):
        seen, cursor = [], ""
        while cursor is not None:
            page = asking.ask("GET", f"conversations?limit=1&{query}{cursor}").json()
            seen += [one["author"] for one in page["items"]]
            cursor = page["next"] and "&cursor=" + page["next"]
        assert sorted(seen) == sorted(authors(asking, query))
    other = asking.ask("GET", "conversations?limit=1&state=open").json()["next"]
    assert asking.ask("GET", f"conversations?cursor={other}").status_code == 404


def test_earlier_turns_are_read_page_by_page(desk: Desk, program: Programs) -> None:
    asking = program()
    for number in range(5):
        desk.asks(f"Question {number}?", private=True)
    desk.pull()
    here = f"conversations/{only(asking)['id']}"
    turns = asking.ask("GET", f"{here}?limit=2").json()["turns"]
    said = [one["text"] for one in turns["items"]]
    while turns["next"]:
        turns = asking.ask("GET", f"{here}/turns?limit=2&cursor={turns['next']}").json()
        said = [one["text"] for one in turns["items"]] + said
    assert said == [f"Question {number}?" for number in range(5)]


def test_decisions_are_made_and_taken_back(three: Desk, program: Programs) -> None:
    asking = program()
    until = (timezone.now() + timedelta(days=1)).isoformat().replace("+00:00", "Z")
    ids = {one.author: one.pk for one in Conversation.objects.all()}
    for verb, more, state in (
        ("snooze", {"until": until}, "snoozed"),
        ("close", {}, "closed"),
        ("reopen", {}, "open"),
        ("theirs", {}, "theirs"),
        ("spam", {}, "closed"),
    ):
        told = asking.ask("POST", f"conversations/{ids['lia']}/triage", {"verb": verb, **more})
        assert told.status_code == 200, told.content
        assert (told.json()["verb"], told.json()["changed"]) == (verb, [ids["lia"]])
        assert (
            asking.ask("GET", f"conversations/{ids['lia']}").json()["conversation"]["state"]
            == state
        )
    both = {"ids": [ids["ugo"], ids["pia"], ids["ugo"], 10**9], "verb": "close"}
    made = asking.ask("POST", "conversations/triage", both).json()
    assert made["changed"] == sorted([ids["ugo"], ids["pia"]])
    assert authors(asking, "state=open") == []
    assert asking.ask("POST", f"triage/{made['id']}/undo").json() == {"undone": True}
    assert asking.ask("POST", f"triage/{made['id']}/undo").json() == {"undone": False}
    assert sorted(authors(asking, "state=open")) == ["pia", "ugo"]


def test_conversations_are_given_to_people_and_teams(
    three: Desk, program: Programs, member: Callable[[Role], Person]
) -> None:
    asking, responder = program(), member(Role.RESPONDER)
    group = Group.objects.create(workspace=three.workspace, name="Weekend")
    group.people.add(responder)
    told = asking.ask("GET", "people").json()
    assert told["groups"] == [{"id": group.pk, "name": "Weekend", "people": [responder.pk]}]
    assert {one["id"] for one in told["people"]} == {three.owner.pk, responder.pk}
    ids = [one.pk for one in Conversation.objects.all()]

    def give(**to: Any) -> int:
        body = {"ids": ids, "verb": "assign", **to}
        return asking.ask("POST", "conversations/triage", body).status_code

    assert give(person=responder.pk) == 200
    assert len(authors(asking, f"person={responder.pk}")) == 3
    assert give(group=group.pk) == 200
    assert len(authors(asking, f"group={group.pk}")) == 3
    assert give() == 200
    assert len(authors(asking, "whose=unassigned")) == 3
    stranger = Person.objects.create_user("eve@borea.example", "milk-and-coffee", name="Eve")
    assert (give(person=stranger.pk), give(group=10**9)) == (404, 404)
    assert give(person=member(Role.GUEST).pk) == 409


def test_a_priority_is_said_told_and_asked_for(
    three: Desk, program: Programs, workspace: Workspace, owner: Person
) -> None:
    asking = program()
    here = f"conversations/{Conversation.objects.get(author='lia').pk}"
    said_ = {"verb": "priority", "priority": "urgent"}
    assert asking.ask("POST", f"{here}/triage", said_).status_code == 200
    told = asking.ask("GET", here).json()["conversation"]
    assert (told["priority"], told["priority_said"], told["routed"]) == ("urgent", True, None)
    assert authors(asking, "priority=urgent") == ["lia"]
    rename(owner, workspace, "opening hours", "When open?")
    routed = {"why": "routed", "to": "Ugo", "until": "2026-03-02T18:00:00+00:00",
              "need": "opening hours", "open": 1, "of": 2}  # fmt: skip
    Conversation.objects.filter(author="lia").update(routed=routed)
    (listed,) = asking.ask("GET", "conversations?priority=urgent").json()["items"]
    assert "knows about When open?" in listed["routed"]["says"]
    assert asking.ask("GET", "conversations?priority=grave").status_code == 422


def test_what_cannot_be_decided_says_why(three: Desk, program: Programs) -> None:
    asking = program()
    number = Conversation.objects.get(author="lia").pk
    here = f"conversations/{number}/triage"
    past = {"verb": "snooze", "until": "2020-01-01T00:00:00Z"}
    assert asking.ask("POST", here, past).status_code == 409
    assert asking.ask("POST", here, {"verb": "snooze"}).status_code == 409
    assert asking.ask("POST", here, {"verb": "burn"}).status_code == 422
    assert (
        asking.ask("POST", "conversations/triage", {"ids": [], "verb": "close"}).status_code == 422
    )
    assert asking.ask("POST", "conversations/999999/triage", {"verb": "close"}).status_code == 404
    assert Conversation.objects.get(pk=number).state == "open"


def test_notes_stand_among_the_turns_until_they_are_taken_back(
    desk: Desk, program: Programs
) -> None:
    asking = program()
    here = f"conversations/{asked(desk, asking)['id']}"
    made = asking.ask("POST", f"{here}/notes", {"text": "She called yesterday."})
    assert made.status_code == 201
    turns = asking.ask("GET", here).json()["turns"]["items"]
    assert [(one["kind"], one["text"]) for one in turns][1:] == [("note", "She called yesterday.")]
    number = made.json()["id"]
    back = asking.ask("POST", f"notes/{number}/take-back")
    assert back.json() == {"taken_back": True}
    assert asking.ask("POST", f"notes/{number}/take-back").json() == {"taken_back": False}
    assert Note.objects.get().text == ""
    assert asking.ask("POST", f"{here}/notes", {"text": " "}).status_code == 409


def test_what_needs_a_name_is_not_done_once_the_maker_is_gone(
    desk: Desk, program: Programs
) -> None:
    asking = program()
    here = f"conversations/{asked(desk, asking)['id']}"
    ApiToken.objects.update(made_by=None)
    assert asking.ask("POST", f"{here}/notes", {"text": "Hello"}).status_code == 403
    assert asking.ask("GET", "conversations?whose=mine").status_code == 403
    assert asking.ask("GET", here).status_code == 200
    assert asking.ask("POST", f"{here}/triage", {"verb": "close"}).status_code == 200


def test_counts_and_kept_answers_are_told(three: Desk, program: Programs) -> None:
    asking = program()
    counts = asking.ask("GET", "conversations/counts").json()
    assert (counts["open"], counts["unassigned"], counts["mine"]) == (3, 3, 0)
    Canned.objects.create(workspace=three.workspace, title="Hours", text="At nine, {name}.")
    kept = only(asking, "canned")
    assert (kept["title"], kept["text"]) == ("Hours", "At nine, {name}.")


def test_another_workspaces_conversations_are_not_here(
    desk: Desk, program: Programs, owner: Person
) -> None:
    number = asked(desk, program())["id"]
    elsewhere = program(where=workspaces.make("Borea", owner))
    assert authors(elsewhere) == []
    for method, path, body in (
        ("GET", f"conversations/{number}", None),
        ("GET", f"conversations/{number}/turns", None),
        ("GET", f"conversations/{number}/others", None),
        ("POST", f"conversations/{number}/triage", {"verb": "close"}),
        ("POST", f"conversations/{number}/notes", {"text": "Hello"}),
    ):
        assert elsewhere.ask(method, path, body).status_code == 404, path
    told = elsewhere.ask("POST", "conversations/triage", {"ids": [number], "verb": "close"})
    assert told.json()["changed"] == []
    assert Conversation.objects.get().state == "open"


@pytest.mark.parametrize("many", [1, 3])
def test_a_list_asks_the_same_for_one_and_for_three(
    desk: Desk,
    program: Programs,
    many: int,
    django_assert_num_queries: Callable[..., Any],
) -> None:
    for number in range(many):
        desk.asks(f"Question {number}?", by=f"person{number}")
    desk.pull()
    asking = program()
    asking.ask("GET", "conversations")
    with django_assert_num_queries(7):
        asking.ask("GET", "conversations")
