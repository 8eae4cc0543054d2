"""Promises: what is promised, how it was kept by part, each number with its conversations."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from dialogo.records.records import Records
from dialogo.web.actions import promises as actions
from dialogo.web.actions.conversations import anew
from dialogo.web.actions.records import write_rows
from dialogo.web.models.person import Person
from dialogo.web.models.promises import PromiseWait
from dialogo.web.models.records import ROWS
from dialogo.web.models.roles import Role
from dialogo.web.models.trail import TrailEntry
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.promise_counts import count_promises
from dialogo.web.queries.promise_waits import all_of, parts
from tests.web.recorded import BEGAN, NOW, records_of, said
from tests.web.talks import come_in, talk_of

pytestmark = pytest.mark.django_db
SignedIn = Callable[..., Client]
PLACE = "/w/aurora/promises/"
PAGE, WAITS = 11, 6  # questions to the database

ASK = "A che ora aprite?"
PLAN = [
    {"kind": "promise", "subject": subject, "value": minutes, "from_day": BEGAN.date()}
    for subject, minutes in (("reply-time", 240.0), ("reply-time:priority=urgent", 30.0))
]
SAID = [
    said("1", "lia", ASK),
    said("2", "aurora", "Alle 8.", hours=1, in_reply_to="1"),
    said("3", "ugo", ASK, hours=3),
    said("4", "aurora", "Alle 8.", hours=6.9, in_reply_to="3"),
    said("5", "eva", f"C'è puzza di gas. {ASK}", hours=4),
    said("6", "aurora", "Alle 8.", hours=5, in_reply_to="5"),
    said("7", "ida", ASK, hours=24 * 10, network="mastodon"),
    said("8", "leo", ASK, hours=24 * 40 - 1, network="mastodon"),
]


def counted(workspace: Workspace, *rows: dict[str, Any]) -> Records:
    """The messages come in, and what became of the promises to them is kept."""
    write_rows(workspace, "plan", PLAN, fill=False)
    come_in(workspace, *rows)
    plan = [*PLAN, *({"kind": "urgent", "subject": row.subject, "from_day": row.from_day}
                     for row in ROWS["plan"].objects.filter(kind="urgent"))]  # fmt: skip
    kept = records_of(workspace, messages=list(rows), plan=plan)
    actions.keep(workspace, workspace.revision, count_promises(kept, None, NOW, None))
    return kept


def test_each_promise_ends_in_one_way_and_leads_to_its_conversation(
    workspace: Workspace, owner: Person, signed_in: SignedIn
) -> None:
    actions.say_urgent(owner, workspace, ["Gas"])
    kept = counted(workspace, *SAID)
    rows = PromiseWait.objects.values_list("conversation__author", "outcome", "priority")
    told = {author: (outcome, priority) for author, outcome, priority in rows}
    assert told == {
        "lia": ("early", 1), "ugo": ("near", 1), "eva": ("broken", 3), "ida": ("broken", 1),
        "leo": ("waiting", 1),
    }  # fmt: skip
    whole = all_of(parts(workspace, "network"))
    assert (whole.asked, whole.decided, whole.kept) == (5, 4, 2)
    assert [part.name for part in parts(workspace, "priority")] == ["urgent", "normal"]
    assert [part.asked for part in parts(workspace, "week")] == [1, 1, 3]
    # Counted once more, what has not changed stays the very row.
    before = list(PromiseWait.objects.order_by("pk").values())
    actions.keep(workspace, workspace.revision, count_promises(kept, None, NOW, None))
    assert list(PromiseWait.objects.order_by("pk").values()) == before

    page = signed_in().get(PLACE).content.decode()
    assert "?by=priority&amp;is=urgent&amp;outcome=broken" in page
    asked = {"by": "priority", "is": "urgent", "outcome": "broken"}
    waits = signed_in().get(f"{PLACE}waits/", asked).content.decode()
    assert f"/w/aurora/inbox/{talk_of('eva').pk}/" in waits
    assert f"/w/aurora/inbox/{talk_of('lia').pk}/" not in waits
    lines = b"".join(signed_in().get(f"{PLACE}waits.csv", asked)).decode("utf-8-sig")  # type: ignore[arg-type]  # a streamed answer
    (row,) = csv.DictReader(lines.splitlines())
    assert (row["promised (min)"], row["waited (min)"], row["outcome"], row["priority"]) == (
        "30.0", "60.0", "broken", "urgent",
    )  # fmt: skip


def test_the_urgent_words_move_who_waits_and_are_taken_back(
    workspace: Workspace, owner: Person, signed_in: SignedIn
) -> None:
    known = {"kind": "urgent", "subject": "Fuoco", "from_day": BEGAN.date()}
    write_rows(workspace, "plan", [*PLAN, known], fill=False)
    come_in(workspace, said("1", "lia", f"Odore di GÀS. {ASK}"))
    anew.done(workspace, 1)
    answer = signed_in().post(f"{PLACE}urgent/", {"words": "gas\n\nFUOCO\nfuga di  gas\nGas "})
    assert answer.status_code == 302
    rows = ROWS["plan"].objects.filter(kind="urgent").order_by("subject")
    assert [row.subject for row in rows] == ["Fuoco", "Gas", "fuga di gas"]
    anew.promises(workspace, NOW)
    assert (talk_of("lia").priority, talk_of("lia").due_at) == (3, BEGAN + timedelta(minutes=30))
    # What has counted for some days ends; what was said today goes.
    signed_in().post(f"{PLACE}urgent/", {"words": ""})
    assert [(row.subject, row.to_day is not None) for row in rows.all()] == [("Fuoco", True)]
    assert not actions.say_urgent(owner, workspace, [" "])
    said_ = TrailEntry.objects.filter(verb="promises.urgent").order_by("pk")
    assert [entry.said_en for entry in said_] == [
        "changed the words that make a message urgent: FUOCO, Gas, fuga di gas",
        "changed the words that make a message urgent: none",
    ]


def test_too_many_words_are_not_taken_and_stay_in_the_form(signed_in: SignedIn) -> None:
    many = "\n".join(f"word{n}" for n in range(101))
    answer = signed_in().post(f"{PLACE}urgent/", {"words": many})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "There are 101 words; 100 at most" in page
    assert "word100" in page
    assert signed_in(Role.RESPONDER).post(f"{PLACE}urgent/", {"words": ""}).status_code == 403


@pytest.mark.parametrize("number", [1, 3])
def test_the_pages_ask_the_same_of_the_database(
    workspace: Workspace, signed_in: SignedIn, number: int, django_assert_num_queries: Any
) -> None:
    counted(workspace, *(said(str(n), f"lia{n}", ASK, hours=n) for n in range(number)))
    reader = signed_in()
    reader.get(PLACE)
    with django_assert_num_queries(PAGE):
        reader.get(PLACE)
    with django_assert_num_queries(WAITS):
        reader.get(f"{PLACE}waits/")
