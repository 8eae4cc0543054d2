"""A bot sends within Telegram's limits, to whom it may, and says what went wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from dialogo.networks.connector import Connector
from dialogo.networks.errors import NetworkError, Refused, Throttled
from dialogo.networks.letter import Card, Ref
from dialogo.networks.seen import Message
from dialogo.networks.telegram.sending import units
from tests.networks.inbox import Inbox
from tests.networks.raw_server import answer, raw_server
from tests.networks.telegram_state import CHANNEL, DAY, GROUP
from tests.networks.telegram_world import TelegramWorld, named
from tests.networks.words import film, is_said, letter, now, picture

SMALL = -555


def refused(send: object, code: str) -> NetworkError:
    with pytest.raises(Refused) as found:
        send()  # type: ignore[operator]  # a function without arguments
    is_said(found.value)
    assert found.value.code == code
    return found.value


def test_length_is_counted_in_utf16_units(here: TelegramWorld, bot: Connector) -> None:
    assert (units("è"), units("☕"), units("👩‍🚀")) == (1, 1, 5)
    assert len(bot.send(letter("🫘" * 2048)).ref.id) > 0
    refused(lambda: bot.send(letter("🫘" * 2048 + ".")), "too-long")
    assert here.server.asked.count("sendMessage") == 1


def test_pictures_go_as_a_photo_or_an_album_with_the_text_below(
    here: TelegramWorld, bot: Connector
) -> None:
    one = bot.send(letter("One", pictures=(picture("A sack", 1),)))
    album = bot.send(letter("", pictures=(picture("A sack", 1), picture("A drum", 2))))
    assert [(thing.id, thing.text) for thing in here.written()][:2] == [
        (one.ref.id, "One"), (album.ref.id, ""),
    ]  # fmt: skip
    assert len(here.written()) == 3
    bot.delete(album.ref)
    assert [thing.id for thing in here.written()] == [one.ref.id]
    too_long = letter("." * 1025, pictures=(picture("A sack", 1),))
    refused(lambda: bot.send(too_long), "too-long")
    refused(lambda: bot.send(letter("", pictures=(picture("", 1),) * 11)), "pictures")


def test_a_video_plays_while_it_comes_with_the_text_below(
    here: TelegramWorld, bot: Connector
) -> None:
    sent = bot.send(letter("The drum turns", film=film("A drum", seconds=2.4)))
    (message,) = (one for (chat, _), one in here.state.messages.items() if chat == CHANNEL)
    assert message["caption"] == "The drum turns"
    assert message["video"] == {
        "file_id": "BAAC", "file_size": 600_000, "mime_type": "video/mp4",
        "width": 320, "height": 180, "duration": 2,
    }  # fmt: skip
    assert [thing.id for thing in here.written()] == [sent.ref.id]
    refused(lambda: bot.send(letter("." * 1025, film=film("A drum"))), "too-long")
    refused(lambda: bot.send(letter("", film=replace(film(""), size=50_000_001))), "film")


def test_a_card_is_its_title_that_leads_to_its_address(here: TelegramWorld, bot: Connector) -> None:
    bot.send(letter("Read 👩‍🚀", card=Card("https://example.org/moka", "How to brew")))
    (message,) = (one for (chat, _), one in here.state.messages.items() if chat == CHANNEL)
    assert message["text"] == "Read 👩‍🚀\n\nHow to brew"
    (entity,) = message["entities"]
    assert (entity["offset"], entity["length"], entity["url"]) == (
        12, 11, "https://example.org/moka",
    )  # fmt: skip


def test_a_bot_cannot_write_first_nor_to_who_blocked_it(
    here: TelegramWorld, bot: Connector
) -> None:
    stranger = here.state.person("zoe")["id"]
    refused(lambda: bot.send(letter("Hello", audience="direct", to=(str(stranger),))), "403")
    known = Inbox().message(bot, here.direct("Hello?"), 1)
    here.state.blocked.add(int(known.conversation or 0))
    theirs = letter("Hello", reply_to=known.ref, audience="direct", conversation=known.conversation)
    refused(lambda: bot.send(theirs), "403")
    refused(lambda: bot.send(letter("Hello", audience="direct")), "to")


def test_what_it_answers_must_still_be_there(here: TelegramWorld, bot: Connector) -> None:
    refused(lambda: bot.send(letter("Yes", reply_to=Ref(f"{GROUP}:99999"))), "400")
    assert here.written() == []


def test_a_private_answer_to_a_comment_goes_to_the_person(
    here: TelegramWorld, bot: Connector
) -> None:
    here.state.private("ada")
    comment = here.state.say("ada", GROUP, "My parcel is lost")
    ref, ada = Ref(named(comment)), str(here.state.person("ada")["id"])
    bot.send(letter("Your number, please?", reply_to=ref, audience="direct", to=(ada,)))
    assert [(thing.audience, thing.in_reply_to) for thing in here.written()] == [("direct", None)]


def test_a_group_that_became_a_supergroup_is_followed(here: TelegramWorld, bot: Connector) -> None:
    here.state.group(SMALL, "group")
    question = here.state.say("ada", SMALL, f"@{here.handle} open?")
    (seen,) = (item for item in bot.pull(None).items if isinstance(item, Message))
    here.state.group(-1007)
    here.state.migrated[SMALL] = -1007
    receipt = bot.send(letter("We are.", reply_to=seen.ref))
    assert receipt.ref.id.startswith("-1007:")
    assert [thing.text for thing in here.written()] == ["We are."]
    assert question["chat"]["id"] == SMALL


def test_what_is_older_than_two_days_stays(here: TelegramWorld, bot: Connector) -> None:
    known = Inbox().message(bot, here.direct("Hello?"), 1)
    ref = bot.send(letter("Hello", reply_to=known.ref, audience="direct")).ref
    here.state.skew = 2 * DAY + 60
    refused(lambda: bot.delete(ref), "400")
    assert len(here.written()) == 1


def test_a_pause_that_is_named_only_in_the_body_is_kept(
    here: TelegramWorld, bot: Connector
) -> None:
    body = b'{"ok":false,"error_code":429,"parameters":{"retry_after":35}}'
    with raw_server(answer(body, "429 Too Many Requests")) as server:
        here.proxy.upstream = ("127.0.0.1", server.port)
        with pytest.raises(Throttled) as pause:
            bot.send(letter("Hello"))
    assert abs(pause.value.retry_at - now() - timedelta(seconds=35)) < timedelta(seconds=5)
