"""How sure a model is of what it says, in words: no figure where it would claim too much."""

from __future__ import annotations

from dialogo.records.share import Share
from dialogo.records.text import Lang, Text

# Nearer to 1 a model's own figure tells little of how often it is right (house rule).
NEARLY = 0.99

SURE = Text(en="{share} sure", it="sicuro al {share}")
NEARLY_SURE = Text(en="nearly sure", it="quasi certo")


def how_sure(share: float, lang: Lang) -> str:
    """`share` is the model's probability, from 0 to 1."""
    return NEARLY_SURE.say(lang) if share > NEARLY else SURE.say(lang, share=Share(share))
