"""Finds the columns of an export, whatever its language and its year call them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from dialogo.records.plain import plain


@dataclass(frozen=True, eq=False)
class Columns:
    """Fields, each with the names under which exports write it, in order of preference."""

    names: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, **names: str) -> Columns:
        """`Columns.of(text="Post text | Testo del post")`; names are compared as `plain`."""
        return cls(
            {
                field: tuple(plain(name) for name in listed.split("|"))
                for field, listed in names.items()
            }
        )

    def found(self, headers: Iterable[str]) -> dict[str, str]:
        """The header, as it is written, of each field that is there."""
        return _found(self, tuple(headers))

    def has(self, headers: Iterable[str], *fields: str) -> bool:
        """Whether every one of `fields` is among the headers."""
        present = {plain(header) for header in headers}
        return all(not present.isdisjoint(self.names[field]) for field in fields)

    def knows(self, headers: Iterable[str]) -> bool:
        """Whether each of the headers is the name of a field."""
        known = {name for names in self.names.values() for name in names}
        return all(plain(header) in known for header in headers)


@lru_cache(maxsize=1024)  # asked for every row of a table, whose headers stay the same
def _found(columns: Columns, headers: tuple[str, ...]) -> dict[str, str]:
    written: dict[str, str] = {}
    for header in headers:
        written.setdefault(plain(header), header)
    return {
        field: written[name]
        for field, names in columns.names.items()
        if (name := next((one for one in names if one in written), None))
    }
