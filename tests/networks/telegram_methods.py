"""The methods of the fake Bot API."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.networks.telegram_state import CHANNEL, DAY, Json, State, without_reply

LENGTH, CAPTION = 4096, 1024


class Problem(Exception):
    """A refusal, as it is told."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.told: Json = {"ok": False, "error_code": code, "description": description}
        if parameters:
            self.told["parameters"] = parameters


def bad(description: str, **parameters: int) -> Problem:
    return Problem(400, f"Bad Request: {description}", **parameters)


def get_me(state: State, sent: Json) -> Json:
    return state.me


def get_webhook_info(state: State, sent: Json) -> Json:
    return {"url": state.webhook, "pending_update_count": len(state.updates)}


def get_updates(state: State, sent: Json) -> list[Json]:
    if state.webhook:
        raise Problem(409, "Conflict: can't use getUpdates method while webhook is active")
    if state.other_poller:
        raise Problem(409, "Conflict: terminated by other getUpdates request")
    limit = min(max(int(sent.get("limit", 100)), 1), 100)
    return state.told(int(sent.get("offset", 0)), limit, sent.get("allowed_updates"))


def get_chat(state: State, sent: Json) -> Json:
    return _chat(state, sent)


def get_chat_member(state: State, sent: Json) -> Json:
    chat = _chat(state, sent)
    if sent.get("user_id") != state.bot:
        raise bad("member not found")
    admin: Json = {"status": "administrator", "user": state.me}
    return admin | {"can_post_messages": state.may_post} if chat["type"] == "channel" else admin


def get_chat_member_count(state: State, sent: Json) -> int:
    _chat(state, sent)
    return 1 + len(state.members)


def send_message(state: State, sent: Json) -> Json:
    text = str(sent.get("text", "")).strip()
    if not text:
        raise bad("message text is empty")
    if _units(text) > LENGTH:
        raise bad("message is too long")
    return _sent(state, sent, text, entities=list(sent.get("entities") or ()))


def send_photo(state: State, sent: Json) -> Json:
    caption = str(sent.get("caption", ""))
    if _units(caption) > CAPTION:
        raise bad("message caption is too long")
    entities = list(sent.get("caption_entities") or ())
    return _sent(state, sent, "", **_photo(sent.get("photo"), caption, entities))


def send_video(state: State, sent: Json) -> Json:
    data, caption = sent.get("video"), str(sent.get("caption", ""))
    if not isinstance(data, bytes) or not data:
        raise bad("there is no video in the request")
    if _units(caption) > CAPTION:
        raise bad("message caption is too long")
    told = {name: sent[name] for name in ("width", "height", "duration")}
    video = {"file_id": "BAAC", "file_size": len(data), "mime_type": "video/mp4", **told}
    return _sent(state, sent, "", video=video, **({"caption": caption} if caption else {}))


def send_media_group(state: State, sent: Json) -> list[Json]:
    media = sent.get("media") or []
    if not 2 <= len(media) <= 10:
        raise bad("group send failed: 2 to 10 items must be included")
    if any(_units(each.get("caption", "")) > CAPTION for each in media):
        raise bad("message caption is too long")
    return [
        _sent(
            state,
            sent,
            "",
            media_group_id="77001",
            **_photo(
                sent.get(str(each["media"]).removeprefix("attach://")),
                each.get("caption", ""),
                each.get("caption_entities", []),
            ),
        )
        for each in media
    ]


def delete_messages(state: State, sent: Json) -> bool:
    """Those that are not there are passed over."""
    chat = _chat(state, sent)["id"]
    found = [
        (chat, number) for number in sent.get("message_ids", ()) if (chat, number) in state.messages
    ]
    for place in found:
        if state.messages[place]["date"] < state.time() - 2 * DAY and chat != CHANNEL:
            raise bad("message can't be deleted for everyone")
    for place in found:
        del state.messages[place]
    return True


def set_message_reaction(state: State, sent: Json) -> bool:
    place = _chat(state, sent)["id"], sent.get("message_id")
    if place not in state.messages:
        raise bad("message to react not found")
    emoji = [each["emoji"] for each in sent.get("reaction", ())]
    if set(emoji) - {"👍", "❤", "🔥"}:
        raise bad("REACTION_INVALID")
    others = [who for who in state.reactions.get(place, ()) if who != state.handle]
    state.reactions[place] = [*others, *([state.handle] if emoji else [])]
    return True


METHODS: dict[str, Callable[[State, Json], Any]] = {
    "getMe": get_me,
    "getWebhookInfo": get_webhook_info,
    "getUpdates": get_updates,
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getChatMemberCount": get_chat_member_count,
    "sendMessage": send_message,
    "sendPhoto": send_photo,
    "sendVideo": send_video,
    "sendMediaGroup": send_media_group,
    "deleteMessages": delete_messages,
    "setMessageReaction": set_message_reaction,
}


def _chat(state: State, sent: Json) -> Json:
    """Raises what the server says where the bot is not, or may not be."""
    asked = sent.get("chat_id")
    if isinstance(asked, str) and asked.lstrip("-").isdigit():
        asked = int(asked)
    if isinstance(asked, str):
        for chat in state.chats.values():
            if f"@{chat.get('username')}".lower() == asked.lower() and chat["id"] < 0:
                return chat
        raise bad("chat not found")
    if asked in state.migrated:
        raise bad(
            "group chat was upgraded to a supergroup chat",
            migrate_to_chat_id=state.migrated[asked],
        )
    if asked in state.blocked:
        raise Problem(403, "Forbidden: bot was blocked by the user")
    if asked in {who["id"] for who in state.people.values()} - state.started:
        raise Problem(403, "Forbidden: bot can't initiate conversation with a user")
    if asked not in state.chats:
        raise bad("chat not found")
    return state.chats[asked]


def _sent(state: State, sent: Json, text: str, **rest: Any) -> Json:
    """What the bot has written, which it is not told of."""
    chat = _chat(state, sent)
    reply = sent.get("reply_parameters") or {}
    above = reply.get("message_id")
    if above is not None and (chat["id"], above) not in state.messages:
        raise bad("message to be replied not found")
    if chat["id"] == CHANNEL:
        if not state.may_post:
            raise bad("need administrator rights in the channel chat")
        message = state.post(text, by_bot=True, **rest)
        if above is not None:
            message["reply_to_message"] = without_reply(state.messages[CHANNEL, above])
        return message
    return state.write(chat["id"], text, {"from": state.me}, above, **rest)


def _photo(data: object, caption: str, entities: list[Json]) -> Json:
    if not isinstance(data, bytes) or not data:
        raise bad("there is no photo in the request")
    told: Json = {"photo": [{"file_id": "AgAC", "width": 8, "height": 6, "file_size": len(data)}]}
    if caption:
        told |= {"caption": caption, "caption_entities": entities}
    return told


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
