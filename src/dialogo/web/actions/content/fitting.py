"""Whether a piece can go out as it is: on some account, not too long, every picture described."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from dialogo.networks.account import Limits
from dialogo.records.text import Text
from dialogo.web.actions.letters import refused
from dialogo.web.actions.letters.fitting import network_called
from dialogo.web.actions.letters.refused import WontDo
from dialogo.web.models.connections import Connection
from dialogo.web.models.content import Piece, PiecePicture
from dialogo.web.queries.content.accounts import can_post, counts, versions_of
from dialogo.web.queries.counting import limits_of

NOWHERE = Text(
    en="It goes out nowhere yet. Choose at least one account.",
    it="Non esce ancora da nessuna parte. Scegliete almeno un profilo.",
)
NO_THREADS = Text(
    en="{network} has no threads. Write it in one part.",
    it="{network} non ha thread. Scrivetelo in una parte sola.",
)


@dataclass(frozen=True)
class Flaw:
    """Why a piece cannot go out, on which account (None: on all)."""

    connection: Connection | None
    code: str
    text: Text
    values: dict[str, Any] = field(default_factory=dict)


def flaws(piece: Piece) -> list[Flaw]:
    """Everything that keeps it from going out as it is."""
    versions = versions_of(piece)
    if not versions:
        return [Flaw(None, "account", NOWHERE)]
    pictures = list(piece.pictures.order_by("place").defer("data"))
    found = [_of_alt(one) for one in pictures if not one.alt]
    for version in versions:
        found += flaws_on(version.connection, version.sent_texts, version.sent_comment, pictures)
    return found


def check(piece: Piece) -> None:
    """Raises `WontDo` for the first that keeps it from going out."""
    for flaw in flaws(piece):
        raise WontDo(flaw.text, code=flaw.code, **flaw.values)


def flaws_on(
    connection: Connection,
    texts: Sequence[str],
    first_comment: str,
    pictures: Sequence[PiecePicture],
) -> Iterator[Flaw]:
    """What keeps texts and pictures from going out on an account."""
    called, limits = network_called(connection.network), limits_of(connection)
    if not can_post(connection):
        values: dict[str, Any] = {"account": connection.handle, "network": called}
        yield Flaw(connection, "not-connected", refused.NOT_CONNECTED, values)
        return
    if not texts and not pictures:
        yield Flaw(connection, "empty", refused.EMPTY)
    if len(texts) > 1 and not limits.threads:
        yield Flaw(connection, "threads", NO_THREADS, {"network": called})
    for one in counts(connection, texts, first_comment, pictures=bool(pictures)):
        if one.too_long:
            values = {"used": one.used, "most": one.most, "network": called}
            yield Flaw(connection, "too-long", refused.TOO_LONG, values)
    yield from _of_pictures(connection, limits, pictures)


def _of_alt(picture: PiecePicture) -> Flaw:
    return Flaw(None, "alt", refused.NO_ALT, {"name": picture.name})


def _of_pictures(
    connection: Connection, limits: Limits, pictures: Sequence[PiecePicture]
) -> Iterator[Flaw]:
    called = network_called(connection.network)
    if len(pictures) > limits.pictures:
        n = len(pictures) - limits.pictures
        values: dict[str, Any] = {"network": called, "most": limits.pictures, "n": n}
        yield Flaw(connection, "pictures", refused.TOO_MANY, values)
    for one in pictures:
        if one.mime not in limits.picture_types:
            kinds = [_kind(mime) for mime in limits.picture_types]
            values = {"name": one.name, "kind": _kind(one.mime), "kinds": kinds}
            yield Flaw(connection, "picture-type", refused.WRONG_TYPE, values | {"network": called})
        if len(one.alt) > limits.alt_length:
            values = {"name": one.name, "used": len(one.alt), "most": limits.alt_length}
            yield Flaw(connection, "alt-long", refused.LONG_ALT, values)


def _kind(mime: str) -> str:
    return mime.partition("/")[2].upper()
