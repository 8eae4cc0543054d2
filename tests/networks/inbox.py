"""What whoever stores a pull makes of it: everything once, known by its id; the cursor last."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from dialogo.networks.connector import Connector
from dialogo.networks.seen import Gone, Message, Post

MOST_PAGES = 200
T = TypeVar("T")


def until(what: Callable[[], T | None], patience: float) -> T:
    """What it gives as soon as it gives something; fails after `patience` seconds."""
    end = time.monotonic() + patience
    while (found := what()) is None:
        assert time.monotonic() < end, "it was not seen in time"
        time.sleep(0.05)
    return found


@dataclass
class Inbox:
    """Pulls with any connector; `messages`, `posts` and `gone` by id."""

    messages: dict[str, Message] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)
    gone: dict[str, Gone] = field(default_factory=dict)
    cursor: str | None = None

    def pull(self, connector: Connector) -> list[str]:
        """Every page that is there; the ids in the order they came."""
        ids = []
        for _ in range(MOST_PAGES):
            page = connector.pull(self.cursor)
            for item in page.items:
                match item:
                    case Message():
                        self.messages[item.ref.id] = item
                        ids.append(item.ref.id)
                    case Post():
                        self.posts[item.ref.id] = item
                        ids.append(item.ref.id)
                    case Gone():
                        self.gone[item.id] = item
            self.cursor = page.cursor
            if not page.more:
                return ids
        raise AssertionError(f"still more after {MOST_PAGES} pages")

    def message(self, connector: Connector, known: str, patience: float) -> Message:
        """The message once it has been pulled."""
        return until(lambda: (self.pull(connector), self.messages.get(known))[1], patience)

    def post(self, connector: Connector, known: str, patience: float) -> Post:
        return until(lambda: (self.pull(connector), self.posts.get(known))[1], patience)

    def either(self, connector: Connector, known: str, patience: float) -> Message | Post:
        def look() -> bool | None:
            self.pull(connector)
            return known in self.messages or known in self.posts or None

        until(look, patience)
        return self.messages[known] if known in self.messages else self.posts[known]

    def saying(self, words: str) -> list[str]:
        """The ids of everything that says these words."""
        both: list[Message | Post] = [*self.messages.values(), *self.posts.values()]
        return [item.ref.id for item in both if words in item.text]
