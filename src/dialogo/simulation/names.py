"""Names: what the invented people are called, each otherwise, always the same by their number."""

from __future__ import annotations

from dialogo.simulation.phrases import Phrases

# How far apart in the banks the names of neighbours lie, so that no list reads like an alphabet.
_FIRST_STEP, _LAST_STEP = 23, 37
_STYLES = ("{first}.{last}", "{first}_{last}", "{first}{last}", "{last}.{first}")


def full_name(phrases: Phrases, number: int) -> str:
    """First name and surname; a numeral beside them once every pair has been used."""
    first, last, round_ = _drawn(phrases, number)
    return f"{first} {last} {round_ + 1}" if round_ else f"{first} {last}"


def handle(phrases: Phrases, number: int) -> str:
    """What somebody is called on a network, as `giulia.fontana`; digits as in `full_name`."""
    first, last, round_ = _drawn(phrases, number)
    plain = _STYLES[number % len(_STYLES)].format(first=first.lower(), last=last.lower())
    return f"{plain}{round_ + 1}" if round_ else plain


def _drawn(phrases: Phrases, number: int) -> tuple[str, str, int]:
    """By the Chinese remainder theorem: two steps through coprime banks meet every pair once."""
    firsts, lasts = phrases.first_names, phrases.surnames
    return (
        firsts[number * _FIRST_STEP % len(firsts)],
        lasts[number * _LAST_STEP % len(lasts)],
        number // (len(firsts) * len(lasts)),
    )
