"""What a kind of work is: its name, what it does, how often it is tried."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from dialogo.records.text import Text
from dialogo.web.models.workspace import Workspace


class Task(Protocol):
    """A piece of work in a worker's hands."""

    id: int
    content: Mapping[str, Any]
    workspace: Workspace | None

    def progress(self, done: int, total: int, step: Text | None = None, **values: object) -> None:
        """Says how far it is (written once a second at most); raises `Lost` if it must stop."""

    def hold(self, **kept: Any) -> None:
        """Locks the work's row in the caller's transaction; raises `Lost` if it is no longer ours.

        `kept` goes into `content` in the same transaction: whoever goes on after a kill finds there
        what has been stored already, and so stores nothing twice.
        """


class Lost(Exception):
    """The lease has gone to another worker: leave everything as it is and stop."""


class Retry(Exception):
    """It cannot be done now, and may later; `text` says why."""

    def __init__(self, text: Text | None = None, /, **values: object) -> None:
        super().__init__(text, values)
        self.text = text
        self.values = values


Outcome = Mapping[str, Any] | None


@dataclass(frozen=True)
class Due:
    """A piece of work that is to be done now: of one `key`, one is open at most."""

    key: str
    workspace: Workspace | None
    content: Mapping[str, Any]


@dataclass(frozen=True)
class Job:
    """`run` does it and returns what to keep as its outcome. `BadInput` fails it for good, with its
    words; anything else is tried again, `tries` times in all, with growing pauses.

    `derives`: it is asked for by itself whenever a workspace's revision has moved on since it was
    last done, and `daily` also when its day has changed; once for each. Its `content` then holds
    the `revision` and the `day` (as in 2026-11-22) it is done for. The lowest `turn` comes first.

    `due` names what is to be done by now of its own accord (pulls, letters): it is asked for, once
    a key. `quick`: somebody waits for each piece, so that a worker of its own does nothing else.

    `moves`: it changes records little by little, so that what derives from them waits until it has
    ended, however often it is begun anew.
    """

    kind: str
    title: Text
    run: Callable[[Task], Outcome]
    tries: int = 3
    lease: timedelta = timedelta(seconds=60)
    derives: bool = False
    turn: int = 50
    daily: bool = False
    moves: bool = False
    quick: bool = False
    due: Callable[[datetime], Iterable[Due]] | None = None
