"""Lessons: texts with what somebody of the team said of them, and as numbers to learn from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dialogo.language import features
from dialogo.language.fold import column
from dialogo.language.likeness import LONG, likenesses
from dialogo.language.model import model
from dialogo.language.read import Read

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# How much of each kind of feature is learnt from. What a text is as a whole (how long, how it
# begins) is left out: a handful of corrections would tilt everything that is as long.
_WORD, _RUN, _PAIR, _GROUP = 2.0, 0.6, 1.4, 1.0


@dataclass(frozen=True)
class Lesson:
    """A text, and what was said of it: a class or "unsure" by question."""

    text: str
    said: Mapping[str, str]


@dataclass(frozen=True)
class Seen:
    """Texts as a sparse table: a row a text, a column for each of `keys` (sorted)."""

    keys: NDArray[np.uint64]
    matrix: Any


def said(name: str, lessons: Sequence[Lesson]) -> NDArray[np.int8]:
    """A row a lesson and a column for each question of the model `name`, as `own.Corrected` has
    it."""
    import numpy as np  # start-up: the command line imports this floor for its help

    heads = model(name).heads
    return np.array(
        [
            [_place(head.classes, lesson.said.get(question)) for question, head in heads.items()]
            for lesson in lessons
        ],
        np.int8,
    ).reshape(len(lessons), len(heads))


def _place(classes: Sequence[str], name: str | None) -> int:
    if name is None:
        return -1
    return classes.index(name) if name in classes else len(classes)


def read(texts: Sequence[str]) -> Read:
    """The texts, read."""
    return Read.of(column(list(texts)))


def see(texts: Read, among: NDArray[np.bool_], most: int) -> Seen:
    """What stands in texts: the keys that are in the texts `among`, the commonest where there are
    more than `most`."""
    import numpy as np  # start-up, as above
    import scipy.sparse as sp  # type: ignore[import-untyped]  # it has no types

    rows, keys, values = _entries(texts)
    known, places = np.unique(keys, return_inverse=True)
    shape = (len(texts.pieces), len(known))
    whole = sp.csr_matrix((values, (rows, places)), shape=shape)
    counts = np.asarray((whole[among] > 0).sum(axis=0)).ravel()
    chosen = np.flatnonzero(counts)
    if len(chosen) > most:
        chosen = np.sort(chosen[np.argsort(-counts[chosen], kind="stable")[:most]])
    return Seen(known[chosen], whole[:, chosen])


def _entries(
    texts: Read,
) -> tuple[NDArray[np.int64], NDArray[np.uint64], NDArray[np.float64]]:
    """Which text, which key, which value, of all features but those of whole texts."""
    import numpy as np  # start-up, as above

    pieces, found = texts.pieces, texts.seen
    sizes = np.diff(pieces.starts)
    text = np.repeat(np.arange(len(pieces)), sizes)
    scale = features.scale(sizes)
    order = np.argsort(found.run_words, kind="stable")
    runs = found.runs[order]
    bounds = np.searchsorted(found.run_words[order], np.arange(len(pieces.words) + 1))
    counts = np.diff(bounds)[pieces.places]
    ends = np.concatenate([[0], np.cumsum(counts)])
    first = np.repeat(bounds[:-1][pieces.places] - ends[:-1], counts)
    which, owner = np.arange(ends[-1]) + first, np.repeat(text, counts)
    grouped = text[found.group_places]
    parts = (
        (text, found.words[pieces.places], _WORD * scale[text]),
        (owner, runs[which], _RUN * scale[owner]),
        (text, found.pairs, _PAIR * scale[text]),
        (grouped, found.groups, _GROUP * scale[grouped]),
    )
    rows, keys, values = (np.concatenate(column) for column in zip(*parts, strict=True))
    return rows, keys, values


def families(texts: Read) -> NDArray[np.int64]:
    """A number for each text, the same for texts that are nearly the same."""
    import numpy as np  # start-up, as above
    import scipy.sparse as sp  # as above
    from scipy.sparse.csgraph import connected_components  # type: ignore[import-untyped]  # as above

    seen = likenesses(texts)
    count = len(seen.whole)
    long = seen.sizes[seen.owners] >= LONG
    signs = np.concatenate([seen.whole, seen.without[long]])
    owners = np.concatenate([np.arange(count), seen.owners[long]])
    known, places = np.unique(signs, return_inverse=True)
    ones = np.ones(len(places), np.int8)
    links = sp.csr_matrix((ones, (owners, places + count)), shape=(count + len(known),) * 2)
    found: NDArray[np.int64] = connected_components(links, directed=False)[1][:count]
    return found.astype(np.int64)
