"""A program writes letters by its own keys; each is sent once, and its history can be read."""

from __future__ import annotations

import base64
import struct
import zlib
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from dialogo.web.actions import workspaces
from dialogo.web.actions.connections import keep
from dialogo.web.models.api import Scope
from dialogo.web.models.connections import Connection
from dialogo.web.models.letters import Letter, LetterPicture
from dialogo.web.models.person import Person
from dialogo.web.models.records import Message
from dialogo.web.models.workspace import Workspace
from tests.web.actions.letters.desk import ANSWER, Desk, open_desk
from tests.web.api.conftest import Program
from tests.web.api.talking import asked, only, work

pytestmark = pytest.mark.django_db
Programs = Callable[..., Program]
KEY = {"Idempotency-Key": "answer-1"}


@pytest.fixture
def desk(workspace: Workspace, owner: Person, tmp_path: Path) -> Desk:
    return open_desk(workspace, owner, tmp_path)


def answer(found: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"conversation": found["id"], "basis": found["last_message"], "text": ANSWER, **more}


def said(
    asking: Program, method: str, path: str, body: Any = None, **headers: str
) -> dict[str, Any]:
    told = asking.ask(method, path, body, **headers)
    assert told.status_code in (200, 201, 202), told.content
    found: dict[str, Any] = told.json()
    return found


