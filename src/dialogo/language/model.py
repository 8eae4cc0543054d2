"""Models: weights learnt at build time, and what they say of a column of texts.

A model is a table of features (features.py) with a weight for each class, kept as small whole
numbers in models/*.npz. `training/` makes these files; docs/models/ says how good they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from dialogo.language import features
from dialogo.language.read import Read

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_FOLDER = Path(__file__).with_name("models")
SLOTS = 1 << 20


@dataclass(frozen=True)
class Head:
    """One question that a model answers: the columns of its classes, and how sure is sure."""

    classes: tuple[str, ...]
    columns: slice
    heat: float
    sure: float


@dataclass(frozen=True)
class Model:
    """Weights by feature: `slots` finds a key's row in `rows`, where `keys` has the same key."""

    slots: NDArray[np.int32]
    keys: NDArray[np.uint32]
    rows: NDArray[np.float32]
    biases: NDArray[np.float32]
    heads: dict[str, Head]


@dataclass(frozen=True)
class Scores:
    """What a model says of texts: `texts` has a row of scores a text, `pieces` one a piece."""

    texts: NDArray[np.float32]
    pieces: NDArray[np.float32]


@cache
def model(name: str) -> Model:
    """The model of models/`name`.npz."""
    import numpy as np  # start-up: the command line imports this floor for its help

    with np.load(_FOLDER / f"{name}.npz") as file:
        keys, rows = file["keys"], file["rows"].astype(np.float32)
        slots = np.full(SLOTS, len(keys), np.int32)
        slots[keys & (SLOTS - 1)] = np.arange(len(keys))
        heads, start = {}, 0
        for head in file["heads"]:
            title, heat, sure, *classes = str(head).split("|")
            columns = slice(start, start + len(classes))
            heads[title] = Head(tuple(classes), columns, float(heat), float(sure))
            start += len(classes)
        nothing = np.zeros((1, rows.shape[1]), np.float32)
        return Model(slots, np.append(keys, np.uint32(0)), np.concatenate([rows, nothing]),
                     file["biases"], heads)  # fmt: skip


def scores(learnt: Model, read: Read) -> Scores:
    """The scores of all classes of all heads for texts that were read."""
    import numpy as np  # start-up, as above

    pieces, seen = read.pieces, read.seen
    words = _rows(learnt, seen.words)
    _add(words, learnt, seen.runs, seen.run_words)
    each = words[pieces.places]
    _add(each, learnt, seen.pairs, np.arange(len(seen.pairs)))
    _add(each, learnt, seen.groups, seen.group_places)
    sizes = np.diff(pieces.starts)
    total = np.zeros((len(sizes), each.shape[1]), np.float32)
    spoken = sizes > 0
    if spoken.any():
        total[spoken] = np.add.reduceat(each, pieces.starts[:-1][spoken])
    total *= features.scale(sizes).astype(np.float32)[:, None]
    total += learnt.biases
    for column in seen.whole.T:
        total += _rows(learnt, column)
    return Scores(total, each)


def shares(scored: Scores, head: Head) -> NDArray[np.float32]:
    """How likely each class of `head` is for each text (a row sums to 1), calibrated."""
    import numpy as np  # start-up, as above

    heated = scored.texts[:, head.columns] / np.float32(head.heat)
    raised = np.exp(heated - heated.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))


def _places(learnt: Model, keys: NDArray[np.uint64]) -> NDArray[np.int32]:
    """The row of each key; the last one, which has no weight, for keys that are not known."""
    import numpy as np  # start-up, as above

    places = learnt.slots[keys & np.uint64(SLOTS - 1)]
    return np.where(learnt.keys[places] == keys, places, np.int32(len(learnt.keys) - 1))


def _rows(learnt: Model, keys: NDArray[np.uint64]) -> NDArray[np.float32]:
    return learnt.rows[_places(learnt, keys)]


def _add(
    to: NDArray[np.float32],
    learnt: Model,
    keys: NDArray[np.uint64],
    owners: NDArray[np.int64],
) -> None:
    """Adds the weights of `keys` to the rows of `to` that own them."""
    import numpy as np  # start-up, as above

    places = _places(learnt, keys)
    known = np.flatnonzero(places < len(learnt.keys) - 1)
    if not len(known):
        return
    known = known[np.argsort(owners[known], kind="stable")]
    mine = owners[known]
    first = np.flatnonzero(np.append(True, mine[1:] != mine[:-1]))
    to[mine[first]] += np.add.reduceat(learnt.rows[places[known]], first)
