"""What a plan says, part by part: plain values, written as JSON and checked on the way in."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from dialogo.records.errors import BadInput
from dialogo.records.text import Text

LONGEST = 500  # letters in a text of the plan
MOST = 40  # entries in a list of the plan
Counts = Literal["service", "always"]
Priority = Literal["", "low", "normal", "high", "urgent"]
Activity = Literal[
    "creating", "publishing", "answering", "promoting", "listening", "learning", "planning"
]
DOABLE: tuple[Activity, ...] = get_args(Activity)


@dataclass(frozen=True)
class Audience:
    """Whom we serve, and where they are met."""

    who: str
    where: str = ""


@dataclass(frozen=True)
class Need:
    """What they need: a name the library knows or own words; and which content serves it."""

    need: str
    content: str = ""


@dataclass(frozen=True)
class PromiseLine:
    """A finer promise: where all that is named fits, an answer within `minutes`; empty: any."""

    minutes: int
    network: str = ""
    need: str = ""
    priority: Priority = ""


@dataclass(frozen=True)
class Promise:
    """How soon people are answered; `share` of them, in percent; on which hours it counts. Of the
    `lines` that fit, the one that names most counts instead (see dialogue/promise_lines.py)."""

    minutes: int | None = None
    share: int = 90
    counts: Counts = "service"
    lines: tuple[PromiseLine, ...] = ()


@dataclass(frozen=True)
class Mix:
    """How many of a hundred posts do what."""

    useful: int | None = None
    promotional: int | None = None
    conversation: int | None = None
    corporate: int | None = None

    @property
    def total(self) -> int:
        return sum(share or 0 for share in self.shares.values())

    @property
    def shares(self) -> dict[str, int | None]:
        return {part.name: getattr(self, part.name) for part in fields(self)}


@dataclass(frozen=True)
class Someone:
    """A person of the plan. `pay` is what an hour costs, in the budget's currency."""

    name: str
    role: str = ""
    department: str = ""
    hours: Decimal | None = None
    does: tuple[Activity, ...] = ()
    dedicated: bool = False
    owner: bool = False
    cover: str = ""
    pay: Decimal | None = None


@dataclass(frozen=True)
class Part:
    """What of an activity's money is for one network."""

    network: str
    amount: Decimal


@dataclass(frozen=True)
class Amount:
    """Money for an activity over the whole period, or why there is none. `parts` of it are for one
    network each; the rest is for none in particular."""

    activity: Activity
    amount: Decimal | None = None
    why_not: str = ""
    parts: tuple[Part, ...] = ()

    @property
    def rest(self) -> Decimal:
        """What is for no network in particular."""
        return (self.amount or Decimal(0)) - sum((part.amount for part in self.parts), Decimal(0))


@dataclass(frozen=True)
class Budget:
    """The money set aside, pay of people included."""

    first: date | None = None
    last: date | None = None
    currency: str = ""
    amounts: tuple[Amount, ...] = ()

    @property
    def total(self) -> Decimal:
        return sum((line.amount or Decimal(0) for line in self.amounts), Decimal(0))

    @property
    def days(self) -> int:
        """Days of the period; 0 where it is not said, or ends before it begins."""
        if self.first is None or self.last is None:
            return 0
        return max(0, (self.last - self.first).days + 1)

    def of(self, activity: Activity) -> Amount:
        """The line of an activity; an empty one where there is none."""
        found = [line for line in self.amounts if line.activity == activity]
        return found[0] if found else Amount(activity)


@dataclass(frozen=True)
class NotYet:
    """What will not be measured yet, and until when."""

    what: str
    until: date | None = None


@dataclass(frozen=True)
class Goal:
    """What is to grow."""

    what: str


@dataclass(frozen=True)
class Return:
    """The day on which a return is looked for, and why not sooner."""

    day: date | None = None
    why: str = ""


@dataclass(frozen=True)
class PlanBody:
    """The nine parts of a plan; any of them may still be empty."""

    audiences: tuple[Audience, ...] = ()
    needs: tuple[Need, ...] = ()
    promise: Promise = field(default_factory=Promise)
    mix: Mix = field(default_factory=Mix)
    people: tuple[Someone, ...] = ()
    budget: Budget = field(default_factory=Budget)
    not_yet: tuple[NotYet, ...] = ()
    goals: tuple[Goal, ...] = ()
    returns: Return = field(default_factory=Return)

    @property
    def is_empty(self) -> bool:
        return self == PlanBody()


