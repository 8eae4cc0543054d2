"""Accounts on which the company can post, and what fits on each, counted as its network counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dialogo.web.models.connections import Connection
from dialogo.web.models.content import Piece, Version
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.counting import counted, limits_of

# Where one can only answer, or only read.
_NO_POSTS = frozenset({"mail", "feeds"})
# Telegram's limit for a text below pictures. Source: its Bot API, sendPhoto.
_BELOW_PICTURES = {"telegram": 1024}


@dataclass(frozen=True)
class Count:
    """How much of its room a text uses on an account, in the network's own units."""

    used: int
    most: int

    @property
    def too_long(self) -> bool:
        return self.used > self.most

    @property
    def left(self) -> int:
        return self.most - self.used


def postable(workspace: Workspace) -> list[Connection]:
    """The accounts that posts can go out from, the first connected first."""
    over = (Connection.ENDED, Connection.MOVED)
    rows = Connection.objects.filter(workspace=workspace).exclude(state__in=over)
    return [one for one in rows.order_by("pk") if can_post(one)]


def can_post(connection: Connection) -> bool:
    """Whether its network takes posts from us at all."""
    over = connection.state in (Connection.ENDED, Connection.MOVED)
    return not over and connection.network not in _NO_POSTS and limits_of(connection).length > 0


def count(connection: Connection, text: str, *, pictures: bool = False) -> Count:
    """How long a text is there; `pictures`: some come with it, or a video."""
    used, most = counted(connection, text)
    return Count(
        used, min(most, _BELOW_PICTURES.get(connection.network, most)) if pictures else most
    )


def counts(
    connection: Connection, texts: Sequence[str], first_comment: str = "", *, pictures: bool
) -> list[Count]:
    """How long each part of a thread is, and after them the first comment if there is one; pictures
    go with the first part."""
    found = [
        count(connection, text, pictures=pictures and place == 0)
        for place, text in enumerate(texts)
    ]
    return found + ([count(connection, first_comment)] if first_comment else [])


def versions_of(piece: Piece) -> list[Version]:
    """The versions of a piece with their accounts, the first connected first."""
    found = list(piece.versions.select_related("connection").order_by("connection"))
    for one in found:
        one.piece = piece
    return found
