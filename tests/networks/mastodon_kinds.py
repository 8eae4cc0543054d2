"""The servers that speak Mastodon's client API, and in what each differs: a table of switches.

What is written here was seen on real servers (GoToSocial 0.20, Takahe 0.11, Hollo 0.6) or stands in
Mastodon's documentation.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Kind:
    """`late`: seconds until a notification shows; `early_ids`: it had its id before that."""

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
    instance: Literal[1, 2] = 2
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
    rate: int | None = None  # requests, after which there are none for five minutes


MASTODON = Kind("mastodon", "4.5.1", api_version=7, pkce=True)
OLD_MASTODON = Kind("mastodon", "3.5.3", nodeinfo=False, instance=1)
GOTOSOCIAL = Kind(
    "gotosocial",
    "0.20.0-rc1 git-8b2b2a1",
    keys="ignored",
    length=5000,
    too_long=400,
    of_another=403,
    ids="ulid",
)
TAKAHE = Kind(
    "takahe",
    "takahe/0.11.0",
    keys="ignored",
    bad_token=400,
    late=0.3,
    lists_directs=False,
    conversations=False,
    instance=1,
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
)
KINDS = (MASTODON, OLD_MASTODON, GOTOSOCIAL, TAKAHE, HOLLO)
