"""Groups of needs: what people of one company were found to ask for, and who asks for it anew.

A group is what its messages have in common: its terms, each with a weight. A message joins the
group it is nearest to, if it is near enough. What has been drawn once stays as it is: groups that
are found later, in a later turn, only get messages that no earlier one has, so that a message keeps
its need whatever is found after it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from dialogo.language.need_terms import Terms, listed_keys

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# A message is of a group from this likeness on (cosine of weighted terms; docs/models/needs.md).
NEAR = 0.5
# How much a word counts that need_fields.py does not list, a field, and a word of one person alone.
FREE, FIELD, ALONE = 0.5, 0.6, 0.2
_USED = 5  # people added to those who use a term, so that rare ones do not shout
_BLOCK = 4_000_000  # likenesses reckoned at a time
BEFORE = 0  # turns from here on come after the seeds of needs.py


@dataclass(frozen=True)
class Weights:
    """How telling terms are in one company's messages: the fewer people use one, the more.

    `keys` are sorted, `used` says how many of all `people` use each; others are used by one.
    """

    keys: NDArray[np.uint64]
    used: NDArray[np.int64]
    people: int

    def used_by(self, terms: Terms) -> NDArray[np.int64]:
        """How many people use each distinct term."""
        import numpy as np  # start-up: the command line imports this floor for its help

        places = np.searchsorted(self.keys, terms.keys)
        known = np.append(self.keys, np.uint64(1 << 63))[places] == terms.keys
        return np.where(known, np.append(self.used, 1)[places], 1)

    def of(self, terms: Terms) -> NDArray[np.float64]:
        """The weight of each distinct term."""
        import numpy as np  # start-up, as above

        used = self.used_by(terms)
        telling = np.sqrt(np.log1p(self.people / (used + _USED)))
        listed = np.isin(terms.keys, listed_keys())
        telling = np.where(listed, telling, telling * np.where(used > 1, FREE, FREE * ALONE))
        telling[terms.fields :] *= FIELD / FREE
        return np.asarray(telling)


def weighted(terms: Terms, weights: Weights) -> NDArray[np.float64]:
    """The weight of each term in each text, so that those of a text have length 1."""
    import numpy as np  # start-up, as above

    each = weights.of(terms)[terms.terms]
    length = np.sqrt(np.bincount(terms.texts, each * each, minlength=terms.size))
    return np.asarray(each / np.maximum(length, 1e-9)[terms.texts])


@dataclass(frozen=True)
class Group:
    """What the messages of a need have in common: `shares` of its terms `keys`, of length 1.

    `name` is the need's, which may have several groups; `turn` when it was found, below `BEFORE`
    with the first messages of all; `weights` the place of the weights it was drawn with; `words`
    how people write its terms. `within` is the need that it was split from, whose messages alone
    it takes.
    """

    name: str
    keys: NDArray[np.uint64]
    shares: NDArray[np.float32]
    turn: int = BEFORE - 1
    weights: int = 0
    words: tuple[str, ...] = ()
    within: str = ""


@dataclass(frozen=True)
class Nearest:
    """The group of each text, by its place (-1: none), and how near."""

    group: NDArray[np.int64]
    near: NDArray[np.float64]


@dataclass(frozen=True)
class Groups:
    """All groups of a company. `into` says which needs the team has joined to which."""

    groups: tuple[Group, ...] = ()
    weights: tuple[Weights, ...] = ()
    into: Mapping[str, str] = field(default_factory=dict)

    def called(self, name: str) -> str:
        """The need that `name` is part of by now."""
        for _ in range(len(self.into)):
            if name not in self.into:
                break
            name = self.into[name]
        return name

    def within(self, name: str, need: str) -> bool:
        """Whether `name` is `need`, or is part of it by now."""
        for _ in range(len(self.into)):
            if name == need or name not in self.into:
                break
            name = self.into[name]
        return name == need

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The need of each group."""
        return tuple(self.called(group.name) for group in self.groups)

    @cached_property
    def early(self) -> list[int]:
        """The places of the groups that were found with the first messages of all."""
        return [n for n, one in enumerate(self.groups) if not one.within and one.turn < BEFORE]

    @cached_property
    def late(self) -> list[int]:
        """The places of the groups that were found since."""
        return [n for n, one in enumerate(self.groups) if not one.within and one.turn >= BEFORE]

    @cached_property
    def split(self) -> list[list[int]]:
        """The places of the groups that a need was split into, those split first coming first."""
        turns: dict[tuple[int, str], list[int]] = {}
        for n, one in enumerate(self.groups):
            if one.within:
                turns.setdefault((one.turn, one.within), []).append(n)
        return [turns[turn] for turn in sorted(turns)]

    def nearest(self, terms: Terms, chosen: list[int]) -> Nearest:
        """The group of each text among the `chosen` ones.

        Of those that are near enough the earliest turn counts, then the nearest.
        """
        import numpy as np  # start-up, as above

        if not chosen or not terms.size:
            return Nearest(np.full(terms.size, -1), np.zeros(terms.size))
        parts = []
        step = max(1, _BLOCK // len(chosen))
        turns = np.array([self.groups[n].turn for n in chosen])
        for first in range(0, terms.size, step):
            some = terms.part(first, min(first + step, terms.size))
            parts.append(_best(self._likeness(some, chosen), turns))
        group, near = (np.concatenate(column) for column in zip(*parts, strict=True))
        return Nearest(np.append(np.array(chosen), -1)[group], near)

    def _likeness(self, terms: Terms, chosen: list[int]) -> NDArray[np.float64]:
        """How near each text is to each chosen group."""
        import numpy as np  # start-up, as above

        found = np.zeros((terms.size, len(chosen)))
        for number, weights in enumerate(self.weights):
            columns = [c for c, n in enumerate(chosen) if self.groups[n].weights == number]
            if columns:
                drawn = [self.groups[chosen[c]] for c in columns]
                found[:, columns] = likeness(terms, weighted(terms, weights), drawn)
        return found


def likeness(
    terms: Terms, weights: NDArray[np.float64], groups: list[Group]
) -> NDArray[np.float64]:
    """How near each text is to each group (0 to 1), given the weights of its terms."""
    import numpy as np  # start-up, as above

    sizes = [len(group.keys) for group in groups]
    keys = np.concatenate([group.keys for group in groups])
    order = np.argsort(keys, kind="stable")
    owner = np.repeat(np.arange(len(groups)), sizes)[order]
    shares = np.concatenate([group.shares for group in groups]).astype(np.float64)[order]
    low = np.searchsorted(keys[order], terms.keys)[terms.terms]
    high = np.searchsorted(keys[order], terms.keys, side="right")[terms.terms]
    counts = high - low
    within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    places = np.repeat(low, counts) + within
    at = np.repeat(terms.texts, counts) * len(groups) + owner[places]
    worth = np.repeat(weights, counts) * shares[places]
    total = np.bincount(at, worth, minlength=terms.size * len(groups))
    return np.asarray(total.reshape(terms.size, len(groups)))


def _best(
    near: NDArray[np.float64], turns: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    import numpy as np  # start-up, as above

    earlier = np.where(near >= NEAR, near - 2.0 * (turns - turns.min()), -np.inf)
    best = earlier.argmax(axis=1)
    own = near[np.arange(len(near)), best]
    return np.where(own >= NEAR, best, -1), own


def packed(numbers: NDArray[np.uint64] | NDArray[np.int64] | NDArray[np.float32]) -> bytes:
    """Keys, counts or shares as they are stored: four bytes each, the lowest first."""
    return bytes(numbers.astype("<f4" if numbers.dtype.kind == "f" else "<u4").tobytes())


def keys_in(stored: bytes) -> NDArray[np.uint64]:
    """Keys as `packed` stored them."""
    import numpy as np  # start-up, as above

    return np.frombuffer(stored, "<u4").astype(np.uint64)


def counts_in(stored: bytes) -> NDArray[np.int64]:
    """Counts as `packed` stored them."""
    import numpy as np  # start-up, as above

    return np.frombuffer(stored, "<u4").astype(np.int64)


def shares_in(stored: bytes) -> NDArray[np.float32]:
    """Shares as `packed` stored them."""
    import numpy as np  # start-up, as above

    return np.frombuffer(stored, "<f4").astype(np.float32)
