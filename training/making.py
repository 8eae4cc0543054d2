"""Making one model: learn from everything, calibrate on held-out scores, write the artefact."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import process_time

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dialogo.language.model import model
from training import artefact
from training.learn import Recipe, heats, held_out, learn
from training.matrix import Seen, see
from training.measure import Floats
from training.sources import Example


def prepared(chosen: list[Example], recipe: Recipe) -> Seen:
    """What the model sees of its examples."""
    return see([example.text for example in chosen], recipe.weights)


def made(
    recipe: Recipe, chosen: list[Example], seen: Seen, folds: NDArray[np.int64]
) -> tuple[Path, Floats, list[float]]:
    """The artefact, the held-out scores of the examples, and the temperatures."""
    scores = held_out(recipe, chosen, seen, folds)
    hot = heats(recipe, chosen, scores)
    path = artefact.write(recipe, learn(recipe, chosen, seen, np.ones(len(chosen), bool)), hot)
    model.cache_clear()  # what is measured from here on is what was written
    return path, scores, hot


def speed(label: Callable[[pa.Array], object], texts: list[str]) -> int:
    """Texts a second of processor time, to the nearest thousand, all labels together."""
    column = pa.array(texts * (20_000 // len(texts) + 1), pa.string())
    label(column[:2_000])
    began = process_time()
    label(column)
    return round(len(column) / (process_time() - began) / 1_000) * 1_000
