"""What work on social media is spent on, as people call it."""

from collections.abc import Mapping

from dialogo.records.text import Text

ACTIVITY_WORDS: Mapping[str, Text] = {
    "creating": Text(en="creating", it="creare"),
    "publishing": Text(en="publishing", it="pubblicare"),
    "answering": Text(en="answering", it="rispondere"),
    "promoting": Text(en="promoting", it="promuovere"),
    "listening": Text(en="listening", it="ascoltare"),
    "learning": Text(en="learning", it="imparare"),
    "planning": Text(en="planning", it="pianificare"),
}
