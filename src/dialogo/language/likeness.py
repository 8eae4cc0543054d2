"""Likeness: signs by which texts are known that are the same but for a word, a link or a number.

A sign is the sum of numbers that stand for the words of a text, whatever their order; leaving each
word out in turn gives as many more, so that two texts of which one has a word more, less or
another share a sign.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dialogo.language.pieces import MARKS
from dialogo.language.read import Read

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LONG = 8  # words from which on one of them may be another (house rule: "not" matters in few words)


@dataclass(frozen=True)
class Likenesses:
    """The signs of a column of texts: `whole` one each; `without` one for each word left out, of
    the text `owners`; `sizes` are how many words a text has."""

    whole: NDArray[np.uint64]
    without: NDArray[np.uint64]
    owners: NDArray[np.int64]
    sizes: NDArray[np.int64]


def likenesses(read: Read) -> Likenesses:
    """The signs of texts that were read. A text without a word goes by its faces and marks."""
    import numpy as np  # start-up: the command line imports this floor for its help
    import pyarrow as pa
    import pyarrow.compute as pc

    pieces = read.pieces
    count = len(pieces)
    owner = np.repeat(np.arange(count), np.diff(pieces.starts))
    mark = pc.is_in(pieces.words, pa.array(MARKS)).to_numpy(zero_copy_only=False)
    marks = np.append(mark, False)[pieces.places]
    worth = np.append(_spread(read.seen.words), np.uint64(0))[pieces.places]
    sizes = np.bincount(owner[~marks], minlength=count)
    told = ~marks | (sizes[owner] == 0)
    whole = np.zeros(count, np.uint64)
    np.add.at(whole, owner[told], worth[told])
    words = np.flatnonzero(~marks)
    return Likenesses(whole, whole[owner[words]] - worth[words], owner[words], sizes)


def _spread(keys: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Keys of 32 bits as numbers of 64 that sums do not confuse (the finaliser of SplitMix64)."""
    import numpy as np  # start-up, as above

    mixed = (keys + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))
