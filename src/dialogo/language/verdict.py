"""Verdicts: what a model says of each text, how likely it is, and by which words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from dialogo.language.because import deciding
from dialogo.language.model import Head, Scores, model, scores, shares
from dialogo.language.own import FOLLOWS
from dialogo.language.read import Read

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

    from dialogo.language.taught import Taught

UNSURE = "unsure"


@dataclass(frozen=True)
class Verdict:
    """A column each: the class or "unsure", its probability (0 with "unsure"), the words."""

    names: pa.Array
    probability: pa.Array
    reasons: Reasons

    @cached_property
    def because(self) -> pa.Array:
        """A list of words each; looked for when first asked for, since not every caller does."""
        one = self.reasons
        return deciding(one.read, one.said, one.head, one.chosen, one.sure)


@dataclass(frozen=True)
class Reasons:
    """Where the words of a verdict are: what was read, and what was said of it."""

    read: Read
    said: Scores
    head: Head
    chosen: NDArray[np.int64]
    sure: NDArray[np.bool_]


def verdicts(name: str, read: Read, *questions: str, taught: Taught | None = None) -> list[Verdict]:
    """What the model `name` says to each of its `questions`; a text with no word
    that it knows is unsure. What the team said of nearly the same text goes before."""
    import numpy as np  # start-up: the command line imports this floor for its help
    import pyarrow as pa

    own = taught.own if taught else None
    learnt = own.model(name) if own else model(name)
    followed = own.followed(name, read) if own else None
    said = scores(learnt, read)
    silent = read.silent() | ~known(read, said)
    found = []
    for question in questions:
        head = learnt.heads[question]
        likely = shares(said, head)
        chosen = likely.argmax(axis=1) if len(likely) else np.zeros(0, np.int64)
        likeliest = likely.max(axis=1, initial=0).astype(np.float64)
        sure = ~silent & (likeliest >= head.sure)
        if followed is not None:
            said_so = followed[:, list(learnt.heads).index(question)]
            sure = np.where(said_so >= 0, said_so < len(head.classes), sure)
            chosen = np.where(sure & (said_so >= 0), said_so, chosen).astype(np.int64)
            likeliest = np.where(said_so >= 0, FOLLOWS, likeliest)
        names = pa.array([*head.classes, UNSURE])
        found.append(
            Verdict(
                names.take(pa.array(np.where(sure, chosen, len(head.classes)))),
                pa.array(np.where(sure, likeliest, 0.0)),
                Reasons(read, said, head, chosen, sure),
            )
        )
    return found


def known(read: Read, said: Scores) -> NDArray[np.bool_]:
    """Whether the model knows any piece of each text."""
    import numpy as np  # start-up, as above

    told = np.zeros(len(read.pieces), bool)
    places = np.repeat(np.arange(len(told)), np.diff(read.pieces.starts))
    told[places[said.pieces.any(axis=1)]] = True
    return told
