"""Where a pull goes on: what was read last, what is still to be read, what is looked at again.

Bluesky tells nobody that something was changed or taken down, so the cursor keeps the latest ids,
and a few characters of their versions, to look at them again.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta

from dialogo.networks.bluesky.views import figures, moment, sent_at, uri_parts
from dialogo.networks.bluesky.xrpc import Json

WATCHED = 60  # of ours, and as many again of others'
KNOWN = 500  # given out last, told by a few characters
NOTHING = "1970-01-02T00:00:00.000Z"  # the mark of a list that was read, and was empty
# Lists are in the order of what posts claim of themselves, and a post may reach the AppView late:
# a little before the mark is read again each time, and a day before it every hour.
OVERLAP, DEEP, EVERY = timedelta(minutes=2), timedelta(days=1), timedelta(hours=1)


@dataclass(frozen=True)
class Stretch:
    """How far a list has been read: everything at `mark` or before. While `page` is set, also what
    is before that page, from `top` on; then it goes on as far as `line`."""

    mark: str | None = None
    page: str | None = None
    top: str | None = None
    line: str | None = None

    def read(
        self,
        newest: str | None,
        oldest: str | None,
        following: str | None,
        overlap: timedelta = OVERLAP,
        known: bool = False,
    ) -> Stretch:
        """After a page that went from `newest` to `oldest`, with another `following`.

        `known`: nothing on it was new; if it is the first page, there is no need to go on. The
        first pull of all reads one page and no more.
        """
        top = max(filter(None, (self.top, newest, self.mark)), default=None)
        line, needless = self.line, known and self.line is None
        if line is None and self.mark and (mark := moment(self.mark)):
            line = (mark - overlap).isoformat()
        if line and following and oldest and not needless and _after(oldest, line):
            return replace(self, page=following, top=top, line=line)
        return Stretch(mark=top or NOTHING)


@dataclass(frozen=True)
class Watched:
    """What was last seen of something: its version's tail, its replies, all its counts."""

    at: str
    version: str
    replies: int
    counts: str


@dataclass
class Cursor:
    """`told` is what we were notified of, `own` what the account wrote, `log` private
    messages; `deep` is when the lists were last read far back; `known` is what was given
    out last."""

    told: Stretch = field(default_factory=Stretch)
    own: Stretch = field(default_factory=Stretch)
    log: str | None = None
    deep: str | None = None
    known: list[str] = field(default_factory=list)
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
                deep=found["deep"],
                known=[str(one) for one in found["known"]],
                watched={uri: Watched(*kept) for uri, kept in found["watched"].items()},
            )
        except (ValueError, TypeError, KeyError, AttributeError):
            return cls()

    def write(self) -> str:
        kept = {
            "told": asdict(self.told),
            "own": asdict(self.own),
            "log": self.log,
            "deep": self.deep,
            "known": self.known,
            "watched": {
                uri: [one.at, one.version, one.replies, one.counts]
                for uri, one in self.watched.items()
            },
        }
        return json.dumps(kept, separators=(",", ":"))

    @property
    def more(self) -> bool:
        return self.told.page is not None or self.own.page is not None

    def overlap(self, now: datetime) -> timedelta:
        """How far before the marks to read again; notes the moment of a deep reading."""
        before = moment(self.deep)
        if before is None or now - before >= EVERY:
            self.deep = now.isoformat(timespec="seconds")
            return OVERLAP if before is None else DEEP
        return OVERLAP

    def knows(self, uri: str) -> bool:
        """Whether it was given out not long ago."""
        return uri in self.watched or _short(uri) in self.known

    def watch(self, view: Json, replies: int | None = None) -> None:
        """Looks at it again from now on; `replies`: of how many the thread has been read."""
        uri = str(view.get("uri"))
        before = self.watched.get(uri)
        if _short(uri) not in self.known:
            self.known.append(_short(uri))
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
        del self.known[:-KNOWN]


def version(view: Json) -> str:
    """Enough of a version to tell it from the next."""
    return str(view.get("cid") or "")[-10:]


def counts(view: Json) -> str:
    """Everything counted of a post, to tell whether it has changed."""
    at = moment(view.get("indexedAt")) or sent_at(view)
    seen = figures(view, at)
    return ",".join(str(n or 0) for n in (seen.likes, seen.comments, seen.shares, seen.quotes))


def _short(uri: str) -> str:
    return hashlib.sha256(uri.encode()).hexdigest()[:10]


def _after(written: str, line: str) -> bool:
    at, end = moment(written), moment(line)
    return at is not None and end is not None and at > end
