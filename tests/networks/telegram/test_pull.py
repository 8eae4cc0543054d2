"""What a bot is told: whose words, where they stand, to whom they speak, and none of it lost."""

from __future__ import annotations

import pytest

from dialogo.networks.connector import Connector
from dialogo.networks.errors import Unreachable
from dialogo.networks.seen import Figures, Message, Post
from dialogo.networks.telegram.sending import units
from tests.networks.inbox import Inbox
from tests.networks.telegram_state import ANONYMOUS, CHANNEL, DAY, GROUP
from tests.networks.telegram_world import TelegramWorld
from tests.networks.words import is_said, letter

OTHERS = -1001000000009


def pulled(bot: Connector) -> list[Message]:
    return [item for item in bot.pull(None).items if isinstance(item, Message)]


def test_a_page_is_forgotten_only_when_the_next_is_asked_for(
    here: TelegramWorld, bot: Connector
) -> None:
    first, second = here.direct("One"), here.direct("Two")
    page = bot.pull(None)
    assert [item.ref.id for item in pulled(bot)] == [first, second]  # a worker died: all again
    third = here.direct("Three")
    rest = bot.pull(page.cursor)
    assert [item.ref.id for item in rest.items if isinstance(item, Message)] == [third]
    assert [one["message"]["text"] for one in here.state.updates] == ["Three"]


def test_many_updates_come_in_pages_of_a_hundred(here: TelegramWorld, bot: Connector) -> None:
    ids = [here.direct(f"Number {at}") for at in range(230)]
    inbox = Inbox()
    assert inbox.pull(bot) == ids


def test_numbers_that_begin_anew_below_lose_nothing(here: TelegramWorld, bot: Connector) -> None:
    """After a week of silence they may."""
    inbox = Inbox()
    here.direct("Before")
    inbox.pull(bot)
    inbox.pull(bot)
    here.state.next_update = 5000
    known = [here.direct("After"), here.direct("And again")]
    assert inbox.pull(bot) == known
    assert inbox.cursor == "5002"
    later = here.direct("Later")
    assert inbox.pull(bot) == [later]


def test_what_is_a_day_old_is_no_longer_told(here: TelegramWorld, bot: Connector) -> None:
    here.direct("Yesterday")
    here.state.skew = DAY + 60
    known = here.direct("Today")
    assert [item.ref.id for item in pulled(bot)] == [known]


@pytest.mark.parametrize("why", ["a second program", "a webhook"])
def test_who_reads_beside_us_is_named_and_nothing_is_lost(
    here: TelegramWorld, bot: Connector, why: str
) -> None:
    known = here.direct("Are you there?")
    here.state.other_poller, here.state.webhook = why == "a second program", ""
    if why == "a webhook":
        here.state.webhook = "https://elsewhere.example/bot"
    with pytest.raises(Unreachable) as conflict:
        bot.pull(None)
    assert conflict.value.code == "409"
    is_said(conflict.value)
    here.state.other_poller, here.state.webhook = False, ""
    assert [item.ref.id for item in pulled(bot)] == [known]


def test_in_our_group_everybody_is_heard_and_in_others_only_who_speaks_to_us(
    here: TelegramWorld, bot: Connector
) -> None:
    here.state.group(OTHERS)
    free = here.state.say("ada", GROUP, "Is there decaf?")
    aside = here.state.say("bruno", GROUP, "Yes, in the blue bag.", free["message_id"])
    here.state.say("carla", OTHERS, "Who knows a good roastery?")
    named = here.state.say("dino", OTHERS, f"Ask @{here.handle}!")
    assert [(item.text, item.place, item.addressed) for item in pulled(bot)] == [
        ("Is there decaf?", "comment", True),
        ("Yes, in the blue bag.", "comment", False),
        (f"Ask @{here.handle}!", "mention", True),
    ]
    assert pulled(bot)[-1].url == f"https://t.me/c/1000000009/{named['message_id']}"
    assert pulled(bot)[1].in_reply_to == f"{GROUP}:{free['message_id']}"
    assert aside["reply_to_message"]["text"] == "Is there decaf?"


def test_with_privacy_on_only_answers_to_the_bot_come_from_groups(
    here: TelegramWorld, bot: Connector
) -> None:
    here.state.privacy = True
    here.state.say("ada", GROUP, "Is there decaf?")
    question = here.state.say("ada", GROUP, f"/ask@{here.handle} is there decaf?")
    (seen,) = pulled(bot)
    assert (seen.place, seen.addressed) == ("mention", True)
    receipt = bot.send(letter("There is.", reply_to=seen.ref))
    number = int(receipt.ref.id.partition(":")[2])
    here.state.say("ada", GROUP, "Thank you", number)
    thanks = pulled(bot)[-1]
    assert (thanks.place, thanks.in_reply_to) == ("reply", receipt.ref.id)
    assert question["message_id"] != number


