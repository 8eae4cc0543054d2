"""Growth: how a company's groups of needs begin, what is added to them later, and how one is split.

The first time all messages that want an answer are looked at; from then on only those that no need
has. What was found stays as it was, so that no message loses the need it had.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dialogo.language.fold import fold
from dialogo.language.need_found import PEOPLE, Said, found, people_of, weights_of
from dialogo.language.need_groups import BEFORE, Groups
from dialogo.language.need_names import name_of, words_of
from dialogo.language.need_phrases import phrases_of
from dialogo.language.need_terms import terms_of
from dialogo.language.needs import NEEDS, needs_in
from dialogo.language.pieces import in_pieces
from dialogo.records.text import LANGS

if TYPE_CHECKING:
    from collections.abc import Collection

    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

    from dialogo.language.need_groups import Weights
    from dialogo.language.need_phrases import phrases_of
from dialogo.language.need_terms import Terms

FIRST = 100  # fewer messages begin no groups: there is little to tell them apart by (house rule)
LATER = 50  # nor do fewer loose ones add any
GROWN = 4  # how telling words are is reckoned anew when so many times more people have written
_OF_SEED = 0.6  # a group of which so much voices a seed, and
_MOST_OF_SEED = 0.25  # that is so much of all that voice it, is that seed's own
_SEEDS = {need.name for need in NEEDS}
_SEEDS_SHOWN = {need.title.say(lang) for need in NEEDS for lang in LANGS}
_NO_TOPIC = {"how to"}  # a way of asking: it lends its name to no group


@dataclass(frozen=True)
class Asked:
    """Messages that want an answer: texts, languages and authors as columns, `needs` they have."""

    texts: pa.Array
    languages: pa.Array
    authors: pa.Array
    needs: pa.Array

    def of(self, need: str) -> Asked:
        """Those of a need; "": those of none."""
        import pyarrow.compute as pc  # start-up: the command line imports this floor for its help

        mine = pc.equal(pc.fill_null(self.needs, ""), need)
        columns = (self.texts, self.languages, self.authors, self.needs)
        return Asked(*(column.filter(mine) for column in columns))


def grown(known: Groups, asked: Asked, taken: Collection[str] = ()) -> Groups:
    """`known` with the groups that `asked` adds, the same groups where it adds none.

    `taken` are names that no new need may have.
    """
    if not known.groups:
        return known if len(asked.texts) < FIRST else _added(known, asked, None, BEFORE - 1, taken)
    turn = max(BEFORE, 1 + max(one.turn for one in known.groups))
    return _added(known, asked, "", turn, taken)


def split(known: Groups, asked: Asked, need: str, taken: Collection[str] = ()) -> Groups:
    """`known` with groups that take the messages of `need` apart, the same where it cannot be."""
    turn = 1 + max((one.turn for one in known.groups), default=BEFORE)
    return _added(known, asked, need, turn, taken)


def _added(
    known: Groups, asked: Asked, of: str | None, turn: int, taken: Collection[str]
) -> Groups:
    """`known` with the groups of `asked`: of a need, of those that have none (""), of all."""
    some = asked if of is None else asked.of(of)
    if of == "" and len(some.texts) < LATER:
        return known
    pieces = in_pieces(some.texts)
    terms, people = terms_of(pieces), _people(some)
    weights = known.weights
    if not weights or _outgrown(weights[-1], asked, terms, people):
        weights = (*weights, weights_of(terms_of(in_pieces(asked.texts)), _people(asked)))
    said = Said(terms, people, weights[-1], apart=bool(of))
    drawn, group = found(said)
    words = words_of(said, pieces, some.languages, group, len(drawn))
    seeds = _seeds(some, group, len(drawn)) if of is None else [""] * len(drawn)
    others = asked.texts.slice(0, 0 if of is None else None)
    called = phrases_of(some.texts, some.languages, people, group, others)
    names = {*taken, *(one.name for one in known.groups), *_SEEDS, *_SEEDS_SHOWN}
    groups = []
    for one, own, seed, said_so in zip(drawn, words, seeds, called, strict=True):
        if own:  # else nothing that several people say holds it together
            name = seed or (own[0] if own[0] in _SEEDS and not of else name_of(said_so, own, names))
            names.add(name)
            place = len(weights) - 1
            groups.append(replace(one, name=name, words=own, turn=turn, weights=place,
                                  within=of or ""))  # fmt: skip
    if not groups or (of and len(groups) == 1):
        return known
    return replace(known, groups=(*known.groups, *groups), weights=weights)


def _outgrown(weights: Weights, asked: Asked, terms: Terms, people: NDArray[np.int64]) -> bool:
    """Whether the weights are of another time: so many more people have written since, or many
    people use a word that nobody used then."""
    import pyarrow.compute as pc  # start-up, as above

    if len(pc.unique(asked.authors)) >= GROWN * weights.people:
        return True
    used = people_of(terms.terms, people[terms.texts], len(terms.keys))
    return bool((used[weights.used_by(terms) < 2] >= 2 * PEOPLE).any())


def _people(asked: Asked) -> NDArray[np.int64]:
    """Whose each message is, as a number."""
    import numpy as np  # start-up, as above
    import pyarrow.compute as pc

    numbers = pc.dictionary_encode(pc.fill_null(asked.authors, "")).indices
    return np.asarray(numbers.to_numpy().astype(np.int64))


def _seeds(asked: Asked, of: NDArray[np.int64], count: int) -> list[str]:
    """The seed that each group is; empty: none."""
    import numpy as np  # start-up, as above

    touched = needs_in(fold(asked.texts), asked.languages)
    seed = np.where(touched.any(axis=1), touched.argmax(axis=1), -1)
    names = []
    for number in range(count):
        mine = seed[of == number]
        counts = np.bincount(mine[mine >= 0], minlength=len(NEEDS))
        best = int(counts.argmax())
        is_it = counts[best] >= _OF_SEED * len(mine) and counts[best] >= _MOST_OF_SEED * (
            (seed == best).sum()
        )
        name = NEEDS[best].name
        names.append(name if is_it and name not in _NO_TOPIC else "")
    return names
