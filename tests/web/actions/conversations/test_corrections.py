"""What a message asks can be put right on the spot, and counts at once."""

from __future__ import annotations

import pytest

from dialogo.records.errors import BadInput
from dialogo.web.actions.conversations.corrections import correct, take_back
from dialogo.web.models.person import Person
from dialogo.web.models.records import Message
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.inbox import thread
from dialogo.web.queries.inbox.tones import Tone
from tests.web.recorded import said
from tests.web.talks import come_in, talk_of

pytestmark = pytest.mark.django_db


def test_a_correction_counts_at_once_and_can_be_taken_back(
    workspace: Workspace, owner: Person
) -> None:
    come_in(workspace, said("1", "lia", "Grazie!"))
    message, revision = Message.objects.get(), Workspace.objects.get().revision
    assert talk_of("lia").asks == "no"
    (turn,) = thread(talk_of("lia")).turns
    assert turn.label is not None
    assert turn.label.tone is not None
    felt = turn.label.tone
    assert (felt.name, felt.because, felt.corrected) == ("pleased", ("Grazie", "!"), False)
    correct(owner, message, asks="yes", act="complaint", need="  rimborso ")
    lia = talk_of("lia")
    assert (lia.asks, lia.act, lia.need, lia.certainty) == ("yes", "complaint", "rimborso", 1.0)
    (turn,) = thread(lia).turns
    assert turn.label is not None
    assert (turn.label.corrected, turn.label.by, turn.label.probability) == (True, owner.pk, 1.0)
    assert turn.label.tone == felt  # nobody said anything of it
    correct(owner, message, asks="yes", act="complaint", need="rimborso", tone="annoyed")
    (turn,) = thread(talk_of("lia")).turns
    assert turn.label is not None
    assert turn.label.tone == Tone("annoyed", corrected=True)
    assert Workspace.objects.get().revision > revision
    assert take_back(owner, message)
    assert (talk_of("lia").asks, talk_of("lia").need) == ("no", None)
    assert not take_back(owner, message)


def test_words_that_no_label_has_are_refused(workspace: Workspace, owner: Person) -> None:
    come_in(workspace, said("1", "lia", "Grazie!"))
    with pytest.raises(BadInput):
        correct(owner, Message.objects.get(), asks="perhaps", act="question", need=None)
    with pytest.raises(BadInput):
        correct(owner, Message.objects.get(), asks="no", act="praise", need=None, tone="happy")
    assert talk_of("lia").asks == "no"
