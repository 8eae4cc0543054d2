"""How it stands, in one line above the inbox: who is answered, and how soon, lately."""

from __future__ import annotations

from typing import Any

from dialogo.records.text import Text
from dialogo.report.vocabulary import in_words
from dialogo.web.frame.door import Request
from dialogo.web.queries import live
from dialogo.web.queries.computed import computed

ANSWERED = Text(en="answered", it="con risposta")
MEDIAN = Text(en="half within", it="metà entro")
NINE = Text(en="nine in ten within", it="nove su dieci entro")
KEPT = Text(en="promise kept", it="promessa mantenuta")


def stands(request: Request) -> dict[str, Any]:
    """The strip's figures as `[(title, words)]`; none where too few cases tell anything."""
    found = live.whole(computed(request.workspace, live.KIND))
    if found is None:
        return {"figures": [], "days": live.USUAL}
    offered = (
        (ANSWERED, found.answered),
        (MEDIAN, found.median),
        (NINE, found.nine_in_ten),
        (KEPT, found.kept),
    )
    figures = [
        (title.say(request.lang), in_words(reading.figure, request.lang))
        for title, reading in offered
        if reading.told
    ]
    return {"figures": figures, "days": found.days}
