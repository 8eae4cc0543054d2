"""What the page says of a connected account: its state, what to do now, what may be done."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from dialogo.networks.shelf import networks
from dialogo.records.text import Lang, Text
from dialogo.web.actions.connections import states
from dialogo.web.frame.filled import filled
from dialogo.web.models.connections import Connection
from dialogo.web.queries.connections import PRACTICE
from dialogo.web.queries.metered import Month
from dialogo.web.queries.receiving import Stuck

# How each state is drawn: the mark's class, and its shape.
MARKS = {
    Connection.LIVE: ("ok", "✓"),
    Connection.RESTING: ("watch", "●"),
    Connection.SIGNED_OUT: ("mistake", "◆"),
    Connection.MOVED: ("watch", "●"),
    Connection.PAUSED: ("", "‖"),
    Connection.ENDED: ("", "–"),
}
READ_ONLY = Text(
    en="Nothing to do: what is new there comes in by itself. Nothing can be sent there.",
    it="Non c'è nulla da fare: ciò che esce lì arriva da solo. Lì non si può mandare nulla.",
)
NEVER = Text(en="not read yet", it="non ancora letto")
READ = Text(en="last read {at}", it="letto l'ultima volta il {at}")
NEXT = Text(en="next try {at}", it="nuovo tentativo il {at}")


@dataclass(frozen=True)
class Standing:
    """A connected account in words."""

    one: Connection
    network: Text
    mark: str
    shape: str
    state: Text
    to_do: Text
    trouble: str
    read: Text
    can_pause: bool
    can_resume: bool
    can_end: bool
    asks_again: bool
    stuck: Stuck | None = None
    charged: Month | None = None

    @property
    def called(self) -> str:
        return named(self.one)

    @property
    def server(self) -> str:
        """Where it lives; of the practice network that is a file, which is nobody's business."""
        return "" if self.one.network == PRACTICE else self.one.server.removeprefix("https://")


def standing_of(
    one: Connection, lang: Lang, stuck: Stuck | None = None, charged: Month | None = None
) -> Standing:
    """One account in words; `stuck`: what it brought that could not be taken in; `charged`: what
    calls of its network have cost this month."""
    mark, shape = MARKS[one.state]
    return Standing(
        one=one,
        network=states.called(one.network),
        mark=mark,
        shape=shape,
        state=states.CALLED[one.state],
        to_do=READ_ONLY if _is_read_only(one) else states.TO_DO[one.state],
        trouble=sentence((one.error or {}).get(lang, "")),
        read=_read(one),
        can_pause=Connection.PAUSED in states.GRAPH[one.state],
        can_resume=one.state == Connection.PAUSED,
        can_end=Connection.ENDED in states.GRAPH[one.state],
        asks_again=one.state in (Connection.SIGNED_OUT, Connection.ENDED),
        stuck=stuck,
        charged=charged,
    )


def _is_read_only(one: Connection) -> bool:
    return one.state == Connection.LIVE and one.limits.get("length") == 0


def named(one: Connection) -> str:
    """What people call an account: a feed has a title, which says more than its address."""
    address = "://" in one.handle
    return (one.name if address else "") or one.handle or one.name or one.external_id


def leave_of(one: Connection) -> Text | None:
    """Where its owner takes away on the network what was given to us."""
    network = networks().get(one.network)
    ways = network.ways if network else ()
    return next((way.leave for way in ways if way.id == one.way), None)


def sentence(text: str) -> str:
    """With a capital, unless it begins with what is written as it is: a host, an address."""
    first = text.split(" ", 1)[0].rstrip(".,:;")
    as_it_is = any(sign in first for sign in ".@/:") or first == "localhost"
    return text if as_it_is else text[:1].upper() + text[1:]


def _read(one: Connection) -> Text:
    if one.state == Connection.RESTING:
        return filled(NEXT, at=timezone.localtime(one.pull_at))
    return filled(READ, at=timezone.localtime(one.pulled_at)) if one.pulled_at else NEVER
