"""Which conversations a list shows, as an address, a saved view or a program asks for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db.models import Q

from dialogo.dialogue.promise_lines import PRIORITIES
from dialogo.web.models.conversations import Conversation, NoteMention
from dialogo.web.models.person import Person
from dialogo.web.models.workspace import Workspace

_LONGEST = 200
_CHOICES: Mapping[str, tuple[str, ...]] = {
    "state": Conversation.STATES,
    "whose": ("mine", "unassigned", "mentioned"),
    "place": ("mention", "comment", "reply", "direct", "review", "email"),
    "privacy": ("public", "private"),
    "asks": ("yes", "unsure", "no"),
    "act": (
        "question", "complaint", "request", "praise", "suggestion", "spam", "chat", "unsure",
    ),
    "priority": PRIORITIES,
}  # fmt: skip


@dataclass(frozen=True)
class Filters:
    """Empty means every one. `author` is a person's key in hexadecimal digits; `late` means that
    the promise, or the network's own time to answer, ran out in the last month; `q` are words, all
    of which must be there ("…" in this order; an asterisk ends the beginning of a word)."""

    state: str = ""
    whose: str = ""
    person: int | None = None
    group: int | None = None
    network: str = ""
    connection: int | None = None
    place: str = ""
    privacy: str = ""
    asks: str = ""
    act: str = ""
    priority: str = ""
    need: str = ""
    language: str = ""
    author: str = ""
    unread: bool = False
    late: bool = False
    since: date | None = None
    until: date | None = None
    q: str = ""

    @staticmethod
    def read(data: Mapping[str, Any]) -> Filters:
        """Filters as an address or a saved view has them; what makes no sense is left out."""
        found = {}
        for one in fields(Filters):
            value = data.get(one.name)
            if value is not None:
                found[one.name] = _READERS[str(one.type)](one.name, value)
        return Filters(**{name: value for name, value in found.items() if value is not None})

    def written(self) -> dict[str, str]:
        """Only what is set, as `read` takes it."""
        return {
            one.name: "1" if value is True else str(value)
            for one in fields(self)
            if (value := getattr(self, one.name)) not in ("", None, False)
        }

    def but(self, **values: Any) -> Filters:
        """The same with other values."""
        return replace(self, **values)

    @property
    def by_due(self) -> bool:
        """Whether what is due first comes first; else the newest does."""
        return (self.state == Conversation.OPEN or self.late) and not self.q

    @property
    def frequent(self) -> bool:
        """Whether a long stretch of the list may hold hardly any that fit."""
        own = (
            self.network, self.connection, self.place, self.privacy, self.asks, self.act,
            self.priority, self.need, self.language, self.unread, self.whose == "unassigned",
        )  # fmt: skip
        return not any(own) and not (self.by_due and (self.since or self.until))

    def in_state(self) -> Q:
        """The part that the order of the list stands on."""
        state = Conversation.OPEN if self.late else self.state
        return Q(state=state) if state else Q()

    def narrowed(self, workspace: Workspace, person: Person, now: datetime) -> Q:
        """All the rest, but `q`."""
        wanted = Q()
        for name in ("place", "asks", "act", "need", "language", "network"):
            if value := getattr(self, name):
                wanted &= Q(**{name: value})
        if self.priority:
            wanted &= Q(priority=PRIORITIES.index(self.priority))
        if self.connection is not None:
            wanted &= Q(connection=self.connection)
        if self.privacy:
            wanted &= Q(private=self.privacy == "private")
        if self.person is not None:
            wanted &= Q(assigned=self.person)
        if self.group is not None:
            wanted &= Q(group=self.group)
        if self.author:
            wanted &= Q(author_key=bytes.fromhex(self.author))
        if self.unread:
            wanted &= Q(unread__gt=0)
        if self.late:
            wanted &= Q(rank_at__lte=now)
        return wanted & self._whose(person) & self._between(workspace)

    def _whose(self, person: Person) -> Q:
        match self.whose:
            case "mine":
                return Q(assigned=person)
            case "unassigned":
                return Q(assigned__isnull=True, group__isnull=True)
            case "mentioned":
                calls = NoteMention.objects.filter(
                    person=person, seen_at__isnull=True, note__taken_back_at__isnull=True
                )
                return Q(pk__in=calls.values("note__conversation"))
        return Q()

    def _between(self, workspace: Workspace) -> Q:
        wanted, zone = Q(), _zone(workspace)
        if self.since:
            wanted &= Q(last_at__gte=datetime.combine(self.since, time.min, zone))
        if self.until and self.until < date.max:
            end = datetime.combine(self.until + timedelta(days=1), time.min, zone)
            wanted &= Q(last_at__lt=end)
        return wanted


def _zone(workspace: Workspace) -> Any:
    try:
        return ZoneInfo(workspace.zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


def _text(name: str, value: Any) -> str | None:
    said = str(value).replace("\0", "").strip()[:_LONGEST]
    if name in _CHOICES:
        return said if said in _CHOICES[name] else None
    if name == "author":
        return said.lower() if _is_key(said) else None
    return said


def _is_key(said: str) -> bool:
    try:
        return len(bytes.fromhex(said)) == len(said) // 2 > 0
    except ValueError:
        return False


def _number(_: str, value: Any) -> int | None:
    said = str(value)
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 18 else None


def _day(_: str, value: Any) -> date | None:
    try:
        found = date.fromisoformat(str(value))
    except ValueError:
        return None
    return found if 1970 <= found.year <= 9000 else None


def _flag(_: str, value: Any) -> bool:
    return str(value).lower() in ("1", "true", "on", "yes")


_READERS: Mapping[str, Callable[[str, Any], Any]] = {
    "str": _text,
    "int | None": _number,
    "date | None": _day,
    "bool": _flag,
}
