"""A bot is connected by its token, which nobody reads in a log or in an error."""

from __future__ import annotations

import logging
import traceback

import pytest

from dialogo.networks.connector import Connector
from dialogo.networks.errors import NetworkError, Refused, SignedOut
from dialogo.networks.shelf import networks
from dialogo.networks.telegram import NETWORK
from dialogo.networks.telegram.sign_in import grant
from tests.networks.telegram_world import TelegramWorld, door
from tests.networks.words import is_said, letter
from tests.networks.world import TROUBLES, Trouble


def given(here: TelegramWorld, **rest: str) -> dict[str, str]:
    return {"token": here.server.token, "channel": "@roastery", "server": here.proxy.url, **rest}


def test_it_is_on_the_shelf_and_tells_where_to_get_a_token() -> None:
    assert networks()["telegram"] is NETWORK
    (way,) = NETWORK.ways
    assert [(field.name, field.secret, field.required) for field in way.fields] == [
        ("token", True, True), ("channel", False, False), ("server", False, False),
    ]  # fmt: skip
    for lang in ("en", "it"):
        assert "@BotFather" in way.steps[0].say(lang)


@pytest.mark.parametrize("channel", ["@roastery", "roastery", "https://t.me/roastery"])
def test_what_may_be_shown_does_not_hold_the_token(here: TelegramWorld, channel: str) -> None:
    granted = grant({}, given(here, channel=channel), door())
    assert granted.settings == {
        "server": here.proxy.url, "account": "4242", "handle": "roastery_bot",
        "channel": "-1001000000001", "channel_name": "roastery", "title": "Roastery",
        "group": "-1001000000002",
    }  # fmt: skip
    assert granted.secrets == {"token": here.server.token}
    assert here.server.token not in repr(granted)
    assert (granted.account.id, granted.account.handle) == ("4242", "roastery_bot")


def test_without_a_channel_it_answers_and_does_not_post(here: TelegramWorld) -> None:
    granted = grant({}, given(here, channel=""), door())
    assert set(granted.settings) == {"server", "account", "handle"}


@pytest.mark.parametrize(
    ("change", "kind", "code"),
    [
        ({"token": "nonsense"}, Refused, "token"),
        ({"token": "4242:" + "x" * 30}, SignedOut, "401"),
        ({"channel": "@nobody"}, Refused, "400"),
        ({"channel": "@roastalks"}, Refused, "no-channel"),
        ({"server": "ftp://example.org"}, Refused, "address"),
        ({"server": "https://user:word@example.org"}, Refused, "address"),
    ],
)
def test_what_is_wrong_is_said_before_anything_is_kept(
    here: TelegramWorld, change: dict[str, str], kind: type[NetworkError], code: str
) -> None:
    with pytest.raises(kind) as found:
        grant({}, given(here, **change), door())
    is_said(found.value)
    assert found.value.code == code


def test_who_may_not_post_and_whose_messages_go_elsewhere_is_told_so(here: TelegramWorld) -> None:
    here.state.may_post = False
    with pytest.raises(Refused) as rights:
        grant({}, given(here), door())
    assert rights.value.code == "rights"
    here.state.webhook = "https://elsewhere.example/bot"
    with pytest.raises(Refused) as taken:
        grant({}, given(here), door())
    assert taken.value.code == "webhook"


@pytest.mark.parametrize("kind", [*TROUBLES, "signed out", "moved"])
def test_the_token_is_in_no_log_and_in_no_error(
    here: TelegramWorld,
    bot: Connector,
    kind: Trouble | str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    token = here.server.token
    bot.whoami()
    if kind == "signed out":
        here.sign_out()
    elif kind == "moved":
        here.proxy.upstream = ("127.0.0.1", 1)
    else:
        here.trouble(kind, sending=True)  # type: ignore[arg-type]  # one of TROUBLES
    with pytest.raises(NetworkError) as failed:
        bot.send(letter("Hello"))
    here.calm()
    whole = "".join(traceback.format_exception(failed.value))
    said = f"{failed.value.say('en')}{failed.value.say('it')}{failed.value.values}{whole}"
    assert token not in said
    assert "getMe" in caplog.text  # it was logged …
    assert token not in caplog.text  # … without the token
    assert token.partition(":")[2] not in caplog.text
