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
) -> tuple[np.ndarray, list[str | None]]:
    """For each text the place in `families` of the first that matches (-1: none), and the words.

    Each family sees only the texts that the ones before it left open.
    """
    import numpy as np  # start-up: as in fold
    import pyarrow as pa
    import pyarrow.compute as pc

    chosen = np.full(len(folded), -1, dtype=np.int64)
    words: list[str | None] = [None] * len(folded)
    known = pc.fill_null(languages, "")
    for language in known.unique().to_pylist():
        open_ = np.flatnonzero(pc.equal(known, language).to_numpy(zero_copy_only=False))
        for place, family in enumerate(families):
            pattern = family.pattern(language)
            if pattern is None or not len(open_):
                continue
            texts = folded.take(pa.array(open_))
            hit = pc.match_substring_regex(texts, pattern=pattern).to_numpy(zero_copy_only=False)
            matched = open_[hit]
            chosen[matched] = place
            found = pc.extract_regex(texts.filter(pa.array(hit)), pattern=f"(?P<word>{pattern})")
            for index, word in zip(matched, found.field("word").to_pylist(), strict=True):
                words[index] = word.strip()
            open_ = open_[~hit]
    return chosen, words


def sure(family: Family, language: str | None) -> float:
    """How sure a verdict of `family` is: its measured share in English, else `UNMEASURED`."""
    return family.right if family.right is not None and language == "en" else UNMEASURED
