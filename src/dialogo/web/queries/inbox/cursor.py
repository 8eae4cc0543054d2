"""Where a list goes on: the place of the last thing shown, signed."""

from __future__ import annotations

from typing import Any

from django.core import signing

_SALT = "dialogo.inbox.cursor"


def written(listed: str, place: list[Any]) -> str:
    """A cursor for one kind of list."""
    return signing.dumps([listed, place], salt=_SALT)


def read(cursor: str | None, listed: str) -> list[Any] | None:
    """The place, for a list of the same kind; None for anything else: it begins anew."""
    if not cursor:
        return None
    try:
        name, place = signing.loads(cursor, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return list(place) if name == listed else None
