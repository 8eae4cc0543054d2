"""Lets time pass for pieces: whatever is due with them and their letters is done."""

from __future__ import annotations

from datetime import datetime, timedelta

import time_machine
from django.utils import timezone

from dialogo.web.actions.content import sending
from dialogo.web.actions.letters.carrying import carry
from dialogo.web.models.content import Piece
from dialogo.web.models.letters import Letter


def pass_until(moment: datetime) -> None:
    """Everything that is due by then is done at that moment, step after step."""
    with time_machine.travel(moment, tick=False):
        for _ in range(12):
            pieces = list(sending.due(timezone.now()).values_list("pk", flat=True))
            on = Letter.objects.filter(state__in=Letter.ON_ITS_WAY, next_at__lte=moment)
            letters = list(on.values_list("pk", flat=True))
            if not pieces and not letters:
                return
            for number in pieces:
                sending.go_on(number)
            for number in letters:
                carry(number)


def in_an_hour() -> datetime:
    return timezone.now().replace(microsecond=0) + timedelta(hours=1)


def now(piece: Piece) -> Piece:
    """The piece as it is stored."""
    return Piece.objects.select_related("workspace").get(pk=piece.pk)
