"""A record is opened on its own page: a message with its thread, a post, an hour, a person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from dialogo.records.tables import TABLES
from dialogo.web.actions import workspaces
from dialogo.web.actions.records import write_rows
from dialogo.web.models.person import Person
from dialogo.web.models.records import ROWS
from dialogo.web.models.roles import Role
from dialogo.web.models.workspace import Workspace
from dialogo.web.pages.records.facts import KINDS, NAMES

pytestmark = pytest.mark.django_db
SignedIn = Callable[..., Client]
NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


def message(id_: str, minute: int, **values: Any) -> dict[str, Any]:
    return {
        "network": "mastodon",
        "message_id": id_,
        "sent_at": NOON + timedelta(minutes=minute),
        "author": "lucia",
        "author_kind": "customer",
        **values,
    }


@pytest.fixture
def talk(workspace: Workspace) -> Workspace:
    """A post, a question below it, and an answer to it."""
    post = {
        "network": "mastodon", "post_id": "p", "published_at": NOON, "text": "A new roast",
        "promoted": True,
    }  # fmt: skip
    write_rows(workspace, "posts", [post], fill=True)
    asked = message("q", 5, in_reply_to="p", text="How <b>much</b>?", url="https://m.social/@l/1")
    answer = message("a", 9, in_reply_to="q", text="Four euros", author_kind="company", author="us")
    write_rows(workspace, "messages", [asked, answer], fill=True)
    return workspace


def address(table: str, **values: Any) -> str:
    return f"/w/aurora/records/{table}/{ROWS[table].objects.get(**values).pk}/"


def test_a_message_stands_in_its_thread(signed_in: SignedIn, talk: Workspace) -> None:
    response = signed_in().get(address("messages", message_id="q"))
    page = response.content.decode()
    assert response.context["post"].text == "A new roast"
    turns = response.context["turns"]
    assert [(turn.text, turn.depth, turn.here, turn.ours) for turn in turns] == [
        ("How <b>much</b>?", 0, True, False),
        ("Four euros", 1, False, True),
    ]
    assert "How &lt;b&gt;much&lt;/b&gt;?" in page
    assert 'href="https://m.social/@l/1"' in page
    assert address("messages", message_id="a") in page
    assert "on Mastodon" in page


def test_a_post_stands_above_what_was_said_below_it(signed_in: SignedIn, talk: Workspace) -> None:
    response = signed_in(Role.OWNER, "it").get(address("posts", post_id="p"))
    assert [turn.text for turn in response.context["turns"]] == ["How <b>much</b>?", "Four euros"]
    assert "a pagamento" in response.content.decode()


def test_a_message_alone_says_so(signed_in: SignedIn, workspace: Workspace) -> None:
    write_rows(workspace, "messages", [message("x", 0, url="javascript:alert(1)")], fill=True)
    page = signed_in().get(address("messages")).content.decode()
    assert "It stands alone" in page
    assert "Without words" in page
    assert "javascript:" not in page


def test_other_records_are_told_in_the_readers_words(
    signed_in: SignedIn, workspace: Workspace
) -> None:
    hour = {
        "person": "Ada", "day": date(2026, 3, 4), "activity": "answering", "hours": Decimal("1.5"),
        "paid": True,
    }  # fmt: skip
    write_rows(workspace, "hours", [hour], fill=True)
    facts = signed_in(Role.OWNER, "it").get(address("hours")).context["facts"]
    assert [(fact.name, fact.value) for fact in facts] == [
        ("Persona", "Ada"),
        ("Giorno", "4 mar 2026"),
        ("Attività", "risposta"),
        ("Ore", "1,5\u00a0h"),
        ("Pagate", "sì"),
    ]


def test_what_somebody_is_paid_is_for_a_few(signed_in: SignedIn, workspace: Workspace) -> None:
    member = {
        "person": "Ada", "from_day": date(2026, 1, 1), "pay": Decimal("21.5"), "currency": "EUR",
        "extra": {"by": "employee", "gross": "36980"},
    }  # fmt: skip
    write_rows(workspace, "members", [member], fill=True)
    place = address("members")
    analyst = signed_in(Role.ANALYST).get(place).content.decode()
    assert ("€\u00a021.50" in analyst, "36980" in analyst) == (True, True)
    responder = signed_in(Role.RESPONDER).get(place).content.decode()
    assert ("21.50" in responder, "36980" in responder) == (False, False)


def test_a_person_of_the_team_is_opened_with_networks_and_languages(
    signed_in: SignedIn, workspace: Workspace
) -> None:
    member = {
        "person": "Ada", "from_day": date(2026, 1, 1), "networks": ["x", "youtube"],
        "languages": ["it", "en"], "extra": '{"simulated": true}',
    }  # fmt: skip
    write_rows(workspace, "members", [member], fill=True)
    told = {f.name: f.value for f in signed_in().get(address("members")).context["facts"]}
    assert told == {
        "Person": "Ada",
        "From": "1 Jan 2026",
        "Networks": "X, YouTube",
        "Languages": "it, en",
    }


def test_every_column_of_every_table_has_a_name(workspace: Workspace) -> None:
    columns = {c.name for table in TABLES.values() for c in table.columns}
    assert columns - {"company", "extra"} == set(NAMES)
    assert set(KINDS) == set(TABLES)


def test_columns_of_the_export_stand_as_they_were(
    signed_in: SignedIn, workspace: Workspace
) -> None:
    extra = '{"Lift": "3 <i>%</i>", "ok": true, "none": null}'
    write_rows(workspace, "messages", [message("x", 0, extra=extra)], fill=True)
    told = {f.name: f.value for f in signed_in().get(address("messages")).context["facts"]}
    assert (told["Lift"], told["ok"], "none" in told) == ("3 <i>%</i>", "yes", False)


def test_what_is_not_there_or_not_ones_own_is_not_found(
    signed_in: SignedIn, talk: Workspace, owner: Person
) -> None:
    client = signed_in()
    assert client.get("/w/aurora/records/nothing/1/").status_code == 404
    assert client.get("/w/aurora/records/posts/0/").status_code == 404
    assert client.get(f"/w/aurora/records/posts/{1 << 70}/").status_code == 404
    other = workspaces.make("Borea", owner)
    pk = ROWS["posts"].objects.get().pk
    assert client.get(f"/w/{other.slug}/records/posts/{pk}/").status_code == 404
    assert signed_in(Role.GUEST).get(address("posts")).status_code == 403


@pytest.mark.parametrize("answers", [1, 3])
def test_a_thread_asks_as_much_however_many_answer(
    signed_in: SignedIn, talk: Workspace, django_assert_num_queries: Any, answers: int
) -> None:
    more = [message(f"m{n}", 20 + n, in_reply_to="p", text="me too") for n in range(answers)]
    write_rows(talk, "messages", more, fill=True)
    client, place = signed_in(), address("posts")
    client.get(place)
    with django_assert_num_queries(11):
        client.get(place)
