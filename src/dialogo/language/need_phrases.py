"""Phrases: what a group of messages is called, in a few words as people put them.

A phrase is two to five words that stand beside each other in several people's messages, begin and
end as a heading may ("opening hours", "where is my order") and tell the group from the rest: its
log-odds in standard errors, as a word's (Monroe, Colaresi and Quinn, "Fightin' Words", 2008).
Names of companies, products and places are left out: words that are mostly written large within a
sentence, and those of accounts that people write to.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import sqrt
from typing import TYPE_CHECKING

from dialogo.language.need_edges import (
    AND,
    BEFORE_VERBS,
    BREAKS,
    DENIALS,
    NOUN_AFTER,
    OF,
    QUESTIONS,
    edge,
)
from dialogo.language.need_names import log_odds

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

PEOPLE = 3  # who use a phrase, at least: what fewer say could be somebody's own
OFTEN = 0.12  # of a group's people those who use the phrase it is called by, at least (house rule)
_WORD_OFTEN = 0.2  # and those who use a single word
LONGEST = 5  # words; of more than three only questions
READ = 300  # messages of a group that are read for its name, evenly spaced
_NOUN = 0.2  # of a word's places those after an article and the like: it is a noun
_WHOLE = 0.5  # of a phrase's places those where it is not cut out of a longer one
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


@dataclass
class _Heard:
    """What the messages of a group say: by phrase, who; and all people."""

    people: set[int] = field(default_factory=set)
    phrases: dict[tuple[str, ...], set[int]] = field(default_factory=dict)


def phrases_of(
    texts: pa.Array,
    languages: pa.Array,
    people: NDArray[np.int64],
    of: NDArray[np.int64],
    others: pa.Array,
) -> list[list[str]]:
    """What each group may be called, the best first; empty: no phrase holds it together.

    `languages`, `people` (whose each is) and `of` (the group, -1: none) are of `texts`; `others`
    are messages that groups are told from, too.
    """
    import numpy as np  # start-up: the command line imports this floor for its help
    import pyarrow as pa
    import pyarrow.compute as pc

    spoken = pc.fill_null(languages, "").to_numpy(zero_copy_only=False)
    tongues, chosen = [], [_some(np.flatnonzero(of < 0))]
    for group in range(int(of.max(initial=-1)) + 1):
        mine = np.flatnonzero(of == group)
        counts = Counter(one for one in spoken[mine].tolist() if one)
        tongues.append(min(counts, key=lambda one: (-counts[one], one), default=""))
        chosen.append(_some(mine[np.isin(spoken[mine], ["", tongues[-1]])]))
    read = np.concatenate(chosen)
    beside = _some(np.arange(len(others)))
    said = [*texts.take(pa.array(read)).to_pylist(), *others.take(pa.array(beside)).to_pylist()]
    whose = [*people[read].tolist(), *range(-len(beside), 0)]
    phrases = Phrases([one or "" for one in said], whose,
                      [*of[read].tolist(), *[-1] * len(beside)], tongues)  # fmt: skip
    known = ("en", "it", "")
    return [phrases.of(group) if tongue in known else [] for group, tongue in enumerate(tongues)]


def _some(places: NDArray[np.int64]) -> NDArray[np.int64]:
    return places[:: -(-max(len(places), 1) // READ)]


class Phrases:
    """Phrases of several groups of messages, each told from all the others.

    `texts` and `people` (whose each is) are of the same messages; `of` has the group of each, -1
    for those that are only there to tell groups from; `tongues` has the language of each group.
    """

    def __init__(
        self,
        texts: Sequence[str],
        people: Sequence[int],
        of: Sequence[int],
        tongues: Sequence[str],
    ) -> None:
        self._names = _names(texts)
        self._heard = [_Heard() for _ in range(len(tongues))]
        self._nouns: Counter[str] = Counter()
        self._places: Counter[str] = Counter()
        self._said: Counter[tuple[str, ...]] = Counter()
        self._whole: Counter[tuple[str, ...]] = Counter()
        everybody: dict[tuple[str, ...], set[int]] = {}
        for text, person, group in zip(texts, people, of, strict=True):
            tongue = tongues[group] if group >= 0 else ""
            for clause in _clauses(text, tongue, self._names):
                self._count(clause, tongue)
                for phrase, whole in _within(clause):
                    everybody.setdefault(phrase, set()).add(person)
                    self._said[phrase] += 1
                    self._whole[phrase] += whole
                    if group >= 0:
                        self._heard[group].phrases.setdefault(phrase, set()).add(person)
            if group >= 0:
                self._heard[group].people.add(person)
        self._everywhere = {phrase: len(who) for phrase, who in everybody.items()}
        self._all = sum(self._everywhere.values())

    def of(self, group: int) -> list[str]:
        """What a group may be called, the best first."""
        import numpy as np  # start-up, as above

        heard = self._heard[group]
        phrases = [one for one, who in heard.phrases.items() if len(who) >= PEOPLE]
        here = np.array([len(heard.phrases[one]) for one in phrases], np.int64)
        everywhere = np.array([self._everywhere[one] for one in phrases], np.int64)
        size = sum(len(who) for who in heard.phrases.values())
        worth = log_odds(here, everywhere, size, self._all)
        long, short = [], []
        for phrase, value, used in zip(phrases, worth, here / len(heard.people), strict=True):
            told = (-round(float(value) * self._form(phrase), 6), -len(phrase), said(phrase))
            if told[0] >= 0:
                continue
            if len(phrase) == 1 and used >= _WORD_OFTEN:
                short.append((told[0] * sqrt(used), *told[1:]))
            elif len(phrase) > 1 and used >= OFTEN:
                long.append(told)
        return list(dict.fromkeys(name for _, _, name in [*sorted(long), *sorted(short)]))

    def _count(self, clause: list[str], tongue: str) -> None:
        for before, word in zip(["", *clause], clause, strict=False):
            self._places[word] += 1
            self._nouns[word] += before in NOUN_AFTER and (before != "i" or tongue == "it")

    def _form(self, phrase: tuple[str, ...]) -> float:
        """How well a phrase reads as a heading; 0: it is a part of one."""
        noun = self._nouns[phrase[-1]] / max(self._places[phrase[-1]], 1)
        if len(phrase) == 1:
            return noun if noun >= _NOUN else 0
        whole = self._whole[phrase] / self._said[phrase]
        if whole < _WHOLE:
            return 0
        asks = phrase[0] in QUESTIONS and len(phrase) > 2
        return whole * (1.5 if asks else 1 + noun)


def said(phrase: Iterable[str]) -> str:
    """A phrase as it is written: "dov'è l'ordine", "how do I"."""
    text = " ".join("I" if word == "i" else word for word in phrase)
    return text.replace("' ", "'")


def _clauses(text: str, tongue: str, names: set[str]) -> Iterable[list[str]]:
    """The words of a text, small, cut where a sentence, a name or a greeting cuts them."""
    plain = _NUMBERS.sub(" ", _LEFT_OUT.sub(" . ", text[:2_000])).replace("’", "'")
    for part in _CLAUSE.split(plain):
        clause: list[str] = []
        for found in _WORD.get(tongue, _WORD[""]).findall(part):
            word = found.lower()
            if word in BREAKS or word in names or len(word) > 30:
                if clause:
                    yield clause
                clause = []
            else:
                clause.append(word)
        if clause:
            yield clause


def _within(clause: list[str]) -> Iterable[tuple[tuple[str, ...], bool]]:
    """The phrases in a clause that begin and end well, and whether each is whole there: no word
    that belongs to it stands before or after it."""
    edges = [edge(word) for word in clause]
    for start, first in enumerate(clause):
        asks = first in QUESTIONS
        if not asks and not edges[start]:
            continue
        before = clause[start - 1] if start else ""
        left = asks or not (before and (edges[start - 1] or before in BEFORE_VERBS))
        for end in range(start + 1, min(start + (LONGEST if asks else 4), len(clause)) + 1):
            phrase = clause[start:end]
            if not edges[end - 1] or not any(one == "known" for one in edges[start:end]):
                continue
            inner = phrase[1:-1]
            if any(word in QUESTIONS and word not in DENIALS for word in inner):
                continue
            if len(inner) > 1 and not AND.isdisjoint(inner):
                continue
            after = clause[end] if end < len(clause) else ""
            acts = after in NOUN_AFTER and after not in OF and before not in NOUN_AFTER
            cut = bool(after and edge(after)) or (acts and len(phrase) > 1)
            yield tuple(phrase), left and not cut


def _names(texts: Iterable[str]) -> set[str]:
    """Words that name somebody or something: written large within sentences, or accounts."""
    large: Counter[str] = Counter()
    every: Counter[str] = Counter()
    accounts: Counter[str] = Counter()
    for text in texts:
        for account in _ACCOUNT.findall(text):
            parts = [*_HUMP.findall(account)[:1], *account.split("_"), account]
            accounts.update({part.lower() for part in parts if len(part) > 3})
        for part in re.split(r"[^\w\s'’-]+|\n", _LEFT_OUT.sub(" . ", text[:2_000])):
            words = re.findall(r"[^\W\d_]+", part)
            if len(words) < 3 or sum(word[0].isupper() for word in words) * 2 > len(words):
                continue  # all in large letters, or a title
            for word in words[1:]:
                every[word.lower()] += 1
                large[word.lower()] += word[0].isupper()
    found = {word for word, count in large.items() if count > _LARGE * every[word] and count > 1}
    found |= {word for word, count in accounts.items() if count > 4}
    return found - {"i"}
