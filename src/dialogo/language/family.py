"""A family of rules: expressions that say the same of a text, and the first family that speaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

# The chance of being right that is stated where nobody has measured it: Italian texts, until
# Italian records with people's judgements are at hand.
UNMEASURED = 0.5


@dataclass(frozen=True)
class Family:
    """Rules (RE2, on folded text) for one label.

    `en` speaks of texts that may be English, `it` of those that may be Italian, `any` of all.
    `right` is the share of its English verdicts that were right where people had judged the text
    (docs/language.md); None where too few were judged.
    """

    name: str
    label: str
    en: tuple[str, ...] = ()
    it: tuple[str, ...] = ()
    any: tuple[str, ...] = ()
    right: float | None = None

    def pattern(self, language: str) -> str | None:
        """One expression for texts in `language` ("en", "it", "" for unknown, or another)."""
        parts = list(self.any)
        if language in ("en", ""):
            parts += self.en
        if language in ("it", ""):
            parts += self.it
        return "|".join(f"(?:{part})" for part in parts) if parts else None


def first_to_speak(
    families: Sequence[Family], folded: pa.Array, languages: pa.Array
) -> tuple[np.ndarray, pa.Array]:
    """For each text the place in `families` of the first that matches (-1: none), and the words.

    The words are a string column, null where none matched. Each family sees only the texts that
    the ones before it left open.
    """
    import numpy as np  # start-up: as in fold
    import pyarrow as pa
    import pyarrow.compute as pc

    chosen = np.full(len(folded), -1, dtype=np.int64)
    places: list[np.ndarray] = []
    words: list[pa.Array] = []
    known = pc.fill_null(languages, "")
    for language in known.unique().to_pylist():
        open_ = np.flatnonzero(pc.equal(known, language).to_numpy(zero_copy_only=False))
        for place, family in enumerate(families):
            pattern = family.pattern(language)
            if pattern is None or not len(open_):
                continue
            texts = folded.take(pa.array(open_))
            hit = pc.match_substring_regex(texts, pattern=pattern).to_numpy(zero_copy_only=False)
            found = pc.extract_regex(texts.filter(pa.array(hit)), pattern=f"(?P<word>{pattern})")
            chosen[open_[hit]] = place
            places.append(open_[hit])
            words.append(pc.utf8_trim_whitespace(found.field("word")))
            open_ = open_[~hit]
    silent = np.flatnonzero(chosen < 0)
    order = np.argsort(np.concatenate([*places, silent]))
    spoken = pa.concat_arrays([*words, pa.nulls(len(silent), pa.string())])
    return chosen, spoken.take(pa.array(order))


def sure(family: Family, language: str | None) -> float:
    """How sure a verdict of `family` is: its measured share in English, else `UNMEASURED`."""
    return family.right if family.right is not None and language == "en" else UNMEASURED


def how_sure(families: Sequence[Family], chosen: np.ndarray, languages: pa.Array) -> np.ndarray:
    """`sure` for each verdict of `first_to_speak` (0 where none spoke), as a float column."""
    import numpy as np  # start-up: as in fold
    import pyarrow.compute as pc

    english = pc.fill_null(pc.equal(languages, "en"), False).to_numpy(zero_copy_only=False)
    in_english = np.array([*(sure(family, "en") for family in families), 0.0])
    elsewhere = np.array([*(UNMEASURED for _ in families), 0.0])
    shares: np.ndarray = np.where(english, in_english[chosen], elsewhere[chosen])
    return shares


def one_each(words: pa.Array) -> pa.Array:
    """A list column with the word of each row, empty where there is none."""
    import numpy as np  # start-up: as in fold
    import pyarrow as pa

    there = words.is_valid().to_numpy(zero_copy_only=False)
    offsets = np.concatenate([[0], np.cumsum(there)]).astype(np.int32)
    return pa.ListArray.from_arrays(pa.array(offsets), words.drop_null())
