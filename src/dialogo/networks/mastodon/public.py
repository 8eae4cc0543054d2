"""What anybody may read on a server with the Mastodon client API: an account's posts, and a tag's.

Servers may keep their tags for whoever has signed in there; what they say then is passed on.
Source: https://docs.joinmastodon.org/methods/timelines/, https://docs.joinmastodon.org/methods/accounts/
"""

from __future__ import annotations

from dialogo.networks.errors import Refused
from dialogo.networks.http import Door
from dialogo.networks.mastodon import statuses
from dialogo.networks.mastodon.api import NOT_SPOKEN, Api, segment
from dialogo.networks.seen import Author, Post
from dialogo.records.text import Text

MOST = 40  # what every server gives at once

NOBODY = Text(
    en="{host} knows nobody called {name}. Check how it is written.",
    it="{host} non conosce nessuno di nome {name}. Controllate com'è scritto.",
)


def account(door: Door, base: str, name: str) -> Author:
    """Who is called `name` on the server at `base`; raises the errors of a network."""
    api = Api(door, base)
    found = api.perhaps("/api/v1/accounts/lookup", [("acct", name)])
    if found is None:
        raise Refused(NOBODY, code="account", host=api.host, name=name)
    if not isinstance(found, dict) or not found.get("id"):
        raise Refused(NOT_SPOKEN, code="shape", host=api.host)
    return statuses.author(found)


def of_account(door: Door, base: str, id_: str) -> list[Post]:
    """The newest posts of an account, its answers to others and what it passed on left out."""
    query = [("exclude_replies", "true"), ("exclude_reblogs", "true"), ("limit", str(MOST))]
    return _posts(Api(door, base), f"/api/v1/accounts/{segment(id_)}/statuses", query)


def of_tag(door: Door, base: str, tag: str) -> list[Post]:
    """The newest public posts under a tag, as far as the server at `base` has heard of them."""
    path = f"/api/v1/timelines/tag/{segment(tag)}"
    return _posts(Api(door, base), path, [("limit", str(MOST))])


def _posts(api: Api, path: str, query: list[tuple[str, str]]) -> list[Post]:
    return [statuses.post(one) for one in api.page(path, query).items if statuses.whole(one)]
