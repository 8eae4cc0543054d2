"""Clauses: the words of a message, cut where a sentence, a greeting or a name cuts them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dialogo.language.need_edges import BREAKS, edge

_LARGE = 0.5  # of a word's places within a sentence those where it is written large: it is a name

_ACCOUNT = re.compile(r"[@#](\w+)")
_LEFT_OUT = re.compile(r"(?:https?://|www\.)\S+|[@#]\w+|\S+@\S+|&\w+;")
_NUMBERS = re.compile(r"\s[#n°.]*\d{3,}\b")  # of orders and the like: "my order 2706 arrived"
_CLAUSE = re.compile(r"[^\w\s'’-]+|\s-+\s|\w*\d\w*|_+|\n")
_WORD = {
    "it": re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*['’]?"),
    "": re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*"),
}
_HUMP = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_PART = re.compile(r"[^\w\s'’-]+|\n")
_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Names:
    """Words, in small letters, that name somebody or something: because they are written large
    within sentences, or because an account is called so."""

    large: frozenset[str]
    accounts: frozenset[str]

    def __contains__(self, word: str) -> bool:
        return word in self.large or word in self.accounts


@dataclass(frozen=True)
class Clause:
    """Words, small, and whether the name of a thing comes after them: then more is said."""

    words: tuple[str, ...]
    named: bool = False


def clauses(text: str, tongue: str, names: Names) -> Iterator[Clause]:
    """The clauses of a text in a language ("" if it is not known)."""
    plain = _NUMBERS.sub(" ", _LEFT_OUT.sub(" . ", text[:2_000])).replace("’", "'")
    for part in _CLAUSE.split(plain):
        words: list[str] = []
        for found in _WORD.get(tongue, _WORD[""]).findall(part):
            word = found.lower()
            if word in BREAKS or word in names or len(word) > 30:
                if words:
                    yield Clause(tuple(words), named=word in names.large)
                words = []
            else:
                words.append(word)
        if words:
            yield Clause(tuple(words))


def names_in(texts: Iterable[str]) -> Names:
    """The names that texts of one company have."""
    large: Counter[str] = Counter()
    every: Counter[str] = Counter()
    accounts: Counter[str] = Counter()
    for text in texts:
        for account in _ACCOUNT.findall(text):
            parts = [*_HUMP.findall(account)[:1], *account.split("_"), account]
            accounts.update({part.lower() for part in parts if len(part) > 3})
        for part in _parts(text):
            words = _LETTERS.findall(part)
            if len(words) < 3 or sum(word[0].isupper() for word in words) * 2 > len(words):
                continue  # all in large letters, or a title
            for word in words[1:]:
                every[word.lower()] += 1
                large[word.lower()] += word[0].isupper()
    found = {word for word, count in large.items() if count > _LARGE * every[word] and count > 1}
    owned = {word for word, count in accounts.items() if count > 4}
    return Names(frozenset(found - {"i"} - owned), frozenset(owned))


def named_in(text: str, names: Names) -> Iterator[tuple[str, str, str]]:
    """What a text names, as it is written: the word before, the name and the word after it, those
    two in small letters and empty where they mean nothing."""
    for part in _parts(text):
        words = _LETTERS.findall(part)
        name: list[str] = []
        for place, word in enumerate([*words, ""]):
            if word[:1].isupper() and word.lower() in names.large:
                name.append(word)
            elif name:
                before = words[place - len(name) - 1] if place > len(name) else ""
                yield _beside(before, names), " ".join(name), _beside(word, names)
                name = []


def _beside(word: str, names: Names) -> str:
    small = word.lower()
    return small if small not in names and edge(small) == "known" else ""


def _parts(text: str) -> Sequence[str]:
    return _PART.split(_LEFT_OUT.sub(" . ", text[:2_000]))
