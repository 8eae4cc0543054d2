"""Composing: sentences with gaps, filled with words that say nothing of what the text is for."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from hashlib import blake2b
from pathlib import Path

from training.sources import HERE, Example

_GAP = re.compile(r"\{(\w+)\}")
Judge = Callable[[str], dict[str, str]]
TIMES = 4  # texts made of one sentence


def composed(language: str, describe: Mapping[int, Judge]) -> list[Example]:
    """The texts made of `training/texts/templates_<language>.txt`, the same on every day.

    `describe` says by the length of a line's code what it means: posts have one letter, messages
    three signs.
    """
    slots = _slots(HERE / "texts" / f"slots_{language}.txt")
    made = []
    path = HERE / "texts" / f"templates_{language}.txt"
    for line in path.read_text(encoding="utf-8").splitlines():
        code, _, sentence = line.partition(" ")
        judge = describe.get(len(code))
        if judge is None:
            continue
        for time in range(TIMES if _GAP.search(sentence) else 1):
            text = _filled(sentence, slots, time)
            made.append(
                Example(
                    text[0].upper() + text[1:] if time % 2 else text,
                    f"composed {time}",
                    language,
                    judge(code),
                )
            )
    return made


def _filled(sentence: str, slots: dict[str, list[str]], time: int) -> str:
    return _GAP.sub(lambda gap: _pick(slots[gap[1]], sentence + gap[1], time), sentence)


def _pick(words: list[str], about: str, time: int) -> str:
    digest = blake2b(about.encode(), digest_size=8).digest()
    return words[(int.from_bytes(digest, "big") + time * 7) % len(words)]


def _slots(path: Path) -> dict[str, list[str]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return {
        name: words.strip().split("|") for name, _, words in (line.partition(":") for line in lines)
    }


_HELLO = {"it": ("Buongiorno, ", "Ciao, ", "Salve "), "en": ("Hi, ", "Hello ", "Hey "),
          "es": ("Hola, ",), "fr": ("Bonjour, ",), "de": ("Hallo, ",)}  # fmt: skip
_THANKS = {"it": (" Grazie", " grazie mille", " Grazie!"),
           "en": (" Thanks", " Thank you!", " thanks"),
           "es": (" Gracias",), "fr": (" Merci",), "de": (" Danke",)}  # fmt: skip
_WANTS = ("question", "request", "suggestion")


def varied(messages: list[Example]) -> list[Example]:
    """Messages as people also put them: to an account, with a greeting, with thanks in advance,
    without the question mark. What they ask stays the same."""
    made = []
    for number, message in enumerate(messages):
        text, language = message.text, message.language
        ways = [f"@company {text}"]
        if message.judged["act"] in _WANTS and message.judged["tone"] == "neutral":
            hello = _HELLO[language][number % len(_HELLO[language])]
            thanks = _THANKS[language][number % len(_THANKS[language])]
            ways += [hello + text[0].lower() + text[1:], text + thanks]
            ways += [text.rstrip("? ").lower()] if text.endswith("?") else []
        made += [Example(way, "varied", language, message.judged) for way in ways]
    return made
