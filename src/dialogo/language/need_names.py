"""Names: the words that most tell a need's messages from all the others, and the name it gets.

A word's worth is the log-odds of a person's using it in the group against elsewhere, with a prior
of all words, in standard errors (Monroe, Colaresi and Quinn, "Fightin' Words", 2008). Words that
few people use are no name of anything, and could be somebody's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogo.language.need_found import Said, people_of

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

    from dialogo.language.pieces import Pieces

SHOWN = 6  # words kept of a group
_PRIOR = 100.0  # people, spread over all words as everybody uses them
_OFTEN = 0.3  # of the messages with two words those where they stand beside each other
_TELLS = 0.2  # of a group's people those who use a word of its name, at least
_USERS = 3  # people who use a word, at least


def words_of(
    said: Said, pieces: Pieces, languages: pa.Array, of: NDArray[np.int64], count: int
) -> list[tuple[str, ...]]:
    """The words of each group, the most telling first, as people write them, in one language.

    `pieces` and `languages` are of what was said, `of` has the group of each text. At most
    `SHOWN` words, each used by several people;
    two that mostly stand beside each other are one ("gift card").
    """
    import numpy as np  # start-up: the command line imports this floor for its help
    import pyarrow.compute as pc

    terms, people = said.terms, said.people
    spoken = terms.terms < terms.fields
    text, term, place = terms.texts[spoken], terms.terms[spoken], terms.places[spoken]
    tongue = pc.fill_null(languages, "").to_numpy(zero_copy_only=False)
    written = _Written(pieces)
    everywhere = people_of(term, people[text], terms.fields)
    if not said.apart:  # told from all that is said; what one need is split into, from each other
        everywhere = np.maximum(everywhere, said.weights.used_by(terms)[: terms.fields])
    groups = []
    for number in range(count):
        mine = of[text] == number
        mine &= np.isin(tongue[text], ["", _most(tongue[of == number])])
        here = people_of(term[mine], people[text[mine]], terms.fields)
        size = len(np.unique(people[text[mine]]))
        worth = log_odds(here, everywhere, here.sum(), everywhere.sum())
        worth[here < max(_USERS, size * _TELLS)] = -np.inf
        order = np.argsort(-worth, kind="stable")
        best = order[worth[order] > 0][:SHOWN]
        at = [np.flatnonzero(mine & (term == one)) for one in best]
        groups.append(_together([(text[rows], place[rows]) for rows in at], written))
    return groups


def name_of(phrases: list[str], words: tuple[str, ...], taken: set[str]) -> str:
    """A name for a group that no other has: the first of its `phrases`, or else of its `words`;
    where they are all taken several words, or a number after one."""
    for name in (*phrases, *words[:1]):
        if name not in taken:
            return name
    for many in range(2, len(words) + 1):
        name = ", ".join(words[:many])
        if name not in taken:
            return name
    name = next(iter((*phrases, *words)), "…")
    number = 2
    while f"{name} {number}" in taken:
        number += 1
    return f"{name} {number}"


def log_odds(
    here: NDArray[np.int64], everywhere: NDArray[np.int64], size: int, whole: int
) -> NDArray[np.float64]:
    """How much likelier things are here than there, in standard errors: `here` and `everywhere`
    count each, `size` and `whole` all of them."""
    import numpy as np  # start-up, as above

    there = everywhere - here
    prior = _PRIOR * everywhere / max(whole, 1) + 1e-9
    inside, outside = size + _PRIOR, whole - size + _PRIOR
    odds = np.log((here + prior) / (inside - here - prior)) - np.log(
        (there + prior) / (outside - there - prior)
    )
    return np.asarray(odds / np.sqrt(1 / (here + prior) + 1 / (there + prior)))


class _Written:
    """How words stand in texts: small, with their accents, without the marks around them."""

    def __init__(self, pieces: Pieces) -> None:
        import pyarrow.compute as pc  # start-up, as above

        said = pc.utf8_lower(pc.utf8_trim(pieces.said, ".,;:!?\"'()[]{}…«»“”‘’#*_-"))
        whole = pc.match_substring_regex(said, r"^[\p{L}-]+$")
        self._said = pc.if_else(whole, said, None)
        self._pieces = pieces

    def of(self, places: NDArray[np.int64]) -> str:
        """The way that the words at `places` are mostly written."""
        import pyarrow as pa  # start-up, as above

        said = self._said.take(pa.array(self._pieces.origins[places])).to_pylist()
        plain = self._pieces.words.take(pa.array(self._pieces.places[places])).to_pylist()
        return _most(said) or _most(plain)


def _together(
    found: list[tuple[NDArray[np.int64], NDArray[np.int64]]], written: _Written
) -> tuple[str, ...]:
    """The words, those joined that mostly stand beside each other."""
    import numpy as np  # start-up, as above

    words: list[str] = []
    used: set[int] = set()
    for number, (text, place) in enumerate(found):
        if number in used:
            continue
        for other in range(number + 1, len(found)):
            if other in used:
                continue
            both, mine, theirs = np.intersect1d(text, found[other][0], return_indices=True)
            step = found[other][1][theirs] - place[mine]
            after, before = (step == 1).sum(), (step == -1).sum()
            if max(after, before) >= max(2, _OFTEN * len(both)) and len(both) * 3 >= len(text):
                pair = (place, found[other][1]) if after >= before else (found[other][1], place)
                words.append(f"{written.of(pair[0])} {written.of(pair[1])}")
                used.add(other)
                break
        else:
            words.append(written.of(place))
    return tuple(dict.fromkeys(words))


def _most(values: NDArray[np.object_] | list[str]) -> str:
    """The most frequent value, the first in the alphabet of several."""
    counts: dict[str, int] = {}
    for value in values:
        if value:
            counts[value] = counts.get(value, 0) + 1
    return min(counts, key=lambda value: (-counts[value], value), default="")
