"""What questions about a text, and their answers, are called on these pages."""

from __future__ import annotations

from collections.abc import Mapping

from dialogo.records.text import Text
from dialogo.web.queries.inbox.tones import FEELS
from dialogo.web.queries.plan.words import PURPOSES

QUESTIONS: Mapping[str, Text] = {
    "needs_answer": Text(en="Does a message want an answer?", it="Un messaggio attende risposta?"),
    "act": Text(en="What is a message?", it="Che cos'è un messaggio?"),
    "tone": Text(en="What is the tone of a message?", it="Che tono ha un messaggio?"),
    "does": Text(en="What does a post do?", it="Che cosa fa un post?"),
}
ANSWERS: Mapping[str, Text] = {
    **PURPOSES,
    **{name: text for name, text in FEELS.items() if name != "unsure"},
    "yes": Text(en="wants an answer", it="attende risposta"),
    "no": Text(en="wants no answer", it="non attende risposta"),
    "question": Text(en="question", it="domanda"),
    "complaint": Text(en="complaint", it="lamentela"),
    "request": Text(en="request", it="richiesta"),
    "praise": Text(en="praise", it="lode"),
    "suggestion": Text(en="suggestion", it="suggerimento"),
    "spam": Text(en="spam", it="spam"),
    "chat": Text(en="chat", it="chiacchiere"),
}
UNSURE: Mapping[str, Text] = {
    "needs_answer": Text(en="nobody can tell if it wants an answer", it="non si sa se la attende"),
    "act": Text(en="nobody can tell what it is", it="non si può dire che cos'è"),
    "tone": Text(en="nobody can tell its tone", it="non si può dire che tono ha"),
    "does": Text(en="nobody can tell what it does", it="non si può dire che cosa fa"),
}
HELPS = Text(en="helps: it counts", it="aiuta: conta")
NOT = Text(en="does not help yet: kept off", it="non aiuta ancora: resta spento")
CANNOT = Text(en="cannot tell yet", it="non si può ancora dire")
UNLIKE = 5  # corrections that are unlike each other, before anybody can tell


def answer(question: str, name: str) -> Text:
    """A class in words."""
    return ANSWERS.get(name) or UNSURE[question]
