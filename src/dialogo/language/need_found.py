"""Finding groups: messages that ask for the same, gathered by the terms they share.

Every term, and every two that follow each other, that enough people use are a head: the messages
with it may be a group. Heads are taken one by one, each time the one that explains most of what is
not explained yet; then each message goes to the group it is nearest to, and the groups are drawn
anew, a few times. No chance is in it: the same messages give the same groups.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

from dialogo.language.need_groups import NEAR, Group, Weights, likeness, weighted
from dialogo.language.need_terms import listed_keys

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from dialogo.language.need_terms import Terms

PEOPLE = 5  # what fewer people say is no need of everybody's (house rule)
WIDEST = 0.3  # a term that more than this share of all people use heads no group
WIDEST_APART = 0.6  # nor does one of this share, where the messages are of one need already
SAME = 0.5  # groups as near as this to each other are one
LENGTH = 40  # terms kept of a group
LEAST = 0.25  # of the square root of all people: many messages are not cut into crumbs
MOST = 100  # groups found at a time
ROUNDS = 4
_HEADS = 2_000
_LOOKED_AT = 40_000  # of more messages every so manieth is looked at
_GAIN = 0.05
_PAIR = 1 << 32  # keys have 32 bits


@dataclass(frozen=True)
class Said:
    """Messages to be grouped: their terms, whose each is (as a number), and the weights.

    `apart`: they are of one need, so that what most of them say heads no group.
    """

    terms: Terms
    people: NDArray[np.int64]
    weights: Weights
    apart: bool = False

    def part(self, texts: NDArray[np.int64]) -> Said:
        """Some of the messages."""
        return Said(self.terms.of(texts), self.people[texts], self.weights, self.apart)


def weights_of(terms: Terms, people: NDArray[np.int64]) -> Weights:
    """How telling each term is in these messages; what one person alone says is left out."""
    import numpy as np  # start-up: the command line imports this floor for its help

    used = people_of(terms.terms, people[terms.texts], len(terms.keys))
    kept = np.flatnonzero(used > 1)
    kept = kept[np.argsort(terms.keys[kept])]
    return Weights(terms.keys[kept], used[kept], len(np.unique(people)))


def found(said: Said) -> tuple[list[Group], NDArray[np.int64]]:
    """New groups without names, the largest first, and the group of each message (-1: none)."""
    import numpy as np  # start-up, as above

    every = np.arange(said.terms.size)
    some = said.part(every[:: -(-max(len(every), 1) // _LOOKED_AT)])
    worth = weighted(some.terms, some.weights)
    groups = _headed(some, worth)
    for _ in range(ROUNDS):
        of = _nearest(some, worth, groups)
        kept = np.flatnonzero(people_of(of, some.people, len(groups)) >= PEOPLE)
        of = np.append(_numbered(kept, len(groups)), -1)[of]
        groups = drawn(some.terms, worth, of, len(kept))
        of = _joined(groups)[of]
        kept = np.unique(of[of >= 0])
        of = np.append(_numbered(kept, len(groups)), -1)[of]
        groups = drawn(some.terms, worth, of, len(kept))
    of = _nearest(said, weighted(said.terms, said.weights), groups)
    size = people_of(of, said.people, len(groups))
    enough = size >= max(PEOPLE, sqrt(len(np.unique(said.people))) * LEAST)
    kept = np.argsort(-size, kind="stable")
    kept = kept[enough[kept]]
    return [groups[n] for n in kept], np.append(_numbered(kept, len(groups)), -1)[of]


def drawn(
    terms: Terms, worth: NDArray[np.float64], of: NDArray[np.int64], count: int
) -> list[Group]:
    """What the messages of each group have in common; `of` is -1 or `count` for those of none."""

    mine = of[terms.texts]
    inside = (mine >= 0) & (mine < count)
    return _summed(mine[inside], terms.terms[inside], worth[inside], terms.keys, count)


def _summed(
    group: NDArray[np.int64],
    term: NDArray[np.int64],
    worth: NDArray[np.float64],
    keys: NDArray[np.uint64],
    count: int,
) -> list[Group]:
    """A group from each sum of terms: its strongest ones, of those that two messages share."""
    import numpy as np  # start-up, as above

    cells, place = np.unique(group * np.int64(len(keys)) + term, return_inverse=True)
    sums = np.bincount(place, worth, minlength=len(cells))
    shared = np.flatnonzero(np.bincount(place, minlength=len(cells)) > 1)
    cells, sums = cells[shared], sums[shared]
    owner, terms = cells // len(keys), cells % len(keys)
    order = np.lexsort((terms, -sums, owner))
    bounds = np.searchsorted(owner[order], np.arange(count + 1))
    groups = []
    for number in range(count):
        best = order[bounds[number] : bounds[number + 1]][:LENGTH]
        length = np.sqrt((sums[best] ** 2).sum())
        shares = (sums[best] / max(length, 1e-9)).astype(np.float32)
        groups.append(Group("", keys[terms[best]], shares))
    return groups


def _headed(said: Said, worth: NDArray[np.float64]) -> list[Group]:
    """The heads that together explain most, each as the group of the messages with it."""
    import numpy as np  # start-up, as above

    head, text = _heads(said)
    count = int(head.max(initial=-1)) + 1
    entry, pair = _entries(said.terms, text)
    terms, keys = said.terms.terms, said.terms.keys
    groups = _summed(head[pair], terms[entry], worth[entry], keys, count)
    cells = (head[pair] << 32) + keys[terms[entry]].astype(np.int64)
    near = np.bincount(pair, worth[entry] * _shares(groups, cells), minlength=len(head))
    best, chosen = np.full(said.terms.size, NEAR), list[Group]()
    while len(chosen) < MOST:
        gain = np.bincount(head, np.maximum(0, near - best[text]), minlength=max(count, 1))
        number = int(gain.argmax())
        if gain[number] <= _GAIN:
            break
        mine = (head == number) & (near > best[text])
        if len(np.unique(said.people[text[mine]])) < PEOPLE:
            near[head == number] = 0
            continue
        chosen.append(groups[number])
        best = np.maximum(best, likeness(said.terms, worth, [groups[number]])[:, 0])
    return chosen


def _heads(said: Said) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The heads, as numbers, with each text that has one."""
    import numpy as np  # start-up, as above

    terms = said.terms
    words = np.flatnonzero(terms.terms < terms.fields)
    words = words[np.lexsort((terms.places[words], terms.texts[words]))]
    text, term = terms.texts[words], terms.terms[words]
    follows = np.flatnonzero(text[1:] == text[:-1])
    low, high = (
        np.minimum(term[follows], term[follows + 1]),
        np.maximum(term[follows], term[follows + 1]),
    )
    names = np.concatenate([term, (low + 1) * _PAIR + high])
    texts = np.concatenate([text, text[follows]])
    _, head, first = _unique(names)
    used = people_of(head, said.people[texts], len(first))
    single = names[first] < _PAIR
    everywhere = np.append(said.weights.used_by(terms) / max(said.weights.people, 1), 0)
    wide = everywhere[np.minimum(names[first], len(terms.keys))] > WIDEST
    if said.apart:
        wide |= used > WIDEST_APART * len(np.unique(said.people))
    listed = np.append(np.isin(terms.keys, listed_keys()), True)
    free = single & ~listed[np.minimum(names[first], len(terms.keys))]
    able = (used >= np.where(free, 2 * PEOPLE, PEOPLE)) & ~(single & wide)
    able_heads = np.flatnonzero(able)
    kept = np.sort(able_heads[np.argsort(-used[able_heads], kind="stable")[:_HEADS]])
    head = _numbered(kept, len(first))[head]
    return head[head >= 0], texts[head >= 0]


