"""The half of the contract that sends: as it was written, once, and what is said when it fails."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from dialogo.networks import keys
from dialogo.networks.connector import Connector
from dialogo.networks.errors import Refused, Throttled, Unreachable, Unsettled
from dialogo.networks.letter import Card
from tests.networks.inbox import Inbox, until
from tests.networks.words import (
    RNG,
    addressed,
    as_long_as,
    is_said,
    letter,
    needs,
    now,
    picture,
    private_answer,
    saying,
    settle,
    shown,
    words,
)
from tests.networks.world import Trouble, World


class Sending:
    # Sending

    @needs("sends")
    def test_a_letter_is_on_the_server_as_it_was_written(
        self, world: World, company: Connector
    ) -> None:
        what = addressed(world, company, words("Good morning & <b>welcome</b>: è aperto!"))
        receipt = company.send(what)
        thing = shown(world, what.text)
        assert thing.id == receipt.ref.id
        assert receipt.sent_at.tzinfo is not None
        assert abs(receipt.sent_at - now()) < timedelta(minutes=5)

    @needs("sends", "elsewhere")
    def test_what_was_sent_is_pulled_by_the_same_id(self, world: World, company: Connector) -> None:
        what = addressed(world, company, words("The roastery is open today."))
        receipt = company.send(what)
        inbox = Inbox()
        inbox.either(company, receipt.ref.id, world.patience)
        assert inbox.saying(what.text) == [receipt.ref.id]

    @needs("sends", "mentions")
    def test_a_reply_is_below_what_it_answers(self, world: World, company: Connector) -> None:
        question = world.mention(words("Is it still fresh?"))
        message = Inbox().message(company, question, world.patience)
        what = letter(words("Roasted yesterday."), reply_to=message.ref)
        receipt = company.send(what)
        thing = shown(world, what.text)
        assert (thing.id, thing.in_reply_to) == (receipt.ref.id, question)

    @needs("threads")
    def test_a_thread_hangs_together(self, world: World, company: Connector) -> None:
        text = words("A story in three parts")
        first = company.send(letter(f"{text} one"))
        second = company.send(letter(f"{text} two", reply_to=first.ref))
        third = company.send(letter(f"{text} three", reply_to=second.ref))
        parents = {thing.id: thing.in_reply_to for thing in saying(world, text)}
        assert parents == {
            first.ref.id: None,
            second.ref.id: first.ref.id,
            third.ref.id: second.ref.id,
        }

    @needs("pictures")
    def test_pictures_go_with_whatis_said_of_them(self, world: World, company: Connector) -> None:
        pictures = (picture("Sacks of green coffee", 1), picture("The old drum è qui", 2))
        what = addressed(world, company, words("From the store room"))
        company.send(replace(what, pictures=pictures))
        assert shown(world, what.text).alts == ("Sacks of green coffee", "The old drum è qui")

    @needs("cards")
    def test_a_link_goes_as_a_card(self, world: World, company: Connector) -> None:
        url = "https://example.org/guide/moka"
        card = Card(url, "How to brew with a moka", "Water, heat, patience.")
        what = addressed(world, company, words("Our guide for beginners"))
        company.send(replace(what, card=card))
        assert url in shown(world, what.text).links

    @needs("directs")
    def test_a_private_message_reaches_the_conversation(
        self, world: World, company: Connector
    ) -> None:
        question = world.direct(words("Where is my order?"))
        message = Inbox().message(company, question, world.patience)
        what = private_answer(message.ref, message.conversation, message.author.id)
        receipt = company.send(what)
        thing = shown(world, what.text)
        assert (thing.id, thing.audience) == (receipt.ref.id, "direct")

    @needs("limits")
    def test_what_is_just_short_enough_goes_and_one_more_is_refused(
        self, world: World, company: Connector
    ) -> None:
        most = company.limits.length
        what = addressed(world, company, as_long_as(most))
        company.send(what)
        shown(world, what.text)
        longer = addressed(world, company, as_long_as(most + 1))
        with pytest.raises(Refused) as refused:
            company.send(longer)
        is_said(refused.value)
        assert saying(world, longer.text) == []

    # Once

    @needs("finds")
    def test_the_same_letter_again_is_the_same_letter(
        self, world: World, company: Connector
    ) -> None:
        what = addressed(world, company, words("Said once, even if asked twice."))
        first = company.send(what)
        shown(world, what.text)
        again = company.send(what) if company.limits.honours_keys else settle(company, what)
        assert again.ref.id == first.ref.id
        shown(world, what.text)

    @needs("finds")
    def test_a_restarted_worker_sends_the_same_letter_once(
        self, world: World, company: Connector
    ) -> None:
        what = addressed(world, company, words("Written before the lights went out."))
        first = company.send(what)
        shown(world, what.text)
        restarted = world.connect()
        assert settle(restarted, what).ref.id == first.ref.id
        shown(world, what.text)
        restarted.close()

    @needs("finds", "posts", "keys")
    def test_two_letters_with_the_same_words_are_two(
        self, world: World, company: Connector
    ) -> None:
        text = words("Good morning.")
        one, two = company.send(letter(text)), company.send(letter(text))
        assert {thing.id for thing in saying(world, text)} == {one.ref.id, two.ref.id}

    @needs("finds")
    def test_a_letter_that_was_never_sent_is_not_found(
        self, world: World, company: Connector
    ) -> None:
        assert company.find(addressed(world, company, words("Never sent."))) is None

    @needs("sends")
    @pytest.mark.parametrize("kind", ["answer lost", "half answer", "error after"])
    def test_a_letter_whose_answer_was_lost_is_found_and_not_sent_twice(
        self, world: World, company: Connector, kind: Trouble
    ) -> None:
        what = addressed(world, company, words("Perhaps sent."))
        world.trouble(kind, sending=True)
        with pytest.raises(Unsettled) as doubt:
            company.send(what)
        is_said(doubt.value)
        world.calm()
        thing = shown(world, what.text)
        if "finds" in world.abilities:
            assert settle(company, what).ref.id == thing.id
        else:
            with pytest.raises(Unsettled):
                company.find(what)
        shown(world, what.text)

    @needs("sends")
    @pytest.mark.parametrize("kind", ["cut before", "error before"])
    def test_a_letter_that_never_arrived_is_in_doubt_and_then_sent_once(
        self, world: World, company: Connector, kind: Trouble
    ) -> None:
        what = addressed(world, company, words("Surely not sent, but who knows."))
        world.trouble(kind, sending=True)
        with pytest.raises((Unsettled, Unreachable)):
            company.send(what)
        world.calm()
        assert saying(world, what.text) == []
        if "finds" in world.abilities:
            receipt = settle(company, what)
            assert shown(world, what.text).id == receipt.ref.id

    @needs("sends")
    @pytest.mark.parametrize("kind", ["unreachable", "throttled", "throttled for"])
    def test_a_letter_that_surely_was_not_sent_says_so(
        self, world: World, company: Connector, kind: Trouble
    ) -> None:
        what = addressed(world, company, words("Surely not sent."))
        world.trouble(kind, sending=True)
        with pytest.raises(Unreachable if kind == "unreachable" else Throttled) as failed:
            company.send(what)
        is_said(failed.value)
        if isinstance(failed.value, Throttled):
            wait = failed.value.retry_at - now()
            assert timedelta(0) < wait <= timedelta(minutes=2)
            if kind == "throttled for":
                assert abs(wait - timedelta(seconds=world.retry_after)) < timedelta(seconds=5)
        assert saying(world, what.text) == []
        world.calm()
        company.send(what)
        shown(world, what.text)

    # Liking and taking down

    @needs("likes", "mentions")
    def test_liking_twice_is_liking_once(self, world: World, company: Connector) -> None:
        known = world.mention(words("Best espresso in town."))
        ref = Inbox().message(company, known, world.patience).ref
        key = keys.draw(now(), RNG)
        for _ in range(2):
            company.like(ref, key)
        until(lambda: world.likers(known) or None, world.patience)
        assert [who.lstrip("@") for who in world.likers(known)] == [world.handle.lstrip("@")]
        for _ in range(2):
            company.unlike(ref)
        until(lambda: world.likers(known) == [] or None, world.patience)

    @needs("deletes", "sends")
    def test_taking_down_twice_is_fine(self, world: World, company: Connector) -> None:
        what = addressed(world, company, words("Said too early."))
        ref = company.send(what).ref
        shown(world, what.text)
        for _ in range(2):
            company.delete(ref)
        until(lambda: saying(world, what.text) == [] or None, world.patience)
