"""The model of replies: whether they are warm, plain, cold or off-putting; and its card."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa

from dialogo.language.tone import manners
from training import card
from training.making import made, prepared
from training.measure import by_class, macro
from training.recipes import REPLIES, examples, tests
from training.splits import folds


def make(data: Path) -> None:
    """Writes models/replies.npz and docs/models/replies.md."""
    chosen = examples(REPLIES, data)
    apart = folds([example.text for example in chosen], 5)
    path, scores, hot = made(REPLIES, chosen, prepared(chosen, REPLIES), apart)
    question = REPLIES.questions[0]
    groups = [example.group for example in chosen]
    counts = {"real": groups.count("care"), "written": groups.count("written")}
    counts["made"] = len(groups) - sum(counts.values())
    parts = [card.about("replies", path.stat().st_size, **counts)]
    for title, judged in tests(REPLIES, data).items():
        true = [one.judged["tone"] for one in judged]
        told = manners(pa.array([one.text for one in judged])).names.to_pylist()
        parts.append(card.table(title[0].upper() + title[1:], true, told, question.classes))
        most = max(question.classes, key=true.count)
        lazy = by_class(true, [most] * len(true), question.classes)
        parts.append([f'Always saying "{most}" would have macro-F1 {macro(lazy):.3f}.'])
    parts.append(card.curve(question, chosen, scores, hot[0]))
    card.write("replies", parts)
