"""Learning from corrections: weights that tilt a shipped model, and whether they help.

A softmax with the shipped scores as they are, and a strong pull towards no change: without a
correction nothing changes, a few tilt what resembles them, hundreds may overrule. Texts that
nobody corrected hold the rest in its place, as the shipped model sees them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING, Any

from dialogo.language.lesson import Lesson, Seen, families, read, said, see
from dialogo.language.likeness import LONG, likenesses
from dialogo.language.model import Head, model, scores
from dialogo.language.own import Corrected, Table
from dialogo.language.read import Read

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST_KEYS = 20_000
MOST_LESSONS = 5_000  # the newest; the others stand for their own texts
PULL = 0.2  # towards no change: chosen on judged messages, as docs/language.md tells
HOLD = 0.15  # what a text that nobody corrected weighs beside one that somebody did
STEPS = 60
FOLDS = 10
FAMILIES = 5  # at least so many, or nobody can tell whether learning helps


@dataclass(frozen=True)
class Tried:
    """One question on corrected texts, each judged by what all that are unlike it have taught.

    Of `n`, so many are `right` and so many `wrong`, before and after, the rest unsure; of
    `changed` it is said another thing after.
    """

    question: str
    n: int
    families: int
    right: tuple[int, int]
    wrong: tuple[int, int]
    changed: int = 0

    @property
    def helps(self) -> bool:
        """Whether more has become right than wrong, by more than chance does: two at least, and
        the deviation of as many coins as have changed; and more is right than wrong, since of
        errors alone even a guess puts some right (house rules)."""
        better = self.right[1] - self.right[0] - (self.wrong[1] - self.wrong[0])
        enough = self.families >= FAMILIES and better >= max(2, sqrt(self.changed))
        return enough and self.right[1] > self.wrong[1]


@dataclass(frozen=True)
class Learnt:
    """What lessons for one model come to; weights only for the questions that they help with."""

    table: Table
    tried: tuple[Tried, ...]


def learn(name: str, lessons: Sequence[Lesson], untouched: Sequence[str]) -> Learnt | None:
    """Learns for the model `name`; `untouched` are texts that nobody corrected, a sample.

    The same from the same texts in the same order; the newest lesson last. None: no lessons.
    """
    import numpy as np  # start-up: the command line imports this floor for its help

    lessons = lessons[-MOST_LESSONS:]
    if not lessons:
        return None
    shipped = model(name)
    texts = read([*(lesson.text for lesson in lessons), *untouched])
    told = said(name, lessons)
    taught = np.arange(len(texts.pieces)) < len(lessons)
    seen = see(texts, taught, MOST_KEYS)
    plain = scores(shipped, texts).texts
    alike = families(texts)[: len(lessons)]
    rows = np.zeros((len(seen.keys), plain.shape[1]))
    tried = []
    for number, (question, head) in enumerate(shipped.heads.items()):
        asked = _Question(head, seen, plain[:, head.columns] / head.heat, told[:, number])
        found = _tried(question, asked, alike)
        tried.append(found)
        if found.helps:
            rows[:, head.columns] = head.heat * _fit(asked, asked.known)
    kept = np.flatnonzero(np.abs(rows).max(axis=1, initial=0) > 1e-4)
    corrected = _corrected(texts, told)
    table = Table(seen.keys[kept], rows[kept].astype(np.float32), corrected)
    return Learnt(table, tuple(found for found in tried if found.n))


@dataclass(frozen=True)
class _Question:
    """`plain` are the shipped scores of all texts, heated; `told` the class of each lesson (-1, or
    the last and one: nothing to learn from)."""

    head: Head
    seen: Seen
    plain: NDArray[np.float32]
    told: NDArray[np.int8]

    @property
    def known(self) -> NDArray[np.bool_]:
        """Which lessons say something about it."""
        return (self.told >= 0) & (self.told < len(self.head.classes))

    def says(self, scored: NDArray[np.floating[Any]]) -> NDArray[np.int64]:
        """The class that such scores say, -1 where they are not sure."""
        import numpy as np  # start-up, as above

        shares = _softmax(scored)
        sure = shares.max(axis=1, initial=0) >= self.head.sure
        return np.where(sure, shares.argmax(axis=1), -1)


def _tried(question: str, asked: _Question, alike: NDArray[np.int64]) -> Tried:
    """What lessons teach about those that are unlike them: families stay together."""
    import numpy as np  # start-up, as above

    known = asked.known
    count = len(known)
    names, family = np.unique(alike[known], return_inverse=True)
    plain = asked.plain[:count]
    before = asked.says(plain)
    after, fold = before.copy(), np.full(count, -1)
    fold[known] = family % FOLDS
    for number in range(min(FOLDS, len(names)) if len(names) >= FAMILIES else 0):
        out = fold == number
        scored = plain[out] + asked.seen.matrix[:count][out] @ _fit(asked, known & ~out)
        after[out] = asked.says(scored)
    said = [(known & (one == asked.told), known & (one >= 0) & (one != asked.told))
            for one in (before, after)]  # fmt: skip
    (right, wrong), (right_after, wrong_after) = said
    return Tried(
        question,
        int(known.sum()),
        len(names),
        (int(right.sum()), int(right_after.sum())),
        (int(wrong.sum()), int(wrong_after.sum())),
        int((before != after)[known].sum()),
    )


def _fit(asked: _Question, which: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Weights (a row a key, a column a class) beside the shipped scores, learnt from the lessons
    `which` and held by the texts that nobody corrected."""
    import numpy as np  # start-up, as above
    from scipy.optimize import minimize  # type: ignore[import-untyped]  # it has no types

    lessons, classes = len(asked.told), len(asked.head.classes)
    used = np.concatenate([np.flatnonzero(which), np.arange(lessons, len(asked.plain))])
    matrix: Any = asked.seen.matrix[used]
    turned = matrix.T.tocsr()
    plain = asked.plain[used].astype(np.float64)
    taught = int(which.sum())
    wanted = _softmax(plain)
    wanted[:taught] = np.eye(classes)[asked.told[which]]
    weight = np.where(np.arange(len(used)) < taught, 1.0, HOLD)[:, None]

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        weights = flat.reshape(-1, classes)
        shares = _softmax(plain + matrix @ weights)
        value = -(weight * wanted * np.log(shares + 1e-12)).sum() + PULL / 2 * (flat**2).sum()
        slope = turned @ (weight * (shares - wanted)) + PULL * weights
        return value, slope.ravel()

    start = np.zeros(matrix.shape[1] * classes)
    options = {"maxiter": STEPS, "maxcor": 8}
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options=options)
    return np.asarray(found.x.reshape(-1, classes))


def _softmax(scored: NDArray[Any]) -> NDArray[np.float64]:
    import numpy as np  # start-up, as above

    raised = np.exp(scored - scored.max(axis=1, keepdims=True, initial=-np.inf))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True), np.float64)


def _corrected(texts: Read, told: NDArray[np.int8]) -> Corrected:
    """The lessons, the first of `texts`, by their signs; of two alike the newest counts."""
    import numpy as np  # start-up, as above

    seen, count = likenesses(texts), len(told)
    long = (seen.sizes[seen.owners] >= LONG) & (seen.owners < count)
    near, whole = seen.without[long], seen.whole[:count]
    signs = np.concatenate([near, whole])[::-1]  # what is quite the same goes before what is near
    owners = np.concatenate([seen.owners[long], np.arange(count)])[::-1]
    known, first = np.unique(signs, return_index=True)
    return Corrected(known, owners[first].astype(np.int32), told)
