"""The model of messages, and its card."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa

from dialogo.language.messages import label_messages
from dialogo.language.tone import tones
from training import card
from training.making import made, prepared
from training.measure import by_class, macro
from training.recipes import MESSAGES, examples, tests
from training.splits import folds


def make(data: Path) -> None:
    """Writes models/messages.npz and docs/models/messages.md."""
    chosen = examples(MESSAGES, data)
    apart = folds([example.text for example in chosen], 5)
    path, scores, hot = made(MESSAGES, chosen, prepared(chosen, MESSAGES), apart)
    groups = [example.group.split()[0] for example in chosen]
    values = {
        "real": groups.count("care"),
        "written": groups.count("written"),
        "made": groups.count("composed") + groups.count("varied"),
    }
    size = path.stat().st_size
    parts = [card.about("messages", size, **values)]
    for title, judged in tests(MESSAGES, data).items():
        texts = pa.array([one.text for one in judged])
        labels = label_messages(texts)
        said = {
            "needs_answer": labels["needs_answer"].to_pylist(),
            "act": labels["act"].to_pylist(),
            "tone": tones(texts).names.to_pylist(),
        }
        parts.append([f"## {title[0].upper() + title[1:]}"])
        for question in MESSAGES.questions:
            pairs = [
                (one.judged[question.name], label)
                for one, label in zip(judged, said[question.name], strict=True)
                if one.judged[question.name] in question.classes
            ]
            true, told = zip(*pairs, strict=True)
            parts.append(card.table(f"`{question.name}`", true, told, question.classes))
            most = max(question.classes, key=true.count)
            lazy = by_class(true, [most] * len(true), question.classes)
            parts.append([f'Always saying "{most}" would have macro-F1 {macro(lazy):.3f}.'])
    parts.append(["## Calibration, on held-out texts learnt from"])
    start = 0
    for question, heat in zip(MESSAGES.questions, hot, strict=True):
        columns = slice(start, start + len(question.classes))
        parts.append(card.curve(question, chosen, scores[:, columns], heat))
        start = columns.stop
    card.write("messages", parts)
