"""Reading what is new: own statuses, notifications, threads below our posts, edits, deletions.

Whatever came in is looked at again for two weeks, the fresh more often than the old: no server
tells of every edit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from dialogo.networks.errors import Refused, Unreachable
from dialogo.networks.letter import Ref
from dialogo.networks.mastodon import statuses
from dialogo.networks.mastodon.api import Api, Json, is_answer, order, segment
from dialogo.networks.mastodon.listing import PAGE, Lister
from dialogo.networks.mastodon.memory import Memory, Role
from dialogo.networks.mastodon.server import DESCENDANTS, Server
from dialogo.networks.mastodon.statuses import listed
from dialogo.networks.seen import Gone, Message, Place, Post, Pulled, Seen

MOST_TOLD = 80  # the most notifications that any does
BACK_TOLD, BACK_OWN = 5, 3  # pages that a first pull reads backwards
LOOKS, BATCH, THREADS, ROOTS = 8, 40, 5, 10  # requests of each sort in one pull
STUMBLED: Json = {"stumbled": True}  # in place of what the server could not show
TOLD = frozenset({"mention", "quote", "reply", "comment"})


def pull(api: Api, server: Server, me: str, after: str | None, now: datetime) -> Pulled:
    """One page of what is new after the cursor."""
    reader = Reader(api, server, me, Memory.read(after), now)
    catching_up = reader.memory.told.busy and not reader.memory.own.busy
    more_own = not catching_up and reader.read_own()
    more_told = reader.read_told()
    reader.take_in()
    if not (more_own or more_told or catching_up):
        reader.look_again()
        reader.read_threads()
    reader.memory.forget(now)
    return Pulled(reader.told(), reader.memory.write(), more=more_own or more_told or catching_up)


def thread(api: Api, me: str, ref: Ref) -> Sequence[Message]:
    """The whole conversation around a status, the oldest first; nothing if it is gone."""
    here = api.perhaps(f"/api/v1/statuses/{segment(ref.id)}")
    around = api.perhaps(f"/api/v1/statuses/{segment(ref.id)}/context") if here else None
    if not here or not around:
        return ()
    found = [*listed(around, "ancestors"), here, *listed(around, "descendants")]
    written = {str(one["id"]): one for one in found if statuses.whole(one)}
    ours = {key for key, one in written.items() if str(one["account"]["id"]) == me}
    head = next(iter(written), None)
    root = head if head in ours else None
    told = [
        statuses.message(
            one,
            me,
            place(one, me, under_post=root is not None, to_us=statuses.parent(one) in ours),
            root=root,
            to_us=statuses.parent(one) in ours,
        )
        for one in written.values()
    ]
    return sorted(told, key=lambda message: message.sent_at)


def place(status: Json, me: str, *, under_post: bool, to_us: bool) -> Place:
    """Private; below a post of ours; in another thread, to us or by us; else it names us."""
    if statuses.is_direct(status):
        return "direct"
    if under_post:
        return "comment"
    if to_us or (str(status["account"]["id"]) == me and statuses.answers(status)):
        return "reply"
    return "mention"


@dataclass
class Reader:
    """One pull. `items` are what it found, by id."""

    api: Api
    server: Server
    me: str
    memory: Memory
    now: datetime
    items: dict[str, Seen] = field(default_factory=dict)
    _roots_left: int = ROOTS
    _came: list[Json] = field(default_factory=list)
    _page: list[Json] = field(default_factory=list)  # the newest of our own

    @property
    def _listing(self) -> Lister:
        return Lister(self.api, self.server.forward)

    def read_own(self) -> bool:
        """Own statuses, wherever they were written. True: there are more."""
        query = [("limit", str(PAGE)), ("exclude_reblogs", "true")]
        path = f"/api/v1/accounts/{segment(self.me)}/statuses"
        found, whole_page, more = self._listing.new(path, query, self.memory.own, BACK_OWN)
        self._came += found
        self._page = whole_page
        return more

    def read_told(self) -> bool:
        """Notifications that somebody wrote. True: there are more."""
        query = [("limit", str(MOST_TOLD)), ("types[]", "mention")]  # Takahe breaks on others
        if self.server.quotes:
            query.append(("types[]", "quote"))
        if self.server.kind in DESCENDANTS:
            query.append(("include_filtered", "true"))
        found, _, more = self._listing.new(
            "/api/v1/notifications", query, self.memory.told, BACK_TOLD
        )
        self._came += [
            one["status"] for one in found if one.get("type") in TOLD and one.get("status")
        ]
        return more

    def take_in(self) -> None:
        """What was listed, in the order in which it was written: first what others answer."""
        for status in sorted(filter(statuses.whole, self._came), key=_written):
            if str(status["account"]["id"]) == self.me:
                self._own(status)
            else:
                self._notice(status)
        for status in self._page:
            self._changed(status)

    def told(self) -> tuple[Seen, ...]:
        """What was found, the oldest first; of what was found twice, the last."""
        return tuple(sorted(self.items.values(), key=_moment))

    def look_again(self) -> None:
        """Looks for edits and deletions, and for how many replies there are now."""
        newest = {str(status["id"]) for status in self._page}
        missing = [
            key
            for key, one in self.memory.watched.items()
            if one.role != "message" and not one.direct and self._should_be_listed(key, newest)
        ]
        others = [key for key in self.memory.watched if key not in newest and key not in missing]
        room = BATCH if self.server.batch else LOOKS
        missing = self.memory.due(missing, self.now, room // 2, thread=False)
        ids = (missing + self.memory.due(others, self.now, room, thread=False))[:room]
        there = self._statuses(ids)
        for key in ids:
            status = there.get(key)
            if status is None:
                self._gone(key)
            elif status is STUMBLED:
                self.memory.watched[key].looked = int(self.now.timestamp())
            else:
                self._changed(status)

    def read_threads(self) -> None:
        """What stands below our posts and answers without naming us; first where the server now
        counts more replies."""
        watched = self.memory.watched
        heads = [key for key, one in watched.items() if not one.root]
        ours = [key for key in heads if watched[key].role != "message" or self._hides_directs(key)]
        fresh = [key for key in ours if watched[key].threaded == 0 and watched[key].replies]
        rest = [key for key in ours if key not in fresh]
        for key in (fresh + self.memory.due(rest, self.now, THREADS, thread=True))[:THREADS]:
            around = self._one(f"/api/v1/statuses/{segment(key)}/context")
            watched[key].threaded = int(self.now.timestamp())
            if around is not STUMBLED:
                below = [one for one in listed(around, "descendants") if statuses.whole(one)]
                self._below(key, sorted(below, key=_written))

    def _below(self, head: str, below: list[Json]) -> None:
        """`below`: what stands in the thread under `head`, the oldest first."""
        one = self.memory.watched[head]
        post = one.role == "post"
        ours = {head}
        for status in below:
            mine = str(status["account"]["id"]) == self.me
            to_us = statuses.parent(status) in ours
            if mine:
                ours.add(str(status["id"]))
                self._own(status, root=head if post else one.root)
            elif post or to_us or one.direct:
                self._notice(status, root=head if post else one.root)
        there = {str(status["id"]) for status in below}
        if post:
            under = [key for key, was in self.memory.watched.items() if was.root == head]
            gone = [key for key in under if key != head and key not in there]
            for key in gone[:LOOKS]:
                if not self._one(f"/api/v1/statuses/{segment(key)}"):
                    self._gone(key)

    def _own(self, status: Json, root: str | None = None) -> None:
        """Something of ours: a post if it answers nobody, or goes on from a post of ours."""
        if not statuses.whole(status) or str(status["account"]["id"]) != self.me:
            return
        before = self.memory.watched.get(str(status["id"]))
        if root is None:
            root = before.root if before else self._root(status)
        role: Role = before.role if before else self._role(status, root)
        self._watch(status, role, root)

    def _role(self, status: Json, root: str) -> Role:
        if statuses.is_direct(status):
            return "answer"
        if not statuses.answers(status):
            return "post"
        above = self.memory.watched.get(statuses.parent(status) or "")
        goes_on = above is not None and above.role == "post"
        return "post" if goes_on and root else "answer"

    def _notice(self, status: Json, root: str | None = None) -> None:
        """Somebody's words."""
        if str(status["account"]["id"]) == self.me:
            return
        before = self.memory.watched.get(str(status["id"]))
        if root is None:
            root = before.root if before else self._root(status)
        self._watch(status, "message", root)

    def _watch(self, status: Json, role: Role, root: str) -> None:
        key = str(status["id"])
        before = self.memory.watched.get(key)
        if not self.memory.watch(status, role, root, self.now):
            return
        edited = before is not None and before.mark != self.memory.watched[key].mark
        if edited and not status.get("edited_at"):  # the server does not say when
            status = {**status, "edited_at": self.now.isoformat()}
        if role == "post":
            self.items[key] = statuses.post(status)
            self._count(status)
            return
        above = statuses.parent(status)
        watched = self.memory.watched.get(above or "")
        asked = str(status.get("in_reply_to_account_id")) == self.me
        to_us = asked or (watched is not None and watched.role != "message")
        where = place(status, self.me, under_post=bool(root), to_us=to_us)
        self.items[key] = statuses.message(status, self.me, where, root=root or None, to_us=to_us)

    def _changed(self, status: Json) -> None:
        """Looked at again: tells it if it was edited."""
        before = self.memory.watched.get(str(status["id"])) if statuses.whole(status) else None
        if before:
            self._watch(status, before.role, before.root)
            self._count(status)

    def _count(self, status: Json) -> None:
        """Another number of replies: its thread is to be read."""
        one = self.memory.watched[str(status["id"])]
        replies = statuses.count(status, "replies_count") or 0
        if replies != one.replies:
            one.replies = replies
            self.memory.watched.get(one.root, one).threaded = 0

    def _gone(self, key: str) -> None:
        self.items[key] = Gone(key, self.now)
        del self.memory.watched[key]

    def _root(self, status: Json) -> str:
        """The post of ours below which it stands, or nothing. Asks the server only where it is a
        reply to something of ours that is not remembered."""
        above = statuses.parent(status)
        if above is None:
            return ""
        one = self.memory.watched.get(above)
        if one:
            return above if one.role == "post" and not one.root else one.root
        if str(status.get("in_reply_to_account_id")) != self.me or not self._roots_left:
            return ""
        self._roots_left -= 1
        around = self._one(f"/api/v1/statuses/{segment(status['id'])}/context")
        head = next(iter(listed(around, "ancestors")), None)
        ours = head and statuses.whole(head) and str(head["account"]["id"]) == self.me
        return str(head["id"]) if head and ours and not statuses.is_direct(head) else ""

    def _should_be_listed(self, key: str, newest: set[str]) -> bool:
        """Whether the newest page of our own goes back further, and does not have it."""
        if not newest or key in newest:
            return False
        return order(key) > order(min(newest, key=order))

    def _hides_directs(self, key: str) -> bool:
        """Servers that do not list our private words show them in their threads."""
        known = DESCENDANTS | {"gotosocial"}
        return self.memory.watched[key].direct and self.server.kind not in known

    def _statuses(self, ids: list[str]) -> dict[str, Json]:
        """What there is of them; each that a batch leaves out is asked for by itself."""
        found: dict[str, Json] = {}
        if self.server.batch and ids:
            got = self.api.get("/api/v1/statuses", [("id[]", key) for key in ids])
            found = {str(one["id"]): one for one in got if isinstance(one, dict)}
        for key in [key for key in ids if key not in found]:
            one = self._one(f"/api/v1/statuses/{segment(key)}")
            if isinstance(one, dict):
                found[key] = one
        return found

    def _one(self, path: str) -> Json | None:
        """What it answers of one thing, None where that is gone; `STUMBLED` where the server cannot
        say: one thing that it stumbles over must not keep back all others."""
        try:
            found = self.api.perhaps(path)
        except Refused:
            return STUMBLED
        except Unreachable as error:
            if not is_answer(error):
                raise
            return STUMBLED
        return found if isinstance(found, dict) or found is None else STUMBLED


def _written(status: Json) -> tuple[str, tuple[int, str]]:
    return str(status.get("created_at") or ""), order(str(status.get("id")))


def _moment(item: Seen) -> datetime:
    if isinstance(item, Message | Post):
        return item.sent_at
    return item.noticed_at if isinstance(item, Gone) else item.read_at
