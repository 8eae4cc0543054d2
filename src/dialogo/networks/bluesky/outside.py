"""What others say to others on Bluesky: a tag, words, an account's posts, a list's.

Source: https://docs.bsky.app/docs/api (app.bsky.feed.searchPosts, getAuthorFeed, getListFeed,
app.bsky.actor.getProfiles).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from dialogo.networks.bluesky import views
from dialogo.networks.bluesky.identity import well_written
from dialogo.networks.bluesky.session import Session
from dialogo.networks.bluesky.xrpc import Json
from dialogo.networks.errors import Refused
from dialogo.networks.outside import NO_LIST, Alone, Kind, Overheard, asks_not

MOST = 50
AT_ONCE = 25  # profiles, as the lexicon has it
_LIST = re.compile(r"https://bsky\.app/profile/([^/]+)/lists/([^/?#]+)")
_COLLECTION = "app.bsky.graph.list"


def look(
    session: Session, did_of: Callable[[str], str | None], kind: Kind, what: str
) -> list[Overheard]:
    """See `Looks`. What is ours or said to us is left out."""
    found = [one for one in _asked(session, did_of, kind, what) if views.uri_parts(_uri(one))]
    heard = [(one, views.message(one, session.did)) for one in found]
    kept = [(one, message) for one, message in heard if not message.ours and not message.addressed]
    away = _profiles(session, [message.author.id for _, message in kept])
    return [
        Overheard(
            message,
            away.get(message.author.id) or ("closed" if message.reply_forbidden else ""),
        )
        for _, message in kept
    ]


def alone(session: Session, who: str) -> Alone:
    """Why an account is left alone as of now; of one that is gone there is nobody to answer."""
    return _profiles(session, [who]).get(who, "closed")


def _asked(
    session: Session, did_of: Callable[[str], str | None], kind: Kind, what: str
) -> list[Json]:
    if kind in ("tag", "words"):
        words = f"#{what}" if kind == "tag" else what
        found = session.get("app.bsky.feed.searchPosts", q=words, sort="latest", limit=MOST)
        return _listed(found, "posts")
    if kind == "account":
        who = well_written(what)
        found = session.get(
            "app.bsky.feed.getAuthorFeed", actor=who, filter="posts_no_replies", limit=MOST
        )
    else:
        uri = _address(session, did_of, what)
        found = session.get("app.bsky.feed.getListFeed", list=uri, limit=MOST)
    own = [one for one in _listed(found, "feed") if not one.get("reason")]
    return [post for one in own if isinstance(post := one.get("post"), dict)]


def _address(session: Session, did_of: Callable[[str], str | None], what: str) -> str:
    """A list by the address of its page, or by its at:// one."""
    if views.uri_parts(what):
        return what
    page = _LIST.match(what.strip())
    if page is None:
        raise Refused(NO_LIST, code="list", host=session.server)
    did = page[1] if page[1].startswith("did:") else did_of(page[1])
    if did is None:
        raise Refused(NO_LIST, code="list", host=session.server)
    return f"at://{did}/{_COLLECTION}/{page[2]}"


def _profiles(session: Session, people: Sequence[str]) -> dict[str, Alone]:
    """What accounts say of themselves, and how they and we stand to each other."""
    away: dict[str, Alone] = {}
    wanted = list(dict.fromkeys(people))
    for some in (wanted[start : start + AT_ONCE] for start in range(0, len(wanted), AT_ONCE)):
        found = session.get("app.bsky.actor.getProfiles", actors=some)
        for one in _listed(found, "profiles"):
            away[str(one.get("did"))] = _why(one)
    return away


def _why(profile: Json) -> Alone:
    seen = profile.get("viewer")
    viewer: Json = seen if isinstance(seen, dict) else {}
    if viewer.get("blocking") or viewer.get("blockedBy") or viewer.get("blockingByList"):
        return "blocked"
    if viewer.get("muted") or viewer.get("mutedByList"):
        return "muted"
    if asks_not(str(profile.get("description") or "")):
        return "nobot"
    labels = profile.get("labels")
    named = {str(one.get("val")) for one in labels if isinstance(one, dict)} if labels else set()
    return "bot" if "bot" in named else ""


def _uri(view: Json) -> str:
    return str(view.get("uri"))


def _listed(found: Json, name: str) -> list[Any]:
    rows = found.get(name)
    return [one for one in rows if isinstance(one, dict)] if isinstance(rows, list) else []
