"""How long letters wait: before they go, between two tries, and before they are looked for.

Read these by the module's name (`pauses.SETTLES`): who tests with real processes makes them short.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Literal

# The time to think better of it.
UNDO = timedelta(seconds=10)

# One request lasts 90 seconds at the most (networks.http.TOTAL), by a clock that runs on while a
# process is frozen. Who has a letter in hand says so before each request, and holds it that long;
# where a video goes with it both last longer, by its size (networks.letter.longer).
IN_HAND = timedelta(seconds=120)

# After trouble in the middle, a letter is looked for once no request of ours can be under way any
# more; where a key makes one of two for ever there is no need to wait so long.
SETTLES = timedelta(seconds=120)
SETTLES_BY_KEY = timedelta(seconds=5)

# After a server said nothing at all, before it gets another letter.
AFTER_SILENCE = timedelta(seconds=30)

FIRST = timedelta(seconds=5)
LONGEST = timedelta(minutes=10)
GIVEN_UP = timedelta(days=1)  # surely not sent, and nobody expects it any more: a person decides
MOST_TRIES = 200
MOST_FAULTS = 6  # tries that ended in something nobody expected

# Past due by so much, somebody is told.
LATE = timedelta(minutes=5)


def pause(tries: int) -> timedelta:
    """Before the next try: twice as long each time."""
    return min(FIRST * int(2 ** min(max(tries, 1) - 1, 12)), LONGEST)


def settles(honours_keys: timedelta | Literal["for ever"] | None, *, private: bool) -> timedelta:
    """How long after trouble a letter is looked for. Private ones have no keys anywhere."""
    return SETTLES_BY_KEY if honours_keys == "for ever" and not private else SETTLES
