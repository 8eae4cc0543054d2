"""How what is kept of the returns is called and told: names and units, in a reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dialogo.records.text import Lang, Text
from dialogo.report.returns_pictures import Subject

Kept = Mapping[str, Any]

_COUNTED = {
    "posts": Text(en="posts", it="post"),
    "answers": Text(en="answers", it="risposte"),
    "hours": Text(en="hours", it="ore"),
}


def subject(table: Kept, lang: Lang) -> Subject:
    """Whose returns a kept table tells of."""
    used = table["used"]
    return Subject(
        outcome=table["name"],
        currency=table["currency"],
        costs=table["costs"],
        names={one["id"]: one["name"][lang] for one in used},
        efforts={one["id"]: sum(one["effort"]) / len(one["effort"]) for one in used},
        counted={one["id"]: counted(one, table["costs"], lang) for one in used},
    )


def counted(effort: Kept, costs: str | None, lang: Lang) -> str:
    """What one of an effort is: posts, answers, hours, or the currency of money."""
    word = _COUNTED.get(effort["counted"])
    return word.say(lang) if word else costs or ""
