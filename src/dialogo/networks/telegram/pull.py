"""New updates of a bot: one page, and an offset that confirms only what was stored before.

Whatever is below the offset that is asked for is forgotten there. So the offset is of the page
before, which was stored with it. After a week of silence the numbers of updates begin anew
somewhere, and a server that does not know our offset gives what it has: so the cursor follows the
last update that came, also downwards.
"""

from __future__ import annotations

from typing import Any

from dialogo.networks.errors import Unreachable
from dialogo.networks.seen import Figures, Pulled, Seen
from dialogo.networks.telegram.api import NOT_SPOKEN, Api, Json
from dialogo.networks.telegram.messages import Us, id_of, moment, read

PAGE = 100
ASKED_FOR = (
    "message", "edited_message", "channel_post", "edited_channel_post", "message_reaction_count",
)  # fmt: skip


def pull(api: Api, us: Us, after: str | None) -> Pulled:
    """See `Connector.pull`."""
    asked: Json = {"limit": PAGE, "timeout": 0, "allowed_updates": ASKED_FOR}
    if after and after != "0":
        asked["offset"] = int(after)
    updates = api.ask("getUpdates", **asked)
    if not isinstance(updates, list) or not all(_numbered(each) for each in updates):
        raise Unreachable(NOT_SPOKEN, code="shape", host=api.host)
    items = [item for update in updates for item in _items(us, update)]
    last = str(updates[-1]["update_id"] + 1) if updates else after or "0"
    return Pulled(tuple(items), last, more=len(updates) == PAGE)


def _numbered(update: object) -> bool:
    return isinstance(update, dict) and isinstance(update.get("update_id"), int)


def _items(us: Us, update: Json) -> list[Seen]:
    for kind in ASKED_FOR:
        told = update.get(kind)
        if isinstance(told, dict):
            return _figures(us, told) if kind == "message_reaction_count" else read(us, told)
    return []


def _figures(us: Us, told: Json) -> list[Seen]:
    """How many reactions a post of the channel has now, of whatever kind."""
    chat = told.get("chat")
    at = moment(told.get("date"))
    if not isinstance(chat, dict) or str(chat.get("id")) != us.channel or at is None:
        return []
    counts: list[Any] = [
        each.get("total_count") for each in told.get("reactions") or () if isinstance(each, dict)
    ]
    likes = sum(count for count in counts if isinstance(count, int) and count > 0)
    return [Figures(id_of(told), at, likes=likes)]