def png() -> str:
    """A picture of one pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    data = zlib.compress(b"\0\xff\xff\xff")
    whole = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")
    return base64.b64encode(whole).decode()


def test_an_answer_goes_out_once_and_its_way_can_be_read(desk: Desk, program: Programs) -> None:
    asking = program()
    found = asked(desk, asking)
    made = asking.ask("POST", "letters", answer(found, then="close"), **KEY)
    letter = made.json()
    assert (made.status_code, letter["state"], letter["key"]) == (201, "queued", "answer-1")
    assert made["Location"] == f"/api/v1/letters/{letter['id']}"
    work()
    assert desk.texts() == [ANSWER]
    told = said(asking, "GET", f"letters/{letter['id']}")
    assert [step["state"] for step in told["history"]] == ["queued", "sending", "sent"]
    assert (told["state"], told["by"], told["can"]) == ("sent", "Ada Neri", ["delete"])
    conversation = only(asking)
    assert (conversation["state"], conversation["waiting_since"]) == ("closed", None)
    assert Message.objects.get(author_kind="company").agent == "Ada Neri"


def test_the_same_key_is_the_same_letter_for_ever(desk: Desk, program: Programs) -> None:
    asking = program()
    body = answer(asked(desk, asking))
    first = asking.ask("POST", "letters", body, **KEY)
    work()
    again = asking.ask("POST", "letters", body, **KEY)
    assert (again.status_code, again["Idempotency-Replayed"]) == (201, "true")
    assert (again.json()["id"], again.json()["state"]) == (first.json()["id"], "sent")
    work()
    assert desk.texts() == [ANSWER]
    assert only(asking, "letters?key=answer-1")["id"] == first.json()["id"]
    other = asking.ask("POST", "letters", {**body, "text": "Other words."}, **KEY)
    assert (other.status_code, other.json()["code"]) == (409, "key-reused")
    unreadable = asking.ask("POST", "letters", body, **{"Idempotency-Key": "a b"})
    assert unreadable.status_code == 422


def test_whoever_may_not_send_waits_for_approval(desk: Desk, program: Programs) -> None:
    writing = program(Scope.CONVERSATIONS_READ, Scope.CONVERSATIONS_WRITE)
    sending = program(Scope.LETTERS_SEND)
    letter = said(writing, "POST", "letters", answer(asked(desk, writing)))
    assert letter["state"] == "asked"
    work()
    assert desk.texts() == []
    here = f"letters/{letter['id']}"
    assert writing.ask("POST", f"{here}/approve").status_code == 403
    assert said(sending, "POST", f"{here}/send-back", {"why": "Be kinder."})["state"] == "draft"
    assert said(writing, "POST", f"{here}/send")["state"] == "asked"
    assert said(sending, "POST", f"{here}/approve", {"anyway": True})["approved_by"] == "Ada Neri"
    steps = said(writing, "GET", here)["history"]
    assert steps[1]["says"] == "Sent back: Be kinder."


def test_somebody_wrote_meanwhile(desk: Desk, program: Programs) -> None:
    asking = program()
    found = asked(desk, asking)
    desk.asks("Or shall I come on Monday?", private=False)
    thread = desk.server
    assert thread is not None
    body = answer(found, basis=found["last_message"])
    Message.objects.filter(pk=found["last_message"]).update(text="When?")
    later = Message.objects.get(pk=found["last_message"])
    later.pk, later.message_id = None, "another"
    later.row_key = b"another key of a row"
    later.save()
    refused = asking.ask("POST", "letters", body)
    assert refused.status_code == 409
    told = refused.json()
    assert (told["type"], told["code"]) == ("/api/v1/#newer", "newer")
    assert told["errors"] == [{"pointer": "/basis", "detail": f"message {later.pk}"}]
    assert Letter.objects.count() == 0
    assert said(asking, "POST", "letters", {**body, "anyway": True})["state"] == "queued"


def test_it_can_be_called_back_changed_and_dropped(desk: Desk, program: Programs) -> None:
    asking = program()
    found = asked(desk, asking)
    letter = said(asking, "POST", "letters", answer(found, undo_seconds=600))
    here = f"letters/{letter['id']}"
    work()
    assert said(asking, "POST", f"{here}/call-back")["state"] == "draft"
    again = asking.ask("POST", f"{here}/call-back")
    assert (again.status_code, again.json()["code"]) == (409, "state")
    better = said(asking, "POST", "letters", answer(found, text="At ten.", draft=letter["id"]))
    assert (better["id"], better["state"], better["text"]) == (letter["id"], "queued", "At ten.")
    said(asking, "POST", "letters", answer(found, as_draft=True))
    draft = only(asking, "letters?which=drafts")
    assert said(asking, "POST", f"letters/{draft['id']}/drop")["state"] == "dropped"
    work()
    assert desk.texts() == ["At ten."]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"text": " "}, "empty"),
        ({"text": "x" * 501}, "too-long"),
        ({"to_message": 10**6}, "gone"),
        ({"pictures": [{"name": "a.png", "alt": "A cup", "data": "aaaa"}]}, "picture-type"),
        ({"pictures": [{"name": "a.png", "alt": " ", "data": png()}]}, "alt"),
    ],
    ids=str,
)
def test_what_a_network_would_not_take_is_refused_at_once(
    desk: Desk, program: Programs, change: dict[str, Any], code: str
) -> None:
    asking = program()
    refused = asking.ask("POST", "letters", answer(asked(desk, asking), **change))
    assert (refused.status_code, refused.json()["code"]) == (409, code)
    assert Letter.objects.count() == 0


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"conversation": None}, "/conversation"),
        ({"basis": "x"}, "/basis"),
        ({"then": "burn"}, "/then"),
        ({"undo_seconds": 601}, "/undo_seconds"),
        ({"anyway": 1}, "/anyway"),
        ({"due_at": "2026-11-22T18:40:00Z"}, "/due_at"),
        ({"text": None}, "/text"),
        ({"text": "\0"}, "/text"),
        ({"pictures": [{"name": "a.png", "alt": "A cup", "data": "?"}]}, "/pictures/0/data"),
        ({"pictures": [{"name": "a.png"}]}, "/pictures/0/alt"),
        ({"pictures": ["a.png"]}, "/pictures/0"),
    ],
    ids=str,
)
def test_what_does_not_fit_is_named(program: Programs, change: dict[str, Any], where: str) -> None:
    body = {"conversation": 1, "text": ANSWER, **change}
    refused = program().ask("POST", "letters", body)
    assert refused.status_code == 422
    assert [flaw["pointer"] for flaw in refused.json()["errors"]] == [where]


def test_pictures_go_along_with_what_is_on_them(desk: Desk, program: Programs) -> None:
    asking = program()
    picture = {"name": "cup.png", "alt": "A cup of coffee", "data": png()}
    letter = said(asking, "POST", "letters", answer(asked(desk, asking), pictures=[picture]))
    assert letter["pictures"] == [
        {"name": "cup.png", "mime": "image/png", "alt": "A cup of coffee", "width": 1, "height": 1}
    ]
    assert bytes(LetterPicture.objects.get().data) == base64.b64decode(picture["data"])
    work()
    assert said(asking, "GET", f"letters/{letter['id']}")["state"] == "sent"


def test_posts_go_out_in_order_and_at_their_time(desk: Desk, program: Programs) -> None:
    asking = program()
    post = {"connection": desk.connection.pk, "text": "We open at nine."}
    first = said(asking, "POST", "letters", post)
    said(asking, "POST", "letters", {**post, "text": "And there is cake.", "after": first["id"]})
    soon = (timezone.now() + timedelta(hours=1)).isoformat().replace("+00:00", "Z")
    said(asking, "POST", "letters", {**post, "text": "Tomorrow too.", "due_at": soon})
    work()
    assert desk.texts() == ["We open at nine.", "And there is cake."]
    assert only(asking, "letters?which=on-its-way")["text"] == "Tomorrow too."
    sent = said(asking, "GET", "letters?which=sent")["items"]
    assert [one["text"] for one in sent] == ["And there is cake.", "We open at nine."]


def test_what_a_person_has_to_send_is_marked_by_hand(desk: Desk, program: Programs) -> None:
    asking = program()
    found = asked(desk, asking)
    desk.connection.refresh_from_db()
    keep.disconnect(desk.connection, desk.owner)
    letter = said(asking, "POST", "letters", answer(found))
    assert (letter["state"], letter["code"], letter["assisted"]) == ("held", "by-hand", True)
    body = {"url": "https://practice.example/7", "at": "2026-11-22T18:40:00Z"}
    done = said(asking, "POST", f"letters/{letter['id']}/mark-sent", body)
    assert (done["state"], done["url"]) == ("sent", "https://practice.example/7")


def test_a_held_letter_goes_on_when_a_person_says_so(desk: Desk, program: Programs) -> None:
    asking = program()
    letter = said(asking, "POST", "letters", answer(asked(desk, asking)))
    Letter.objects.update(
        state="held", error_code="unsure", error={"en": "Perhaps sent.", "it": "Forse inviata."}
    )
    held = said(asking, "GET", "letters?which=trouble", **{"Accept-Language": "it"})["items"][0]
    assert (held["error"], "retry" in held["can"]) == ("Forse inviata.", True)
    here = f"letters/{letter['id']}"
    assert said(asking, "POST", f"{here}/look-again")["state"] == "doubt"
    work()
    Letter.objects.filter(state="held").update(error_code="unreachable")
    if Letter.objects.filter(state="held").exists():
        assert said(asking, "POST", f"{here}/retry")["state"] == "queued"
        work()
    assert desk.texts() == [ANSWER]


def test_what_was_sent_is_taken_down(desk: Desk, program: Programs) -> None:
    asking = program()
    letter = said(asking, "POST", "letters", answer(asked(desk, asking)))
    here = f"letters/{letter['id']}"
    early = asking.ask("POST", f"{here}/delete")
    assert early.status_code == 409
    work()
    said(asking, "POST", f"{here}/delete")
    work()
    assert said(asking, "GET", here)["state"] == "deleted"
    assert desk.texts() == []


def test_a_refused_letter_is_a_draft_again(desk: Desk, program: Programs) -> None:
    asking = program()
    letter = said(asking, "POST", "letters", answer(asked(desk, asking), undo_seconds=600))
    Letter.objects.update(state="refused", error={"en": "No.", "it": "No."})
    assert said(asking, "POST", f"letters/{letter['id']}/rework")["state"] == "draft"


def test_pages_hold_every_letter_once(desk: Desk, program: Programs) -> None:
    asking = program()
    found = asked(desk, asking)
    for number in range(5):
        said(asking, "POST", "letters", answer(found, text=f"Draft {number}", as_draft=True))
    for query in ("", "which=drafts&", f"conversation={found['id']}&"):
        seen, cursor = [], ""
        while cursor is not None:
            page = said(asking, "GET", f"letters?{query}limit=2{cursor}")
            seen += [one["id"] for one in page["items"]]
            cursor = page["next"] and "&cursor=" + page["next"]
        assert seen == sorted(Letter.objects.values_list("pk", flat=True), reverse=True)


def test_another_workspaces_letters_are_not_here(
    desk: Desk, program: Programs, owner: Person
) -> None:
    asking = program()
    found = asked(desk, asking)
    letter = said(asking, "POST", "letters", answer(found, as_draft=True))
    elsewhere = program(where=workspaces.make("Borea", owner))
    assert said(elsewhere, "GET", "letters")["items"] == []
    assert elsewhere.ask("GET", f"letters/{letter['id']}").status_code == 404
    assert elsewhere.ask("POST", f"letters/{letter['id']}/drop").status_code == 404
    assert elsewhere.ask("POST", "letters", answer(found)).status_code == 404
    post = {"connection": Connection.objects.get().pk, "text": "Ours"}
    assert elsewhere.ask("POST", "letters", post).status_code == 404


@pytest.mark.parametrize("many", [1, 3])
def test_a_list_asks_the_same_for_one_and_for_three(
    desk: Desk,
    program: Programs,
    many: int,
    django_assert_num_queries: Callable[..., Any],
) -> None:
    asking = program()
    found = asked(desk, asking)
    for number in range(many):
        said(asking, "POST", "letters", answer(found, text=f"Draft {number}", as_draft=True))
    with django_assert_num_queries(4):
        asking.ask("GET", "letters?which=drafts")
