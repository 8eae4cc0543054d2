"""Blackening: what names or quotes an erased person, taken out of whatever else is stored.

A handle goes wherever it is called (`@anna`) and, where it cannot be a word of everyday language,
wherever it stands; ids of messages are replaced by their pseudonyms, and quotes of texts emptied.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

BLACK = "[…]"
_PREFIX = 20  # characters by which a quote is known; shorter ones are anybody's words
_SURELY_AN_ID = 8  # shorter ids may be any number that stands in a list
_LONG_NAME, _LONG_NUMBER = 4, 7  # shorter ones are everyday words, hours, years, prices
_QUOTING = frozenset({"quote", "text", "url"})


@dataclass(frozen=True)
class Blackening:
    """`handles` as the networks write them; `ids` of (network, id) to what stands for each now;
    `texts` that the person wrote."""

    handles: frozenset[str]
    ids: Mapping[tuple[str, str], str]
    texts: tuple[str, ...] = ()

    @cached_property
    def needles(self) -> list[str]:
        """Words without which nothing needs blackening, for a first look by the database."""
        return sorted({bare(handle) for handle in self.handles})

    @cached_property
    def named(self) -> re.Pattern[str]:
        parts = []
        for handle in sorted(self.needles, key=len, reverse=True):
            calls = r"(?<![\w.-])" if telling(handle) else r"(?<=[@/])"
            parts.append(rf"{calls}{re.escape(handle)}(?![\w-]|\.\w)")
        return re.compile("|".join(parts) or r"(?!)", re.IGNORECASE)

    @cached_property
    def _new_ids(self) -> dict[str, str]:
        found = {f"{network}:{id_}": f"{network}:{new}" for (network, id_), new in self.ids.items()}
        plain = {id_: new for (_, id_), new in self.ids.items() if len(id_) >= _SURELY_AN_ID}
        return found | plain

    @cached_property
    def _begun(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for text in map(_on_one_line, self.texts):
            if len(text) >= _PREFIX:
                found.setdefault(text[:_PREFIX], []).append(text)
        return found

    def text(self, value: str) -> str:
        """`value` without the person."""
        if (new := self._new_ids.get(value)) is not None:
            return new
        return BLACK if self._quotes(value) else self.named.sub(BLACK, value)

    def anything(self, value: Any) -> Any:
        """The same for whatever JSON holds, lists and dicts to the bottom."""
        match value:
            case str():
                return self.text(value)
            case [str(network), str(id_)] if (network, id_) in self.ids:
                return [network, self.ids[network, id_]]
            case list():
                return [self.anything(item) for item in value]
            case dict():
                emptied = _QUOTING if self._is_of(value.values()) else frozenset()
                return {
                    self.text(key): None if key in emptied else self.anything(item)
                    for key, item in value.items()
                }
        return value

    def _is_of(self, values: Iterable[Any]) -> bool:
        return any(isinstance(value, str) and value in self._new_ids for value in values)

    def _quotes(self, value: str) -> bool:
        line = _on_one_line(value).removesuffix("…").rstrip()
        begun = self._begun.get(line[:_PREFIX], ())
        return any(text.startswith(line) or line.startswith(text) for text in begun)


def bare(handle: str) -> str:
    """A handle as others call it: without its @."""
    return handle.strip().lstrip("@")


def telling(handle: str) -> bool:
    """Whether a handle is no word or number of everyday language, so that it is taken out wherever
    it stands; any other only where somebody is called by it."""
    shortest = _LONG_NUMBER if handle.isdigit() else _LONG_NAME
    return not handle.isalpha() and len(handle) >= shortest


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
