"""Whether a letter fits its network: counted as the network counts, before anything is stored."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone

from dialogo.networks.account import Limits
from dialogo.networks.shelf import networks
from dialogo.records.network_names import network_name
from dialogo.records.text import Text
from dialogo.web.actions.letters import refused
from dialogo.web.actions.letters.picture import GivenPicture, Look, look
from dialogo.web.actions.letters.refused import WontDo
from dialogo.web.models.connections import Connection, Delivered
from dialogo.web.models.conversations import Conversation
from dialogo.web.queries.counting import counted, limits_of

NO_PRIVATE_PICTURES = frozenset({"bluesky"})


def cleaned(text: str) -> str:
    """Lines end in one way only, nothing hangs at the ends, and no sign breaks a database."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").strip()


def check_text(
    connection: Connection, text: str, conversation: Conversation | None, *, alone: bool
) -> None:
    """Raises `WontDo` for nothing (`alone`: nothing else comes with it) and for too much."""
    if not text and alone:
        raise WontDo(refused.EMPTY, code="empty")
    used, most = counted(connection, text, conversation)
    if used > most:
        called = network_called(connection.network)
        raise WontDo(refused.TOO_LONG, code="too-long", used=used, most=most, network=called)


def check_answerable(network: str, delivered: Delivered | None) -> None:
    """Raises `WontDo` where what is answered is gone, or its time to be answered has passed."""
    if delivered is None:
        return
    called = network_called(network)
    if delivered.gone_at:
        raise WontDo(refused.TAKEN_DOWN, code="gone", network=called)
    if delivered.reply_until and delivered.reply_until <= timezone.now():
        until = delivered.reply_until
        raise WontDo(refused.TOO_LATE, code="too-late", network=called, until=until)


def looked_at(
    connection: Connection, pictures: Sequence[GivenPicture], *, private: bool
) -> list[Look]:
    """What each picture is; raises `WontDo` for the first that the network would not take."""
    limits, called = limits_of(connection), network_called(connection.network)
    most = 0 if private and connection.network in NO_PRIVATE_PICTURES else limits.pictures
    if pictures and not most:
        raise WontDo(refused.NO_PICTURES, code="pictures", network=called)
    if len(pictures) > most:
        n = len(pictures) - most
        raise WontDo(refused.TOO_MANY, code="pictures", network=called, most=most, n=n)
    return [_look(picture, limits, called) for picture in pictures]


def _look(picture: GivenPicture, limits: Limits, network: Text) -> Look:
    seen, name = look(picture.data), picture.name
    if seen is None:
        raise WontDo(refused.NO_PICTURE, code="picture-type", name=name)
    if seen.mime not in limits.picture_types:
        kinds = [_kind(mime) for mime in limits.picture_types]
        kind = _kind(seen.mime)
        values = {"name": name, "kind": kind, "kinds": kinds, "network": network}
        raise WontDo(refused.WRONG_TYPE, code="picture-type", **values)
    if len(picture.data) > limits.picture_bytes:
        size, most = len(picture.data) / 1e6, limits.picture_bytes / 1e6
        values = {"name": name, "size": size, "most": most, "network": network}
        raise WontDo(refused.TOO_BIG, code="picture-size", **values)
    alt = cleaned(picture.alt)
    if not alt:
        raise WontDo(refused.NO_ALT, code="alt", name=name)
    if len(alt) > limits.alt_length:
        values = {"name": name, "used": len(alt), "most": limits.alt_length}
        raise WontDo(refused.LONG_ALT, code="alt-long", **values)
    return seen


def network_called(network: str) -> Text:
    """What a network is called, though it may be known from imports alone."""
    known = networks().get(network)
    name = network_name(network)
    return known.title if known else Text(en=name, it=name)


def _kind(mime: str) -> str:
    return mime.partition("/")[2].upper()
