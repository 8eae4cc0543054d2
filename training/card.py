"""Cards: docs/models/*.md, written by the run that made the models."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from training.learn import Question, softmax
from training.measure import Floats, by_class, macro, reliability
from training.sources import HERE, Example

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "models"
MADE = "<!-- Written by `make models`; do not edit. -->"


def table(
    title: str, truth: Sequence[str], said: Sequence[str], classes: Sequence[str]
) -> list[str]:
    """How a model did on judged texts, class by class."""
    found = by_class(truth, said, classes)
    unsure = sum(one == "unsure" for one in said)
    lines = ["| class | precision | recall | F1 | texts |", "|---|---|---|---|---|"]
    lines += [
        f"| {name} | {one.precision:.2f} | {one.recall:.2f} | {one.f1:.3f} | {one.true} |"
        for name, one in found.items()
    ]
    total = f"{len(truth)} texts, macro-F1 **{macro(found):.3f}**"
    return [f"### {title}", "", *lines, "", f"{total}{f', {unsure} unsure' if unsure else ''}."]


def curve(
    question: Question, examples: Sequence[Example], scores: Floats, heat: float
) -> list[str]:
    """The reliability curve, on texts that were held out (those whose class is known)."""
    allowed = question.allowed(examples)
    own = np.array([not example.group.startswith(("composed", "varied")) for example in examples])
    known = own & (allowed.sum(axis=1) < len(question.classes))
    shares = softmax(scores[known] / heat)
    best = shares.argmax(axis=1)
    right = allowed[known][np.arange(len(best)), best] > 0
    bins, error = reliability(shares.max(axis=1), right)
    lines = ["| claimed | verdicts | mean claim | right |", "|---|---|---|---|"]
    lines += [
        f"| {one.low:.1f} to {one.high:.1f} | {one.count} | {one.claimed:.2f} | {one.right:.2f} |"
        for one in bins
    ]
    return [
        f"### Calibration of `{question.name}`", "", *lines, "",
        f"Expected calibration error {error:.3f}; temperature {heat:.2f}; below {question.sure} "
        "the label is unsure.",
    ]  # fmt: skip


def about(name: str, size: int, **values: object) -> list[str]:
    """What the card says in words (training/about/<name>.md), and the size of the artefact."""
    words = (HERE / "about" / f"{name}.md").read_text(encoding="utf-8")
    return [words.format(**values), f"**Size**: {size / 1000:.0f} kB."]


def write(name: str, parts: Sequence[Sequence[str]]) -> None:
    """Writes docs/models/<name>.md."""
    FOLDER.mkdir(exist_ok=True)
    body = "\n\n".join("\n".join(part) for part in parts)
    (FOLDER / f"{name}.md").write_text(f"{MADE}\n\n{body}\n", encoding="utf-8")
