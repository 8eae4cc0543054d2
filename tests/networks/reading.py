"""The half of the contract that reads: what others write, what we wrote elsewhere, what changes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dialogo.networks.connector import Connector
from dialogo.networks.errors import Throttled, Unreachable
from dialogo.networks.seen import Followers
from tests.networks.inbox import Inbox, until
from tests.networks.words import RNG, if_all, is_said, many, needs, now, words
from tests.networks.world import TROUBLES, Trouble, World


class Reading:
    # What others write

    @needs("mentions")
    def test_a_mention_arrives(self, world: World, company: Connector) -> None:
        text = words("Do you open on Sunday?")
        known = world.mention(text)
        inbox = Inbox()
        message = inbox.message(company, known, world.patience)
        assert text in message.text
        assert (message.place, message.ours, message.addressed) == ("mention", False, True)
        assert message.in_reply_to is None
        assert message.sent_at.tzinfo is not None
        assert abs(message.sent_at - now()) < timedelta(minutes=5)
        assert message.author.handle.lstrip("@") != world.handle.lstrip("@")
        assert inbox.saying(text) == [known]

    @needs("comments", "posts", "elsewhere")
    def test_a_comment_below_a_post_arrives_with_its_place(
        self, world: World, company: Connector
    ) -> None:
        post = world.publish(words("The new blend is here."))
        comment = world.reply(post, words("How much is it?"))
        message = Inbox().message(company, comment, world.patience)
        assert (message.place, message.in_reply_to) == ("comment", post)
        assert (message.ours, message.addressed) == (False, True)

    @needs("asides", "posts")
    def test_a_comment_that_speaks_to_another_is_seen_and_not_addressed_to_us(
        self, world: World, company: Connector
    ) -> None:
        post = world.publish(words("Which grinder do you use?"))
        comment = world.reply(post, words("An old one of wood."))
        aside = world.reply(comment, words("I would like to see it."), by="bruno")
        inbox = Inbox()
        message = inbox.message(company, aside, world.patience)
        assert message.in_reply_to == comment
        assert message.addressed is False
        assert message.author != inbox.messages[comment].author

    @needs("mentions", "elsewhere")
    def test_an_answer_to_our_answer_is_a_reply(self, world: World, company: Connector) -> None:
        question = world.mention(words("Is the shop in the square still there?"))
        answer = world.answer(question, words("It is, and it is open."))
        thanks = world.reply(answer, words("Then I will come by."))
        message = Inbox().message(company, thanks, world.patience)
        assert (message.place, message.in_reply_to) == ("reply", answer)
        assert message.addressed is True

    @needs("quotes", "posts")
    def test_a_quote_of_our_post_arrives(self, world: World, company: Connector) -> None:
        post = world.publish(words("We roast on Mondays."))
        text = words("That is why the street smells so good.")
        quote = world.quote(post, text)
        message = Inbox().message(company, quote, world.patience)
        assert (message.place, message.ours) == ("mention", False)
        assert text in message.text

    @needs("directs")
    def test_private_messages_of_a_person_are_one_conversation(
        self, world: World, company: Connector
    ) -> None:
        text = words("My parcel is lost.")
        first, second = world.direct(text), world.direct(words("Number 4711."))
        other = world.direct(words("Do you hire?"), by="bruno")
        inbox = Inbox()
        for known in (first, second, other):
            inbox.message(company, known, world.patience)
        found = [inbox.messages[known] for known in (first, second, other)]
        assert text in found[0].text
        assert {message.place for message in found} <= {"direct", "email"}
        assert found[0].conversation
        assert found[0].conversation == found[1].conversation != found[2].conversation

    # What the company writes elsewhere

    @needs("posts", "elsewhere")
    def test_our_own_post_written_elsewhere_is_seen(self, world: World, company: Connector) -> None:
        text = words("Closed for the feast of the patron.")
        known = world.publish(text)
        post = Inbox().post(company, known, world.patience)
        assert post.text.strip() == text
        assert post.author.handle.lstrip("@") == world.handle.lstrip("@")

    @needs("mentions", "elsewhere")
    def test_our_own_answer_written_elsewhere_is_seen_as_ours(
        self, world: World, company: Connector
    ) -> None:
        question = world.mention(words("Do you deliver to the islands?"))
        text = words("We do, on Thursdays.")
        answer = world.answer(question, text)
        message = Inbox().message(company, answer, world.patience)
        assert (message.ours, message.in_reply_to) == (True, question)
        assert text in message.text

    # Pulling

    @needs("looks back")
    def test_what_is_there_is_pulled_whole_and_by_the_same_id_each_time(
        self, world: World, company: Connector
    ) -> None:
        start = Inbox()
        start.pull(company)
        ids = many(world, 7)
        inbox = Inbox(cursor=start.cursor)
        for known in ids:
            inbox.either(company, known, world.patience)
        again = Inbox(cursor=start.cursor)
        other = world.connect()
        for known in ids:
            again.either(other, known, world.patience)
        assert set(ids) <= {*inbox.messages, *inbox.posts}
        assert set(ids) <= {*again.messages, *again.posts}
        other.close()

    def test_a_quiet_network_has_no_more(self, world: World, company: Connector) -> None:
        inbox = Inbox()
        inbox.pull(company)
        page = company.pull(inbox.cursor)
        assert page.more is False
        assert page.cursor is not None

    @needs("looks back")
    def test_the_first_pull_shows_what_was_there_before(
        self, world: World, company: Connector
    ) -> None:
        ids = many(world, 2)
        inbox = Inbox()
        for known in ids:
            inbox.either(company, known, world.patience)
        late = Inbox()
        late.pull(world.connect())
        assert set(ids) <= {*late.messages, *late.posts}

    @pytest.mark.parametrize("kind", TROUBLES)
    def test_a_pull_that_failed_loses_nothing(
        self, world: World, company: Connector, kind: Trouble
    ) -> None:
        inbox = Inbox()
        inbox.pull(company)
        (known,) = many(world, 1)
        world.trouble(kind, sending=False)
        with pytest.raises((Unreachable, Throttled)) as failed:
            company.pull(inbox.cursor)
        assert isinstance(failed.value, Throttled) == kind.startswith("throttled")
        is_said(failed.value)
        world.calm()
        inbox.either(company, known, world.patience)

    @needs("mentions", "elsewhere", "looks back")
    def test_a_thread_is_whole_and_in_order(self, world: World, company: Connector) -> None:
        question = world.mention(words("Which one for the moka?"))
        answer = world.answer(question, words("The dark one."))
        thanks = world.reply(answer, words("And for the office?"))
        message = Inbox().message(company, thanks, world.patience)
        thread = until(lambda: if_all(company, message.ref, thanks), world.patience)
        assert [entry for entry in thread if entry in (question, answer, thanks)] == [
            question,
            answer,
            thanks,
        ]

    @needs("edits")
    def test_an_edit_is_noticed(self, world: World, company: Connector) -> None:
        (known,) = many(world, 1)
        inbox = Inbox()
        inbox.either(company, known, world.patience)
        text = words("I meant Saturday.")
        world.edit(known, text)
        until(lambda: (inbox.pull(company), inbox.saying(text) or None)[1], world.patience)
        assert inbox.saying(text) == [known]
        assert inbox.messages[known].edited_at is not None

    @needs("deletions")
    def test_a_deletion_is_noticed(self, world: World, company: Connector) -> None:
        (known,) = many(world, 1)
        inbox = Inbox()
        inbox.either(company, known, world.patience)
        world.remove(known)
        until(lambda: (inbox.pull(company), inbox.gone.get(known))[1], world.patience)

    # Counting

    @needs("figures", "posts")
    def test_likes_of_a_post_are_counted(self, world: World, company: Connector) -> None:
        known = world.publish(words("Tasting on Friday."))
        world.like(known)
        until(lambda: [f for f in company.figures([known]) if f.likes == 1] or None, world.patience)
        (figures,) = company.figures([known])
        assert (figures.id, figures.likes) == (known, 1)

    @needs("followers")
    def test_followers_are_counted(self, world: World, company: Connector) -> None:
        before = company.followers()
        assert before is not None
        world.follow(by=f"carla{RNG.getrandbits(16)}")

        def more() -> Followers | None:
            found = company.followers()
            return found if found and found.followers > before.followers else None

        after = until(more, world.patience)
        assert after.followers == before.followers + 1
