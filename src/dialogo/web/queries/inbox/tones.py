"""Tones: how the writer of a message feels, and how an answer of the company sounds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import pyarrow as pa

from dialogo.language.tone import manners
from dialogo.records.text import Text

FEELS: Mapping[str, Text] = {
    "pleased": Text(en="pleased", it="contento"),
    "neutral": Text(en="neutral", it="neutro"),
    "annoyed": Text(en="annoyed", it="infastidito"),
    "unsure": Text(en="hard to tell", it="difficile da dire"),
}
SOUNDS: Mapping[str, Text] = {
    "warm": Text(en="sounds warm", it="suona calda"),
    "plain": Text(en="sounds plain", it="suona neutra"),
    "cold": Text(en="sounds cold", it="suona fredda"),
    "off-putting": Text(en="sounds off-putting", it="suona respingente"),
    "unsure": Text(en="hard to tell how it sounds", it="difficile dire come suona"),
}


@dataclass(frozen=True)
class Tone:
    """One of `FEELS` or of `SOUNDS`; `probability` 0 goes with "unsure". `corrected`: somebody of
    the team said so."""

    name: str = "unsure"
    probability: float = 0.0
    because: tuple[str, ...] = ()
    corrected: bool = False


def heard(texts: Sequence[str]) -> list[Tone]:
    """How each answer of the company sounds."""
    return list(_heard(tuple(texts)))


@lru_cache(maxsize=200)  # a conversation is looked at again and again
def _heard(texts: tuple[str, ...]) -> tuple[Tone, ...]:
    found = manners(pa.array(texts, pa.string()))
    columns = (found.names, found.probability, found.because)
    return tuple(
        Tone(name, probability, tuple(because))
        for name, probability, because in zip(*(c.to_pylist() for c in columns), strict=True)
    )
