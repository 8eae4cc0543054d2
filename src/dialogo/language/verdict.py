"""Verdicts: what a model says of each text, how likely it is, and by which words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dialogo.language.because import deciding
from dialogo.language.model import Scores, model, scores, shares
from dialogo.language.read import Read

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

UNSURE = "unsure"


@dataclass(frozen=True)
class Verdict:
    """A column each: the class or "unsure", its probability (0 with "unsure"), the words."""

    names: pa.Array
    probability: pa.Array
    because: pa.Array


def verdicts(name: str, read: Read, *questions: str) -> list[Verdict]:
    """What the model `name` says to each of its `questions`; a text with no word
    that it knows is unsure."""
    import numpy as np  # start-up: the command line imports this floor for its help
    import pyarrow as pa

    learnt = model(name)
    said = scores(learnt, read)
    silent = read.silent() | ~known(read, said)
    found = []
    for question in questions:
        head = learnt.heads[question]
        likely = shares(said, head)
        chosen = likely.argmax(axis=1) if len(likely) else np.zeros(0, np.int64)
        sure = ~silent & (likely.max(axis=1, initial=0) >= head.sure)
        names = pa.array([*head.classes, UNSURE])
        found.append(
            Verdict(
                names.take(pa.array(np.where(sure, chosen, len(head.classes)))),
                pa.array(np.where(sure, likely.max(axis=1, initial=0), 0.0).astype(np.float64)),
                deciding(read, said, head, chosen, sure),
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
