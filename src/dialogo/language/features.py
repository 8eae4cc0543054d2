"""Features: what a model looks at in a text, as numbers of 32 bits that stand for it.

Of each piece the word and the runs of 3 to 5 letters in it; of each two neighbours the pair; of
the whole text how it begins, how long it is, and how many links, questions and the like it has.
What depends on a word alone is worked out once for each distinct word of a column of texts.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from dialogo.language.pieces import ACCOUNT, LINK, Pieces
from dialogo.language.word_groups import GROUPS

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

RUNS = (3, 4, 5)
_BASE = 0x9E3779B97F4A7C15  # odd: multiplying by it loses nothing
_COUNTED = (LINK, ACCOUNT, "?", "!", "#", "€0", "‹glad›", "‹sad›", "‹laugh›", "…", "0%", ":")


@dataclass(frozen=True)
class Features:
    """The keys of all that is looked at in a column of texts.

    `words` has one for each distinct word; `runs` those of the runs, each in the word
    `run_words`; `pairs` one for each piece; `groups` those of the groups, each at the piece
    `group_places`; `whole` a row for each text.
    """

    words: NDArray[np.uint64]
    runs: NDArray[np.uint64]
    run_words: NDArray[np.int64]
    pairs: NDArray[np.uint64]
    groups: NDArray[np.uint64]
    group_places: NDArray[np.int64]
    whole: NDArray[np.uint64]


def of(pieces: Pieces) -> Features:
    """The features of texts in pieces."""
    words = word_keys(pieces.words)
    return Features(
        words,
        *run_keys(pieces.words),
        pair_keys(pieces, words),
        *group_keys(pieces),
        whole_keys(pieces, words),
    )


def scale(sizes: NDArray[np.int64]) -> NDArray[np.float64]:
    """What the features of pieces are multiplied by, so that long texts do not shout."""
    import numpy as np  # start-up: the command line imports this floor for its help

    return np.asarray(1 / np.sqrt(sizes + 2.0))


def word_keys(words: pa.Array) -> NDArray[np.uint64]:
    """One key for each word."""
    import numpy as np  # start-up: the command line imports this floor for its help

    flat, bounds = _bytes(words)
    place = np.arange(len(flat)) - np.repeat(bounds[:-1], np.diff(bounds))
    longest = int(np.diff(bounds).max(initial=0))
    powers = np.cumprod(np.full(longest + 1, _BASE, np.uint64))
    return _mixed(np.add.reduceat(np.append(flat * powers[place], np.uint64(0)), bounds[:-1]), 1)


def run_keys(words: pa.Array) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """The keys of all runs of letters in all words, and the place of the word that each is in."""
    import numpy as np  # start-up, as above

    flat, bounds = _bytes(words)
    sizes = np.diff(bounds) + 2
    ends = np.concatenate([[0], np.cumsum(sizes)])
    owner = np.repeat(np.arange(len(words)), sizes)
    marked = np.full(ends[-1], 1, np.uint64)  # byte 1 marks where a word begins and ends
    inner = np.ones(ends[-1], bool)
    inner[ends[:-1]] = inner[ends[1:] - 1] = False
    marked[inner] = flat
    keys, owners = [], []
    for length in RUNS:
        if len(marked) < length:
            continue
        run = marked[: len(marked) - length + 1].copy()
        for step in range(1, length):
            run = run * np.uint64(_BASE) + marked[step : len(marked) - length + 1 + step]
        within = owner[: len(run)] == owner[length - 1 :]
        keys.append(_mixed(run[within], length))
        owners.append(owner[: len(run)][within])
    return np.concatenate(keys or [np.zeros(0, np.uint64)]), np.concatenate(
        owners or [np.zeros(0, np.int64)]
    )


def pair_keys(pieces: Pieces, keys: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """For each piece the key of the pair that it makes with the one before, the first with none.

    `keys` are those of `word_keys(pieces.words)`.
    """
    import numpy as np  # start-up, as above

    own = keys[pieces.places]
    before = np.append(np.zeros(1, np.uint64), own)[:-1]
    before[_opens(pieces)] = 0
    return _mixed(before * np.uint64(_BASE) + own, 7)


def group_keys(pieces: Pieces) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """The keys of the word groups in the pieces, and the place of the piece that each is of.

    A group counts once as it is, and once more where a sentence begins with it.
    """
    import numpy as np  # start-up, as above

    keys, places = [], []
    opens = _opens(pieces)
    for number, group in enumerate(GROUPS):
        found = np.flatnonzero(_of_group(pieces, group)[pieces.places])
        first = found[opens[found]]
        for kind, those in ((0, found), (1, first)):
            keys.append(_counted(60, np.full(len(those), 2 * number + kind)))
            places.append(those)
    return np.concatenate(keys), np.concatenate(places)


def _opens(pieces: Pieces) -> NDArray[np.bool_]:
    """Whether a sentence, a line or the text begins with each piece."""
    import numpy as np  # start-up, as above
    import pyarrow as pa
    import pyarrow.compute as pc

    ends = pc.is_in(pieces.words, pa.array([".", "!", "?", "…", ":", ACCOUNT, LINK, "‹glad›"]))
    opens = np.append(True, ends.to_numpy(zero_copy_only=False)[pieces.places])[:-1]
    opens[pieces.starts[:-1][np.diff(pieces.starts) > 0]] = True
    return opens


def whole_keys(pieces: Pieces, keys: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The keys of each text as a whole, a row a text."""
    import numpy as np  # start-up, as above
    import pyarrow as pa
    import pyarrow.compute as pc

    texts, sizes = len(pieces), np.diff(pieces.starts)
    text = np.repeat(np.arange(texts), sizes)
    marks = pc.index_in(pieces.words, pa.array(_COUNTED)).fill_null(-1).to_numpy()
    marked = marks[pieces.places]
    counts = [
        np.bincount(text[marked == number], minlength=texts) for number in range(len(_COUNTED))
    ]
    own = np.append(keys[pieces.places], np.uint64(0))
    led = own[_first_spoken(text, marked, texts)]
    ends = own[np.where(sizes > 0, pieces.starts[1:] - 1, -1)]
    begins = np.append(marked, -2)[np.where(sizes > 0, pieces.starts[:-1], -1)]
    passed = np.bincount(text[own[:-1] == _one("rt", keys, pieces)], minlength=texts) > 0
    lengths = np.digitize(sizes, (1, 2, 3, 5, 8, 12, 18, 26, 40, 80))
    to_somebody, linked, asks = begins == 1, counts[0] > 0, counts[2] > 0
    said = [
        _says(pieces, text, name) for name in ("look", "thank", "news", "firm", "teach", "offer")
    ]
    return np.stack(
        [
            _counted(0, lengths),
            *(_counted(1 + number, np.minimum(found, 3)) for number, found in enumerate(counts)),
            _mixed(led, 8),
            _mixed(ends, 9),
            _counted(41, passed * (1 + (led == _one("rt", keys, pieces)))),
            _counted(40, begins + 3),
            _counted(42, _together(to_somebody, linked, asks, said[0], said[1])),
            _counted(43, _together(linked, *said)),
        ],
        axis=1,
    )


