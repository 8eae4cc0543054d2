"""Routing in words: why a conversation went to whom, or waits for somebody."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone

from dialogo.language.needs import title_of
from dialogo.records.network_names import network_name
from dialogo.records.text import Lang, Text
from dialogo.web.queries.language_names import language_name

ROUTED, NOBODY, UNFIT, FULL, ANSWERS = "routed", "nobody", "unfit", "full", "answers"
# Without routing, too: from somebody whose absence has begun, and back to them at its end.
HANDED, BACK = "handed", "back"

TO = Text(en="to {name}: {because}", it="a {name}: {because}")
ON_SHIFT = Text(en="on shift until {time}", it="di turno fino alle {time}")
ON_SHIFT_FOR = Text(
    en="on shift for {network} until {time}", it="di turno per {network} fino alle {time}"
)
SPEAKS = Text(en="speaks {language}", it="parla {language}")
KNOWS = Text(en="knows about {need}", it="conosce il tema «{need}»")
FEWEST = Text(en="{n} open, fewest", it="{n} aperte, meno di tutti")
ALONE = Text(en="{n} open, the only one who can", it="{n} aperte, l'unica persona disponibile")
NEXT = Text(en="next by turns, {n} open", it="di turno nel giro, {n} aperte")
COVERS = Text(en="stands in for {name}", it="sostituisce {name}")
AFTER = Text(en="after {name}, whose shift is over", it="dopo {name}, che ha finito il turno")
AWAY = Text(en="after {name}, who is away", it="dopo {name}, che è assente")
GONE = Text(en="after {name}, who has left", it="dopo {name}, che non c'è più")
NO_ONE = Text(
    en="nobody is on shift; it goes to whoever begins one",
    it="non c'è nessuno di turno; va a chi comincia il prossimo",
)
NO_FIT = Text(
    en="nobody on shift answers {what}; it goes to the first who does",
    it="nessuno di turno risponde {what}; va alla prima persona che può",
)
ON_NETWORK = Text(en="on {network}", it="su {network}")
IN_LANGUAGE = Text(en="in {language}", it="in {language}")
ALL_FULL = Text(
    en="everybody on shift has as many as they take at once; it goes to the first who is free",
    it="chi è di turno ne ha già quante ne tiene insieme; va alla prima persona libera",
)
HANDED_TO = Text(
    en="to {name}, who stands in for {who}: {who} is away",
    it="a {name}, che sostituisce {who} durante l'assenza",
)
HANDED_ON = Text(
    en="{who}, who had it, is away and has no cover; it is open to all",
    it="l'aveva {who}, che è assente e senza chi copre; è di nuovo a disposizione di tutti",
)
LEFT_TO = Text(
    en="to {name}, who stands in for {who}: {who} has left",
    it="a {name}, che sostituisce {who}, non più nella squadra",
)
LEFT_ON = Text(
    en="{who}, who had it, has left; it is open to all",
    it="l'aveva {who}, che non è più nella squadra; è di nuovo a disposizione di tutti",
)
BACK_TO = Text(
    en="back to {name}, who was away; nobody has answered meanwhile",
    it="di nuovo a {name}, dopo l'assenza; nel frattempo nessuno ha risposto",
)
ANSWERED = Text(en="to {name}, who answers in it", it="a {name}, che vi risponde")


def says(
    routed: Mapping[str, Any] | None, lang: Lang, titled: Callable[[str], Text] = title_of
) -> str:
    """The reason as a sentence without its end, needs as they are `titled`; empty: nobody routed
    it."""
    if not routed:
        return ""
    match routed.get("why"):
        case "routed":
            because = ", ".join(part for part in _because(routed, lang, titled) if part)
            return TO.say(lang, name=routed["to"], because=because)
        case "nobody":
            return NO_ONE.say(lang)
        case "unfit":
            return NO_FIT.say(lang, what=_what(routed, lang))
        case "full":
            return ALL_FULL.say(lang)
        case "answers":
            return ANSWERED.say(lang, name=routed["to"])
        case "handed":
            to, on = (LEFT_TO, LEFT_ON) if routed.get("gone") else (HANDED_TO, HANDED_ON)
            said = to if routed["to"] else on
            return said.say(lang, name=routed["to"], who=routed["after"])
        case "back":
            return BACK_TO.say(lang, name=routed["to"])
    return ""


def _because(routed: Mapping[str, Any], lang: Lang, titled: Callable[[str], Text]) -> Iterator[str]:
    time = _time(routed["until"])
    if routed.get("network"):
        name = network_name(routed["network"], lang)
        yield ON_SHIFT_FOR.say(lang, network=name, time=time)
    else:
        yield ON_SHIFT.say(lang, time=time)
    if routed.get("language"):
        yield SPEAKS.say(lang, language=language_name(routed["language"], lang))
    if routed.get("need"):
        yield KNOWS.say(lang, need=titled(routed["need"]).say(lang))
    counted = NEXT if routed.get("how") == "round" else FEWEST
    yield (ALONE if routed.get("of") == 1 else counted).say(lang, n=routed["open"])
    if routed.get("covers"):
        yield COVERS.say(lang, name=routed["covers"])
    elif routed.get("after"):
        after = GONE if routed.get("gone") else AWAY if routed.get("away") else AFTER
        yield after.say(lang, name=routed["after"])


def _what(routed: Mapping[str, Any], lang: Lang) -> str:
    parts = []
    if routed.get("network"):
        parts.append(ON_NETWORK.say(lang, network=network_name(routed["network"], lang)))
    if routed.get("language"):
        parts.append(IN_LANGUAGE.say(lang, language=language_name(routed["language"], lang)))
    return " ".join(parts)


def _time(at: str) -> str:
    here = timezone.localtime(datetime.fromisoformat(at))
    today = timezone.localtime().date()
    time = f"{here.hour}:{here.minute:02}"
    return time if here.date() == today else f"{here.day}/{here.month} {time}"