def test_a_comment_on_a_post_of_the_bot_hangs_below_the_post(
    here: TelegramWorld, bot: Connector
) -> None:
    receipt = bot.send(letter("The new blend is here."))
    comment = here.reply(receipt.ref.id, "How much is it?")
    items = bot.pull(None).items
    posts = [item.ref.id for item in items if isinstance(item, Post)]
    found = [item for item in items if isinstance(item, Message)]
    assert posts == [receipt.ref.id]
    assert [(one.ref.id, one.place, one.in_reply_to) for one in found] == [
        (comment, "comment", receipt.ref.id)
    ]


def test_a_post_and_its_copy_in_the_group_are_one_and_the_same(
    here: TelegramWorld, bot: Connector
) -> None:
    known = here.publish("Closed on Monday")
    first, second = (item for item in bot.pull(None).items if isinstance(item, Post))
    assert first == second
    assert (first.ref.id, first.url) == (known, f"https://t.me/roastery/{known.partition(':')[2]}")


def test_who_writes_in_the_name_of_our_group_is_us(here: TelegramWorld, bot: Connector) -> None:
    here.state.tell("message", here.state.write(
        GROUP, "We are open.",
        {"from": {"id": ANONYMOUS, "is_bot": True, "first_name": "Group"},
         "sender_chat": here.state.chats[GROUP]},
    ))  # fmt: skip
    (message,) = pulled(bot)
    assert (message.ours, message.addressed, message.author.handle) == (True, False, here.handle)


def test_links_behind_words_are_shown_and_emoji_before_them_shift_nothing(
    here: TelegramWorld, bot: Connector
) -> None:
    before = "☕🫘👩‍🚀 is "
    link = {
        "type": "text_link",
        "offset": units(before),
        "length": 4,
        "url": "https://example.org/a",
    }
    url = {"type": "text_link", "offset": units(before) + 5, "length": 13, "url": "https://a.org/"}
    chat = here.state.private("ada")["id"]
    here.state.say("ada", chat, f"{before}this https://a.org better?", entities=[link, url])
    (message,) = pulled(bot)
    assert message.text == f"{before}this (https://example.org/a) https://a.org better?"


def test_the_button_that_opens_a_chat_asks_nothing(here: TelegramWorld, bot: Connector) -> None:
    here.direct("/start")
    (message,) = pulled(bot)
    assert (message.automated, message.addressed) == (True, False)


def test_what_has_no_words_is_told_by_what_it_is(here: TelegramWorld, bot: Connector) -> None:
    chat = here.state.private("ada")["id"]
    here.state.say("ada", chat, "", sticker={"emoji": "👍", "file_id": "x"})
    here.state.say("ada", chat, "", voice={"file_id": "x", "mime_type": "audio/ogg"})
    here.state.say("ada", chat, "", photo=[{"file_id": "x"}], caption="Mouldy!")
    here.state.say("ada", chat, "", location={"latitude": 45.07, "longitude": 7.69})
    here.state.say("ada", chat, "", new_chat_title="Nothing to see")
    found = [(one.text, [hung.kind for hung in one.attachments]) for one in pulled(bot)]
    assert found == [("👍", []), ("", ["sound"]), ("Mouldy!", ["picture"]), ("45.07, 7.69", [])]
    assert {hung.url for one in pulled(bot) for hung in one.attachments} == {""}


def test_reactions_below_a_post_are_counted(here: TelegramWorld, bot: Connector) -> None:
    known = here.publish("Tasting on Friday")
    here.state.tell("message_reaction_count", {
        "chat": here.state.chats[CHANNEL], "message_id": int(known.partition(":")[2]),
        "date": here.state.time(),
        "reactions": [{"type": {}, "total_count": 3}, {"type": {}, "total_count": 2}],
    })  # fmt: skip
    figures = [item for item in bot.pull(None).items if isinstance(item, Figures)]
    assert [(one.id, one.likes) for one in figures] == [(known, 5)]


@pytest.mark.parametrize(
    "odd",
    [
        {}, {"message_id": 1}, {"message_id": "1", "chat": {"id": 1}, "date": 1}, {"chat": []},
        {"message_id": 1, "chat": {"id": 1}, "date": -5, "text": "x"},
        {"message_id": 1, "chat": {"id": 1, "type": "private"}, "date": 10**12, "text": "x"},
        {"message_id": 1, "chat": {"id": 1, "type": "private"}, "date": 10, "text": ["x"]},
    ],
)  # fmt: skip
def test_what_is_not_a_message_is_passed_over(
    here: TelegramWorld, bot: Connector, odd: dict[str, object]
) -> None:
    here.state.tell("message", odd)
    known = here.direct("Still here")
    assert [item.ref.id for item in pulled(bot)] == [known]
