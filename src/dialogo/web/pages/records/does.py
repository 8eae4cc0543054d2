"""What a post does, as its page tells it, and what may be said instead."""

from __future__ import annotations

from typing import Any

from dialogo.records.text import Text
from dialogo.report.how_sure import how_sure
from dialogo.web.frame.door import Request
from dialogo.web.models.person import Person
from dialogo.web.pages.records import CORRECT
from dialogo.web.pages.records.facts import VALUES
from dialogo.web.queries.inbox.labels import ENDPOINT
from dialogo.web.queries.posts import Does, does_of

DOES = ("useful", "promotional", "conversation", "corporate", "unsure")
SAID = Text(en="said {name}", it="lo dice {name}")
CORRECTED = Text(en="corrected", it="corretto")
ASKED = Text(en="asked of {model}, {sure}", it="chiesto a {model}, {sure}")


def does_of_post(request: Request, post: Any) -> dict[str, Any]:
    """What the template needs to tell it."""
    post.workspace = request.workspace
    label = does_of(post)
    return {
        "does": VALUES[label.does].say(request.lang),
        "does_by": _by(request, label),
        "because": ", ".join(label.because),
        "corrected": label.corrected,
        "may_correct": request.membership.is_a in CORRECT.roles,
        "choices": [(name, VALUES[name].say(request.lang), name == label.does) for name in DOES],
    }


def _by(request: Request, label: Does) -> str:
    """Who says so, or how sure the models are."""
    if label.corrected:
        person = Person.objects.filter(pk=label.by).first() if label.by else None
        return SAID.say(request.lang, name=str(person)) if person else CORRECTED.say(request.lang)
    if not label.probability:
        return ""
    sure = how_sure(label.probability, request.lang)
    if label.model.startswith(ENDPOINT):
        return ASKED.say(request.lang, model=label.model.removeprefix(ENDPOINT), sure=sure)
    return sure
