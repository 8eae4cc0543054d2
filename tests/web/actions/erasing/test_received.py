"""Erasing a person whom networks tell of: nothing of them stays, and nothing comes back."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from dialogo.networks.letter import Ref
from dialogo.networks.seen import Attachment, Author
from dialogo.web.actions.erasing.person import erase
from dialogo.web.models.community import Contact
from dialogo.web.models.connections import Connection, Delivered, RawEvent
from dialogo.web.models.conversations import Conversation
from dialogo.web.models.letters import Letter
from dialogo.web.models.person import Person
from dialogo.web.models.records import Message
from dialogo.web.models.workspace import Workspace
from tests.web.actions.erasing.test_person import everything, settle
from tests.web.actions.receiving.told import AT, US, come, connected, message

ANNA = Author("did:anna-77", "@anna_rossi", "Anna Maria Rossi", url="https://x.example/anna_rossi")
BRUNO = Author("did:bruno", "@bruno_b", "Bruno B")
TRACES = ("anna_rossi", "did:anna-77", "anna maria", "mio pacco", "via roma 12")
HERS = "at://did:anna-77/post/1"
SAID = [
    message(HERS, "Dove si parcheggia? Il mio pacco è in via Roma 12", author=ANNA),
    message("a1", "@anna_rossi In piazza.", author=US, ours=True, addressed=False,
            in_reply_to=HERS, ref=Ref("a1", "v", Ref(HERS, "v"))),
    message("b1", "@anna_rossi anch'io!", author=BRUNO, in_reply_to=HERS,
            ref=Ref("b1", "v", Ref(HERS)),
            attachments=(Attachment("picture", "https://x.example/1.png", "@anna_rossi al bar"),)),
    message("dm1", "Privato", author=ANNA, place="direct", conversation="talk-did:anna-77"),
]  # fmt: skip
STUCK = message("s" * 2_000, "Di anna_rossi", author=ANNA)


def traces() -> set[tuple[str, str]]:
    return {
        (table, trace)
        for table, value in everything()
        for trace in TRACES
        if trace in value.casefold()
    }


@pytest.fixture
def here(transactional_db: None, workspace: Workspace) -> Connection:
    account = connected(workspace, external_id=US.id)
    come(account, [*SAID, STUCK])
    settle("community")
    return account


def test_nothing_that_was_told_of_them_stays(here: Connection, owner: Person) -> None:
    settle()
    assert {trace for _, trace in traces()} == set(TRACES)
    assert erase(owner, Contact.objects.get(name="anna_rossi")) == 2
    assert traces() == set()
    settle()
    assert traces() == set()
    left = Delivered.objects.order_by("external_id").values_list("external_id", "root")
    assert list(left) == [("a1", None), ("b1", None)]
    assert RawEvent.objects.filter(done_at=None).count() == 0


def test_the_file_of_the_database_holds_nothing_of_them(here: Connection, owner: Person) -> None:
    """Neither in pages that are free again, nor in its log, nor in the index of words."""
    settle()
    conversation = Conversation.objects.filter(author="anna_rossi").first()
    Letter.objects.create(
        workspace=here.workspace, connection=here, conversation=conversation, by=owner,
        text="Gentile @anna_rossi, in piazza.", state=Letter.SENT, to=[ANNA.id], network_id="a1",
        reply_to={"id": HERS, "version": None, "root": {"id": HERS}}, private_id="talk-did:anna-77",
    )  # fmt: skip
    erase(owner, Contact.objects.get(name="anna_rossi"))
    settle()
    assert traces() == set()
    if connection.vendor != "sqlite":  # PostgreSQL writes over what is free when it comes to it
        return
    file = Path(connection.settings_dict["NAME"])
    for part in (file, file.with_name(f"{file.name}-wal")):
        raw = part.read_bytes().decode("latin-1").casefold() if part.exists() else ""
        assert [trace for trace in (*TRACES, "pacco", "parcheggia") if trace in raw] == []


def test_their_conversations_go_on_under_the_pseudonym(here: Connection, owner: Person) -> None:
    before = Conversation.objects.count()
    erase(owner, Contact.objects.get(name="anna_rossi"))
    assert Conversation.objects.count() == before
    hers = Conversation.objects.filter(author__startswith="erased:")
    assert set(hers.values_list("private", "messages", "author_name")) == {
        (False, 2, ""), (True, 1, ""),
    }  # fmt: skip
    assert not Message.objects.filter(thread_key=None).exists()


def test_what_comes_of_them_later_comes_in_without_them(here: Connection, owner: Person) -> None:
    erase(owner, Contact.objects.get(name="anna_rossi"))
    messages, events = Message.objects.count(), RawEvent.objects.count()
    assert come(here, [*SAID, STUCK], "2") == 0
    RawEvent.objects.all().delete()  # as if it had been a month ago
    later = message("at://did:anna-77/post/2", "Il mio pacco?", author=ANNA, sent_at=AT)
    come(here, [*SAID, later, message("b2", "Ciao @anna_rossi", author=BRUNO)], "3")
    assert Message.objects.count() == messages + 2
    assert (traces(), events) == (set(), 5)
    assert set(Delivered.objects.values_list("external_id", flat=True)) == {"a1", "b1", "b2"}
    assert not RawEvent.objects.filter(done_at=None).exists()
    assert timezone.now() > AT
