"""What the team corrected, as lessons for the models; and what came of learning from them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from dialogo.language.learning import MOST_LESSONS
from dialogo.language.lesson import Lesson
from dialogo.web.models.language import OwnModel
from dialogo.web.models.records import ROWS, Gone
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.inbox.labels import PERSON

# For each model: the table of labels, that of the texts, and the questions that are corrected.
MODELS: Mapping[str, tuple[str, str, tuple[str, ...]]] = {
    "messages": ("message_labels", "messages", ("needs_answer", "act", "tone")),
    "posts": ("post_labels", "posts", ("does",)),
}
_UNTOUCHED = 1_500  # texts that nobody corrected, to hold the rest in its place


@dataclass(frozen=True)
class Lessons:
    """Lessons by model, the oldest first, with a digest of them all, and texts as they are."""

    of: Mapping[str, list[Lesson]]
    untouched: Mapping[str, list[str]]
    digest: str

    @property
    def count(self) -> int:
        return sum(len(some) for some in self.of.values())


def own_model(workspace: Workspace) -> OwnModel | None:
    """What is kept of learning; None: nothing was ever corrected."""
    return OwnModel.objects.filter(workspace=workspace).first()


def corrected_since(workspace: Workspace, revision: int) -> bool:
    """Whether somebody has corrected a label, or taken a correction back, since then."""
    newer: dict[str, Any] = {"workspace": workspace, "revision__gt": revision}
    tables = [labels for labels, _, _ in MODELS.values()]
    if Gone.objects.filter(table__in=tables, **newer).exists():
        return True
    return any(
        ROWS[table].objects.filter(model__startswith=PERSON, **newer).exists() for table in tables
    )


def lessons(workspace: Workspace, after: int) -> Lessons:
    """What was corrected after the revision `after`, with words; the newest of each model."""
    found = {name: list(_lessons(workspace, name, after)) for name in MODELS}
    untouched = {name: _untouched(workspace, name, some) for name, some in found.items()}
    told = blake2b(digest_size=32)
    for name, some in found.items():
        for lesson in some:
            part = repr((name, lesson.text, sorted(lesson.said.items())))
            told.update(part.encode("utf-8", "surrogatepass"))
    return Lessons(found, untouched, told.hexdigest())


def _lessons(workspace: Workspace, name: str, after: int) -> Iterator[Lesson]:
    labels, texts, questions = MODELS[name]
    rows = ROWS[labels].objects.filter(
        workspace=workspace, model__startswith=PERSON, revision__gt=after
    )
    newest = rows.order_by("-revision", "-pk").values_list("row_key", *questions)[:MOST_LESSONS]
    oldest_first = list(newest)[::-1]
    for start in range(0, len(oldest_first), 500):
        some = oldest_first[start : start + 500]
        keys = [row[0] for row in some]
        found = ROWS[texts].objects.filter(workspace=workspace, row_key__in=keys)
        said = {bytes(key): text for key, text in found.values_list("row_key", "text")}
        for key, *classes in some:
            if text := said.get(bytes(key)):
                told = zip(questions, classes, strict=True)
                yield Lesson(text, {question: name for question, name in told if name})


def _untouched(workspace: Workspace, name: str, some: list[Lesson]) -> list[str]:
    if not some:
        return []
    _, texts, _ = MODELS[name]
    rows = ROWS[texts].objects.filter(workspace=workspace, text__isnull=False)
    if name == "messages":
        rows = rows.filter(author_kind="customer")
    known = {lesson.text for lesson in some}
    newest = rows.order_by("-revision", "-pk").values_list("text", flat=True)[:_UNTOUCHED]
    return [text for text in newest if text and text not in known]
