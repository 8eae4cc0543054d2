"""Nothing unapproved goes out, by whatever way somebody tries."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from dialogo.web.actions.content import deciding, links, making, rules, seal, sending, states
from dialogo.web.actions.content.making import Given, GivenVersion
from dialogo.web.actions.letters import decide, write
from dialogo.web.actions.letters.refused import WontDo
from dialogo.web.actions.letters.states import HELD
from dialogo.web.models.connections import Connection
from dialogo.web.models.content import Piece, PostRules, Version
from dialogo.web.models.letters import Letter, LetterStep
from dialogo.web.models.person import Person
from dialogo.web.models.roles import Role
from dialogo.web.models.workspace import Membership
from tests.web.actions.content.going import in_an_hour, now, pass_until
from tests.web.actions.letters.desk import Desk

Member = Callable[[Role], Person]


def drafted(desk: Desk, by: Person, text: str = "Half price on Monday", **more: object) -> Piece:
    """A piece that is due in an hour."""
    return making.start(desk.workspace, by, texts=[text], due_at=in_an_hour(), **more)  # type: ignore[arg-type]  # as named


def approved(desk: Desk, by: Person, approver: Person, text: str = "Half price") -> Piece:
    """One that somebody else has approved, and that is planned with that."""
    piece = deciding.ask(drafted(desk, by, text), by)
    return deciding.approve(piece, approver, seen=seal.mark(piece))


def test_who_may_approve_is_as_the_rules_say(desk: Desk, member: Member) -> None:
    author, ada = member(Role.AUTHOR), desk.owner
    piece = drafted(desk, author)
    with pytest.raises(WontDo):  # not even what they wrote themselves
        deciding.plan(piece, author)
    with pytest.raises(WontDo):
        deciding.approve(deciding.ask(piece, author), author)
    with pytest.raises(WontDo) as changed:
        deciding.approve(now(piece), ada, seen="another text")
    assert changed.value.code == "changed"
    assert deciding.approve(now(piece), ada).state == Piece.PLANNED
    own = drafted(desk, ada, "From Ada herself")  # nobody else could: Ada alone is enough
    assert deciding.plan(own, ada, anyway=True).state == Piece.PLANNED
    sol = member(Role.STRATEGIST)  # from now on there is another
    with pytest.raises(WontDo):
        deciding.plan(drafted(desk, ada, "Second"), ada)
    other = deciding.ask(drafted(desk, ada, "Third"), ada)
    other = making.change(other, sol, Given(parts=("Third, by Sol",), due_at=other.due_at,
                          versions={desk.connection.pk: GivenVersion()}))  # fmt: skip
    with pytest.raises(WontDo):  # whoever changed it last has not had it looked at
        deciding.approve(deciding.ask(other, ada), sol)
    assert deciding.approve(now(other), ada).state == Piece.PLANNED
    rules.change(ada, desk.workspace, approval=PostRules.ROLE, role=Role.OWNER)
    with pytest.raises(WontDo):
        deciding.approve(drafted(desk, author, "Fourth"), sol)
    assert deciding.plan(drafted(desk, ada, "Fifth"), ada, anyway=True).state == Piece.PLANNED
    rules.change(ada, desk.workspace, approval=PostRules.NOBODY)
    assert deciding.plan(drafted(desk, author, "Sixth"), author, anyway=True)
    # Once another is asked for, what its author alone let go is a draft again.
    rules.change(ada, desk.workspace, approval=PostRules.ANOTHER)
    states_ = Piece.objects.filter(parts__0__in=["Fifth", "Sixth"]).values_list("state", flat=True)
    assert set(states_) == {Piece.DRAFT}


def test_a_moved_piece_needs_its_approval_again_unless_the_mover_may_give_it(
    desk: Desk, member: Member
) -> None:
    author, ada = member(Role.AUTHOR), desk.owner
    piece = approved(desk, author, ada)
    later = in_an_hour() + timedelta(days=1)
    assert deciding.move(piece, ada, later).state == Piece.PLANNED
    with pytest.raises(WontDo) as past:  # it would go out that very moment
        deciding.move(now(piece), ada, timezone.now() - timedelta(minutes=5))
    assert (past.value.code, now(piece).due_at) == ("past", later)
    piece = deciding.move(now(piece), author, later + timedelta(hours=1))
    assert (piece.state, piece.approved_digest) == (Piece.DRAFT, "")
    given = Given(parts=("Any day",), versions={desk.connection.pk: GivenVersion()})
    free = making.change(piece, author, given)
    free = deciding.approve(deciding.ask(free, author), ada)
    assert free.state == Piece.APPROVED  # without an hour, so that its author may choose one
    assert deciding.plan(free, author, later).state == Piece.PLANNED
    assert deciding.move(now(free), author, later + timedelta(days=1)).state == Piece.PLANNED
    assert deciding.move(now(free), author, None).state == Piece.APPROVED
    # Another account behind the same connection is not what was approved.
    assert seal.holds(now(free))
    Connection.objects.filter(pk=desk.connection.pk).update(external_id="another")
    assert not seal.holds(now(free))
    with pytest.raises(WontDo) as other:
        deciding.plan(now(free), author, later)
    assert other.value.code == "unapproved"


def test_nothing_gets_out_unapproved(desk: Desk, member: Member) -> None:
    author, responder, ada, sol = (
        member(Role.AUTHOR), member(Role.RESPONDER), desk.owner, member(Role.STRATEGIST)
    )  # fmt: skip
    account = desk.connection
    # 1. Letters made by hand, or by a program, as posts: those of whoever may send answers too.
    for by in (author, responder, ada, None):
        letter = write.post(account, by, f"By hand, {by}", may_send=True, delay=timedelta())
        assert letter.state == Letter.ASKED
        if by:
            with pytest.raises(WontDo):
                decide.approve(letter, by, may_send=True)
    parts = write.thread(account, ada, ["One", "Two"], may_send=True, delay=timedelta())
    assert {part.state for part in parts} == {Letter.ASKED}
    with pytest.raises(WontDo):
        decide.approve(letter, responder, may_send=True)
    # 2. A draft that is sent later on.
    draft = write.post(account, ada, "A draft", may_send=True, as_draft=True)
    assert decide.send(draft, ada, may_send=True).state == Letter.ASKED
    # 3. Rows that somebody has put there: planned without an approval, or with a made-up one.
    forged = drafted(desk, author, "Forged")
    Piece.objects.filter(pk=forged.pk).update(
        state=Piece.PLANNED, approved_by=ada, approved_digest="0" * 64
    )
    # 4. What is not what was approved any more: words, account, hour.
    words, hour = approved(desk, author, ada, "Words"), approved(desk, author, ada, "Hour")
    Version.objects.filter(piece=words).update(parts=["Other words"])
    Piece.objects.filter(pk=hour.pk).update(due_at=in_an_hour() - timedelta(minutes=30))
    # 5. Its letters changed on the way, sent again by a person, or taken from one that was stopped.
    changed = approved(desk, author, ada, "Changed")
    with pytest.raises(WontDo):
        states.move(now(forged), Piece.SENDING)
    assert sending.go_on(changed.pk) is None  # before its hour
    # 6. By its author alone, before the rules asked for another.
    alone = drafted(desk, ada, "Alone")
    Piece.objects.filter(pk=alone.pk).update(
        state=Piece.PLANNED, approved_by=ada, approved_digest=seal.of_piece(alone)
    )
    account.state = "paused"
    account.save()
    pass_until(in_an_hour() + timedelta(minutes=1))
    assert {one.error_code for one in map(now, (forged, words, hour, alone))} == {"unapproved"}
    held = Letter.objects.get(version__piece=changed)
    assert held.state == HELD
    Letter.objects.filter(pk=held.pk).update(text="Changed on the way")
    account.state = "live"
    account.save()
    held = decide.retry(held, responder)
    pass_until(in_an_hour() + timedelta(minutes=2))
    held.refresh_from_db()
    assert (held.state, held.error_code) == (HELD, "unapproved")
    with pytest.raises(WontDo):
        decide.retry(held, ada)
    # 7. Reworked, and sent: it asks again, and only another person lets it go.
    held = decide.send(decide.rework(held, author), author, may_send=True)
    assert held.state == Letter.ASKED
    # 8. A letter that was queued before the rules asked for anybody.
    old = write.post(account, ada, "Queued before", may_send=True, as_draft=True)
    Letter.objects.filter(pk=old.pk).update(
        state=Letter.QUEUED, key="k" * 26, written_at=timezone.now(), next_at=timezone.now()
    )
    pass_until(in_an_hour() + timedelta(minutes=3))
    assert Letter.objects.get(pk=old.pk).error_code == "unapproved"
    assert desk.texts() == []
    # What another has approved goes out, and nothing else.
    decide.approve(held, sol, may_send=True)
    pass_until(in_an_hour() + timedelta(minutes=4))
    assert desk.texts() == ["Changed on the way"]
    assert now(changed).state == Piece.PUBLISHED
    assert not LetterStep.objects.filter(state="sending").exclude(letter=held).exists()


def test_a_draft_of_a_post_takes_no_words_of_an_answer(desk: Desk, member: Member) -> None:
    responder, ada = member(Role.RESPONDER), desk.owner
    conversation = desk.conversation()
    draft = write.post(desk.connection, ada, "Nearly ready", may_send=True, as_draft=True)
    with pytest.raises(WontDo) as other:  # it would go out as a post that Ada lets go
        desk.answer(conversation, "Never looked at", by=responder, draft=draft)
    draft.refresh_from_db()
    assert (other.value.code, draft.text, draft.state) == ("draft", "Nearly ready", Letter.DRAFT)


def test_a_restored_backup_sends_nothing_whose_hour_has_passed(desk: Desk) -> None:
    at = in_an_hour()
    gone = deciding.plan(drafted(desk, desk.owner, "Gone by"), desk.owner)
    ahead = deciding.plan(drafted(desk, desk.owner, "Ahead"), desk.owner, at + timedelta(days=1))
    assert sending.rest_after_restore(at + timedelta(minutes=5)) == 1
    pass_until(at + timedelta(minutes=5))
    assert (now(gone).error_code, desk.texts()) == ("late", [])
    pass_until(at + timedelta(days=1, minutes=1))
    assert (now(ahead).state, desk.texts()) == (Piece.PUBLISHED, ["Ahead"])


def test_somebody_outside_answers_once_by_a_link_to_what_they_saw(
    desk: Desk, member: Member
) -> None:
    author, ada, until = member(Role.AUTHOR), desk.owner, timezone.now() + timedelta(days=3)
    piece = drafted(desk, author)
    with pytest.raises(WontDo):
        links.make(piece, author, "The client", until=until)
    _, first = links.make(piece, ada, "The client", until=until)
    assert now(piece).state == Piece.ASKED
    link = links.opened(first)
    assert link is not None
    assert link.piece == piece
    with pytest.raises(WontDo):
        links.answer(link, links.BACK, seen=seal.mark(piece), said=" ")
    with pytest.raises(WontDo):  # it is not what is there
        links.answer(link, links.APPROVED, seen="another text")
    back = links.answer(link, links.BACK, seen=seal.mark(piece), said="Not in August")
    assert back.state == Piece.DRAFT
    assert links.opened(first) is None
    with pytest.raises(WontDo):
        links.answer(link, links.APPROVED, seen=seal.mark(now(piece)))
    piece = now(piece)
    second, token = links.make(piece, ada, "The client", until=until)
    links.revoke(second, ada)
    assert (links.opened(token), links.opened(token + "x"), links.opened("x")) == (None, None, None)
    _, token = links.make(now(piece), ada, "The client", until=until)
    third = links.opened(token)
    assert third is not None
    done = links.answer(third, links.APPROVED, seen=seal.mark(now(piece)))
    assert (done.state, done.approved_by, seal.holds(done)) == (Piece.PLANNED, None, True)
    pass_until(in_an_hour() + timedelta(minutes=1))
    assert desk.texts() == ["Half price on Monday"]
    # Nobody approves their own by a link, where somebody else could.
    sol = member(Role.STRATEGIST)
    other = drafted(desk, author, "Another text")
    _, token = links.make(other, sol, "The client", until=until)
    fourth = links.opened(token)
    assert fourth is not None
    given = Given(parts=("By Sol",), versions={desk.connection.pk: GivenVersion()})
    making.change(now(other), sol, given)
    with pytest.raises(WontDo) as own:
        links.answer(fourth, links.APPROVED, seen=seal.mark(now(other)))
    making.change(now(other), author, Given(parts=("By the author",), versions=given.versions))
    its = Membership.objects.filter(person=sol)
    its.update(role=Role.AUTHOR)  # nor does whoever may no longer approve
    with pytest.raises(WontDo) as left:
        links.answer(fourth, links.APPROVED, seen=seal.mark(now(other)))
    assert {own.value.code, left.value.code} == {"may-not"}
    its.update(role=Role.STRATEGIST)
    with pytest.raises(WontDo):
        links.make(drafted(desk, ada, "My own"), ada, "Myself", until=until)
