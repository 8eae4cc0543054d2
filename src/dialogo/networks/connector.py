"""The protocol that every network keeps; one contract suite tries them all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from dialogo.networks.account import Account, Limits
from dialogo.networks.letter import Letter, Receipt, Ref
from dialogo.networks.seen import Figures, Followers, Message, Pulled


class Connector(Protocol):
    """One connected account. It never sleeps, never retries by itself, and keeps nothing but its
    connection; what it needs to remember it says (`Pulled.cursor`, `Secrets.keep`).

    Every method raises the five errors of `errors.py` and nothing else for what the network does.
    """

    @property
    def limits(self) -> Limits: ...

    def whoami(self) -> Account: ...

    def pull(self, after: str | None) -> Pulled:
        """What is new after the cursor: messages to us or below our posts, our own posts and
        answers (wherever they were written), edits and deletions as far as the network tells.

        None: from as far back as is cheap, so that a first pull shows something at once.
        """

    def thread(self, ref: Ref) -> Sequence[Message]:
        """The whole conversation around something, the oldest first."""

    def figures(self, ids: Sequence[str]) -> Sequence[Figures]: ...

    def followers(self) -> Followers | None: ...

    def send(self, letter: Letter) -> Receipt:
        """Sends it. The same key again must not make a second one where the network can tell;
        elsewhere `Unsettled` is raised whenever it may have been done."""

    def find(self, letter: Letter) -> Receipt | None:
        """Looks whether a letter is there already; None only if it surely is not. Raises
        `Unsettled` where the network cannot tell."""

    def like(self, ref: Ref, key: str) -> None: ...

    def unlike(self, ref: Ref) -> None: ...

    def delete(self, ref: Ref) -> None:
        """Takes down something of ours; that it is gone already is fine."""

    def close(self) -> None: ...
