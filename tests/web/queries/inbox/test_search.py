"""Messages are found by their words, on either database, the newest first."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

from dialogo.web.actions.records import erase_rows
from dialogo.web.models import message_words
from dialogo.web.models.person import Person
from dialogo.web.models.records import Message
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.inbox import Filters, page
from tests.web.recorded import said
from tests.web.talks import come_in

pytestmark = pytest.mark.django_db


def found(workspace: Workspace, person: Person, q: str, **more: Any) -> list[str]:
    """The messages that a search shows, by their ids."""
    shown = page(workspace, person, Filters(q=q, **more)).rows
    ids = dict(Message.objects.values_list("pk", "message_id"))
    return [ids[row.message] for row in shown]


@pytest.fixture
def three(workspace: Workspace) -> None:
    come_in(
        workspace,
        said("1", "lia", "Perché il caffè è così amaro?"),
        said("3", "ugo", "Il caffè arriverà domani, vero?", hours=5),
        said("2", "eva_m", "CAFFÈ ottimo, grazie! Amaro al punto giusto.", hours=2),
    )


@pytest.mark.parametrize(
    ("q", "ids"),
    [
        ("caffè", ["3", "2", "1"]),
        ("CAFFE", ["3", "2", "1"]),
        ("amaro caffe", ["2", "1"]),
        ('"caffè ottimo"', ["2"]),
        ('"ottimo caffè"', []),
        ("arriv*", ["3"]),
        ("arriv", []),
        ("@eva_m", ["2"]),
        ("eva", ["2"]),
        ("perche", ["1"]),
        ("domani NOT caffè", []),
        ('"', []),
        ("*", []),
        ("' OR 1=1 --", []),
        ("words : caffè", []),
        ("company : w1", []),
        ("w1", []),
        ("😀 !!", []),
        ("caffè & | ! <-> ( ) : * \\ '", ["3", "2", "1"]),
    ],
)
def test_words_are_found(
    workspace: Workspace, owner: Person, three: None, q: str, ids: list[str]
) -> None:
    assert found(workspace, owner, q) == ids


def test_words_of_other_alphabets_and_with_apostrophes_are_found(
    workspace: Workspace, owner: Person
) -> None:
    come_in(
        workspace,
        said("1", "lia", "L'ordine non è arrivato all’indirizzo ☕️😀"),
        said("2", "ivan", "Где мой заказ, ёжик?"),
        said("3", "eleni", "πού είναι ο καφές;"),
        said("4", "ugo", "Perche\u0301 l'Ørsted, İstanbul e łódź?"),  # an accent by itself
    )
    for q, ids in {
        "l’ordine": ["1"],
        '"L\'ORDINE non"': ["1"],
        "indirizzo 😀": ["1"],
        "ЗАКАЗ": ["2"],
        "мой ёжик": ["2"],
        "καφές": ["3"],
        "ΕΊΝΑΙ": ["3"],
        "perché": ["4"],
        "istanbul łódź ørsted": ["4"],
    }.items():
        assert found(workspace, owner, q) == ids, q


def test_filters_narrow_what_is_found(workspace: Workspace, owner: Person, three: None) -> None:
    assert found(workspace, owner, "caffè", asks="yes") == ["3", "1"]
    assert found(workspace, owner, "caffè", state="closed") == []


def test_changed_and_erased_words_are_found_no_more(workspace: Workspace, owner: Person) -> None:
    come_in(workspace, said("1", "lia", "Vorrei un rimborso."))
    come_in(workspace, said("1", "lia", "Vorrei uno sconto."))
    assert (found(workspace, owner, "rimborso"), found(workspace, owner, "sconto")) == ([], ["1"])
    Message.objects.update(text=None)
    assert found(workspace, owner, "sconto") == []
    Message.objects.update(text="Vorrei un caffè.")
    assert found(workspace, owner, "caffè") == ["1"]
    erase_rows(workspace, "messages", Message.objects.all())
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM message_words")
        assert cursor.fetchone() == (0,)


def test_another_company_finds_nothing_of_it(
    workspace: Workspace, owner: Person, three: None
) -> None:
    other = Workspace.objects.create(name="Other", slug="other")
    assert found(other, owner, "caffè") == []


def test_a_page_of_what_is_found_goes_on_where_it_ended(
    workspace: Workspace, owner: Person
) -> None:
    come_in(workspace, *(said(str(n), f"p{n}", "Che caffè avete?", hours=n) for n in range(7)))
    seen: list[str] = []
    after = None
    for expected in (3, 3, 1):
        shown = page(workspace, owner, Filters(q="caffè"), after, most=3)
        assert len(shown.rows) == expected
        seen += [row.conversation.author for row in shown.rows]
        after = shown.after
    assert after is None
    assert seen == [f"p{n}" for n in reversed(range(7))]


def test_the_index_is_made_anew_with_what_is_there(
    workspace: Workspace, owner: Person, three: None
) -> None:
    message_words.unmake(connection)
    message_words.make(connection)
    assert found(workspace, owner, "caffè") == ["3", "2", "1"]
    come_in(workspace, said("4", "ada", "Che caffè!", hours=9))
    assert found(workspace, owner, "caffè") == ["4", "3", "2", "1"]


def test_an_index_of_before_learns_the_beginnings_of_words_and_lost_triggers_are_missed(
    workspace: Workspace, owner: Person, three: None
) -> None:
    assert message_words.standing(connection)
    if connection.vendor == "sqlite":
        message_words.unmake(connection)
        with connection.cursor() as cursor:
            cursor.execute(
                "CREATE VIRTUAL TABLE message_words USING fts5(words, company, content='', "
                "tokenize='unicode61 remove_diacritics 2')"
            )
        assert not message_words.standing(connection)
    message_words.make_anew(connection)
    assert message_words.standing(connection)
    assert found(workspace, owner, "arr*") == ["3"]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT sql FROM sqlite_master WHERE name = 'message_words'")
            assert "prefix='3'" in cursor.fetchone()[0]
