"""Which conversation a message is part of: the pair of its thread and the customer in it.

A conversation begins with a customer's message that turns to the company, or with an answer of the
company's to a customer; then what the customer had written before in the thread is part of it, too.
An answer belongs to the customer it speaks to. Where it speaks to nobody in particular, in a
private conversation, it belongs to the only one there, or to everybody: then to none of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db import connection
from django.utils import timezone

from dialogo.web.actions.conversations import nodes
from dialogo.web.actions.conversations.many import change, parts
from dialogo.web.actions.conversations.nodes import Node
from dialogo.web.actions.conversations.tree import Tree
from dialogo.web.models.conversations import Conversation, Looking, Note
from dialogo.web.models.letters import Letter
from dialogo.web.models.records import Message
from dialogo.web.models.workspace import Workspace

Pair = tuple[bytes, bytes]


@dataclass
class Found:
    """`changed`: messages that are part of another conversation than before (None: of none).
    `of_new`: conversations that new messages are part of, changed or not; `begun`: those that were
    made; `everybodys`: those that an answer to everybody was written in."""

    changed: list[tuple[Node, int | None]] = field(default_factory=list)
    of_new: set[int] = field(default_factory=set)
    begun: set[int] = field(default_factory=set)
    everybodys: set[int] = field(default_factory=set)


def of(tree: Tree, moved: dict[Pair, int]) -> Found:
    """The conversations of the tree's new messages; made where there are none. `moved`: those that
    have come into a thread, in which their customers may have spoken before."""
    found = Found()
    placed = dict(tree.new)
    wanted, turned = _pairs(tree, placed.values())
    known = _known(tree.workspace, wanted)
    begun = _begin(tree.workspace, [pair for pair in turned if pair not in known])
    found.begun = set(begun.values())
    fresh = moved | begun
    known |= fresh
    for node in _earlier(tree, fresh):
        placed.setdefault(node.key, node)
    private = _private(tree, placed.values(), fresh)
    for node in placed.values():
        thread = tree.threads.get(node.key) or node.thread
        if node.pk not in private:
            whom = _whom(tree, node)
            _put(found, node, known.get((thread, whom)) if thread and whom else None)
    for node, part in private.values():
        _put(found, node, part)
    talks = {tree.threads.get(n.key) or n.thread for n, part in private.values() if part is None}
    found.everybodys = {
        pk for some in parts(t for t in talks if t)
        for pk in Conversation.objects.filter(
            workspace=tree.workspace, thread_key__in=some
        ).values_list("pk", flat=True)
    }  # fmt: skip
    return found


def _whom(tree: Tree, node: Node) -> bytes | None:
    """The customer who says it, or to whom the company says it."""
    if node.customer:
        return node.author
    return tree.speaks_to(node) if node.company else None


def _put(found: Found, node: Node, part: int | None) -> None:
    if part is not None:
        found.of_new.add(part)
    if part != node.part_of:
        found.changed.append((node, part))


def _pairs(tree: Tree, some: Iterable[Node]) -> tuple[set[Pair], dict[Pair, None]]:
    """The pairs that messages may be part of, and those of them that turn to each other."""
    wanted: set[Pair] = set()
    turned: dict[Pair, None] = {}
    for node in some:
        whom = _whom(tree, node)
        if whom is None:
            continue
        pair = (tree.threads[node.key], whom)
        wanted.add(pair)
        if node.company or node.addressed:
            turned[pair] = None
    return wanted, turned


def _known(workspace: Workspace, wanted: Iterable[Pair]) -> dict[Pair, int]:
    found = {}
    table = Conversation._meta.db_table
    for some in parts(wanted):
        # Two lists would be tried each against each: pairs are joined as pairs.
        marks = ", ".join(["(%s, %s)"] * len(some))
        sql = (
            f"WITH wanted(thread, author) AS (VALUES {marks}) "
            f"SELECT c.id, c.thread_key, c.author_key FROM wanted JOIN {table} AS c "
            "ON c.thread_key = wanted.thread AND c.author_key = wanted.author "
            "WHERE c.workspace_id = %s"
        )
        with connection.cursor() as cursor:
            cursor.execute(sql, [key for pair in some for key in pair] + [workspace.pk])
            for pk, thread, author in cursor.fetchall():
                found[bytes(thread), bytes(author)] = pk
    return found


def _begin(workspace: Workspace, fresh: list[Pair]) -> dict[Pair, int]:
    """Makes conversations; what they hold follows when they are settled."""
    if not fresh:
        return {}
    now = timezone.now()
    rows = [
        Conversation(
            workspace=workspace,
            thread_key=thread,
            author_key=author,
            opened_at=now,
            last_at=now,
            last_message=0,
            rank_at=now,
        )
        for thread, author in fresh
    ]
    made = Conversation.objects.bulk_create(rows, batch_size=500)
    return {pair: row.pk for pair, row in zip(fresh, made, strict=True)}


def _earlier(tree: Tree, fresh: dict[Pair, int]) -> Iterator[Node]:
    """What the customers of conversations that are new in a thread had said there before."""
    for some in parts({author for _, author in fresh}):
        rows = Message.objects.filter(
            workspace=tree.workspace,
            author_key__in=some,
            part_of__isnull=True,
            thread_key__isnull=False,
            author_kind="customer",
        )
        for node in nodes.read(rows):
            if node.thread and (node.thread, node.author) in fresh:
                yield node


def _private(
    tree: Tree, placed: Iterable[Node], fresh: dict[Pair, int]
) -> dict[int, tuple[Node, int | None]]:
    """Answers in private conversations that speak to nobody in particular, by their number, with
    the conversation they are part of."""
    silent: dict[int, Node] = {
        n.pk: n for n in placed
        if n.company and n.conversation and n.key in tree.threads and not tree.speaks_to(n)
    }  # fmt: skip
    grown = {thread for thread, _ in fresh}
    threads = {tree.threads[n.key] for n in silent.values()}
    there = _customers_of(tree.workspace, threads | grown)
    # Whoever joins a private conversation changes whom its earlier answers spoke to.
    earlier = [
        node
        for some in parts(grown)
        for node in nodes.read(
            Message.objects.filter(
                workspace=tree.workspace, thread_key__in=some, author_kind="company",
                conversation_key__isnull=False,
            )
        )
        if node.pk not in silent and node.key not in tree.new
    ]  # fmt: skip
    if earlier:
        above = Tree(tree.workspace, earlier)
        silent |= {n.pk: n for n in earlier if above.speaks_to(n) is None}
    placed_in = {}
    for pk, node in silent.items():
        talk = there.get(tree.threads.get(node.key) or node.thread or b"", [])
        placed_in[pk] = (node, talk[0] if len(talk) == 1 else None)
    return placed_in


def _customers_of(workspace: Workspace, threads: set[bytes]) -> dict[bytes, list[int]]:
    found: dict[bytes, list[int]] = defaultdict(list)
    for some in parts(threads):
        rows = Conversation.objects.filter(workspace=workspace, thread_key__in=some)
        for pk, thread in rows.values_list("pk", "thread_key"):
            found[bytes(thread)].append(pk)
    return found


def carry(tree: Tree) -> tuple[set[int], dict[Pair, int]]:
    """Conversations whose thread, or whose person, goes by another name now take it, or join the
    one that has it; in both cases notes, letters and decisions stay. Those touched, and those that
    have taken another name.

    A conversation of which a part stays where it was stays there.
    """
    said: dict[int, Node] = {}
    for node in tree.new.values():
        if node.part_of and node.customer:
            said.setdefault(node.part_of, node)
    old: dict[int, Pair] = {}
    goes: dict[int, Pair] = {}
    for some in parts(said):
        rows = Conversation.objects.filter(workspace=tree.workspace, pk__in=some)
        for pk, thread, author in rows.values_list("pk", "thread_key", "author_key"):
            here = (bytes(thread), bytes(author))
            there = (tree.threads[said[pk].key], said[pk].author)
            if here != there:
                old[pk], goes[pk] = here, there
    for pk in _staying(old):
        del goes[pk]
    taken = _known(tree.workspace, dict.fromkeys(goes.values()))
    renamed = []
    for pk, pair in goes.items():
        if pair in taken:
            _join(pk, taken[pair])
        else:
            taken[pair] = pk
            renamed.append((pk, *pair))
    change(Conversation, ["thread_key", "author_key"], renamed)
    touched = set(old) | {taken[pair] for pair in goes.values()}
    return touched, {(thread, author): pk for pk, thread, author in renamed}


def _staying(old: dict[int, Pair]) -> set[int]:
    """Those of which a message is where it was, or has still to be placed."""
    found = set()
    for some in parts(old):
        rows = Message.objects.filter(part_of__in=some, author_kind="customer")
        for pk, thread, author in rows.values_list("part_of_id", "thread_key", "author_key"):
            if bytes(author) == old[pk][1] and (thread is None or bytes(thread) == old[pk][0]):
                found.add(pk)
    return found


def _join(gone: int, into: int) -> None:
    """What people did in one conversation is in the other from now on."""
    Note.objects.filter(conversation=gone).update(conversation=into)
    Letter.objects.filter(conversation=gone).update(conversation=into)
    Looking.objects.filter(conversation=gone).delete()
