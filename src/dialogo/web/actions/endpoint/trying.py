"""Trying an endpoint: one question that was made up, paid for like every other."""

from __future__ import annotations

from django.utils import timezone

from dialogo.networks.errors import NetworkError, Unsettled
from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.actions.endpoint import spending
from dialogo.web.actions.endpoint.asking import ask, door, most_tokens
from dialogo.web.actions.endpoint.questions import MESSAGES
from dialogo.web.models.language import Endpoint

MADE_UP = "When do you open tomorrow?"
PATIENCE = 20.0  # seconds; somebody waits before a screen
NOTHING_LEFT = Text(
    en="One question could cost more than is left of this month's limit.",
    it="Una domanda potrebbe costare più di quanto resta del limite di questo mese.",
)


def try_once(endpoint: Endpoint) -> bool:
    """Whether it answers as it should; raises `BadInput` at the limit, and a network's errors."""
    now = timezone.now()
    most = spending.cost(endpoint, *most_tokens(MESSAGES, MADE_UP))
    aside = spending.reserve(endpoint, most, now)
    if aside is None:
        raise BadInput(NOTHING_LEFT)
    try:
        with door(PATIENCE) as through:
            answer = ask(through, endpoint, MESSAGES, MADE_UP)
    except NetworkError as error:
        if isinstance(error, Unsettled):
            spending.unsettled(aside, now)
        else:
            spending.release(aside)
        raise
    came = "thrown_away" if answer.said is None else "tried"
    spending.spend(aside, endpoint, (answer.tokens_in, answer.tokens_out), came, now)
    Endpoint.objects.filter(pk=endpoint.pk, at=endpoint.at).update(
        error=None, troubles=0, rests_until=None, form=answer.form
    )
    return answer.said is not None
