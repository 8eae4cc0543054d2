"""What a network's tests offer to the contract suite: its people, its server, and its troubles.

Every function that writes gives back the id that the connector will use for it. Texts are found
again by their words: a world may add what the network needs (`@company`) before or after them.
Strangers are called by name (`ada`, `bruno`) and made when they first do something.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

from dialogo.networks.connector import Connector
from dialogo.networks.letter import Audience

Ability = Literal[
    "posts",  # the company publishes posts that answer nobody
    "mentions",
    "comments",  # strangers write below the company's posts
    "asides",  # strangers answer each other there, and we can read it
    "quotes",
    "directs",  # private messages, both ways
    "looks back",  # a page or a thread that was told before can be asked for again
    "elsewhere",  # what the company writes by another program can be read
    "edits",  # the network tells, or shows, that something was changed
    "deletions",  # … or taken down
    "keys",  # one letter is one, however alike another is
    "figures",
    "followers",
    "pictures",
    "cards",
    "threads",
    "likes",
    "deletes",  # the company may take down what it wrote
    "finds",  # `find` can tell whether a letter is there
    "limits",  # what is too long is refused before it is there
    "sends",
]
Trouble = Literal[
    "unreachable",  # refused at the door: surely not done
    "cut before",  # the connection breaks, and the server saw nothing
    "answer lost",  # the server did it, and the connection broke
    "half answer",
    "error before",  # 500, not done
    "error after",  # 502, done
    "throttled",  # without a word on when
    "throttled for",  # with Retry-After: `World.retry_after` seconds
]
TROUBLES: tuple[Trouble, ...] = (
    "unreachable", "cut before", "answer lost", "half answer", "error before", "error after",
    "throttled", "throttled for",
)  # fmt: skip


@dataclass(frozen=True)
class Written:
    """Something of the company's that lies on the server."""

    id: str
    text: str
    in_reply_to: str | None = None
    alts: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    audience: Audience = "public"


class World(Protocol):
    """One company on one server. `patience`: seconds until the server shows what was written."""

    abilities: frozenset[Ability]
    troubles: frozenset[Trouble]
    handle: str
    patience: float
    retry_after: int

    def connect(self) -> Connector:
        """A new connector of the company's account, as a worker that has just started makes it."""

    # What strangers do
    def mention(self, text: str, by: str = "ada") -> str: ...
    def reply(self, to: str, text: str, by: str = "ada") -> str:
        """Below anything: a post of the company (a comment), an answer, another's comment."""

    def quote(self, of: str, text: str, by: str = "ada") -> str: ...
    def direct(self, text: str, by: str = "ada") -> str: ...
    def edit(self, known: str, text: str) -> None: ...
    def remove(self, known: str) -> None: ...
    def like(self, known: str, by: str = "ada") -> None: ...
    def follow(self, by: str = "ada") -> None: ...

    # What the company does by another program
    def publish(self, text: str) -> str: ...
    def answer(self, to: str, text: str) -> str: ...

    # What the server holds and does
    def written(self) -> list[Written]:
        """Everything of the company's that is on the server now, the oldest first."""

    def likers(self, known: str) -> list[str]:
        """The handles of those who like it, the company among them."""

    def sign_out(self) -> None:
        """Revokes what connectors of the company were let in with; new ones are let in again."""

    def trouble(self, kind: Trouble, *, sending: bool) -> None:
        """What the next request that decides (the one that sends, or any that reads) meets."""

    def calm(self) -> None:
        """Puts an end to every trouble."""
