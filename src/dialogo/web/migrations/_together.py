"""New tables and indexes of a migration, made together: a first start takes half the time.

Django draws every related model anew after each step that changes one, which with a hundred models
of one workspace is most of the time. What comes of it is the same, table by table.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django.db.migrations.operations import AddIndex, CreateModel
from django.db.migrations.operations.base import Operation

# Those of one kind that follow each other need no look at what stood between them.
ALIKE = (CreateModel, AddIndex)


class Run(Operation):
    """Operations of one kind, one after the other, with the models drawn once."""

    def __init__(self, steps: Sequence[Operation]) -> None:
        self.steps = steps

    def state_forwards(self, app_label: str, state: Any) -> None:
        # Where none is drawn yet, no step draws any; they are drawn once, when they are asked for.
        state.__dict__.pop("apps", None)
        for step in self.steps:
            step.state_forwards(app_label, state)

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        for step in self.steps:
            step.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        for step in reversed(self.steps):
            step.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return "; ".join(step.describe() for step in self.steps)


def together(operations: Sequence[Operation]) -> list[Operation]:
    """The operations of a migration, those of one kind that follow each other as one of them."""
    made: list[Operation] = []
    for kind, run in groupby(operations, key=type):
        steps = list(run)
        made += [Run(steps)] if kind in ALIKE else steps
    return made
