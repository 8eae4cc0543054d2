"""What the page says of a connected account: its state, what to do now, what may be done."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from dialogo.records.text import Lang, Text
from dialogo.web.actions.connections import states
from dialogo.web.frame.filled import filled
from dialogo.web.models.connections import Connection
from dialogo.web.queries.connections import PRACTICE
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

    @property
    def called(self) -> str:
        return self.one.handle or self.one.name or self.one.external_id

    @property
    def server(self) -> str:
        """Where it lives; of the practice network that is a file, which is nobody's business."""
        return "" if self.one.network == PRACTICE else self.one.server.removeprefix("https://")


def standing_of(one: Connection, lang: Lang, stuck: Stuck | None = None) -> Standing:
    """One account in words; `stuck`: what it brought that could not be taken in."""
    mark, shape = MARKS[one.state]
    return Standing(
        one=one,
        network=states.called(one.network),
        mark=mark,
        shape=shape,
        state=states.CALLED[one.state],
        to_do=states.TO_DO[one.state],
        trouble=sentence((one.error or {}).get(lang, "")),
        read=_read(one),
        can_pause=Connection.PAUSED in states.GRAPH[one.state],
        can_resume=one.state == Connection.PAUSED,
        can_end=Connection.ENDED in states.GRAPH[one.state],
        asks_again=one.state in (Connection.SIGNED_OUT, Connection.ENDED),
        stuck=stuck,
    )


def sentence(text: str) -> str:
    """With a capital, unless it begins with what is written as it is: a host, an address."""
    first = text.split(" ", 1)[0].rstrip(".,:;")
    as_it_is = any(sign in first for sign in ".@/:")
    return text if as_it_is else text[:1].upper() + text[1:]


def _read(one: Connection) -> Text:
    if one.state == Connection.RESTING:
        return filled(NEXT, at=timezone.localtime(one.pull_at))
    return filled(READ, at=timezone.localtime(one.pulled_at)) if one.pulled_at else NEVER
