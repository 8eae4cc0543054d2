"""A program brings records in and reads them out again."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import chain
from typing import Any

import pytest

from dialogo.records.tables import TABLES
from dialogo.web.actions import workspaces
from dialogo.web.models.api import Scope
from dialogo.web.models.person import Person
from dialogo.web.models.records import ROWS
from dialogo.web.models.trail import TrailEntry
from dialogo.web.models.workspace import Workspace
from tests.web.api.conftest import Program

Programs = Callable[..., Program]


def question(number: int, **values: Any) -> dict[str, Any]:
    return {
        "network": "mastodon",
        "message_id": f"m{number}",
        "sent_at": f"2026-11-{number:02}T08:00:00Z",
        "author": "gianna",
        "author_kind": "customer",
        "text": "A che ora aprite?",
        **values,
    }


def test_rows_come_in_and_go_out_as_they_were(program: Programs, workspace: Workspace) -> None:
    speaking = program()
    rows = [question(1, extra={"lang": "it"}, addressed=True), question(2, url=None)]
    answer = speaking.ask("POST", "records/messages", {"rows": rows})
    assert answer.json() == {"added": 2, "changed": 0, "known": 0}
    workspace.refresh_from_db()
    assert workspace.revision == 1
    items = speaking.ask("GET", "records/messages").json()["items"]
    empty = dict.fromkeys(c.name for c in TABLES["messages"].columns if c.name != "company")
    assert items == [{**empty, **row} for row in rows]


def test_money_and_hours_stay_exact(program: Programs) -> None:
    speaking = program()
    spent = {
        "expense_id": "e1",
        "day": "2026-11-02",
        "activity": "promoting",
        "amount": "1234567890.9931",
        "currency": "EUR",
    }
    assert speaking.ask("POST", "records/expenses", {"rows": [spent]}).status_code == 200
    worked = {"day": "2026-11-02", "person": "Ada", "activity": "answering", "hours": 1.25}
    assert speaking.ask("POST", "records/hours", {"rows": [worked]}).status_code == 200
    (expense,) = speaking.ask("GET", "records/expenses").json()["items"]
    (hour,) = speaking.ask("GET", "records/hours").json()["items"]
    assert (expense["amount"], hour["hours"]) == ("1234567890.9931", 1.25)


def test_the_same_event_is_stored_once_and_the_newer_row_wins(
    program: Programs, workspace: Workspace
) -> None:
    speaking = program()
    speaking.ask("POST", "records/messages", {"rows": [question(1), question(2)]})
    again = [question(1), question(2, text="E la domenica?"), question(3), question(3)]
    answer = speaking.ask("POST", "records/messages", {"rows": again})
    told = answer.json()
    assert (told["added"], told["changed"]) == (1, 1)
    texts = ROWS["messages"].objects.order_by("sent_at").values_list("text", flat=True)
    assert list(texts) == ["A che ora aprite?", "E la domenica?", "A che ora aprite?"]


def test_rows_can_come_one_a_line(program: Programs) -> None:
    speaking = program()
    lines = "\n".join(json.dumps(question(n)) for n in (1, 2)) + "\n\n"
    kind = "application/x-ndjson"
    answer = speaking.ask("POST", "records/messages", lines, content_type=kind)
    assert answer.json()["added"] == 2
    broken = speaking.ask("POST", "records/messages", lines + '{"network"', content_type=kind)
    assert broken.status_code == 400
    assert broken.json()["detail"] == "The body is not JSON: line 4, column 11."


def test_a_row_that_does_not_fit_keeps_all_of_them_out(program: Programs) -> None:
    speaking = program()
    rows = [
        question(1),
        question(2, author_kind="robot"),
        question(3, sent_at="2026-11-03T08:00:00"),
        question(4, shoe_size=41),
        "no row",
        question(5, addressed="yes"),
    ]
    answer = speaking.ask("POST", "records/messages", {"rows": rows}, **{"Accept-Language": "en"})
    assert answer.status_code == 422
    told = answer.json()
    assert told["detail"].startswith("5 rows do not fit, and nothing was stored.")
    assert {flaw["pointer"] for flaw in told["errors"]} == {
        "/rows/1/author_kind",
        "/rows/2/sent_at",
        "/rows/3/shoe_size",
        "/rows/4",
        "/rows/5/addressed",
    }
    assert ROWS["messages"].objects.count() == 0


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        ("{", "application/json", 400),
        ("[]", "application/json", 422),
        ('{"rows": 1}', "application/json", 422),
        ('{"rows": [], "more": 1}', "application/json", 422),
        ('{"rows": [NaN]}', "application/json", 400),
        ("[" * 100_000, "application/json", 400),
        (b"\xff\xfe", "application/json", 400),
        ("rows", "text/plain", 415),
        ('{"rows": [' + "0," * 10_000 + "0]}", "application/json", 422),
        (b" " * (16 * 1024 * 1024 + 1), "application/json", 413),
    ],
    ids=str,
)
def test_what_is_no_list_of_rows(
    program: Programs, body: str | bytes, kind: str, status: int
) -> None:
    answer = program().ask("POST", "records/messages", body, content_type=kind)
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"


def test_pages_hold_every_row_once(program: Programs) -> None:
    speaking = program()
    day = "2026-11-01T08:00:00Z"
    rows = [question(n, sent_at=day) for n in range(7)] + [question(9)]
    speaking.ask("POST", "records/messages", {"rows": rows})
    seen, cursor = [], ""
    while cursor is not None:
        page = speaking.ask("GET", f"records/messages?limit=3{cursor}").json()
        seen.append([row["message_id"] for row in page["items"]])
        cursor = page["next"] and "&cursor=" + page["next"]
    assert [len(page) for page in seen] == [3, 3, 2]
    assert sorted(chain.from_iterable(seen)) == sorted(row["message_id"] for row in rows)


def test_standing_facts_are_paged_too(program: Programs) -> None:
    speaking = program()
    people = [{"person": f"p{n}", "from_day": "2026-01-01"} for n in range(3)]
    speaking.ask("POST", "records/members", {"rows": people})
    first = speaking.ask("GET", "records/members?limit=2").json()
    second = speaking.ask("GET", f"records/members?limit=2&cursor={first['next']}").json()
    assert [row["person"] for row in first["items"] + second["items"]] == ["p0", "p1", "p2"]
    assert second["next"] is None


def test_a_stretch_of_time_can_be_asked_for(program: Programs) -> None:
    speaking = program()
    speaking.ask("POST", "records/messages", {"rows": [question(n) for n in range(1, 6)]})
    span = "since=2026-11-02T08:00:00Z&until=2026-11-04T10:00:00%2B02:00"
    items = speaking.ask("GET", f"records/messages?{span}").json()["items"]
    assert [row["message_id"] for row in items] == ["m2", "m3", "m4"]


@pytest.mark.parametrize(
    "query",
    ["limit=0", "limit=501", "limit=x", "since=yesterday", "since=2026-11-02T08:00:00", "util=x"],
)
def test_parameters_that_do_not_fit_are_named(program: Programs, query: str) -> None:
    answer = program().ask("GET", f"records/messages?{query}")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["parameter"] == query.partition("=")[0]


def test_a_cursor_belongs_to_its_list(program: Programs) -> None:
    speaking = program()
    speaking.ask("POST", "records/messages", {"rows": [question(n) for n in range(1, 4)]})
    cursor = speaking.ask("GET", "records/messages?limit=1").json()["next"]
    for other in ("records/posts?", "records/messages?since=2026-11-01T00:00:00Z&"):
        assert speaking.ask("GET", f"{other}cursor={cursor}").status_code == 404


def test_pay_is_for_programs_that_may_see_it_and_no_other_wipes_it_out(program: Programs) -> None:
    member = {
        "person": "Ada", "from_day": "2026-01-01", "role": "care", "pay": "21.5000",
        "minimum_pay": "18.0000", "minimum_source": "contract", "currency": "EUR",
        "extra": {"gross": "36980"},
    }  # fmt: skip
    owners = program()
    assert owners.ask("POST", "records/members", {"rows": [member]}).status_code == 200
    (whole,) = owners.ask("GET", "records/members").json()["items"]
    assert {**whole, **member} == whole
    syncing = program(Scope.RECORDS_READ, Scope.RECORDS_WRITE)
    (seen,) = syncing.ask("GET", "records/members").json()["items"]
    hidden = {"pay", "minimum_pay", "minimum_source", "extra"}
    assert seen == {name: value for name, value in whole.items() if name not in hidden}
    seen["role"] = "lead"
    assert syncing.ask("POST", "records/members", {"rows": [seen]}).json()["changed"] == 1
    assert owners.ask("GET", "records/members").json()["items"] == [{**whole, "role": "lead"}]
    given = {**seen, "pay": None, "minimum_pay": None}  # whoever names it may change it
    assert syncing.ask("POST", "records/members", {"rows": [given]}).status_code == 200
    (left,) = owners.ask("GET", "records/members").json()["items"]
    assert (left["pay"], left["minimum_source"]) == (None, "contract")


def test_another_workspace_sees_nothing(program: Programs, owner: Person) -> None:
    program().ask("POST", "records/messages", {"rows": [question(1)]})
    other = workspaces.make("Borea", owner)
    assert program(where=other).ask("GET", "records/messages").json()["items"] == []


def test_the_same_key_stores_once(program: Programs) -> None:
    speaking = program()
    sent = {"rows": [question(1)]}
    first = speaking.ask("POST", "records/messages", sent, **{"Idempotency-Key": "k"})
    ROWS["messages"].objects.all().delete()
    again = speaking.ask("POST", "records/messages", sent, **{"Idempotency-Key": "k"})
    assert again.json() == first.json()
    assert ROWS["messages"].objects.count() == 0
    other = {"rows": [question(2)]}
    answer = speaking.ask("POST", "records/messages", other, **{"Idempotency-Key": "k"})
    assert answer.status_code == 409
    assert answer.json()["errors"][0]["parameter"] == "Idempotency-Key"


def test_a_request_that_failed_leaves_its_key_free(program: Programs) -> None:
    speaking = program()
    wrong = {"rows": [question(1, author=None)]}
    sent = {"Idempotency-Key": "k"}
    assert speaking.ask("POST", "records/messages", wrong, **sent).status_code == 422
    right = {"rows": [question(1)]}
    assert speaking.ask("POST", "records/messages", right, **sent).status_code == 200


def test_bringing_is_noted_once_in_a_while(program: Programs) -> None:
    speaking = program(Scope.RECORDS_WRITE)
    for number in (1, 2, 3):
        speaking.ask("POST", "records/messages", {"rows": [question(number)]})
    noted = TrailEntry.objects.filter(verb="records.bring")
    assert [entry.said_en for entry in noted] == [
        "The program program Aurora records.write brings records into “Messages”"
    ]


def test_every_row_of_a_table_that_happens_says_when() -> None:
    moments = [t.column(t.moment) for t in TABLES.values() if t.moment]
    assert [column.name for column in moments if not column.required] == []


@pytest.mark.parametrize("rows", [1, 3])
def test_a_page_is_read_in_two_questions(
    program: Programs, rows: int, django_assert_num_queries: Callable[..., Any]
) -> None:
    speaking = program()
    speaking.ask("POST", "records/messages", {"rows": [question(n) for n in range(1, rows + 1)]})
    speaking.ask("GET", "records/messages")
    with django_assert_num_queries(2):
        speaking.ask("GET", "records/messages")
