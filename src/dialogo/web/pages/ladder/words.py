"""Words of the ladder."""

from collections.abc import Mapping

from dialogo.ladder.climb import Reached
from dialogo.records.text import Text

REACHED: Mapping[Reached, Text] = {
    "yes": Text(en="reached", it="raggiunto"),
    "no": Text(en="not yet", it="non ancora"),
    "unknown": Text(en="cannot tell yet", it="non si può ancora dire"),
}
# By what a measure says of its window.
WINDOWS: Mapping[str, Text] = {
    "whole window": Text(en="all that is recorded", it="tutto ciò che è registrato"),
    "last 90 days": Text(en="the last 90 days", it="gli ultimi 90 giorni"),
    "last 60 posts": Text(en="the last 60 posts", it="gli ultimi 60 post"),
    "as of the end": Text(en="the last moment recorded", it="l'ultimo momento registrato"),
}
