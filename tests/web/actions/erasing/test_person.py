"""Erasing a person: afterwards their name and words are nowhere, and the figures are as before."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from django.conf import LazySettings
from django.db import connection, transaction
from django.utils import timezone

from dialogo.records.errors import BadInput
from dialogo.web.actions import installation
from dialogo.web.actions.community import contacts
from dialogo.web.actions.erasing import lasting
from dialogo.web.actions.erasing.again import erase_again
from dialogo.web.actions.erasing.person import erase
from dialogo.web.actions.erasing.pseudonyms import erased_since, pseudonyms
from dialogo.web.actions.hours import weeks
from dialogo.web.actions.ledger.follow import follow
from dialogo.web.actions.records import write_rows
from dialogo.web.jobs.kinds import kinds
from dialogo.web.jobs.perform import one_piece
from dialogo.web.jobs.schedule import ask_for_what_follows
from dialogo.web.models.community import Contact, ContactAccount, ContactNote
from dialogo.web.models.computed import Computed
from dialogo.web.models.erasure import Suppressed
from dialogo.web.models.ledger import LedgerEntry
from dialogo.web.models.needs import Need
from dialogo.web.models.person import Person
from dialogo.web.models.records import Message, Post
from dialogo.web.models.trail import TrailEntry
from dialogo.web.models.work import Work
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries import mirror
from dialogo.web.queries.ledger.check import check
from dialogo.web.queries.ledger.sums import cells
from dialogo.web.queries.timesheets import weeks as timesheets
from dialogo.web.server.backup.make import make
from dialogo.web.server.backup.restore import restore

NOON = datetime(2025, 11, 3, 12, tzinfo=UTC)
ANNA, TALK = "anna_rossi", "dm-with-anna_rossi"
# Words of hers that must be nowhere, and her name as anybody might write it.
TRACES = ("anna_rossi", "tostate a mano", "dove si parcheggia", "il mio pacco", "via Roma 12")


def message(id_: str, author: str, text: str, hours: int, **more: Any) -> dict[str, Any]:
    row = {
        "network": "mastodon",
        "account": "aurora",
        "message_id": id_,
        "sent_at": NOON + timedelta(hours=hours),
        "author": author,
        "author_kind": "company" if author == "aurora" else "customer",
        "addressed": author != "aurora",
        "text": text,
        "kind": "mention",
    }
    return row | more


HERS = "https://mastodon.example/users/anna_rossi/statuses/1"
MESSAGES = [
    message(HERS, ANNA, "@aurora a che ora aprite, e dove si parcheggia lì vicino?", 0, url=HERS),
    message("answer-1", "aurora", "@anna_rossi Alle 8! Grazie a te.", 2, in_reply_to=HERS),
    message("other-1", "bruno_b", "@aurora come dice @Anna_Rossi: quando aprite?", 3,
            in_reply_to=HERS, url="https://mastodon.example/@bruno_b/2?to=anna_rossi"),
    message("hers-2", ANNA, "@aurora il mio pacco per via Roma 12 non è arrivato", 200,
            conversation=TALK, kind="direct", extra='{"display name": "anna_rossi"}'),
    message("answer-2", "aurora", "Ciao anna_rossi, arriva domani.", 201, conversation=TALK,
            kind="direct"),
    message("hers-3", ANNA, "Adoro le vostre miscele, tostate a mano come una volta!", 400),
]  # fmt: skip
POSTS = [
    {
        "network": "mastodon", "account": "aurora", "post_id": "post-1", "joins": "hers-3",
        "published_at": NOON + timedelta(hours=500), "text": "Grazie @anna_rossi!",
    },
]  # fmt: skip


def settle(*only: str) -> None:
    """Does all the work that follows from the records, or only that of some kinds."""
    jobs = {kind: job for kind, job in kinds().items() if kind in only or not only}
    assert len(jobs) >= len(only)
    ask_for_what_follows(jobs, timezone.now(), at_once=True)
    while one_piece(jobs, random.Random(1)):  # noqa: S311  (pauses, not secrets)
        pass
    assert list(Work.objects.filter(state=Work.FAILED).values_list("kind", "error")) == []


@pytest.fixture
def anna(transactional_db: None, workspace: Workspace, owner: Person) -> Contact:
    """Anna, whose words are in records and lists, and whom the team wrote about."""
    write_rows(workspace, "messages", MESSAGES, fill=True)
    write_rows(workspace, "posts", POSTS, fill=True)
    settle("community")
    found = Contact.objects.get(name=ANNA)
    contacts.note(owner, found, "anna_rossi rings on Mondays.")
    contacts.tag(owner, found, "anna_rossi's friends")
    contacts.note(owner, Contact.objects.get(name="bruno_b"), "Came with anna_rossi.")
    return found


def everything() -> Iterator[tuple[str, str]]:
    """Every value of every table, as text."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                for value in row:
                    said = bytes(value) if isinstance(value, memoryview) else value
                    yield table, said.decode("latin-1") if isinstance(said, bytes) else str(said)


