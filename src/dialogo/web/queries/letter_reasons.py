"""Why a letter is held: its `error_code`, which says who may do what about it."""

from __future__ import annotations

UNSURE = "unsure"  # perhaps it is on the network: a person looks
SIGNED_OUT = "signed-out"  # goes on when the account is connected again
PAUSED = "paused"  # goes on when the connection does
BEFORE = "before"  # goes on when the part before it in its thread has been sent
BY_HAND = "by-hand"  # the network takes nothing from us: a person sends it
GONE = "ended"  # its connection has ended, or the account has moved
TOO_LONG_AWAY = "unreachable"  # too long on its way, and surely not sent
UNEXPECTED = "unexpected"
UNAPPROVED = "unapproved"  # a post that is not what somebody approved: it is asked for again
HELD_FOR = frozenset(
    {UNSURE, SIGNED_OUT, PAUSED, BEFORE, BY_HAND, GONE, TOO_LONG_AWAY, UNEXPECTED, UNAPPROVED}
)
GOES_ON_BY_ITSELF = frozenset({SIGNED_OUT, PAUSED, BEFORE})
PERHAPS_SENT = frozenset({UNSURE, UNEXPECTED})

PAST_DUE = "past-due"  # on its way, and nobody has taken it
STAND_IN = "by-hand:"  # begins the id of what was sent by hand, as long as the network's is unknown
