"""A network on which ids are only one server's, or one account's: those of a second are told apart.

Records know a message by its network and its id there. The first server (or account) of a company
keeps its ids as they are; those of every further one bear its name behind an @. What goes back to
the network is as it gave it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from dialogo.networks.account import Account, Limits
from dialogo.networks.connector import Connector
from dialogo.networks.letter import Letter, Receipt, Ref
from dialogo.networks.outside import Alone, Kind, Looks, Overheard
from dialogo.networks.seen import Author, Figures, Followers, Gone, Message, Post, Pulled, Seen

T = TypeVar("T", Message, Post)


@dataclass(frozen=True)
class Apart:
    """The connector `inner`, whose ids bear the name `of` outside; with `people` those of accounts
    do, too, and the names of the server's own people say where they are at home."""

    inner: Connector
    of: str
    people: bool

    @property
    def limits(self) -> Limits:
        return self.inner.limits

    def whoami(self) -> Account:
        found = self.inner.whoami()
        if not self.people:
            return found
        return replace(found, id=self._out(found.id), handle=self._called(found.handle))

    def pull(self, after: str | None) -> Pulled:
        found = self.inner.pull(after)
        return replace(found, items=tuple(self._seen(item) for item in found.items))

    def thread(self, ref: Ref) -> Sequence[Message]:
        return [self._message(one) for one in self.inner.thread(self._back(ref))]

    def figures(self, ids: Sequence[str]) -> Sequence[Figures]:
        found = self.inner.figures([self._home(id_) for id_ in ids])
        return [replace(one, id=self._out(one.id)) for one in found]

    def look(self, kind: Kind, what: str) -> Sequence[Overheard]:
        if not isinstance(self.inner, Looks):
            return []
        found = self.inner.look(kind, what)
        return [replace(one, message=self._message(one.message)) for one in found]

    def alone(self, who: str) -> Alone:
        known = self._home(who) if self.people else who
        return self.inner.alone(known) if isinstance(self.inner, Looks) else "closed"

    def followers(self) -> Followers | None:
        return self.inner.followers()

    def send(self, letter: Letter) -> Receipt:
        return self._receipt(self.inner.send(self._letter(letter)))

    def find(self, letter: Letter) -> Receipt | None:
        found = self.inner.find(self._letter(letter))
        return self._receipt(found) if found else None

    def like(self, ref: Ref, key: str) -> None:
        self.inner.like(self._back(ref), key)

    def unlike(self, ref: Ref) -> None:
        self.inner.unlike(self._back(ref))

    def delete(self, ref: Ref) -> None:
        self.inner.delete(self._back(ref))

    def close(self) -> None:
        self.inner.close()

    def _out(self, id_: str) -> str:
        return f"{id_}@{self.of}"

    def _home(self, id_: str) -> str:
        return id_.removesuffix(f"@{self.of}")

    def _called(self, handle: str) -> str:
        return handle if not handle or "@" in handle[1:] else f"{handle}@{self.of}"

    def _seen(self, item: Seen) -> Seen:
        match item:
            case Message():
                return self._message(item)
            case Post():
                return self._by(item)
            case Gone() | Figures():
                return replace(item, id=self._out(item.id))
        return item

    def _message(self, one: Message) -> Message:
        return replace(
            self._by(one),
            in_reply_to=self._out(one.in_reply_to) if one.in_reply_to else one.in_reply_to,
            conversation=self._out(one.conversation) if one.conversation else one.conversation,
        )

    def _by(self, one: T) -> T:
        return replace(one, ref=self._ref(one.ref), author=self._author(one.author))

    def _author(self, who: Author) -> Author:
        if not self.people:
            return who
        return replace(who, id=self._out(who.id), handle=self._called(who.handle))

    def _ref(self, ref: Ref) -> Ref:
        return replace(ref, id=self._out(ref.id), root=self._ref(ref.root) if ref.root else None)

    def _back(self, ref: Ref) -> Ref:
        return replace(ref, id=self._home(ref.id), root=self._back(ref.root) if ref.root else None)

    def _receipt(self, receipt: Receipt) -> Receipt:
        return replace(receipt, ref=self._ref(receipt.ref))

    def _letter(self, letter: Letter) -> Letter:
        return replace(
            letter,
            reply_to=self._back(letter.reply_to) if letter.reply_to else None,
            quote=self._back(letter.quote) if letter.quote else None,
            conversation=self._home(letter.conversation) if letter.conversation else None,
            to=tuple(self._home(one) if not one.startswith("@") else one for one in letter.to),
        )