def mirrored(workspace: Workspace) -> Iterator[tuple[str, str]]:
    """Every value of every file of the mirror, as text."""
    for path in mirror.place(workspace).rglob("*.parquet"):
        for row in pq.read_table(path, partitioning=None).to_pylist():
            yield from ((path.name, str(value)) for value in row.values())


def found(values: Iterator[tuple[str, str]]) -> set[tuple[str, str]]:
    return {
        (where, trace)
        for where, value in values
        for trace in TRACES
        if trace.casefold() in value.casefold()
    }


def figures(workspace: Workspace) -> Any:
    needs = Need.objects.filter(workspace=workspace).order_by("name")
    return (
        Computed.objects.get(workspace=workspace, kind="community").figures,
        list(needs.values("name", "messages", "people", "asked", "answered", "weeks")),
    )


def test_name_and_words_are_nowhere_and_the_figures_hold(
    anna: Contact, workspace: Workspace, owner: Person
) -> None:
    settle()
    known = found(everything())
    assert {trace for _, trace in known} == set(TRACES)
    assert {"desk_auditrun", "desk_contactnote", "records_posts"} <= {where for where, _ in known}
    before = figures(workspace)
    assert erase(owner, anna) == 3
    assert found(everything()) == set()
    settle()
    assert found(everything()) == set()
    assert found(mirrored(workspace)) == set()
    assert figures(workspace) == before


def test_hours_and_books_that_call_the_person_stay_as_they_count(
    anna: Contact, workspace: Workspace, owner: Person
) -> None:
    """A colleague called alike stays one, a closed week as it was closed, the ledger as booked."""
    day, mail = date(2025, 11, 3), "anna_rossi@studio.example"
    pay = {"person": mail, "from_day": day, "pay": Decimal(20), "currency": "EUR"}
    hour = {"person": mail, "day": day, "activity": "answering", "hours": Decimal(2)}
    spent = {"expense_id": "7", "day": day, "activity": "answering", "amount": Decimal(9)}
    write_rows(workspace, "members", [pay], fill=True)
    write_rows(workspace, "hours", [hour | {"note": "rang @anna_rossi"}], fill=True)
    write_rows(
        workspace, "expenses", [spent | {"currency": "EUR", "note": "gift @anna_rossi"}], fill=True
    )
    weeks.move(owner, workspace, mail, day, "closed")
    follow(workspace)
    erase(owner, anna)
    follow(workspace)
    sheet = timesheets.sheet(workspace, mail, day)
    assert (sheet.closed, sheet.total, sheet.late) == (True, Decimal(2), [])
    assert [one.note for one in sheet.entries] == ["rang @[…]"]
    assert {cell.account: cell.amount for cell in cells(workspace, day, day)} == {
        "work": Decimal(40), "other": Decimal(9),
    }  # fmt: skip
    books = LedgerEntry.objects.filter(workspace=workspace, table="expenses").order_by("number")
    assert [(one.reverses is not None, one.says) for one in books] == [
        (False, "gift @anna_rossi"), (True, "gift @anna_rossi"), (False, "gift @[…]"),
    ]  # fmt: skip
    assert check(workspace).wrong == []


def test_what_hung_on_the_messages_still_hangs_together(
    anna: Contact, workspace: Workspace, owner: Person
) -> None:
    erase(owner, anna)
    hers = list(Message.objects.filter(author__startswith="erased:").order_by("sent_at"))
    assert [row.text for row in hers] == [None, None, None]
    assert {row.author for row in hers} == {hers[0].author}
    answer, other = (Message.objects.get(message_id=id_) for id_ in ("answer-1", "other-1"))
    assert (answer.in_reply_to, other.in_reply_to) == (hers[0].message_id, hers[0].message_id)
    assert bytes(answer.reply_key) == bytes(hers[0].row_key)
    assert Message.objects.get(message_id="answer-2").conversation == hers[1].conversation
    assert Post.objects.get().joins == hers[2].message_id
    assert answer.text == "@[…] Alle 8! Grazie a te."
    assert other.text == "@aurora come dice @[…]: quando aprite?"
    assert ContactNote.objects.get().text == "Came with […]."


def test_the_trail_says_that_it_was_done_and_not_to_whom(
    anna: Contact, workspace: Workspace, owner: Person
) -> None:
    erase(owner, anna)
    entry = TrailEntry.objects.latest("pk")
    assert (entry.verb, entry.about, entry.by) == ("community.erase", "contact", owner)
    assert entry.said_en == "erased a person's data"


