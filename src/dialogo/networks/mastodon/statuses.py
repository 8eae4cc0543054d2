"""A status of the Mastodon API, in the words of what a pull brings."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Any, Literal

from dialogo.networks.account import Account
from dialogo.networks.letter import Ref
from dialogo.networks.mastodon.api import Json
from dialogo.networks.mastodon.plain import plain
from dialogo.networks.seen import Attachment, Author, Figures, Message, Place, Post

Kind = Literal["picture", "film", "sound", "file"]
_KINDS: dict[str, Kind] = {"image": "picture", "gifv": "film", "video": "film", "audio": "sound"}
_SHOWN = ("visibility", "spoiler_text", "sensitive", "content")


def account(found: Json, host: str) -> Account:
    """Who an account is; `moved_to` where its owner says so."""
    moved = found.get("moved")
    gone_to = moved.get("url") or moved.get("acct") if isinstance(moved, dict) else None
    return Account(
        network="mastodon",
        id=str(found["id"]),
        handle=f"@{found.get('acct') or found.get('username')}",
        name=str(found.get("display_name") or ""),
        server=host,
        url=found.get("url") or None,
        picture=found.get("avatar") or None,
        followers=count(found, "followers_count"),
        moved_to=str(gone_to) if gone_to else None,
    )


def author(found: Json) -> Author:
    return Author(
        id=str(found["id"]),
        handle=f"@{found.get('acct') or found.get('username')}",
        name=str(found.get("display_name") or ""),
        bot=bool(found.get("bot")),
        url=found.get("url") or None,
        picture=found.get("avatar") or None,
    )


def post(status: Json) -> Post:
    """Something of ours that answers nobody."""
    return Post(
        ref=ref(status),
        author=author(status["account"]),
        sent_at=sent_at(status),
        text=text(status),
        format=_format(status),
        attachments=attachments(status),
        url=status.get("url") or None,
        lang=status.get("language") or None,
        edited_at=moment(status.get("edited_at")),
        raw=_raw(status),
    )


def message(status: Json, me: str, place: Place, *, root: str | None, to_us: bool) -> Message:
    """Words to us or about us, or an answer of ours. `to_us`: what it replies to is ours."""
    ours = str(status["account"]["id"]) == me
    named = any(str(who.get("id")) == me for who in listed(status, "mentions"))
    return Message(
        ref=ref(status, root),
        author=author(status["account"]),
        sent_at=sent_at(status),
        text=text(status),
        place=place,
        ours=ours,
        addressed=not ours and (named or to_us or place == "direct" or quotes(status, me)),
        in_reply_to=parent(status),
        conversation=conversation(status, me) if is_direct(status) else None,
        attachments=attachments(status),
        url=status.get("url") or None,
        lang=status.get("language") or None,
        edited_at=moment(status.get("edited_at")),
        automated=bool(status["account"].get("bot")),
        raw=_raw(status),
    )


def figures(status: Json, read_at: datetime) -> Figures:
    return Figures(
        id=str(status["id"]),
        read_at=read_at,
        likes=count(status, "favourites_count"),
        comments=count(status, "replies_count"),
        shares=count(status, "reblogs_count"),
        quotes=count(status, "quotes_count"),
    )


def ref(status: Json, root: str | None = None) -> Ref:
    return Ref(str(status["id"]), root=Ref(root) if root else None)


def parent(status: Json) -> str | None:
    """What it replies to, if that is known here."""
    return str(status["in_reply_to_id"]) if status.get("in_reply_to_id") else None


def answers(status: Json) -> bool:
    """Whether it replies to something, known here or not."""
    return bool(status.get("in_reply_to_id") or status.get("in_reply_to_account_id"))


def is_direct(status: Json) -> bool:
    return status.get("visibility") == "direct"


def conversation(status: Json, me: str) -> str:
    """Private words have no id that every server gives; the accounts that share them do."""
    people = {str(who["id"]) for who in listed(status, "mentions") if who.get("id")}
    people.add(str(status["account"]["id"]))
    return "+".join(sorted(people - {me}) or [me])


def quotes(status: Json, me: str) -> bool:
    """Whether it quotes something of ours."""
    quote = status.get("quote")
    quoted = quote.get("quoted_status") or quote if isinstance(quote, dict) else None
    who = quoted.get("account") if isinstance(quoted, dict) else None
    return isinstance(who, dict) and str(who.get("id")) == me


def text(status: Json) -> str:
    """Its content warning, if it has one, and its words."""
    handles = {
        str(who["url"]): f"@{who['acct']}"
        for who in listed(status, "mentions")
        if who.get("url") and who.get("acct")
    }
    words = plain(str(status.get("content") or ""), handles)
    warning = str(status.get("spoiler_text") or "").strip()
    return f"{warning}\n\n{words}".strip() if warning else words


def mark(status: Json) -> str:
    """Changes when the status is edited, on servers that say so and on those that do not."""
    media = [(one.get("id"), one.get("description")) for one in listed(status, "media_attachments")]
    told = (status.get("content"), status.get("spoiler_text"), status.get("edited_at"), media)
    return hashlib.blake2s(repr(told).encode(), digest_size=5).hexdigest()


def attachments(status: Json) -> tuple[Attachment, ...]:
    return tuple(
        Attachment(
            kind=_KINDS.get(str(one.get("type")), "file"),
            url=str(one.get("url") or one.get("remote_url") or ""),
            alt=str(one.get("description") or ""),
        )
        for one in listed(status, "media_attachments")
    )


def sent_at(status: Json) -> datetime:
    found = moment(status.get("created_at"))
    if found is None:
        raise ValueError("a status without a time")
    return found


def moment(written: Any) -> datetime | None:
    try:
        found = datetime.fromisoformat(str(written)) if written else None
        if found is None:
            return None
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def count(of: Json, name: str) -> int | None:
    """Some servers hide a number as -1, others leave it out."""
    found = of.get(name)
    return found if isinstance(found, int) and found >= 0 else None


def listed(of: Any, name: str) -> list[Json]:
    """What hangs on a status; a stranger's server may send anything."""
    found = of.get(name) if isinstance(of, dict) else None
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def whole(status: Any) -> bool:
    """Whether it has what everything here leans on."""
    if not isinstance(status, dict):
        return False
    who = status.get("account")
    has = bool(status.get("id")) and isinstance(who, dict) and bool(who.get("id"))
    return has and moment(status.get("created_at")) is not None and not status.get("reblog")


def _format(status: Json) -> Literal["text", "picture", "film", "link", "carousel"]:
    kinds = [one.kind for one in attachments(status)]
    if "film" in kinds:
        return "film"
    if kinds.count("picture") > 1:
        return "carousel"
    if "picture" in kinds:
        return "picture"
    return "link" if status.get("card") else "text"


def _raw(status: Json) -> Json:
    return {name: status[name] for name in _SHOWN if status.get(name)}
