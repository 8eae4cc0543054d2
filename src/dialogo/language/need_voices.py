"""Voices: which need each message voices and each post touches, how likely, and by which words.

First come the groups that were found with a company's first messages, then the seeds of needs.py,
then the groups that were found later: what a message voices stays what it was.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from dialogo.language.because import MOST, written
from dialogo.language.fold import fold
from dialogo.language.need_groups import NEAR, Groups, Nearest, likeness, weighted
from dialogo.language.need_terms import Terms, terms_of
from dialogo.language.needs import NEEDS, needs_in, seed_words

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

    from dialogo.language.read import Read

# How likely a need is right, as judged by hand on real messages (docs/models/needs.md): by its
# likeness (how much nearer than the next told nothing more); and for a seed's expression.
_LIKELY = (0.82, 2.7)
_SEED_LIKELY = 0.7
_POST_NEAR = 0.45  # a post says more than its need, so that it is never as near as a question


@dataclass(frozen=True)
class Voices:
    """The need that each of some texts voices (null: none), how likely (0 where none).

    `because` is reckoned when it is asked for.
    """

    names: pa.Array
    probability: NDArray[np.float64]
    _read: Read
    _folded: pa.Array
    _languages: pa.Array
    _groups: Groups
    _terms: Terms
    _group: NDArray[np.int64]
    _seed: NDArray[np.int64]

    @cached_property
    def because(self) -> pa.Array:
        """The words that decided, as written, as a list column."""
        import pyarrow as pa  # start-up: the command line imports this floor for its help

        by_seed = seed_words(self._folded, self._languages, self._seed)
        rows = _telling(self._read, self._groups, self._terms, self._group)
        return pa.array(
            [group or seed for group, seed in zip(rows, by_seed, strict=True)],
            pa.list_(pa.string()),
        )


def voices(
    texts: pa.Array, read: Read, languages: pa.Array, answer: pa.Array, groups: Groups | None
) -> Voices:
    """The need of each text; none where `answer` is "no": thanks for a refund ask for none.

    `read`, `languages` and `answer`, whether it needs one, are of the same texts.
    """
    import numpy as np  # start-up, as above
    import pyarrow as pa
    import pyarrow.compute as pc

    groups = groups or Groups()
    asking = pc.not_equal(answer, "no")
    asks = asking.to_numpy(zero_copy_only=False)
    folded = fold(pc.if_else(asking, texts, ""))
    touched = needs_in(folded, languages)
    seed = np.where(touched.any(axis=1), touched.argmax(axis=1), -1)
    terms = terms_of(read.pieces) if groups.groups else _no_terms(len(asks))
    early, late = (groups.nearest(terms, chosen) for chosen in (groups.early, groups.late))
    first, last = asks & (early.group >= 0), asks & (late.group >= 0) & (seed < 0)
    group = np.where(first, early.group, np.where(last, late.group, -1))
    seed = np.where(asks & (group < 0), seed, -1)
    likely = np.where(first, _likely(early), np.where(last, _likely(late), _SEED_LIKELY))
    for parts in groups.split:
        inside = _of(groups.groups[parts[0]].within, groups, group, seed)
        nearest = groups.nearest(terms, parts)
        moved = inside & (nearest.group >= 0)
        group, seed = np.where(moved, nearest.group, group), np.where(moved, -1, seed)
        likely = np.where(moved, _likely(nearest), likely)
    names = pa.array([*groups.names, *(groups.called(need.name) for need in NEEDS)], pa.string())
    place = np.where(group >= 0, group, len(groups.names) + seed)
    none = (group < 0) & (seed < 0)
    return Voices(
        names.take(pa.array(np.where(none, 0, place), mask=none)), np.where(none, 0.0, likely),
        read, folded, languages, groups, terms, group, seed,
    )  # fmt: skip


def _of(
    need: str, groups: Groups, group: NDArray[np.int64], seed: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Whether each text is of `need`, given its group or seed."""
    import numpy as np  # start-up, as above

    names = [*(one.name for one in groups.groups), *(one.name for one in NEEDS)]
    named = [groups.within(name, need) for name in names]
    place = np.where(group >= 0, group, len(groups.groups) + seed)
    return np.append(named, False)[np.where((group < 0) & (seed < 0), -1, place)]


def touched_needs(
    texts: pa.Array, read: Read, languages: pa.Array, groups: Groups | None
) -> pa.Array:
    """The needs that each post touches, as a list column."""
    import numpy as np  # start-up, as above
    import pyarrow as pa

    groups = groups or Groups()
    hits = needs_in(fold(texts), languages)
    titles = [groups.called(need.name) for need in NEEDS]
    if groups.groups:
        terms = terms_of(read.pieces)
        hits = np.concatenate([hits, _near(terms, groups)], axis=1)
        titles += groups.names
    names = list(dict.fromkeys(titles))
    table = np.zeros((len(hits), len(names)), bool)
    for column, title in enumerate(titles):
        table[:, names.index(title)] |= hits[:, column]
    offsets = np.concatenate([[0], np.cumsum(table.sum(axis=1))]).astype(np.int32)
    every = pa.array(names, pa.string()).take(pa.array(np.nonzero(table)[1]))
    return pa.ListArray.from_arrays(pa.array(offsets), every)


def _near(terms: Terms, groups: Groups) -> NDArray[np.bool_]:
    """Whether each post is near enough to each group."""
    import numpy as np  # start-up, as above

    near = np.zeros((terms.size, len(groups.groups)), bool)
    for number, weights in enumerate(groups.weights):
        columns = [n for n, one in enumerate(groups.groups) if one.weights == number]
        if columns:
            drawn = [groups.groups[n] for n in columns]
            near[:, columns] = likeness(terms, weighted(terms, weights), drawn) >= _POST_NEAR
    return near


def _likely(found: Nearest) -> NDArray[np.float64]:
    import numpy as np  # start-up, as above

    start, near = _LIKELY
    score = start + near * (found.near - NEAR)
    return np.asarray(1 / (1 + np.exp(-score)))


def _telling(read: Read, groups: Groups, terms: Terms, group: NDArray[np.int64]) -> list[list[str]]:
    """The words of each text that most bring it near its group, in their order."""
    import numpy as np  # start-up, as above

    rows: list[list[str]] = [[] for _ in group]
    cells = {
        (number, int(key)): float(share)
        for number, one in enumerate(groups.groups)
        for key, share in zip(one.keys, one.shares, strict=True)
    }
    worth = [weighted(terms, weights) for weights in groups.weights]
    spans = np.searchsorted(terms.texts, np.arange(terms.size + 1))
    for text in np.flatnonzero(group >= 0).tolist():
        number = int(group[text])
        telling = worth[groups.groups[number].weights]
        told = {}
        for n in range(spans[text], spans[text + 1]):
            share = cells.get((number, int(terms.keys[terms.terms[n]])), 0.0)
            told[int(terms.places[n])] = telling[n] * share
        best = sorted(sorted(told, key=lambda place: -told[place])[:MOST])
        best = [place for place in best if told[place] > 0]
        said, _ = written(read, np.array(best, np.int64))
        rows[text] = list(dict.fromkeys(said.to_pylist()))
    return rows


def _no_terms(size: int) -> Terms:
    import numpy as np  # start-up, as above

    nothing = np.zeros(0, np.int64)
    return Terms(size, nothing.astype(np.uint64), 0, nothing, nothing, nothing)