PARTS = tuple(part.name for part in fields(PlanBody))

UNREADABLE = Text(
    en="The part “{place}” of the plan cannot be read: {found} does not belong there.",
    it="La parte «{place}» del piano non si può leggere: {found} lì non ci sta.",
)
TOO_MANY = Text(
    en="There are more than {most} entries in “{place}”. Put some of them together.",
    it="In «{place}» ci sono più di {most} voci. Unitene qualcuna.",
)
NEWER = Text(
    en="This plan was written by a newer Dialogo. Bring this one up to date.",
    it="Questo piano è scritto da un Dialogo più recente. Aggiornate questo.",
)
_VERSION = 1


def written(value: Any) -> Any:
    """A body, or a part of one, as plain JSON."""
    match value:
        case PlanBody():
            return {"version": _VERSION} | {name: written(getattr(value, name)) for name in PARTS}
        case tuple():
            return [written(item) for item in value]
        case Decimal():
            return format(value, "f")
        case date():
            return value.isoformat()
    if is_dataclass(value):
        return {part.name: written(getattr(value, part.name)) for part in fields(value)}
    return value


def read(content: Any) -> PlanBody:
    """The body that `written` wrote; raises `BadInput` at what does not belong there."""
    if not isinstance(content, dict):
        raise _unreadable("plan", content)
    if content.get("version", _VERSION) != _VERSION:
        raise BadInput(NEWER)
    rest = {name: value for name, value in content.items() if name != "version"}
    body = _read(PlanBody, rest, "plan")
    assert isinstance(body, PlanBody)  # noqa: S101  (narrowing only)
    return body


def digest(part: Any) -> str:
    """A short name for exactly this content, by which a change by somebody else is noticed."""
    text = json.dumps(written(part), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _read(kind: Any, content: Any, place: str) -> Any:
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        (inner,) = [choice for choice in get_args(kind) if choice is not NoneType]
        return None if content is None else _read(inner, content, place)
    if origin is Literal:
        if content not in get_args(kind):
            raise _unreadable(place, content)
        return content
    if origin is tuple:
        if not isinstance(content, list):
            raise _unreadable(place, content)
        if len(content) > MOST:
            raise BadInput(TOO_MANY, place=place, most=MOST)
        return tuple(_read(get_args(kind)[0], item, place) for item in content)
    if is_dataclass(kind):
        return _object(kind, content, place)
    try:
        return _PLAIN[kind](content)
    except (ValueError, TypeError, InvalidOperation):
        raise _unreadable(place, content) from None


def _object(kind: Any, content: Any, place: str) -> Any:
    hints = get_type_hints(kind)
    if not isinstance(content, dict) or not content.keys() <= hints.keys():
        raise _unreadable(place, content)
    try:
        return kind(
            **{name: _read(hints[name], item, f"{place}.{name}") for name, item in content.items()}
        )
    except TypeError:  # a field that cannot be left out is missing
        raise _unreadable(place, content) from None


def _text(content: Any) -> str:
    if not isinstance(content, str) or len(content) > LONGEST or "\0" in content:
        raise ValueError
    content.encode()  # a lone surrogate cannot be stored
    return content


def _whole(content: Any) -> int:
    if isinstance(content, bool) or not isinstance(content, int) or not 0 <= content <= 10**6:
        raise ValueError
    return content


def _flag(content: Any) -> bool:
    if not isinstance(content, bool):
        raise TypeError
    return content


def _exact(content: Any) -> Decimal:
    if not isinstance(content, str):
        raise TypeError
    value = Decimal(content)
    if not value.is_finite() or not 0 <= value < 10**12 or value != round(value, 4):
        raise ValueError
    return value


def _day(content: Any) -> date:
    if not isinstance(content, str):
        raise TypeError
    day = date.fromisoformat(content)
    if not 1990 <= day.year <= 2200:
        raise ValueError
    return day


_PLAIN: dict[Any, Any] = {str: _text, int: _whole, bool: _flag, Decimal: _exact, date: _day}


def _unreadable(place: str, found: object) -> BadInput:
    return BadInput(UNREADABLE, place=place, found=repr(found)[:60])
