"""Connecting a bot: its token, the channel it posts in, and whether it may do what it is for."""

from __future__ import annotations

from collections.abc import Mapping

from dialogo.networks.account import Account, Granted
from dialogo.networks.errors import Refused, SignedOut
from dialogo.networks.http import Door
from dialogo.networks.telegram.api import CONFLICT, SIGNED_OUT, TOKEN, Api, Json, address
from dialogo.records.text import Text

NO_TOKEN = Text(
    en="this is no token of a bot. It looks like 123456789:AAE…, and @BotFather gives it.",
    it="questo non è il token di un bot. È fatto così: 123456789:AAE…, e lo dà @BotFather.",
)
WRONG = Text(
    en="no bot has this token. Copy it again, whole, from what @BotFather wrote.",
    it="nessun bot ha questo token. Copiatelo di nuovo, per intero, da ciò che ha scritto "
    "@BotFather.",
)
NO_CHANNEL = Text(
    en="{channel} is no channel that the bot can see. Write it as @name, and make the bot an "
    "administrator there.",
    it="{channel} non è un canale che il bot possa vedere. Scrivetelo come @nome e rendete il bot "
    "amministratore del canale.",
)
MAY_NOT_POST = Text(
    en="the bot may not post in {channel}. Make it an administrator there, with leave to post.",
    it="il bot non può pubblicare in {channel}. Rendetelo amministratore del canale, con il "
    "permesso di pubblicare.",
)


def grant(kept: Mapping[str, str], given: Mapping[str, str], door: Door) -> Granted:
    """Looks who the bot is, that nobody else reads for it, and that it may post in its channel."""
    token = given.get("token", "").strip()
    if not TOKEN.fullmatch(token):
        raise Refused(NO_TOKEN, code="token")
    api = Api(door, address(given.get("server", "")), token)
    try:
        me = api.ask("getMe")
    except SignedOut as error:
        raise SignedOut(WRONG, code=error.code) from error
    if not isinstance(me, dict) or not isinstance(me.get("id"), int):
        raise SignedOut(SIGNED_OUT, code="shape", host=api.host)
    hook = api.ask("getWebhookInfo")
    if isinstance(hook, dict) and hook.get("url"):
        raise Refused(CONFLICT, code="webhook")
    settings = {"server": api.base, "account": str(me["id"]), "handle": str(me.get("username", ""))}
    written = given.get("channel", "").strip()
    if written:
        settings |= _channel(api, me["id"], written)
    return Granted(account(me, api.host, settings), settings, {"token": token})


def account(
    me: Json, host: str, settings: Mapping[str, str], followers: int | None = None
) -> Account:
    """Who the bot is; it goes by its own name, also where it posts for its channel."""
    handle = str(me.get("username") or me["id"])
    return Account(
        network="telegram",
        id=str(me["id"]),
        handle=handle,
        name=settings.get("title") or str(me.get("first_name") or handle),
        server=host,
        url=f"https://t.me/{settings.get('channel_name') or handle}",
        followers=followers,
    )


def _channel(api: Api, me: int, written: str) -> dict[str, str]:
    """The channel as settings: its id, its name, and the group where people comment on it."""
    name = written.removeprefix("https://t.me/")
    known = name if name.lstrip("-").isdigit() or name.startswith("@") else f"@{name}"
    try:
        chat = api.ask("getChat", chat_id=known)
    except Refused as error:
        raise Refused(NO_CHANNEL, code=error.code, channel=written[:200]) from error
    if not isinstance(chat, dict) or chat.get("type") != "channel":
        raise Refused(NO_CHANNEL, code="no-channel", channel=written[:200])
    try:
        member = api.ask("getChatMember", chat_id=chat["id"], user_id=me)
    except Refused as error:
        raise Refused(MAY_NOT_POST, code=error.code, channel=written[:200]) from error
    if not isinstance(member, dict) or not member.get("can_post_messages"):
        raise Refused(MAY_NOT_POST, code="rights", channel=written[:200])
    return {
        "channel": str(chat["id"]),
        "channel_name": str(chat.get("username") or ""),
        "title": str(chat.get("title") or ""),
        "group": str(chat.get("linked_chat_id") or ""),
    }
