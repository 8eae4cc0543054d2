"""Looking outside: what others say to others, on networks that let an account read it.

Whoever says that they do not want to be found or addressed is told apart, so that they are left
alone: `nobot` (they write #nobot about themselves), `noindex` (they have searches leave them out),
`bot` (an automaton), `muted` and `blocked` (by us, or we by them), `closed` (answers are closed).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, runtime_checkable

from dialogo.networks.seen import Message
from dialogo.records.text import Text

Kind = Literal["tag", "account", "list", "words"]
Alone = Literal["", "nobot", "noindex", "bot", "muted", "blocked", "closed"]

NO_LIST = Text(
    en="{host} has no list of that name among the lists of this account.",
    it="{host} non ha una lista con quel nome fra le liste di questo profilo.",
)
_ASKED_NOT = re.compile(r"#\s?no(?:bot|contact|reply)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Overheard:
    """Words that were not said to us, and why whoever said them is left alone ("": no reason)."""

    message: Message
    alone: Alone = ""


@runtime_checkable
class Looks(Protocol):
    """A connector that can look outside; raises the five errors."""

    def look(self, kind: Kind, what: str) -> Sequence[Overheard]:
        """The newest words under a tag, of an account, of a list of ours, or with some words."""

    def alone(self, who: str) -> Alone:
        """Why somebody, by their lasting id, is left alone as of now."""


def asks_not(words: str) -> bool:
    """Whether somebody's words about themselves ask programs, or strangers, to leave them alone."""
    return _ASKED_NOT.search(words) is not None
