"""A remark on a part of a plan: something missing, something to think over, something changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dialogo.records.text import Text
from dialogo.web.queries.plan.words import PART_TITLES


@dataclass(frozen=True)
class Remark:
    """`text` with its `values`, on the part of this name."""

    part: str
    text: Text
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def title(self) -> Text:
        """What the part is called."""
        return PART_TITLES[self.part]

    @property
    def says(self) -> Text:
        """The remark with its values written in each language."""
        return Text(
            en=_literal(self.text.say("en", **self.values)),
            it=_literal(self.text.say("it", **self.values)),
        )


def _literal(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")
