"""Recipes: what each model of the library is asked, what it learns from, and how."""

from __future__ import annotations

from pathlib import Path

from training.compose import composed, varied
from training.learn import Question, Recipe
from training.matrix import Weights
from training.phrases import phrase_messages, phrase_posts, phrase_replies
from training.sources import (
    LANGUAGES,
    Example,
    care_messages,
    company_posts,
    language_examples,
    message_judged,
    post_judged,
    written_messages,
    written_posts,
    written_replies,
)

_SENTENCES = Weights(word=2.0, run=0.6, pair=1.4, group=4.0, whole=0.5)

POSTS = Recipe(
    "posts",
    (
        Question(
            "does",
            ("useful", "promotional", "conversation", "corporate"),
            power=1.0,
            sure=0.5,
            also={
                "category": {
                    "Information": ("useful", "corporate"),
                    "Action": ("promotional",),
                    "Dialogue": ("conversation",),
                }
            },
        ),
    ),
    _SENTENCES,
    penalty=0.4,
    parts={"composed": 0.4},
    meaning=0.15,
)

MESSAGES = Recipe(
    "messages",
    (
        Question("needs_answer", ("no", "yes"), power=0.25, sure=0.55),
        Question(
            "act",
            ("question", "complaint", "request", "praise", "suggestion", "spam", "chat"),
            power=0.5,
            sure=0.4,
        ),
        Question("tone", ("pleased", "neutral", "annoyed"), power=0.5, sure=0.5),
    ),
    _SENTENCES,
    penalty=0.5,
    parts={"composed": 0.4, "varied": 0.3},
    meaning=0.25,
)

REPLIES = Recipe(
    "replies",
    (Question("tone", ("warm", "plain", "cold", "off-putting"), power=0.5, sure=0.45),),
    _SENTENCES,
    penalty=0.5,
    parts={"composed": 0.3},
    meaning=0.25,
)

TONGUES = Recipe(
    "languages",
    (Question("language", ("en", "it", "es", "fr", "de", "pt"), power=1.0, sure=0.6),),
    Weights(word=1.0, run=1.0, pair=0.0, group=0.0, whole=0.0),
    penalty=0.3,
    parts={"composed": 0.4},
)


_NAMES = {"it": "Italian", "es": "Spanish", "fr": "French", "de": "German"}


def examples(recipe: Recipe, data: Path) -> list[Example]:
    """What the model learns from."""
    if recipe is POSTS:
        written = [post for language in LANGUAGES for post in written_posts("texts", language)]
        made = [post for language in ("it", "en") for post in composed(language, {1: post_judged})]
        return [*company_posts(data), *written, *made, *phrase_posts()]
    if recipe is MESSAGES:
        written = [one for language in LANGUAGES for one in written_messages("texts", language)]
        made = [one for language in ("it", "en") for one in composed(language, {3: message_judged})]
        return [
            *care_messages(data, "messages_train"),
            *written,
            *varied(written),
            *made,
            *phrase_messages(),
        ]
    if recipe is REPLIES:
        written = [
            reply for language in ("it", "en") for reply in written_replies("texts", language)
        ]
        return [*care_messages(data, "replies_train"), *written, *phrase_replies()]
    return language_examples(data)


def tests(recipe: Recipe, data: Path) -> dict[str, list[Example]]:
    """Judged texts that nothing is learnt from or chosen by."""
    if recipe is POSTS:
        return {
            f"{_NAMES[language]} posts written for the test": written_posts("judged", language)
            for language in _NAMES
        }
    if recipe is MESSAGES:
        written = {
            f"{name} messages written for the test": written_messages("judged", language)
            for language, name in _NAMES.items()
        }
        real = care_messages(data, "messages_test")
        return {"real messages to companies (English)": real, **written}
    if recipe is REPLIES:
        return {
            "real replies of companies (English)": care_messages(data, "replies_test"),
            "Italian replies written for the test": written_replies("judged", "it"),
        }
    return {}
