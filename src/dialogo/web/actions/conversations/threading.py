"""Threading: every message finds its thread, and every dialogue its conversation.

What came in (or was changed) has no `thread_key`. It is taken in parts, each in one transaction,
and what is done is marked by that very column: whoever is killed goes on where it was. Parents that
come in late join threads; a conversation whose thread changes its name stays what it was, with its
notes and decisions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from dialogo.web.actions.conversations import nodes, pairs, standing
from dialogo.web.actions.conversations.many import change
from dialogo.web.actions.conversations.nodes import Node
from dialogo.web.actions.conversations.tree import Tree
from dialogo.web.actions.team import leaving
from dialogo.web.models.records import Message
from dialogo.web.models.workspace import Workspace


def thread_new(workspace: Workspace, most: int = 5_000, *, newest: bool = False) -> int:
    """Places up to so many messages without a thread (and those above them); how many there were.

    The conversations that they touch are refreshed in the same transaction. `newest`: what came in
    last is placed first, so that nobody who writes now waits for an import of years.
    """
    if not Message.objects.filter(workspace=workspace, thread_key__isnull=True).exists():
        return 0
    with transaction.atomic():
        # Records and threads of a company change one after the other.
        Workspace.objects.select_for_update().get(pk=workspace.pk)
        waiting = Message.objects.filter(workspace=workspace, thread_key__isnull=True)
        new = list(nodes.read(waiting.order_by("-id" if newest else "id")[:most]))
        if new:
            place(workspace, new)
    return len(new)


def place(workspace: Workspace, new: Iterable[Node]) -> None:
    """Finds thread and conversation of some messages, in the caller's transaction."""
    tree = Tree(workspace, new)
    _again_below(tree)
    moved = [node for node in tree.new.values() if node.thread != tree.threads[node.key]]
    change(Message, ["thread_key"], ((node.pk, tree.threads[node.key]) for node in moved))
    touched, renamed = pairs.carry(tree)
    found = pairs.of(tree, renamed)
    change(Message, ["part_of"], ((node.pk, part) for node, part in found.changed))
    touched.update(part for node, _ in found.changed if (part := node.part_of))
    fresh: dict[int, set[int]] = defaultdict(set)
    for node, part in found.changed:
        if part is not None:
            fresh[part].add(node.pk)
    touched.update(fresh, found.of_new, found.everybodys)
    standing.settle(workspace, touched, fresh, begun=found.begun)
    leaving.pass_on(workspace, sorted(fresh.keys() - set(found.begun)), timezone.now())


def _again_below(tree: Tree) -> None:
    """Adds what stands below and was placed before its parent: its thread may be another now, and
    an answer of the company may speak to somebody else."""
    private: dict[bytes, Node] = {}
    level = set(tree.new)
    while level:
        stale = [
            node
            for node in nodes.below(tree.workspace, level)
            if node.key not in tree.new
            and (node.company or node.conversation or _is_elsewhere(tree, node))
        ]
        tree.add(stale)
        private |= {node.key: node for node in stale if node.conversation}
        level = {node.key for node in stale}
    if private:
        # A parent that came in late may have closed a circle, which no name of a thread tells here.
        ends = (n for n in tree.new.values() if n.above in private and n.key not in private)
        tree.add([*private.values(), *list(ends)])


def _is_elsewhere(tree: Tree, node: Node) -> bool:
    above = node.above
    if above is None or node.thread is None:
        return False
    if above in tree.circular:
        return node.thread != node.key
    return node.thread != tree.threads[above]
