"""Making the models: python -m training ../shared/data"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

from training import artefact
from training.learn import heats, held_out, learn
from training.matrix import see
from training.recipes import MESSAGES, POSTS, TONGUES, examples
from training.splits import folds


def main(data: Path) -> None:
    only = sys.argv[2:]
    for recipe in (TONGUES, POSTS, MESSAGES):
        if only and recipe.name not in only:
            continue
        chosen = examples(recipe, data)
        texts = [example.text for example in chosen]
        seen = see(texts, recipe.weights)
        if recipe is TONGUES:
            seen = seen.without_marks()
        apart = folds(texts, 5)
        scores = held_out(recipe, chosen, seen, apart)
        learnt = learn(recipe, chosen, seen, np.ones(len(chosen), dtype=bool))
        artefact.write(recipe, learnt, heats(recipe, chosen, scores))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
