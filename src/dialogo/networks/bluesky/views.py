"""What the AppView shows, as messages, posts and figures of ours.

Every field is the work of strangers: what is not as the lexicon says is left out.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Literal

from dialogo.networks.bluesky.xrpc import Json
from dialogo.networks.letter import Ref
from dialogo.networks.seen import Attachment, Author, Figures, Message, Place, Post

SITE = "https://bsky.app"
NO_HANDLE = "handle.invalid"  # stands for the handles of all whose own does not lead to them
_RAW = ("facets", "tags", "labels", "langs", "via", "bridgyOriginalText")


def uri_parts(uri: str) -> tuple[str, str, str] | None:
    """Repository, collection and key of an at:// address; None if it is none."""
    parts = uri.removeprefix("at://").split("/")
    if not uri.startswith("at://") or len(parts) != 3 or not all(parts):
        return None
    return parts[0], parts[1], parts[2]


def author_of(uri: str) -> str:
    parts = uri_parts(uri)
    return parts[0] if parts else ""


def web(uri: str) -> str | None:
    """Where a post can be read."""
    parts = uri_parts(uri)
    return f"{SITE}/profile/{parts[0]}/post/{parts[2]}" if parts else None


def moment(written: object) -> datetime | None:
    """A time as servers write it; None if it is none."""
    try:
        found = datetime.fromisoformat(str(written))
    except ValueError:
        return None
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)


def sent_at(view: Json) -> datetime:
    """When a post was sent: its own word, but never later than a server first saw it."""
    seen = moment(view.get("indexedAt"))
    claimed = moment(record_of(view).get("createdAt"))
    known = [at for at in (seen, claimed) if at]
    return min(known) if known else datetime(1970, 1, 1, tzinfo=UTC)


def record_of(view: Json) -> Json:
    found = view.get("record")
    return found if isinstance(found, dict) else {}


def reply_of(view: Json) -> tuple[Ref, Ref] | None:
    """What a post answers: its parent, and the head of the thread."""
    reply = record_of(view).get("reply")
    if not isinstance(reply, dict):
        return None
    parent, root = (_strong(reply.get(name)) for name in ("parent", "root"))
    return (parent, root) if parent and root else None


def ref(view: Json) -> Ref:
    """Its id and version, and the head of its thread if it is not itself the head."""
    reply = reply_of(view)
    return Ref(str(view.get("uri")), view.get("cid"), reply[1] if reply else None)


def author(view: Json) -> Author:
    who = view.get("author")
    who = who if isinstance(who, dict) else {}
    did, handle = str(who.get("did", "")), str(who.get("handle", ""))
    if handle == NO_HANDLE:
        handle = ""
    labels = who.get("labels") or []
    bot = any(isinstance(one, dict) and one.get("val") == "bot" for one in labels)
    return Author(
        id=did,
        handle=f"@{handle}" if handle else "",
        name=str(who.get("displayName") or ""),
        bot=bot,
        url=f"{SITE}/profile/{did}" if did else None,
        picture=_text(who.get("avatar")),
    )


def message(view: Json, us: str) -> Message:
    """A post as part of a dialogue; `us` is the company's own id."""
    ours = author_of(str(view.get("uri"))) == us
    reply = reply_of(view)
    parent = author_of(reply[0].id) if reply else ""
    who = author(view)
    blocked = isinstance(v := view.get("viewer"), dict) and v.get("replyDisabled")
    return Message(
        ref=ref(view),
        author=who,
        sent_at=sent_at(view),
        text=str(record_of(view).get("text") or ""),
        place=place(view, us),
        ours=ours,
        addressed=not ours and (parent == us or us in mentioned(view) or quotes(view, us)),
        in_reply_to=reply[0].id if reply else None,
        attachments=attachments(view),
        url=web(str(view.get("uri"))),
        lang=_lang(view),
        automated=who.bot,
        reply_forbidden="replies-closed" if blocked else None,
        raw=_raw(view),
    )


def place(view: Json, us: str) -> Place:
    """`comment`: below a post of ours; `reply`: it answers an answer; `mention`: it heads its own
    thread, and names or quotes us."""
    reply = reply_of(view)
    if reply is None:
        return "mention"
    parent, root = reply
    if parent.id == root.id and author_of(root.id) == us:
        return "comment"
    if author_of(parent.id) == us or author_of(str(view.get("uri"))) == us:
        return "reply"
    return "comment" if author_of(root.id) == us else "mention"


def post(view: Json) -> Post:
    """A post that answers nobody."""
    hanging = attachments(view)
    kinds = {one.kind for one in hanging}
    pictures = sum(one.kind == "picture" for one in hanging)
    shape: Literal["text", "picture", "film", "link", "carousel"] = "text"
    if "film" in kinds:
        shape = "film"
    elif pictures:
        shape = "carousel" if pictures > 1 else "picture"
    elif "link" in kinds:
        shape = "link"
    return Post(
        ref=ref(view),
        author=author(view),
        sent_at=sent_at(view),
        text=str(record_of(view).get("text") or ""),
        format=shape,
        attachments=hanging,
        url=web(str(view.get("uri"))),
        lang=_lang(view),
        raw=_raw(view),
    )


def figures(view: Json, read_at: datetime) -> Figures:
    return Figures(
        id=str(view.get("uri")),
        read_at=read_at,
        likes=_count(view.get("likeCount")),
        comments=_count(view.get("replyCount")),
        shares=_count(view.get("repostCount")),
        quotes=_count(view.get("quoteCount")),
        saves=_count(view.get("bookmarkCount")),
    )


def mentioned(view: Json) -> set[str]:
    """The ids that a text names."""
    found = set()
    for facet in record_of(view).get("facets") or []:
        for feature in (facet.get("features") or []) if isinstance(facet, dict) else []:
            if isinstance(feature, dict) and "did" in feature:
                found.add(str(feature["did"]))
    return found


def quotes(view: Json, us: str) -> bool:
    """Whether it quotes something of ours."""
    embed = record_of(view).get("embed")
    while isinstance(embed, dict):
        if author_of(str(embed.get("uri", ""))) == us:
            return True
        embed = embed.get("record")
    return False


def attachments(view: Json) -> tuple[Attachment, ...]:
    """What hangs on a post, by the addresses where the AppView serves it."""
    embed = view.get("embed")
    if not isinstance(embed, dict):
        return ()
    inner = embed.get("media")
    media: Json = inner if isinstance(inner, dict) else embed
    found = []
    for image in media.get("images") or []:
        if isinstance(image, dict) and image.get("fullsize"):
            alt = str(image.get("alt") or "")
            found.append(Attachment("picture", str(image["fullsize"]), alt))
    if media.get("playlist"):
        found.append(Attachment("film", str(media["playlist"]), str(media.get("alt") or "")))
    external = media.get("external")
    if isinstance(external, dict) and external.get("uri"):
        found.append(Attachment("link", str(external["uri"]), str(external.get("title") or "")))
    return tuple(found)


def _strong(found: object) -> Ref | None:
    if not isinstance(found, dict) or not uri_parts(str(found.get("uri"))):
        return None
    return Ref(str(found["uri"]), _text(found.get("cid")))


def _lang(view: Json) -> str | None:
    langs = record_of(view).get("langs")
    return str(langs[0])[:20] if isinstance(langs, list) and langs else None


def _raw(view: Json) -> Json:
    record = record_of(view)
    return {name: record[name] for name in _RAW if name in record}


def _text(found: object) -> str | None:
    return found if isinstance(found, str) and found else None


def _count(found: object) -> int | None:
    return found if isinstance(found, int) and found >= 0 else None
