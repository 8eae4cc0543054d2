"""Which thread each message belongs to: the key of what stands at its head.

The same threads as `records.reply_tree` makes for the measures, a few messages at a time: a message
or a post of the company and all that stands below it; what answers the same message that is not on
record; a private conversation. Messages whose replies go round in a circle are threads of their
own. A thread is named after its head even before that is on record, so that most threads keep their
name when it comes in late.
"""

from __future__ import annotations

from collections.abc import Iterable

from dialogo.web.actions.conversations import nodes
from dialogo.web.actions.conversations.many import parts
from dialogo.web.actions.conversations.nodes import Node
from dialogo.web.models.record_key import id_key
from dialogo.web.models.records import Post
from dialogo.web.models.workspace import Workspace


class Tree:
    """What is known of some messages and of all that stands above them.

    `new` are those whose thread is to be found; what stands above them without a thread is added.
    """

    def __init__(self, workspace: Workspace, new: Iterable[Node]) -> None:
        self.workspace = workspace
        self.new = {node.key: node for node in new}
        self.known: dict[bytes, Node] = dict(self.new)
        self.posts: dict[bytes, bytes | None] = {}
        self.threads: dict[bytes, bytes] = {}
        self.circular: set[bytes] = set()
        self._climb(self.new.values())
        self._name(self.new)

    def add(self, more: Iterable[Node]) -> None:
        """Finds the thread of further messages, which are read anew."""
        fresh = {node.key: node for node in more}
        for key in fresh:
            self.threads.pop(key, None)
            self.circular.discard(key)
        self.new |= fresh
        self.known |= fresh
        self._climb(fresh.values())
        self._name(fresh)

    def speaks_to(self, answer: Node) -> bytes | None:
        """Whom a message of the company answers: the author of what it answers, through the
        company's own continuations; None if that is nobody in particular."""
        seen, here = set(), answer
        while here.company and here.key not in self.circular and here.key not in seen:
            seen.add(here.key)
            up = self.known.get(here.above) if here.above else None
            if up is None:
                return None
            if up.customer:
                return up.author
            here = up
        return None

    def _climb(self, begun: Iterable[Node]) -> None:
        """Reads what stands above, level by level, up to threads that are known and customers."""
        wanted = self._unread(begun)
        while wanted:
            found = list(nodes.by_key(self.workspace, wanted))
            for node in found:
                self.known[node.key] = node
                if node.thread is None:
                    self.new[node.key] = node
                elif node.is_circular:
                    self.threads[node.key] = node.key
                    self.circular.add(node.key)
                else:
                    self.threads[node.key] = node.thread
            self._read_posts(wanted.difference(node.key for node in found))
            wanted = self._unread(n for n in found if n.thread is None or n.company)
        # A thread that is named after what only now comes in may be part of a larger one.
        late = [n for n in self.known.values() if n.thread in self.new and n.key not in self.new]
        if late:
            for node in late:
                self.new[node.key] = node
                self.threads.pop(node.key, None)
            self._climb(late)

    def _unread(self, begun: Iterable[Node]) -> set[bytes]:
        above = {node.above for node in begun if node.above}
        return {key for key in above if key not in self.known and key not in self.posts}

    def _read_posts(self, keys: set[bytes]) -> None:
        """Posts with those they continue; a key that is no post either is not on record."""
        while keys := keys.difference(self.posts):
            further = set()
            for some in parts(keys):
                rows = Post.objects.filter(workspace=self.workspace, row_key__in=some)
                for key, network, joins in rows.values_list("row_key", "network", "joins"):
                    above = id_key(network, joins)
                    self.posts[bytes(key)] = None if above == bytes(key) else above
                    if above:
                        further.add(above)
            keys = further

    def _name(self, wanted: Iterable[bytes]) -> None:
        for key in list(wanted):
            if key not in self.threads:
                self._follow(key)
        # What was read on the way without a thread has been named with them.
        for key in list(self.new):
            if key not in self.threads:
                self._follow(key)

    def _follow(self, key: bytes) -> None:
        """Goes up to the head, and names every message on the way after it."""
        way: dict[bytes, None] = {}
        while (thread := self._known_thread(key)) is None and key not in way:
            way[key] = None
            above = self.known[key].above
            if above is None or not (above in self.known or above in self.posts):
                node = self.known[key]
                thread = nodes.apart(node.conversation) if node.conversation else above or key
                break
            key = above
        round_ = thread is None or key in self.circular
        for passed in way:
            self.threads[passed] = passed if round_ else thread or passed
            if round_:
                self.circular.add(passed)

    def _known_thread(self, key: bytes) -> bytes | None:
        if key in self.threads:
            return self.threads[key]
        return self._head_of_post(key) if key in self.posts and key not in self.known else None

    def _head_of_post(self, key: bytes) -> bytes:
        """The first of the company's posts in a row; one that goes round in a circle is alone."""
        way, here = {key}, key
        while (above := self.posts[here]) is not None and above in self.posts:
            if above in way:
                return key
            way.add(above)
            here = above
        return here
