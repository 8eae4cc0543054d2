"""Rows come in once each, whoever brings them, on SQLite and on PostgreSQL alike."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from dialogo.records.errors import BadInput
from dialogo.web.actions.records import Written, erase_rows, undo_some, write_rows
from dialogo.web.models.imports import Import
from dialogo.web.models.record_key import id_key
from dialogo.web.models.records import ROWS, AlsoBrought, Gone, Message
from dialogo.web.models.workspace import Workspace

pytestmark = pytest.mark.django_db


def message(id_: str, **values: Any) -> dict[str, Any]:
    return {
        "network": "x",
        "message_id": id_,
        "sent_at": datetime(2026, 3, 4, 14, 30, 0, 123, UTC),
        "author": "lucia",
        "author_kind": "customer",
        **values,
    }


def test_a_row_is_stored_as_it_came(workspace: Workspace) -> None:
    row = message("1", text="Avete il decaffeinato? ☕", addressed=True, in_reply_to="0")
    written = write_rows(workspace, "messages", [row], fill=True)
    assert written == Written(added=1)
    stored = Message.objects.get()
    assert {name: getattr(stored, name) for name in row} == row
    assert (stored.workspace, stored.revision) == (workspace, 1)
    assert bytes(stored.reply_key) == id_key("x", "0")
    assert bytes(stored.author_key) == id_key("x", "lucia")


def test_every_type_of_column_comes_back(workspace: Workspace) -> None:
    write_rows(
        workspace,
        "members",
        [
            {
                "person": "Ada",
                "from_day": date(2026, 1, 1),
                "pay": Decimal("18.5000"),
                "weekly_hours": Decimal("37.5"),
                "dedicated": True,
                "languages": ["it", "en"],
                "extra": '{"note": "x"}',
            }
        ],
        fill=True,
    )
    ada = ROWS["members"].objects.get()
    assert (ada.from_day, ada.pay, ada.weekly_hours) == (
        date(2026, 1, 1),
        Decimal("18.5000"),
        Decimal("37.5000"),
    )
    assert (ada.dedicated, ada.languages, ada.extra) == (True, ["it", "en"], '{"note": "x"}')
    assert (ada.role, ada.networks, ada.to_day) == (None, None, None)


def test_the_same_event_is_known_and_only_what_was_empty_is_filled(workspace: Workspace) -> None:
    write_rows(workspace, "messages", [message("1", text="first")], fill=True)
    again = message("1", text="second", agent="Ada")
    written = write_rows(workspace, "messages", [again, message("2")], fill=True)
    assert written == Written(added=1, known=1, filled=1)
    stored = Message.objects.get(message_id="1")
    assert (stored.text, stored.agent, stored.revision) == ("first", "Ada", 2)


def test_the_newer_row_wins_where_nothing_is_to_be_filled(workspace: Workspace) -> None:
    write_rows(workspace, "messages", [message("1", text="first", agent="Ada")], fill=False)
    written = write_rows(workspace, "messages", [message("1", text="second")], fill=False)
    assert written == Written(known=1, filled=1)
    stored = Message.objects.get()
    assert (stored.text, stored.agent) == ("second", None)


@pytest.mark.parametrize("fill", [True, False])
def test_nothing_new_changes_nothing(workspace: Workspace, fill: bool) -> None:
    row = message("1", text="first")
    write_rows(workspace, "messages", [row], fill=fill)
    assert write_rows(workspace, "messages", [row], fill=fill) == Written(known=1)
    workspace.refresh_from_db()
    assert (workspace.revision, Message.objects.get().revision) == (1, 1)


def test_an_empty_key_equals_an_empty_key(workspace: Workspace) -> None:
    day = {"day": date(2026, 3, 4), "outcome": "orders", "value": 4.0}
    write_rows(workspace, "outcomes", [day], fill=True)
    assert write_rows(workspace, "outcomes", [day], fill=True) == Written(known=1)
    credited = {**day, "credited_to": "social"}
    assert write_rows(workspace, "outcomes", [credited], fill=True) == Written(added=1)


@pytest.mark.parametrize(("fill", "text"), [(True, "first"), (False, "second")])
def test_one_batch_may_bring_an_event_twice(workspace: Workspace, fill: bool, text: str) -> None:
    rows = [message("1", text="first"), message("1", text="second", agent="Ada")]
    assert write_rows(workspace, "messages", rows, fill=fill) == Written(added=1, known=1)
    stored = Message.objects.get()
    assert (stored.text, stored.agent) == (text, "Ada")


def test_what_does_not_fit_is_told_and_nothing_is_stored(workspace: Workspace) -> None:
    with pytest.raises(BadInput) as told:
        write_rows(workspace, "messages", [message("1"), message("2", author=None)], fill=True)
    assert told.value.say("en") == (
        'messages, row 2, column "author": '
        "is empty, and the row means nothing without it. Fill it in."
    )
    assert Message.objects.count() == 0


def test_signs_that_no_database_takes_are_left_out(workspace: Workspace) -> None:
    write_rows(workspace, "messages", [message("1\0", text="a\0b\ud83d")], fill=True)
    stored = Message.objects.get()
    assert (stored.message_id, stored.text) == ("1", "ab\ufffd")
    write_rows(
        workspace,
        "members",
        [{"person": "Ada", "from_day": date(2026, 1, 1), "networks": ["x\0"]}],
        fill=True,
    )
    assert ROWS["members"].objects.get().networks == ["x"]


def test_an_id_of_any_length_is_stored_and_found(workspace: Workspace) -> None:
    long = "id'; DROP TABLE records_messages; --" * 2000
    write_rows(workspace, "messages", [message(long, in_reply_to=long, author=long)], fill=True)
    assert Message.objects.get(reply_key=id_key("x", long)).message_id == long


def test_numbers_and_days_at_their_ends_are_stored(workspace: Workspace) -> None:
    write_rows(
        workspace,
        "audience",
        [{"network": "x", "day": date(9999, 12, 31), "followers": (1 << 62) - 1}],
        fill=True,
    )
    stored = ROWS["audience"].objects.get()
    assert (stored.day, stored.followers) == (date(9999, 12, 31), (1 << 62) - 1)


def test_two_companies_may_know_the_same_event(workspace: Workspace) -> None:
    other = Workspace.objects.create(slug="other", name="Other")
    write_rows(workspace, "messages", [message("1")], fill=True)
    assert write_rows(other, "messages", [message("1")], fill=True) == Written(added=1)
    erase_rows(workspace, "messages", Message.objects.all())
    assert [m.workspace for m in Message.objects.all()] == [other]


def test_erased_rows_leave_a_mark_for_mirrors(workspace: Workspace) -> None:
    write_rows(workspace, "messages", [message("1"), message("2")], fill=True)
    erased = Message.objects.filter(message_id="1")
    key = bytes(erased.get().row_key)
    assert erase_rows(workspace, "messages", erased) == 1
    (gone,) = Gone.objects.all()
    assert (gone.table, bytes(gone.row_key), gone.revision) == ("messages", key, 2)
    assert erase_rows(workspace, "messages", Message.objects.filter(message_id="9")) == 0
    workspace.refresh_from_db()
    assert workspace.revision == 2


def undo(import_: Import, most: int = 2) -> int:
    """Undoes all of it, so many rows at a time."""
    count = 0
    while (taken := undo_some(import_, most)) is not None:
        assert taken <= most
        count += taken
    return count


def test_undoing_an_import_takes_only_what_it_alone_brought(workspace: Workspace) -> None:
    first, second = (Import.objects.create(workspace=workspace) for _ in range(2))
    rows = {n: message(n) for n in "1234"}
    write_rows(workspace, "messages", [rows[n] for n in "123"], fill=True, brought_by=first)
    write_rows(workspace, "messages", [rows["2"], rows["4"]], fill=True, brought_by=second)
    write_rows(workspace, "messages", [rows["3"]], fill=True)  # it came from the network, too
    assert undo(first) == 1
    assert sorted(Message.objects.values_list("message_id", flat=True)) == ["2", "3", "4"]
    assert AlsoBrought.objects.count() == 0
    assert undo(second) == 2
    assert list(Message.objects.values_list("message_id", flat=True)) == ["3"]
