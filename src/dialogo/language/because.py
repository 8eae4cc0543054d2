"""Because: the words of a text that spoke most for what a model said of it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from dialogo.language.model import Head, Scores
from dialogo.language.pieces import ACCOUNT, LINK
from dialogo.language.read import Read
from dialogo.language.small_words import SMALL_WORDS
from dialogo.language.word_groups import GROUPS

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

MOST = 3  # words shown for a verdict


def deciding(
    read: Read, scored: Scores, head: Head, chosen: NDArray[np.int64], asked: NDArray[np.bool_]
) -> pa.Array:
    """For each text the words that spoke most for its class `chosen`, in their order, as written.

    A list column; empty where `asked` is false, or where no single word spoke for the class.
    """
    import numpy as np  # start-up: the command line imports this floor for its help
    import pyarrow as pa

    pieces = read.pieces
    sizes = np.diff(pieces.starts)
    text = np.repeat(np.arange(len(pieces)), sizes)
    worth = scored.pieces[:, head.columns]
    own = worth[np.arange(len(text)), chosen[text]]
    margin = own - (worth.sum(axis=1) - own) / (worth.shape[1] - 1)
    silent = np.append(_says_nothing(pieces.words), True)[pieces.places]
    spoke = np.flatnonzero((margin > 0.02) & asked[text] & ~silent)
    order = spoke[np.lexsort((-margin[spoke], text[spoke]))]
    rank = np.arange(len(order)) - np.searchsorted(text[order], text[order])
    best = np.sort(order[rank < MOST])
    words, known = written(read, best)
    again = (np.diff(text[best], prepend=-1) == 0) & (np.diff(known, prepend=-1) == 0)
    kept = np.flatnonzero(~again)  # two pieces of one word are one word
    counts = np.bincount(text[best][kept], minlength=len(pieces))
    offsets = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
    return pa.ListArray.from_arrays(pa.array(offsets), words.take(pa.array(kept)))


def _says_nothing(words: pa.Array) -> NDArray[np.bool_]:
    """Links, marks and small words, which no reader would take for a reason."""
    import numpy as np  # start-up, as above
    import pyarrow.compute as pc

    return np.asarray(pc.is_in(words, _quiet()).to_numpy(zero_copy_only=False))


@cache
def _quiet() -> pa.Array:
    import pyarrow as pa  # start-up, as above

    telling = {word for group in GROUPS.values() for word in group.split()}
    small = {word for words in SMALL_WORDS.values() for word in words.split()} - telling
    return pa.array(sorted(small | {LINK, ACCOUNT, ".", ":", "#", "0"}))


def written(read: Read, places: NDArray[np.int64]) -> tuple[pa.Array, NDArray[np.int64]]:
    """The words that pieces are from, without the marks around them, and a number for each.

    A mark stands for itself.
    """
    import numpy as np  # start-up, as above
    import pyarrow as pa
    import pyarrow.compute as pc

    pieces = read.pieces
    said = pieces.said.take(pa.array(pieces.origins[places]))
    said = pc.utf8_slice_codeunits(pc.utf8_trim(said, ".,;:!?\"'()[]{}…«»“”#*_-"), 0, 40)
    plain = pieces.words.take(pa.array(pieces.places[places]))
    mark = pc.is_in(plain, pa.array(["?", "!", "…"]))
    shown = pc.if_else(mark, plain, said)
    numbers = np.where(mark.to_numpy(zero_copy_only=False), -2 - places, pieces.origins[places])
    return shown, numbers
