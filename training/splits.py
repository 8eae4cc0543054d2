"""Splits: which texts are kept apart; texts that are nearly the same always stay together."""

from __future__ import annotations

import re
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

_NAMES = re.compile(r"https?://\S+|@\w+|[^\w\s]|\d+")


def families(texts: list[str], alike: float = 85.0) -> NDArray[np.int64]:
    """A number for each text; texts that differ little beside names, links and numbers share it."""
    bare = [" ".join(_NAMES.sub(" ", text.lower()).split()) for text in texts]
    distinct = sorted(set(bare))
    parent = list(range(len(distinct)))

    def root(place: int) -> int:
        while parent[place] != place:
            place = parent[place]
        return place

    for start in range(0, len(distinct), 500):
        some = distinct[start : start + 500]
        scores = process.cdist(
            some, distinct, scorer=fuzz.ratio, score_cutoff=alike, dtype=np.uint8
        )
        for row, column in zip(*np.nonzero(scores), strict=True):
            one, other = root(start + int(row)), root(int(column))
            parent[max(one, other)] = min(one, other)
    number = {text: root(place) for place, text in enumerate(distinct)}
    return np.array([number[text] for text in bare])


def folds(texts: list[str], count: int) -> NDArray[np.int64]:
    """A fold for each text by a hash of the first text of its family: the same on every day."""
    family = families(texts)
    first: dict[int, str] = {}
    for number, text in zip(family, texts, strict=True):
        first[number] = min(first.get(number, text), text)
    digest = {
        number: int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big") % count
        for number, text in first.items()
    }
    return np.array([digest[number] for number in family])
