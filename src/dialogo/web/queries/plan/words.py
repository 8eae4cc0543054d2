"""What the parts of a plan, and the values in it, are called."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

from dialogo.budget.activities_without_budget import ACTIVITY_NAMES
from dialogo.language.needs import title_of
from dialogo.records.network_names import network_name
from dialogo.records.share import Share
from dialogo.records.text import LANGS, Text
from dialogo.web.models.plan_body import Counts, PromiseLine

PART_TITLES: Mapping[str, Text] = {
    "audiences": Text(en="Whom we serve", it="A chi ci rivolgiamo"),
    "needs": Text(en="What they need", it="Di che cosa hanno bisogno"),
    "promise": Text(en="What we promise", it="Che cosa promettiamo"),
    "mix": Text(en="What we publish", it="Che cosa pubblichiamo"),
    "people": Text(en="Who does it", it="Chi se ne occupa"),
    "budget": Text(en="What it costs", it="Quanto costa"),
    "not_yet": Text(en="What we will not measure yet", it="Che cosa non misureremo ancora"),
    "goals": Text(en="What is to grow", it="Che cosa deve crescere"),
    "returns": Text(en="When we look for a return", it="Quando cercheremo un ritorno"),
}
PURPOSES: Mapping[str, Text] = {
    "useful": Text(en="useful", it="utile"),
    "promotional": Text(en="promotional", it="promozionale"),
    "conversation": Text(en="conversation", it="conversazione"),
    "corporate": Text(en="corporate", it="istituzionale"),
}
ACTIVITY_WORDS = ACTIVITY_NAMES
COUNTS_WORDS: Mapping[Counts, Text] = {
    "service": Text(en="in business hours", it="in orario di servizio"),
    "always": Text(en="at any hour", it="a qualsiasi ora"),
}
PRIORITY_WORDS: Mapping[str, Text] = {
    "low": Text(en="low priority", it="priorità bassa"),
    "normal": Text(en="normal priority", it="priorità normale"),
    "high": Text(en="high priority", it="priorità alta"),
    "urgent": Text(en="urgent", it="urgente"),
}
STATE_WORDS: Mapping[str, Text] = {
    "draft": Text(en="draft", it="bozza"),
    "active": Text(en="in force", it="in vigore"),
    "past": Text(en="past", it="passato"),
}

# What a need is called: as it is known, or as the team of a workspace calls it.
Titled = Callable[[str], Text]


def in_network(activity: Text, network: str) -> Text:
    """An activity for one network: `Promotion, Instagram`."""
    said = [
        f"{activity.say(lang)}, {network_name(network, lang)}".replace("{", "{{").replace("}", "}}")
        for lang in LANGS
    ]
    return Text(en=said[0], it=said[1])


def line_called(line: PromiseLine, titled: Titled = title_of) -> Text:
    """Whom a finer promise is made to: `Instagram, orders, urgent`; needs as they are `titled`."""
    said = []
    for lang in ("en", "it"):
        parts = [network_name(line.network, lang)] if line.network else []
        parts += [titled(line.need).say(lang)] if line.need else []
        parts += [PRIORITY_WORDS[line.priority].say(lang)] if line.priority else []
        said.append(", ".join(parts).replace("{", "{{").replace("}", "}}"))
    return Text(en=said[0], it=said[1])


def span(minutes: int) -> timedelta:
    """A promise's time, which is told in its largest unit."""
    return timedelta(minutes=minutes)


def percent(number: float) -> Share:
    """A number of hundredths, as a share."""
    return Share(number / 100)
