"""Where a pull goes on: what was read last, what is still to be read, what is looked at again.

Bluesky tells nobody that something was changed or taken down, so the cursor keeps the latest ids,
and a few characters of their versions, to look at them again.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, replace
from datetime import timedelta

from dialogo.networks.bluesky.views import figures, moment, sent_at, uri_parts
from dialogo.networks.bluesky.xrpc import Json

WATCHED = 60  # of ours, and as many again of others'
# Lists are in the order of what posts claim of themselves, which may lie a little in the past.
OVERLAP = timedelta(minutes=10)


@dataclass(frozen=True)
class Stretch:
    """How far one list has been read: everything at `mark` or before; while `page` is set, also
    what is after it and up to `top`, but for what follows that page."""

    mark: str | None = None
    page: str | None = None
    top: str | None = None

    def read(self, newest: str | None, oldest: str | None, following: str | None) -> Stretch:
        """After a page that went from `newest` to `oldest`, with another `following`."""
        top = max(filter(None, (self.top, newest, self.mark)), default=None)
        if self.mark and following and oldest and _after(oldest, self.mark, OVERLAP):
            return replace(self, page=following, top=top)
        return Stretch(mark=top)


@dataclass(frozen=True)
class Watched:
    """What was last seen of something: its version's tail, its replies, all its counts."""

    at: str
    version: str
    replies: int
    counts: str


@dataclass
class Cursor:
    """`told` is what we were notified of, `own` what the account wrote, `log` private messages."""

    told: Stretch = field(default_factory=Stretch)
    own: Stretch = field(default_factory=Stretch)
    log: str | None = None
    watched: dict[str, Watched] = field(default_factory=dict)

    @classmethod
    def read(cls, text: str | None) -> Cursor:
        """A cursor that cannot be read begins again: nothing is lost, some things come twice."""
        if text is None:
            return cls()
        try:
            found = json.loads(text)
            return cls(
                told=Stretch(**found["told"]),
                own=Stretch(**found["own"]),
                log=found["log"],
                watched={uri: Watched(*kept) for uri, kept in found["watched"].items()},
            )
        except (ValueError, TypeError, KeyError, AttributeError):
            return cls()

    def write(self) -> str:
        kept = {
            "told": asdict(self.told),
            "own": asdict(self.own),
            "log": self.log,
            "watched": {
                uri: [one.at, one.version, one.replies, one.counts]
                for uri, one in self.watched.items()
            },
        }
        return json.dumps(kept, separators=(",", ":"))

    @property
    def more(self) -> bool:
        return self.told.page is not None or self.own.page is not None

    def watch(self, view: Json, replies: int | None = None) -> None:
        """Looks at it again from now on; `replies`: of how many the thread has been read."""
        uri = str(view.get("uri"))
        before = self.watched.get(uri)
        if replies is None:
            replies = before.replies if before else 0
        self.watched[uri] = Watched(
            at=sent_at(view).isoformat(timespec="seconds"),
            version=version(view),
            replies=replies,
            counts=counts(view),
        )

    def shed(self, us: str) -> None:
        """Lets go of the oldest of ours and of others' beyond `WATCHED` each."""
        newest = sorted(self.watched.items(), key=lambda one: one[1].at, reverse=True)
        ours = [one for one in newest if (uri_parts(one[0]) or ("",))[0] == us][:WATCHED]
        others = [one for one in newest if (uri_parts(one[0]) or ("",))[0] != us][:WATCHED]
        self.watched = dict(ours + others)


def version(view: Json) -> str:
    """Enough of a version to tell it from the next."""
    return str(view.get("cid") or "")[-10:]


def counts(view: Json) -> str:
    """Everything counted of a post, to tell whether it has changed."""
    at = moment(view.get("indexedAt")) or sent_at(view)
    seen = figures(view, at)
    return ",".join(str(n or 0) for n in (seen.likes, seen.comments, seen.shares, seen.quotes))


def _after(written: str, mark: str, overlap: timedelta) -> bool:
    at, line = moment(written), moment(mark)
    return at is not None and line is not None and at > line - overlap
