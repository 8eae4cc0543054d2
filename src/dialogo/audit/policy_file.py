"""Reading a policy file: every key is checked, and an error names the one that is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from dialogo.audit.check import BELIEFS, Waiver
from dialogo.audit.own_check import OwnCheck
from dialogo.audit.policy import Policy
from dialogo.records.business_hours import BusinessHours, Interval
from dialogo.records.errors import BadInput
from dialogo.records.text import Text

NOT_YAML = Text(
    en="this is not a readable YAML file ({why}). docs/policy.md shows an example.",
    it="questo file YAML non si legge ({why}). In docs/policy.md c'è un esempio.",
)
UNKNOWN_KEY = Text(
    en="this key is not known here; the keys are {keys}.",
    it="questa chiave qui non è prevista; le chiavi sono {keys}.",
)
MISSING = Text(en="this key is missing.", it="questa chiave manca.")
WRONG = Text(en='"{written}" does not fit here: {wanted}.', it="«{written}» qui non va: {wanted}.")
_WANTED = {
    "text": Text(en="write a text", it="scrivete un testo"),
    "both": Text(
        en="write a text, or one for each language (en, it)",
        it="scrivete un testo, o uno per lingua (en, it)",
    ),
    "list": Text(en="write a list, each entry with -", it="scrivete un elenco, ogni voce con -"),
    "keys": Text(en="write keys and values", it="scrivete chiavi e valori"),
    "day": Text(en="write a day as 2026-12-31", it="scrivete un giorno come 2026-12-31"),
    "number": Text(en="write a whole number", it="scrivete un numero intero"),
    "zone": Text(en="write a zone as Europe/Rome", it="scrivete un fuso come Europe/Rome"),
    "days": Text(
        en="write days as mon, mon-fri or sat,sun",
        it="scrivete i giorni come mon, mon-fri, sat,sun",
    ),
    "times": Text(
        en="write hours as 09:00-13:00, 14:00-18:00",
        it="scrivete le ore come 09:00-13:00, 14:00-18:00",
    ),
    "holidays": Text(
        en="write a country as IT, or with its region as IT/BZ",
        it="scrivete un paese come IT, o con la regione come IT/BZ",
    ),
    "side": Text(en="write above or below", it="scrivete above o below"),
    "belief": Text(
        en="write one of " + ", ".join(BELIEFS), it="scrivete una di " + ", ".join(BELIEFS)
    ),
    "id": Text(
        en="write an id as own/too-few-videos, small letters and -",
        it="scrivete un identificativo come own/pochi-video, minuscole e -",
    ),
}
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True)
class Key:
    """A value of the file and the path of keys that leads to it, for errors."""

    file: str
    path: str
    value: Any

    def wrong(self, wanted: str) -> BadInput:
        return BadInput(
            WRONG, file=self.file, key=self.path, written=self.value, wanted=_WANTED[wanted]
        )

    def keys(self, *known: str) -> dict[str, Key]:
        """Its entries by name; raises if it has others than `known` (any, if none is named)."""
        if self.value is None:
            return {}
        if not isinstance(self.value, dict):
            raise self.wrong("keys")
        for name in self.value:
            if known and name not in known:
                where = f"{self.path}.{name}" if self.path else str(name)
                raise BadInput(UNKNOWN_KEY, file=self.file, key=where, keys=list(known))
        return {
            str(name): Key(self.file, f"{self.path}.{name}" if self.path else str(name), value)
            for name, value in self.value.items()
        }

    def entries(self) -> Iterator[Key]:
        """Its entries, where it is a list."""
        if self.value is None:
            return
        if not isinstance(self.value, list):
            raise self.wrong("list")
        for number, value in enumerate(self.value, 1):
            yield Key(self.file, f"{self.path}[{number}]", value)

    def need(self, keys: dict[str, Key], name: str) -> Key:
        if name not in keys:
            raise BadInput(MISSING, file=self.file, key=f"{self.path}.{name}")
        return keys[name]

    def text(self) -> str:
        if not isinstance(self.value, str) or not self.value.strip():
            raise self.wrong("text")
        return self.value

    def both(self) -> Text:
        """A text for every reader: one string, or one each in `en` and `it`."""
        if isinstance(self.value, str):
            return Text(_literal(self.value), _literal(self.value))
        keys = self.keys("en", "it")
        if set(keys) != {"en", "it"}:
            raise self.wrong("both")
        return Text(_literal(keys["en"].text()), _literal(keys["it"].text()))

    def day(self) -> date:
        if type(self.value) is not date:
            raise self.wrong("day")
        return self.value

    def number(self) -> int:
        if type(self.value) is not int or self.value < 1:
            raise self.wrong("number")
        return self.value


def read(path: Path) -> Policy:
    """The policy in the file at `path`; raises `BadInput` with the file and the key."""
    name = path.name
    try:
        value = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        why = " ".join(str(error).split())
        raise BadInput(NOT_YAML, file=name, why=why) from None
    top = Key(name, "", value).keys("business-hours", "lines", "waivers", "checks")
    lines = top["lines"].keys() if "lines" in top else {}
    return Policy(
        hours=business_hours(top["business-hours"]) if "business-hours" in top else None,
        waivers=tuple(_waiver(key) for key in top["waivers"].entries()) if "waivers" in top else (),
        own=tuple(_own(key) for key in top["checks"].entries()) if "checks" in top else (),
        moved={
            check: {
                part: key.number() if part == "at-least" else key.value
                for part, key in line.keys("watch", "mistake", "at-least").items()
            }
            for check, line in lines.items()
        },
        file=name,
    )


def _waiver(key: Key) -> Waiver:
    keys = key.keys("check", "reason", "date", "until")
    return Waiver(
        check=key.need(keys, "check").text(),
        reason=key.need(keys, "reason").text(),
        on=key.need(keys, "date").day(),
        until=keys["until"].day() if "until" in keys else None,
    )


def _own(key: Key) -> OwnCheck:
    keys = key.keys(
        "id",
        "title",
        "measure",
        "watch",
        "mistake",
        "worse",
        "advice",
        "at-least",
        "says",
        "belief",
    )
    id_ = key.need(keys, "id")
    if not re.fullmatch(r"[a-z0-9-]+/[a-z0-9-]+", id_.text()):
        raise id_.wrong("id")
    worse, belief = keys.get("worse"), keys.get("belief")
    if worse and worse.value not in ("above", "below"):
        raise worse.wrong("side")
    if belief and belief.value not in BELIEFS:
        raise belief.wrong("belief")
    return OwnCheck(
        id=id_.text(),
        title=key.need(keys, "title").both(),
        measure=key.need(keys, "measure").text(),
        watch=key.need(keys, "watch").value,
        mistake=key.need(keys, "mistake").value,
        worse=worse.value if worse else "above",
        advice=key.need(keys, "advice").both(),
        at_least=keys["at-least"].number() if "at-least" in keys else 1,
        says=_sentence(keys["says"]) if "says" in keys else None,
        belief=belief.value if belief else "your-own",
    )


def _sentence(key: Key) -> Text:
    """A sentence in which {value}, {n}, {watch}, {mistake} and {title} may stand."""
    text = key.both()
    allowed = {"value", "n", "watch", "mistake", "title"}

    def opened(words: str) -> str:
        return re.sub(r"\{\{(\w+)\}\}", lambda m: m[0][1:-1] if m[1] in allowed else m[0], words)

    return Text(opened(text.en), opened(text.it))


def _literal(words: str) -> str:
    """Braces as they are: a text from outside is no template."""
    return words.replace("{", "{{").replace("}", "}}")


def business_hours(key: Key) -> BusinessHours:
    """The opening times written below `key`; raises `BadInput` that names what is wrong."""
    keys = key.keys("zone", "week", "holidays", "closed", "open-on-holidays")
    zone = key.need(keys, "zone")
    try:
        ZoneInfo(zone.text())
    except (KeyError, ValueError, OSError):
        raise zone.wrong("zone") from None
    week: dict[int, list[Interval]] = {}
    for days, written in key.need(keys, "week").keys().items():
        for day in _weekdays(written, days):
            week.setdefault(day, []).extend(_intervals(written))
    country, subdivision = _holidays(keys["holidays"]) if "holidays" in keys else (None, None)
    return BusinessHours(
        zone=zone.text(),
        week=week,
        country=country,
        subdivision=subdivision,
        closed=frozenset(day.day() for day in keys["closed"].entries())
        if "closed" in keys
        else frozenset(),
        open_on_holidays="open-on-holidays" in keys and keys["open-on-holidays"].value is True,
    )


def _weekdays(key: Key, days: str) -> list[int]:
    found: list[int] = []
    for part in days.replace(" ", "").split(","):
        first, _, last = part.partition("-")
        if first not in _DAYS or (last or first) not in _DAYS:
            raise Key(key.file, key.path, days).wrong("days")
        begin, end = _DAYS.index(first), _DAYS.index(last or first)
        found += [day % 7 for day in range(begin, end + 1 + (7 if end < begin else 0))]
    return found


def _intervals(key: Key) -> list[Interval]:
    found: list[Interval] = []
    if not isinstance(key.value, str):
        raise key.wrong("times")
    for part in key.value.replace(" ", "").split(","):
        match = re.fullmatch(r"(\d\d?):(\d\d)-(\d\d?):(\d\d)", part)
        try:
            if match is None:
                raise ValueError
            opens = time(int(match[1]), int(match[2]))
            closes = time.min if match[3] == "24" else time(int(match[3]), int(match[4]))
            if closes not in (time.min,) and closes <= opens:
                raise ValueError
        except ValueError:
            raise key.wrong("times") from None
        found.append((opens, closes))
    return found


def _holidays(key: Key) -> tuple[str, str | None]:
    from holidays import list_supported_countries  # start-up: a large module

    country, _, region = key.text().partition("/")
    regions = list_supported_countries().get(country)
    if regions is None or (region and region not in regions):
        raise key.wrong("holidays")
    return country, region or None
