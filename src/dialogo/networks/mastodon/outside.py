"""What others say to others on a server with the Mastodon client API: tags, accounts, lists.

Source: https://docs.joinmastodon.org/methods/timelines/, https://docs.joinmastodon.org/methods/lists/,
https://docs.joinmastodon.org/methods/accounts/#relationships
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dialogo.networks.errors import Refused
from dialogo.networks.mastodon import statuses
from dialogo.networks.mastodon.api import Api, Json, Query, segment
from dialogo.networks.mastodon.plain import plain
from dialogo.networks.mastodon.public import MOST, NOBODY
from dialogo.networks.outside import NO_LIST, Alone, Kind, Overheard, asks_not
from dialogo.networks.seen import Message, Place

_OPEN = frozenset({"public", "unlisted"})
_KEPT_AWAY: tuple[tuple[str, Alone], ...] = (
    ("blocking", "blocked"),
    ("blocked_by", "blocked"),
    ("domain_blocking", "blocked"),
    ("muting", "muted"),
)


def look(api: Api, me: str, kind: Kind, what: str) -> list[Overheard]:
    """See `Looks`. What is not for everybody, ours, or said to us is left out."""
    path, query = _place(api, kind, what)
    found = [
        one
        for one in api.page(path, [*query, ("limit", str(MOST))]).items
        if statuses.whole(one) and str(one.get("visibility")) in _OPEN
    ]
    heard = [(one, _message(one, me)) for one in found]
    kept = [(one, message) for one, message in heard if not message.ours and not message.addressed]
    away = _relations(api, [message.author.id for _, message in kept])
    return [
        Overheard(message, away.get(message.author.id) or _says(one["account"]))
        for one, message in kept
    ]


def alone(api: Api, who: str) -> Alone:
    """Why an account is left alone as of now."""
    away = _relations(api, [who]).get(who)
    if away:
        return away
    found = api.perhaps(f"/api/v1/accounts/{segment(who)}")
    return _says(found) if isinstance(found, dict) else "closed"


def _place(api: Api, kind: Kind, what: str) -> tuple[str, Query]:
    match kind:
        case "tag":
            return f"/api/v1/timelines/tag/{segment(what)}", ()
        case "list":
            return f"/api/v1/timelines/list/{segment(_list(api, what))}", ()
        case "account":
            found = api.perhaps("/api/v1/accounts/lookup", [("acct", what.lstrip("@"))])
            if not isinstance(found, dict) or not found.get("id"):
                raise Refused(NOBODY, code="account", host=api.host, name=what)
            path = f"/api/v1/accounts/{segment(str(found['id']))}/statuses"
            return path, [("exclude_replies", "true"), ("exclude_reblogs", "true")]
    raise Refused(NO_LIST, code="kind", host=api.host)


def _list(api: Api, what: str) -> str:
    """The id of one of our lists, by its name."""
    found = api.get("/api/v1/lists")
    lists = [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
    for one in lists:
        if str(one.get("title")).casefold() == what.casefold() and one.get("id"):
            return str(one["id"])
    raise Refused(NO_LIST, code="list", host=api.host)


def _message(status: Json, me: str) -> Message:
    place: Place = "reply" if statuses.answers(status) else "mention"
    return replace(statuses.message(status, me, place, root=None, to_us=False), conversation=None)


def _relations(api: Api, people: Sequence[str]) -> dict[str, Alone]:
    """Whom we have blocked or muted, and who has blocked us."""
    wanted = [("id[]", one) for one in dict.fromkeys(people)]
    found = api.optional("/api/v1/accounts/relationships", wanted) if wanted else []
    rows = [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
    away: dict[str, Alone] = {}
    for row in rows:
        for name, why in _KEPT_AWAY:
            if row.get(name):
                away.setdefault(str(row.get("id")), why)
    return away


def _says(account: Json) -> Alone:
    """What an account says of itself."""
    fields = [str(one.get("value") or "") for one in statuses.listed(account, "fields")]
    if asks_not(plain(" ".join([str(account.get("note") or ""), *fields]), {})):
        return "nobot"
    if account.get("bot"):
        return "bot"
    return "noindex" if account.get("noindex") else ""
