"""Phrases: what a group of messages is called, in a few words as people put them.

A phrase is two to four words that stand beside each other in several people's messages, or a whole
question, begin and end as a heading may ("opening hours", "where is my order") and tell the group
from the rest: its log-odds in standard errors, as a word's (Monroe, Colaresi and Quinn, "Fightin'
Words", 2008), times the square root of the share of its people who say it. What somebody did is no
heading ("threw a bag"). Names of products and places, mostly written large within a sentence, are
one only where nothing else is said half as often; those of accounts that people write to never.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import sqrt
from typing import TYPE_CHECKING

from dialogo.language.need_clauses import Clause, clauses, named_in, names_in
from dialogo.language.need_edges import (
    AND,
    ASKED_FIRST,
    BEFORE_VERBS,
    DENIALS,
    ENDS_BEFORE,
    NOT,
    NOUN_AFTER,
    OF,
    OR,
    QUESTIONS,
    SENTENCE,
    SUBJECTS,
    edge,
)
from dialogo.language.need_fields import words as listed
from dialogo.language.need_names import log_odds

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

PEOPLE = 3  # who use a phrase, at least: what fewer say could be somebody's own
OFTEN = 0.12  # of a group's people those who use the phrase it is called by, at least (house rule)
_WORD_OFTEN = 0.2  # and those who use a single word
_NAME_OFTEN = 0.6  # and those who use a name
LONGEST = 7  # words of a question; four of anything else
READ = 300  # messages of a group that are read for its name, evenly spaced
_NOUN = 0.2  # of a word's places those after an article and the like: it is a noun
_SINGLE = 0.4  # how much a word alone counts beside several, which say more
_ALONE = 0.3  # of a word's places those where no other belongs to it
_DONE = 0.3  # of a word's places those after whoever did it: it is a verb
_WHOLE = 0.5  # of a phrase's places those where it is not cut out of a longer one
_LISTED = 1.5  # how much better a phrase is that has a word which need_fields.py lists
_ADDED = 0.8  # of a name's people those who say the same word beside it: it belongs to the name


@dataclass
class _Heard:
    """What the messages of a group say: by phrase and by name, who; and all people."""

    people: set[int] = field(default_factory=set)
    phrases: dict[tuple[str, ...], set[int]] = field(default_factory=dict)
    names: dict[str, set[int]] = field(default_factory=dict)


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
        self._names, self._listed = names_in(texts), frozenset(listed())
        self._heard = [_Heard() for _ in range(len(tongues))]
        self._nouns: Counter[str] = Counter()
        self._done: Counter[str] = Counter()
        self._places: Counter[str] = Counter()
        self._said: Counter[tuple[str, ...]] = Counter()
        self._whole: Counter[tuple[str, ...]] = Counter()
        everybody: dict[tuple[str, ...], set[int]] = {}
        for text, person, group in zip(texts, people, of, strict=True):
            tongue = tongues[group] if group >= 0 else ""
            for clause in clauses(text, tongue, self._names):
                self._count(clause.words, tongue)
                for phrase, whole in _within(clause):
                    everybody.setdefault(phrase, set()).add(person)
                    self._said[phrase] += 1
                    self._whole[phrase] += whole
                    if group >= 0:
                        self._heard[group].phrases.setdefault(phrase, set()).add(person)
            if group >= 0:
                self._heard[group].people.add(person)
                self._note_names(text, person, group)
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
        found, most = [], 0.0
        for phrase, value, used in zip(phrases, worth, here / len(heard.people), strict=True):
            form = self._form(phrase)
            told = (-round(float(value) * form * sqrt(used), 6), -len(phrase), said(phrase))
            if told[0] >= 0:
                continue
            if used >= (OFTEN if len(phrase) > 1 else _WORD_OFTEN):
                found.append(told)
                most = max(most, used)
        names = [name for _, _, name in sorted(found)]
        named, often = self._named(heard)
        if named:
            names.insert(0 if most * 2 < often else len(names), named)
        return list(dict.fromkeys(names))

    def _count(self, words: tuple[str, ...], tongue: str) -> None:
        """Whether words stand where nouns do, or where somebody does something."""
        for at, word in enumerate(words):
            before = words[at - 1] if at else ""
            article = before in NOUN_AFTER and (before != "i" or tongue == "it")
            asked = at > 1 and words[at - 2] in ASKED_FIRST
            self._places[word] += 1
            self._nouns[word] += article
            self._done[word] += before in SUBJECTS and not asked and not (article and at > 1)

    def _note_names(self, text: str, person: int, group: int) -> None:
        for before, name, after in named_in(text, self._names):
            for one in {name, f"{before} {name}".strip(), f"{name} {after}".strip()}:
                self._heard[group].names.setdefault(one, set()).add(person)

    def _named(self, heard: _Heard) -> tuple[str, float]:
        """The name of something that most of a group speak of, and the share of who says it."""
        counts = {one: len(who) for one, who in heard.names.items()}
        best = max(counts, key=lambda one: (counts[one], one), default="")
        if counts.get(best, 0) < max(PEOPLE, _NAME_OFTEN * len(heard.people)):
            return "", 0.0
        more = [one for one, count in counts.items()
                if best in one and count >= _ADDED * counts[best]]  # fmt: skip
        return max(more, key=lambda one: (len(one), one)), counts[best] / len(heard.people)

    def _form(self, phrase: tuple[str, ...]) -> float:
        """How well a phrase reads as a heading; 0: it is none, or a part of one."""
        noun = self._nouns[phrase[-1]] / max(self._places[phrase[-1]], 1)
        whole = self._whole[phrase] / self._said[phrase]
        if len(phrase) == 1:
            return noun * _SINGLE if noun >= _NOUN and whole >= _ALONE else 0
        denies = not NOT.isdisjoint(phrase)
        if whole < _WHOLE:
            return 0
        if phrase[0] in QUESTIONS:
            return whole * 1.5 if len(phrase) > 2 or denies else 0
        if not denies and not SENTENCE.isdisjoint(phrase):
            return 0
        if self._done[phrase[0]] >= _DONE * self._places[phrase[0]]:
            return 0
        return whole * (1 + noun) * (1 if self._listed.isdisjoint(phrase) else _LISTED)


def said(phrase: Iterable[str]) -> str:
    """A phrase as it is written: "dov'è l'ordine", "how do I"."""
    text = " ".join("I" if word == "i" else word for word in phrase)
    return text.replace("' ", "'")


def _within(clause: Clause) -> Iterable[tuple[tuple[str, ...], bool]]:
    """The phrases in a clause that begin and end well, and whether each is whole there: no word
    that belongs to it stands before or after it, nor a name that a question asks for."""
    words = clause.words
    edges = [edge(word) for word in words]
    helped = SENTENCE & ASKED_FIRST
    for start, first in enumerate(words):
        asks = first in QUESTIONS
        if not asks and not edges[start]:
            continue
        before = words[start - 1] if start else ""
        left = asks or not (before and (edges[start - 1] or before in BEFORE_VERBS))
        for end in range(start + 1, min(start + (LONGEST if asks else 4), len(words)) + 1):
            phrase = words[start:end]
            if not edges[end - 1] or not any(one == "known" for one in edges[start:end]):
                continue
            inner = phrase[1:-1]
            if any(word in QUESTIONS and word not in DENIALS for word in inner):
                continue
            if len(inner) > 1 and not AND.isdisjoint(inner):
                continue
            after = words[end] if end < len(words) else ""
            acts = after in NOUN_AFTER and after not in OF and before not in NOUN_AFTER
            cut = bool(after and edge(after)) or (acts and len(phrase) > 1)
            cut |= not after and clause.named and len(phrase) > 1
            cut |= after in OR or before in OR
            cut |= (
                asks and bool(after) and after not in ENDS_BEFORE and not helped.isdisjoint(phrase)
            )
            yield phrase, left and not cut
