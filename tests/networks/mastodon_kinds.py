"""The servers that speak Mastodon's client API, and in what each differs: a table of switches.

What is written here was seen on real servers (GoToSocial 0.20, Takahe 0.11, Hollo 0.6), stands in
Mastodon's documentation, or was read in the source of GoToSocial and Takahe: how they show links
and lines, what they answer when a token is revoked, and that Takahe stumbles over /api/v2/instance
as long as no administrator of it has an identity.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal


@dataclass(frozen=True)
class Kind:
    """`late`: seconds until a notification shows; `early_ids`: it had its id before that.

    `links`: how the address of a link is shown; `lines`: what a line break becomes; `next_page`:
    whether a listing says how to ask for more; `skew`: by how much its clock is ahead, which its
    `Date` tells if it is `honest`; `renews`: access tokens end, and can be renewed.
    """

    software: str
    version: str
    nodeinfo: bool = True
    keys: Literal["kept", "ignored", "one at a time"] = "kept"
    bad_token: Literal[401, 400] = 401
    late: float = 0.0
    early_ids: bool = False
    paging: Literal["max_id", "older_than"] = "max_id"
    lists_directs: bool = True
    conversations: bool = True
    instance: Literal[1, 2, "2 breaks"] = 2
    api_version: int = 0
    length: int = 500
    too_long: Literal[422, 400, 200] = 422
    missing_parent: Literal["404", "dropped"] = "404"
    of_another: int = 404
    unknown_type_breaks: bool = False
    code_twice: bool = False
    pkce: bool = False
    media_polls: int = 0
    ids: Literal["number", "ulid", "uuid"] = "number"
    most_told: int = 80
    counts: bool = True
    says_edited: bool = True
    links: Literal["hidden", "whole", "cut"] = "whole"
    lines: Literal["p", "br"] = "p"
    strips_tags: bool = False
    next_page: bool = True
    media_api: Literal[1, 2] = 2
    skew: timedelta = timedelta()
    honest: bool = True
    seconds: bool = False  # times are told in whole seconds
    revokes: Literal["json", "nothing", "404"] = "json"
    renews: bool = False
    rate: int | None = None  # requests, after which there are none for five minutes


MASTODON = Kind("mastodon", "4.5.1", api_version=7, pkce=True, links="hidden")
OLD_MASTODON = Kind("mastodon", "3.5.3", nodeinfo=False, instance=1, links="hidden")
GOTOSOCIAL = Kind(
    "gotosocial",
    "0.20.0-rc1 git-8b2b2a1",
    keys="ignored",
    length=5000,
    too_long=400,
    of_another=403,
    ids="ulid",
    lines="br",
    seconds=True,
)
TAKAHE = Kind(
    "takahe",
    "takahe/0.11.0",
    keys="ignored",
    bad_token=400,
    late=0.3,
    lists_directs=False,
    conversations=False,
    instance="2 breaks",
    links="cut",
    revokes="nothing",
    too_long=400,
    missing_parent="dropped",
    of_another=401,
    unknown_type_breaks=True,
    most_told=40,
    code_twice=True,
)
HOLLO = Kind(
    "hollo",
    "0.6.20",
    keys="one at a time",
    paging="older_than",
    conversations=False,
    length=10000,
    too_long=200,
    missing_parent="dropped",
    ids="uuid",
    counts=False,
    revokes="404",
)
PLAINEST = Kind(
    "homemade",
    "2.8.0 (compatible; Homemade 0.1)",
    nodeinfo=False,
    keys="ignored",
    conversations=False,
    instance=1,
    strips_tags=True,
    next_page=False,
    media_api=1,
    renews=True,
    revokes="404",
)
KINDS = (MASTODON, OLD_MASTODON, GOTOSOCIAL, TAKAHE, HOLLO, PLAINEST)
