"""In whose name a program acts: that of whoever made its token."""

from __future__ import annotations

from dialogo.records.text import Text
from dialogo.web.api.bearer import Asking
from dialogo.web.api.problems import NOT_ALLOWED, Problem
from dialogo.web.models.person import Person

NO_MAKER = Text(
    en="Whoever made this token has left, and this is done in somebody's name. An owner makes "
    "another token.",
    it="Chi ha creato questo token non c'è più, e questo si fa a nome di qualcuno. Chi è titolare "
    "ne crea un altro.",
)


def maker(request: Asking) -> Person:
    """Whoever made the token; raises `Problem` if they are gone."""
    found = request.token.made_by
    if found is None:
        raise Problem(NOT_ALLOWED, NO_MAKER)
    return found


def reader(request: Asking) -> Person:
    """For whom lists are made; nobody of the team where the maker is gone."""
    return request.token.made_by or Person(pk=0)
