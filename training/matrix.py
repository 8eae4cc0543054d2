"""Matrices: texts as the numbers that a model is fitted on, by the features of the library."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import scipy.sparse as sp
from numpy.typing import NDArray

from dialogo.language import features
from dialogo.language.pieces import MARKS, in_pieces


@dataclass(frozen=True)
class Weights:
    """How much each kind of feature counts before anything is learnt."""

    word: float = 1.0
    run: float = 0.1
    pair: float = 0.7
    group: float = 2.0
    whole: float = 1.0

    def each(self) -> tuple[float, ...]:
        """The weights in the order of `Seen.kinds`."""
        return self.word, self.run, self.pair, self.group, self.whole


@dataclass(frozen=True)
class Seen:
    """Features of texts, one by one: which text, which key, which value."""

    texts: int
    rows: NDArray[np.int64]
    keys: NDArray[np.uint64]
    values: NDArray[np.float64]
    kinds: NDArray[np.int8]  # which kind of feature: its place in Weights

    def kinds_of(self, keys: NDArray[np.uint64]) -> NDArray[np.int8]:
        """The kind of each of `keys`, all of which are among the seen."""
        known, first = np.unique(self.keys, return_index=True)
        return self.kinds[first[np.searchsorted(known, keys)]]

    def of(self, mask: NDArray[np.bool_]) -> Seen:
        """The features of some texts alone; the others have none."""
        kept = mask[self.rows]
        return Seen(
            self.texts, self.rows[kept], self.keys[kept], self.values[kept], self.kinds[kept]
        )

    def without_marks(self) -> Seen:
        """The same without what links, accounts, faces and punctuation are alone."""
        marks = pa.array(MARKS)
        known = np.concatenate([features.word_keys(marks), features.run_keys(marks)[0]])
        kept = ~np.isin(self.keys, known)
        return Seen(
            self.texts, self.rows[kept], self.keys[kept], self.values[kept], self.kinds[kept]
        )

    def on(self, keys: NDArray[np.uint64]) -> sp.csr_matrix:
        """A row a text, a column for each of `keys` (sorted)."""
        place = np.minimum(np.searchsorted(keys, self.keys), len(keys) - 1)
        known = keys[place] == self.keys
        entries = (self.values[known], (self.rows[known], place[known]))
        return sp.csr_matrix(entries, shape=(self.texts, len(keys)))


def see(texts: list[str], weights: Weights) -> Seen:
    """All features of `texts`, weighed."""
    pieces = in_pieces(pa.array(texts, pa.string()))
    found = features.of(pieces)
    sizes = np.diff(pieces.starts)
    text = np.repeat(np.arange(len(pieces)), sizes)
    scale = features.scale(sizes)
    order = np.argsort(found.run_words, kind="stable")
    runs, bounds = (
        found.runs[order],
        np.searchsorted(found.run_words[order], np.arange(len(pieces.words) + 1)),
    )
    counts = np.diff(bounds)[pieces.places]
    ends = np.concatenate([[0], np.cumsum(counts)])
    which = (
        np.arange(ends[-1])
        - np.repeat(ends[:-1], counts)
        + np.repeat(bounds[pieces.places], counts)
    )
    whole = np.repeat(np.arange(len(pieces)), found.whole.shape[1])
    parts = [
        (text, found.words[pieces.places], weights.word * scale[text]),
        (np.repeat(text, counts), runs[which], weights.run * scale[np.repeat(text, counts)]),
        (text, found.pairs, weights.pair * scale[text]),
        (text[found.group_places], found.groups, weights.group * scale[text[found.group_places]]),
        (whole, found.whole.ravel(), np.full(len(whole), weights.whole)),
    ]
    rows, keys, values = (np.concatenate(column) for column in zip(*parts, strict=True))
    kinds = np.repeat(np.arange(len(parts), dtype=np.int8), [len(part[0]) for part in parts])
    return Seen(len(pieces), rows, keys, values, kinds)


def worth_learning(seen: Seen, groups: NDArray[np.int64], at_least: int = 2) -> NDArray[np.uint64]:
    """The keys that stand in at least so many texts and so many groups (companies, hands)."""
    keys, place = np.unique(seen.keys, return_inverse=True)
    ones = np.ones(len(place))
    there = sp.csr_matrix((ones, (seen.rows, place)), shape=(seen.texts, len(keys))) > 0
    texts = np.asarray(there.sum(axis=0)).ravel()
    membership = sp.csr_matrix((np.ones(seen.texts), (groups, np.arange(seen.texts))))
    many = np.asarray(((membership @ there.astype(float)) > 0).sum(axis=0)).ravel()
    return keys[(texts >= at_least) & (many >= np.minimum(2, len(np.unique(groups))))]
