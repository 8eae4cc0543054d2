"""What people decide about conversations, and taking it back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from dialogo.records.errors import BadInput
from dialogo.web.actions.conversations import snooze
from dialogo.web.actions.conversations.triage import decide, undo
from dialogo.web.actions.records import write_rows
from dialogo.web.models.conversations import Conversation, Group
from dialogo.web.models.person import Person
from dialogo.web.models.records import ROWS, Message
from dialogo.web.models.roles import Role
from dialogo.web.models.trail import TrailEntry
from dialogo.web.models.workspace import Membership, Workspace
from tests.web.recorded import BEGAN, said
from tests.web.talks import come_in, talk_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def lia(workspace: Workspace) -> Conversation:
    """Lia asks, and waits."""
    come_in(workspace, said("1", "lia", "A che ora aprite?"))
    return talk_of("lia")


def state(one: Conversation) -> tuple[str, int]:
    one.refresh_from_db()
    return one.state, one.unread


def test_closing_and_undoing(workspace: Workspace, owner: Person, lia: Conversation) -> None:
    done = decide(workspace, owner, [lia.pk], "close")
    assert state(lia) == ("closed", 0)
    assert lia.closed_at is not None
    assert undo(done, owner)
    assert state(lia) == ("open", 1)
    assert lia.closed_at is None
    assert not undo(done, owner)
    verbs = TrailEntry.objects.filter(verb__startswith="conversations.").order_by("id")
    assert list(verbs.values_list("verb", "said_it")) == [
        ("conversations.close", "ha chiuso 1 conversazione"),
        ("conversations.undo", "ha annullato una decisione su 1 conversazione"),
    ]


def test_what_happened_since_is_not_undone(
    workspace: Workspace, owner: Person, lia: Conversation
) -> None:
    done = decide(workspace, owner, [lia.pk], "close")
    come_in(workspace, said("2", "lia", "Allora?", hours=1, in_reply_to="1"))
    assert state(lia) == ("open", 1)
    assert not undo(done, owner)
    assert state(lia) == ("open", 1)


def test_looking_at_it_is_nothing_that_happened(
    workspace: Workspace, owner: Person, lia: Conversation
) -> None:
    done = decide(workspace, owner, [lia.pk], "theirs")
    decide(workspace, owner, [lia.pk], "unread")
    assert state(lia) == ("theirs", 1)
    assert undo(done, owner)
    assert state(lia) == ("open", 1)


def test_many_at_once_and_only_those_that_change(workspace: Workspace, owner: Person) -> None:
    come_in(workspace, *(said(str(n), f"p{n}", "Aprite?") for n in range(3)))
    ids = list(Conversation.objects.order_by("pk").values_list("pk", flat=True))
    decide(workspace, owner, ids[:1], "close")
    done = decide(workspace, owner, [*ids, 10**9], "close")
    assert [pk for pk, _, _ in done.before] == ids[1:]


def test_others_conversations_are_passed_over(owner: Person, lia: Conversation) -> None:
    other = Workspace.objects.create(name="Other", slug="other")
    assert decide(other, owner, [lia.pk], "close").before == []
    assert state(lia) == ("open", 1)


def test_putting_off_and_waking(workspace: Workspace, owner: Person, lia: Conversation) -> None:
    until = timezone.now() + timedelta(hours=3)
    decide(workspace, owner, [lia.pk], "snooze", until=until)
    assert state(lia)[0] == "snoozed"
    assert snooze.wake(until - timedelta(seconds=1)) == 0
    assert not snooze.any_due(until - timedelta(seconds=1))
    assert snooze.any_due(until)
    assert snooze.wake(until) == 1
    assert state(lia)[0] == "open"
    assert lia.snoozed_until is None


def test_who_writes_wakes_it_before(workspace: Workspace, owner: Person, lia: Conversation) -> None:
    decide(workspace, owner, [lia.pk], "snooze", until=timezone.now() + timedelta(days=3))
    come_in(workspace, said("2", "lia", "Allora?", hours=1, in_reply_to="1"))
    assert state(lia) == ("open", 2)
    assert lia.snoozed_until is None


def test_giving_it_to_somebody(
    workspace: Workspace, owner: Person, member: Callable[[Role], Person], lia: Conversation
) -> None:
    ugo, night = member(Role.RESPONDER), Group.objects.create(workspace=workspace, name="Night")
    first = decide(workspace, owner, [lia.pk], "assign", person=ugo)
    lia.refresh_from_db()
    assert (lia.assigned, lia.group) == (ugo, None)
    decide(workspace, owner, [lia.pk], "assign", group=night)
    lia.refresh_from_db()
    assert (lia.assigned, lia.group) == (None, night)
    assert not undo(first, owner)
    decide(workspace, owner, [lia.pk], "assign")
    lia.refresh_from_db()
    assert (lia.assigned, lia.group) == (None, None)


def test_nobody_from_elsewhere_gets_it(
    workspace: Workspace, owner: Person, lia: Conversation
) -> None:
    stranger = Person.objects.create_user("eva@elsewhere.example", name="Eva")
    other = Workspace.objects.create(name="Other", slug="other")
    theirs = Group.objects.create(workspace=other, name="Night")
    with pytest.raises(BadInput, match="only to people and teams of this workspace"):
        decide(workspace, owner, [lia.pk], "assign", person=stranger)
    with pytest.raises(BadInput, match="only to people and teams of this workspace"):
        decide(workspace, owner, [lia.pk], "assign", group=theirs)


def test_what_cannot_be_done_is_said(
    workspace: Workspace, owner: Person, lia: Conversation
) -> None:
    with pytest.raises(BadInput, match="nothing that can be done"):
        decide(workspace, owner, [lia.pk], "burn")
    for until in (None, "tomorrow", timezone.now() - timedelta(minutes=1)):
        with pytest.raises(BadInput, match="must lie ahead"):
            decide(workspace, owner, [lia.pk], "snooze", until=until)


def test_spam_asks_for_nothing_until_it_is_taken_back(
    workspace: Workspace, owner: Person, lia: Conversation
) -> None:
    done = decide(workspace, owner, [lia.pk], "spam")
    assert state(lia) == ("closed", 0)
    assert (lia.asks, lia.act) == ("no", "spam")
    assert ROWS["message_labels"].objects.get().act == "spam"
    assert undo(done, owner)
    assert state(lia) == ("open", 1)
    assert (lia.asks, lia.act) == ("yes", "question")
    assert not ROWS["message_labels"].objects.exists()


def test_a_human_answer_ends_what_was_put_off(
    workspace: Workspace, owner: Person, lia: Conversation
) -> None:
    decide(workspace, owner, [lia.pk], "snooze", until=timezone.now() + timedelta(days=3))
    come_in(workspace, said("2", "aurora", "Alle 8.", hours=1, in_reply_to="1"))
    assert state(lia) == ("answered", 0)


def test_a_closed_conversation_stays_closed_when_it_is_answered(
    workspace: Workspace, owner: Person, lia: Conversation
) -> None:
    decide(workspace, owner, [lia.pk], "close")
    come_in(workspace, said("2", "aurora", "Alle 8.", hours=1, in_reply_to="1"))
    assert state(lia) == ("closed", 0)


def test_the_priority_moves_what_is_promised_and_is_kept_in_the_records(
    workspace: Workspace, owner: Person, lia: Conversation
) -> None:
    lines = {"reply-time": 240.0, "reply-time:priority=urgent": 60.0}
    plan = [
        {"kind": "promise", "subject": name, "value": minutes, "from_day": BEGAN.date()}
        for name, minutes in lines.items()
    ]
    write_rows(workspace, "plan", plan, fill=False)
    done = decide(workspace, owner, [lia.pk], "priority", priority="urgent")
    lia.refresh_from_db()
    assert (lia.priority, lia.due_at) == (3, BEGAN + timedelta(hours=1))
    assert Message.objects.get().extra == '{"priority": "urgent"}'
    # It stays what somebody said when there is more to answer, and the rules may have it again.
    come_in(workspace, said("2", "lia", "Il pacco è arrivato rotto, vergogna!", in_reply_to="1"))
    lia.refresh_from_db()
    assert (lia.act, lia.priority) == ("complaint", 3)
    assert undo(done, owner)
    lia.refresh_from_db()
    assert (lia.prioritised, lia.priority) == (None, 2)
    assert lia.due_at == BEGAN + timedelta(hours=4)
    newest = Message.objects.order_by("-pk").values_list("extra", flat=True)[0]
    assert newest == '{"priority": "rules"}'
    with pytest.raises(BadInput, match="low, normal, high, urgent"):
        decide(workspace, owner, [lia.pk], "priority", priority="grave")


def test_only_who_may_answer_is_given_a_conversation(
    workspace: Workspace, owner: Person, lia: Conversation
) -> None:
    guest = Person.objects.create_user("gil@aurora.example", name="Gil")
    Membership.objects.create(workspace=workspace, person=guest, role=Role.GUEST)
    with pytest.raises(BadInput, match="Gil cannot answer here"):
        decide(workspace, owner, [lia.pk], "assign", person=guest)
