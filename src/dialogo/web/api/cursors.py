"""Cursors: where a list goes on, signed so that nobody can ask for somewhere else with them."""

from __future__ import annotations

from typing import Any

from django.core import signing

from dialogo.records.text import Text
from dialogo.web.api.problems import NOT_FOUND, Flaw, Problem

_SALT = "dialogo.api.cursor"
UNKNOWN = Text(
    en="This cursor does not belong to this list. Begin again without one.",
    it="Questo cursore non è di quest'elenco. Si ricomincia senza.",
)


def written(listed: str, place: list[Any]) -> str:
    """A cursor for the list called `listed`; `place` is the key of the last thing shown."""
    return signing.dumps([listed, place], salt=_SALT)


def read(cursor: str | None, listed: str) -> list[Any] | None:
    """The place of a cursor of the same list; None without one. Raises `Problem` for any other."""
    if not cursor:
        return None
    try:
        name, place = signing.loads(cursor, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise _unknown() from error
    if name != listed:
        raise _unknown()
    return list(place)


def _unknown() -> Problem:
    return Problem(NOT_FOUND, UNKNOWN, flaws=[Flaw("cursor", UNKNOWN, parameter=True)])
