"""Phrases: what the imaginary company of the simulation and its people say, as examples."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from dialogo.simulation.phrases import Bank, Phrases, phrases_in
from training.sources import Example, message_judged, post_judged

_GAP = re.compile(r"\{(\w+)\}")
_POSTS = {"useful": "U", "useful_apart": "U", "promotional": "P", "conversation": "C",
          "corporate": "K"}  # fmt: skip
_MESSAGES = {
    "questions": "qy0", "complaints": "cy-", "requests": "ry0", "suggestions": "sy0",
    "praise": "pn+", "thanks": "pn+", "chat": "hn0", "tags": "hn0", "emoji": "hn+",
    "again": "qy0", "peers": "hn0",
}  # fmt: skip


def phrase_posts() -> list[Example]:
    """Its posts in Italian and English."""
    return [
        Example(text, "composed phrases", language, post_judged(code))
        for language in ("it", "en")
        for bank, code in _POSTS.items()
        for text in _said(phrases_in(language), bank)
    ]


def phrase_messages() -> list[Example]:
    """What people write to it, in Italian and English."""
    return [
        Example(text, "composed phrases", language, message_judged(code))
        for language in ("it", "en")
        for bank, code in _MESSAGES.items()
        for text in _said(phrases_in(language), bank)
    ]


_REPLIES = {"answers": "plain", "still": "plain", "closings": "plain", "sorry": "warm",
            "kind_words": "warm", "joining": "warm", "sends_away": "cold",
            "stock_answers": "cold"}  # fmt: skip


def phrase_replies() -> list[Example]:
    """What it answers, in Italian and English."""
    return [
        Example(text, "composed phrases", language, {"tone": tone})
        for language in ("it", "en")
        for bank, tone in _REPLIES.items()
        for text in _said(phrases_in(language), bank)
        if text
    ]


def _said(phrases: Phrases, bank: str) -> Iterable[str]:
    found: Bank | Mapping[str, Bank] = getattr(phrases, bank)
    for sentence in sum(found.values(), ()) if isinstance(found, Mapping) else found:
        for turn in range(3 if _GAP.search(sentence) else 1):
            yield _GAP.sub(lambda gap, turn=turn: _slot(phrases, gap[1], turn), sentence)


def _slot(phrases: Phrases, name: str, turn: int) -> str:
    known = {"name": phrases.first_names, "order": ("48213", "5072", "661")}
    words = phrases.slots.get(name) or known.get(name) or ("1",)
    return words[turn * 5 % len(words)]