def _first_spoken(
    text: NDArray[np.int64], marked: NDArray[np.int64], texts: int
) -> NDArray[np.int64]:
    """The place of the first piece of each text that is no link, account or hash; -1: none."""
    import numpy as np  # start-up, as above

    first = np.full(texts, -1)
    places = np.flatnonzero(~np.isin(marked, (0, 1, 4)))[::-1]
    first[text[places]] = places
    return first


def _says(pieces: Pieces, text: NDArray[np.int64], group: str) -> NDArray[np.bool_]:
    """Whether a word of the group is in each text."""
    import numpy as np  # start-up, as above

    said = text[_of_group(pieces, group)[pieces.places]]
    return np.asarray(np.bincount(said, minlength=len(pieces)) > 0)


def _of_group(pieces: Pieces, group: str) -> NDArray[np.bool_]:
    """Whether each distinct word belongs to the group."""
    import numpy as np  # start-up, as above
    import pyarrow.compute as pc

    return np.asarray(pc.is_in(pieces.words, _words(group)).to_numpy(zero_copy_only=False))


@cache
def _words(group: str) -> pa.Array:
    import pyarrow as pa  # start-up, as above

    return pa.array(GROUPS[group].split())


def _together(*facts: NDArray[np.bool_]) -> NDArray[np.int64]:
    """A number for what holds of each text at once."""
    import numpy as np  # start-up, as above

    return np.asarray(sum(fact.astype(np.int64) << place for place, fact in enumerate(facts)))


def _one(word: str, keys: NDArray[np.uint64], pieces: Pieces) -> np.uint64:
    """The key of `word` where it is among the pieces."""
    import numpy as np  # start-up, as above
    import pyarrow.compute as pc

    place = pc.index(pieces.words, word).as_py()
    return keys[place] if place >= 0 else np.uint64(1)  # no key is 1: none is so small


def _counted(number: int, values: NDArray[np.int64]) -> NDArray[np.uint64]:
    import numpy as np  # start-up, as above

    return _mixed((values + 1).astype(np.uint64) + np.uint64(number * 1_000), 11)


def _bytes(words: pa.Array) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """The bytes of all words in a row, and where each word begins (and the last ends)."""
    import numpy as np  # start-up, as above
    import pyarrow as pa
    import pyarrow.compute as pc

    blob = pc.cast(words, pa.large_binary())
    sizes = pc.binary_length(blob).to_numpy(zero_copy_only=False).astype(np.int64)
    bounds = np.concatenate([[0], np.cumsum(sizes)])
    joined = b"".join(blob.to_pylist())
    return np.frombuffer(joined, np.uint8).astype(np.uint64), bounds


def _mixed(values: NDArray[np.uint64], salt: int) -> NDArray[np.uint64]:
    """`values` with every bit made to matter (the finaliser of MurmurHash3), cut to 32 bits."""
    import numpy as np  # start-up, as above

    mixed = values + np.uint64(salt * 0x632BE59BD9B4E019 & 0xFFFFFFFFFFFFFFFF)
    mixed ^= mixed >> np.uint64(33)
    mixed *= np.uint64(0xFF51AFD7ED558CCD)
    mixed ^= mixed >> np.uint64(33)
    mixed *= np.uint64(0xC4CEB9FE1A85EC53)
    return mixed >> np.uint64(32)