def _unique(
    names: NDArray[np.int64],
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    import numpy as np  # start-up, as above

    different, first, place = np.unique(names, return_index=True, return_inverse=True)
    return different, place, first


def _entries(terms: Terms, texts: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The terms of each of `texts`, by their place, and the place in `texts` each is of."""
    import numpy as np  # start-up, as above

    low = np.searchsorted(terms.texts, texts)
    counts = np.searchsorted(terms.texts, texts, side="right") - low
    within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    return np.repeat(low, counts) + within, np.repeat(np.arange(len(texts)), counts)


def _shares(groups: list[Group], wanted: NDArray[np.int64]) -> NDArray[np.float64]:
    """The share of terms in groups; `wanted` is a group's number and, in 32 bits, a key."""
    import numpy as np  # start-up, as above

    if not groups:
        return np.zeros(len(wanted))
    cells = np.concatenate([(n << 32) + g.keys.astype(np.int64) for n, g in enumerate(groups)])
    shares = np.concatenate([one.shares for one in groups]).astype(np.float64)
    order = np.argsort(cells)
    cells, shares = cells[order], shares[order]
    places = np.minimum(np.searchsorted(cells, wanted), len(cells) - 1)
    return np.where(cells[places] == wanted, shares[places], 0)


def _nearest(said: Said, worth: NDArray[np.float64], groups: list[Group]) -> NDArray[np.int64]:
    """The group that each message is nearest to; -1: none is near enough."""
    import numpy as np  # start-up, as above

    if not groups:
        return np.full(said.terms.size, -1)
    found, step = [], max(1, 4_000_000 // len(groups))
    for first in range(0, max(said.terms.size, 1), step):
        some = said.terms.part(first, min(first + step, said.terms.size))
        low, high = np.searchsorted(said.terms.texts, (first, first + some.size))
        near = likeness(some, worth[low:high], groups)
        found.append(np.where(near.max(axis=1) >= NEAR, near.argmax(axis=1), -1))
    return np.concatenate(found)


def _joined(groups: list[Group]) -> NDArray[np.int64]:
    """For each group the first one that is the same; and last -1, for what is of none."""
    import numpy as np  # start-up, as above

    into = np.arange(len(groups) + 1)
    into[-1] = -1
    shares = [dict(zip(one.keys.tolist(), one.shares.tolist(), strict=True)) for one in groups]
    for late in range(len(groups)):
        for early in range(late):
            if into[early] != early:
                continue
            like = sum(share * shares[early].get(key, 0) for key, share in shares[late].items())
            if like >= SAME:
                into[late] = early
                break
    return into


def _numbered(kept: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    """New numbers for those that are kept, -1 for the others."""
    import numpy as np  # start-up, as above

    numbers = np.full(count, -1)
    numbers[kept] = np.arange(len(kept))
    return numbers


def people_of(of: NDArray[np.int64], people: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    """How many different people each of `count` things has; -1 is nothing."""
    import numpy as np  # start-up, as above

    inside = of >= 0
    everybody = np.int64(people.max(initial=0) + 1)
    pairs = np.unique(of[inside] * everybody + people[inside])
    return np.bincount(pairs // everybody, minlength=count)[:count]