def test_an_older_state_of_the_data_does_not_bring_the_person_back(
    anna: Contact, workspace: Workspace, owner: Person, tmp_path: Path, settings: LazySettings
) -> None:
    archive, data = tmp_path / "before.zip", settings.OPTIONS.data
    installation.stamp()
    make(archive, settings.OPTIONS, with_secret=False, replace=False)
    erase(owner, anna)
    erased = set(Message.objects.values_list("author", "message_id"))
    assert found(iter([("", (data / "erased.json").read_text())])) == set()
    restored = restore(archive, settings.OPTIONS, replace=True, new_key=False)
    assert (restored.again, found(everything())) == (1, set())
    assert set(Message.objects.values_list("author", "message_id")) == erased
    assert Contact.objects.get().name == "bruno_b"
    assert TrailEntry.objects.filter(verb="community.erase").get().said_en == (
        "erased again 1 account that had come back with older data"
    )
    assert erase_again(data) == 0
    # A machine without its key cannot; it says so, and its next start can, which has the key.
    here, settings.SECRET_KEY = settings.SECRET_KEY, "a key of some other machine"
    assert restore(archive, settings.OPTIONS, replace=True, new_key=False).again is None
    assert found(everything()) != set()
    settings.SECRET_KEY = here
    assert (erase_again(data), found(everything())) == (1, set())
    settle("community")
    assert [one.name for one in Contact.objects.filter(erased=False)] == ["bruno_b"]


def test_a_list_that_is_damaged_is_told_and_one_of_another_desk_erases_nobody(
    workspace: Workspace, tmp_path: Path
) -> None:
    write_rows(workspace, "messages", MESSAGES, fill=True)
    pseudonym = pseudonyms(workspace, draw=True)
    assert pseudonym is not None
    Suppressed.objects.create(workspace=workspace, pseudonym=pseudonym("mastodon", ANNA))
    lasting.remember(tmp_path)
    Suppressed.objects.all().delete()
    Workspace.objects.update(created_at=NOON)
    assert erase_again(tmp_path) == 0
    assert Message.objects.filter(author=ANNA).count() == 3
    Workspace.objects.update(created_at=workspace.created_at)
    assert erase_again(tmp_path) == 1  # whom no contact was made for yet
    assert Message.objects.filter(author=ANNA).count() == 0
    (tmp_path / "erased.json").write_text('{"erased": [{"people": 7}]}')
    with pytest.raises(BadInput, match="the list of who was erased is damaged"):
        erase_again(tmp_path)


def test_later_imports_come_in_without_the_person(
    anna: Contact, workspace: Workspace, owner: Person
) -> None:
    erase(owner, anna)
    late = message("late-1", "Anna_Rossi", "Di nuovo io: il mio pacco?", 900)
    reply = message("late-2", "aurora", "@anna_rossi. Eccolo!", 899, in_reply_to="late-1")
    write_rows(workspace, "messages", [reply], fill=True)
    again = write_rows(workspace, "messages", [*MESSAGES, late], fill=True)
    write_rows(workspace, "posts", POSTS, fill=True)
    assert (again.added, again.filled) == (1, 0)
    settle()
    assert found(everything()) == set()
    came = Message.objects.filter(author__startswith="erased:").latest("sent_at")
    assert Message.objects.get(message_id="late-2").in_reply_to == came.message_id
    assert ContactAccount.objects.filter(author__startswith="erased:").get().messages == 4
    need = Need.objects.get(name="delivery")
    assert need.messages == 2


def test_joined_accounts_are_erased_together_and_others_called_alike_are_not(
    anna: Contact, workspace: Workspace, owner: Person
) -> None:
    rows = [
        message(
            "there-1", "annarossi", "Bello!", 1, network="x", url="https://x.example/annarossi"
        ),
        message("there-2", "anna_rossi", "Salve", 1, network="facebook"),
    ]
    write_rows(workspace, "messages", rows, fill=True)
    settle("community")
    alike = ContactAccount.objects.get(network="x").home
    contacts.join(owner, anna, alike)
    anna.refresh_from_db()
    assert erase(owner, anna) == 4
    left = Message.objects.exclude(author_kind="company").exclude(author__startswith="erased:")
    assert sorted(left.values_list("network", "author")) == [
        ("facebook", "anna_rossi"),
        ("mastodon", "bruno_b"),
    ]


def test_what_was_reckoned_before_is_not_kept_after(
    anna: Contact, workspace: Workspace, owner: Person
) -> None:
    _, before = mirror.records(workspace)
    erase(owner, anna)
    _, after = mirror.records(workspace)
    with transaction.atomic():
        assert erased_since(workspace, before)
        assert not erased_since(workspace, after)


def test_another_company_keeps_its_own(anna: Contact, workspace: Workspace, owner: Person) -> None:
    from dialogo.web.actions import workspaces

    other = workspaces.make("Bottega", owner)
    write_rows(other, "messages", MESSAGES, fill=True)
    erase(owner, anna)
    assert Message.objects.filter(workspace=other, author=ANNA).count() == 3
