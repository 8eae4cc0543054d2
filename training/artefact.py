"""Artefacts: a model as the file that the library ships, the same bytes from the same weights."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import numpy as np

import dialogo.language
from dialogo.language.model import SLOTS
from training.learn import Learnt, Recipe

FOLDER = Path(dialogo.language.__file__).with_name("models")


def write(recipe: Recipe, learnt: Learnt, heats: list[float]) -> Path:
    """Writes models/<name>.npz: keys, weights of 16 bits, biases, and the questions."""
    strength = np.abs(learnt.rows).max(axis=1)
    order = np.lexsort((learnt.keys, -strength))
    order = order[strength[order] > 1e-3]
    _, first = np.unique(learnt.keys[order] & np.uint64(SLOTS - 1), return_index=True)
    kept = np.sort(order[first])  # of two keys that share a slot the stronger stays
    heads = [
        "|".join([question.name, f"{heat:.4f}", f"{question.sure}", *question.classes])
        for question, heat in zip(recipe.questions, heats, strict=True)
    ]
    arrays = {
        "keys": learnt.keys[kept].astype(np.uint32),
        "rows": learnt.rows[kept].astype(np.float16),
        "biases": learnt.biases.astype(np.float32),
        "heads": np.array(heads),
    }
    FOLDER.mkdir(exist_ok=True)
    path = FOLDER / f"{recipe.name}.npz"
    with zipfile.ZipFile(path, "w") as file:
        for name, array in arrays.items():
            held = io.BytesIO()
            np.lib.format.write_array(held, array)
            info = zipfile.ZipInfo(f"{name}.npy", (1980, 1, 1, 0, 0, 0))
            file.writestr(info, held.getvalue(), zipfile.ZIP_DEFLATED, 9)
    return path
