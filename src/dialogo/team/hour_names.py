"""Hours of the week as people say them, in both languages."""

from __future__ import annotations

from dialogo.records.text import Text

WEEKDAYS = (
    Text(en="Monday", it="lunedì"),
    Text(en="Tuesday", it="martedì"),
    Text(en="Wednesday", it="mercoledì"),
    Text(en="Thursday", it="giovedì"),
    Text(en="Friday", it="venerdì"),
    Text(en="Saturday", it="sabato"),
    Text(en="Sunday", it="domenica"),
)


def hour_name(weekday: int, hour: int) -> Text:
    """`Sunday 20:00–21:00`; weekday 0 is Monday."""
    day = WEEKDAYS[weekday]
    span = f"{hour:02}:00–{(hour + 1) % 24:02}:00"
    return Text(en=f"{day.en} {span}", it=f"{day.it} {span}")
