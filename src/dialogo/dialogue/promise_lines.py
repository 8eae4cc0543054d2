"""Promise lines: how soon an answer is promised, and to whom; the most specific line counts.

The plan keeps a row for each line, of the kind `promise`, with minutes as its value. Its subject is
`reply-time` for everybody, or `reply-time:network=…;need=…;priority=…` with one to three of these
parts, in which `%`, `;` and `=` are written as in an address (%25, %3B, %3D).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote

GENERAL = "reply-time"
PARTS = ("network", "need", "priority")
PRIORITIES = ("low", "normal", "high", "urgent")


@dataclass(frozen=True)
class Line:
    """An answer within `minutes` where all that is named fits; empty means any."""

    minutes: float
    network: str = ""
    need: str = ""
    priority: str = ""

    @property
    def specific(self) -> tuple[int, bool, bool, bool]:
        """The larger, the more specific: how many parts are named, then the priority before the
        need before the network."""
        named = (bool(self.priority), bool(self.need), bool(self.network))
        return (sum(named), *named)

    @property
    def subject(self) -> str:
        """As the plan's row has it."""
        named = [f"{name}={_quoted(value)}" for name in PARTS if (value := getattr(self, name))]
        return f"{GENERAL}:{';'.join(named)}" if named else GENERAL

    def fits(self, network: str, need: str | None, priority: str) -> bool:
        """Whether it is a line for such a wait."""
        asked = ((self.network, network), (self.need, need or ""), (self.priority, priority))
        return all(not wanted or wanted.casefold() == is_.casefold() for wanted, is_ in asked)


def read(subject: str, minutes: float | None) -> Line | None:
    """The line that a row of the plan holds; None for what is none."""
    general, mark, rest = subject.strip().partition(":")
    if general.casefold() != GENERAL or minutes is None or not minutes > 0:
        return None
    if not mark:
        return Line(minutes)
    parts: dict[str, str] = {}
    for part in rest.split(";"):
        name, _, value = part.partition("=")
        name, value = name.strip().casefold(), unquote(value).strip()
        if name not in PARTS or name in parts or not value:
            return None
        parts[name] = value
    if "priority" in parts and parts["priority"] not in PRIORITIES:
        return None
    return Line(minutes, **parts)


@dataclass(frozen=True)
class Lines:
    """All lines of a plan, the most specific first."""

    every: tuple[Line, ...] = ()

    @classmethod
    def of(cls, lines: Iterable[Line]) -> Lines:
        """In the order in which they are tried."""
        return cls(tuple(sorted(lines, key=lambda line: line.specific, reverse=True)))

    @property
    def general(self) -> Line | None:
        """The promise to everybody."""
        return next((line for line in self.every if not line.specific[0]), None)

    def of_wait(self, network: str, need: str | None, priority: str) -> Line | None:
        """The line that counts for a wait; None: nothing is promised."""
        return next((line for line in self.every if line.fits(network, need, priority)), None)

    @property
    def sql(self) -> str:
        """The same as an expression over `network`, `need` and `priority`: minutes, or NULL."""
        cases = [f"WHEN {_fits(line)} THEN {line.minutes!r}" for line in self.every]
        return f"CASE {' '.join(cases)} END::DOUBLE" if cases else "NULL::DOUBLE"


def _fits(line: Line) -> str:
    asked = [
        f"lower(coalesce({name}, '')) = lower({_literal(value)})"
        for name in PARTS
        if (value := getattr(line, name))
    ]
    return " AND ".join(asked) or "true"


def _literal(text: str) -> str:
    # A dollar would begin the name of a parameter.
    plain = text.replace("'", "''")
    return " || chr(36) || ".join(f"'{part}'" for part in plain.split("$"))


def _quoted(text: str) -> str:
    return text.replace("%", "%25").replace(";", "%3B").replace("=", "%3D")
