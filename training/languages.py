"""The model of languages, and its card."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa

from dialogo.language.read import Read
from dialogo.language.which_language import languages
from training import card
from training.making import made, prepared
from training.recipes import MESSAGES, POSTS, TONGUES, examples, tests
from training.sources import Example, language_tests
from training.splits import folds


def make(data: Path) -> None:
    """Writes models/languages.npz and docs/models/languages.md."""
    chosen = examples(TONGUES, data)
    seen = prepared(chosen, TONGUES).without_marks()
    apart = folds([example.text for example in chosen], 5)
    path, scores, hot = made(TONGUES, chosen, seen, apart)
    groups = [example.group for example in chosen]
    values = {"written": groups.count("written"), "real": groups.count("care")}
    size = path.stat().st_size
    parts = [
        card.about("languages", size, **values),
        _told("Real messages in other languages than English", language_tests(data)),
    ]
    for recipe in (POSTS, MESSAGES):
        for title, judged in tests(recipe, data).items():
            parts.append(_told(title[0].upper() + title[1:], judged))
    parts.append(card.curve(TONGUES.questions[0], chosen, scores, hot[0]))
    card.write("languages", parts)


def _told(title: str, judged: list[Example]) -> list[str]:
    said = languages(Read.of(pa.array([one.text for one in judged]))).to_pylist()
    truth = [one.language for one in judged]
    return card.table(title, truth, [one or "unsure" for one in said], sorted(set(truth)))
