"""Learning: from judged texts to the weights of a model, and what it says of texts never seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from training.fit import balanced, fit, softmax, temperature
from training.matrix import Seen, Weights, see, worth_learning
from training.sources import Example
from training.vectors import vectors

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Question:
    """What a model is asked: `classes` of `name`; `also` says which classes another judgement
    leaves open (a text that is Information may be useful or corporate); `power` how far rare
    classes are made to weigh as much as common ones; below `sure` the answer is "unsure"."""

    name: str
    classes: tuple[str, ...]
    power: float
    sure: float
    also: Mapping[str, Mapping[str, tuple[str, ...]]] | None = None

    def allowed(self, examples: Sequence[Example]) -> Floats:
        """A row for each example: 1 for each class that it may be of; all 1 if nobody said."""
        return np.array([self._row(example.judged) for example in examples], dtype=float)

    def _row(self, judged: Mapping[str, str]) -> list[float]:
        may: tuple[str, ...] = (judged[self.name],) if self.name in judged else ()
        for column, classes in (self.also or {}).items():
            if not may and column in judged:
                may = classes[judged[column]]
        row = [float(name in may) for name in self.classes]
        return row if any(row) else [1.0] * len(row)


@dataclass(frozen=True)
class Recipe:
    """How one model is made; `parts` says how much texts of a kind of group weigh, `meaning` how
    much the meaning of words counts before anything is learnt (0: not at all)."""

    name: str
    questions: tuple[Question, ...]
    weights: Weights
    penalty: float
    parts: Mapping[str, float]
    least: int = 2
    meaning: float = 0.0


@dataclass(frozen=True)
class Learnt:
    """The weights of a model: a row for each key (features weighed in), a column for each class."""

    keys: NDArray[np.uint64]
    rows: Floats
    biases: Floats

    def scores(self, texts: Sequence[str], weights: Weights) -> Floats:
        """The scores of texts; for measuring (the library has its own, faster way)."""
        plain = Weights(1.0, 1.0, 1.0, 1.0, 1.0)
        del weights
        return np.asarray(see(list(texts), plain).on(self.keys) @ self.rows + self.biases)


def learn(
    recipe: Recipe, examples: Sequence[Example], seen: Seen, among: NDArray[np.bool_]
) -> Learnt:
    """Learns from the examples `among` all that were seen."""
    groups = np.unique([_hand(example) for example in examples], return_inverse=True)[1]
    keys = worth_learning(seen.of(among), groups, recipe.least)
    matrix = seen.on(keys)[among]
    known = vectors() if recipe.meaning else None
    if known is not None:
        meant = known.of(seen.of(among), recipe.weights.word)[among] * recipe.meaning
        matrix = sp.hstack([matrix, sp.csr_matrix(meant)]).tocsr()
    chosen = [example for example, there in zip(examples, among, strict=True) if there]
    part = np.array([recipe.parts.get(example.group.split()[0], 1.0) for example in chosen])
    rows, biases = [], []
    for question in recipe.questions:
        allowed = question.allowed(chosen)
        weight = part * _even(allowed, part, question.power)
        found, bias = fit(matrix, allowed, weight, recipe.penalty)
        rows.append(found)
        biases.append(bias)
    factors = np.array(recipe.weights.each())[seen.kinds_of(keys)]
    learnt = np.concatenate(rows, axis=1)
    own = learnt[: len(keys)] * factors[:, None]
    if known is None:
        return Learnt(keys, own, np.concatenate(biases))
    by_meaning = known.places @ learnt[len(keys) :] * recipe.meaning
    return Learnt(*_together(keys, own, known.keys, by_meaning), np.concatenate(biases))


def _together(
    keys: NDArray[np.uint64], rows: Floats, others: NDArray[np.uint64], more: Floats
) -> tuple[NDArray[np.uint64], Floats]:
    """One table of two: the rows of a key that both have are added."""
    every = np.union1d(keys, others)
    summed = np.zeros((len(every), rows.shape[1]))
    summed[np.searchsorted(every, keys)] += rows
    summed[np.searchsorted(every, others)] += more
    return every, summed


def held_out(
    recipe: Recipe, examples: Sequence[Example], seen: Seen, folds: NDArray[np.int64]
) -> Floats:
    """The scores of every example by a model that learnt from all other folds."""
    width = sum(len(question.classes) for question in recipe.questions)
    found = np.zeros((len(examples), width))
    texts = [example.text for example in examples]
    for fold in np.unique(folds):
        out = folds == fold
        learnt = learn(recipe, examples, seen, ~out)
        chosen = [text for text, there in zip(texts, out, strict=True) if there]
        found[out] = learnt.scores(chosen, recipe.weights)
    return found


def heats(recipe: Recipe, examples: Sequence[Example], scores: Floats) -> list[float]:
    """The temperature of each question, from scores of texts that their model never saw."""
    found, start = [], 0
    for question in recipe.questions:
        columns = slice(start, start + len(question.classes))
        allowed = question.allowed(examples)
        known = allowed.sum(axis=1) < len(question.classes)
        made = np.array([example.group.startswith(("composed", "varied")) for example in examples])
        real = known & ~made
        found.append(temperature(scores[real][:, columns], allowed[real]))
        start = columns.stop
    return found


def _hand(example: Example) -> str:
    return f"{example.group} {example.language}"


def _even(allowed: Floats, part: Floats, power: float) -> Floats:
    """Importances that even out classes, within each kind of source by itself."""
    even = np.ones(len(allowed))
    for kind in np.unique(part):
        mine = part == kind
        even[mine] = balanced(allowed[mine], power)
    return even


__all__ = ["Learnt", "Question", "Recipe", "heats", "held_out", "learn", "softmax"]
