"""A batch of events of one connection on its way into the records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from dialogo.networks.seen import Figures, Followers, Gone, Message, Post, Seen
from dialogo.records.door import admit
from dialogo.records.errors import BadInput
from dialogo.records.tables import TABLES
from dialogo.web.actions.receiving import cleaning, rows
from dialogo.web.actions.receiving.in_order import put_in_order
from dialogo.web.actions.receiving.known import Known, accounts, look_up
from dialogo.web.actions.receiving.reading import item_of
from dialogo.web.actions.receiving.renaming import CUSTOMER, rename, suppress
from dialogo.web.actions.records import write_rows
from dialogo.web.models.connections import Connection, Delivered, RawEvent
from dialogo.web.models.record_key import row_key
from dialogo.web.models.workspace import Workspace

_BEYOND = (
    "post", "external_id", "version", "root", "author_id", "author_name", "author_url", "subject",
    "attachments", "edited_at", "gone_at", "reply_until", "reply_forbidden",
)  # fmt: skip


@dataclass
class Arrived:
    """A row on its way: the event it comes from, and what is stored of it already (or None)."""

    event: RawEvent
    item: Seen
    table: str
    row: rows.Row
    key: bytes
    old: Any = None

    @property
    def text_changed(self) -> bool:
        return self.old is not None and (self.row.get("text") or None) != (self.old.text or None)


@dataclass
class Batch:
    """Events in their order, stored by `store` in the caller's transaction."""

    connection: Connection
    workspace: Workspace
    events: Sequence[RawEvent]
    wrong: dict[int, BadInput] = field(default_factory=dict)
    arrived: dict[str, list[Arrived]] = field(default_factory=dict)
    delivered: dict[bytes, Delivered] = field(default_factory=dict)
    gone: dict[bytes, tuple[int, Gone]] = field(default_factory=dict)
    known: Known = field(init=False)

    def store(self) -> None:
        """Writes rows, and what was told beyond them; `wrong` then says what could not be."""
        company = accounts(self.connection)
        read = [one for event in self.events if (one := self._read(event, company))]
        keys: dict[str, set[bytes]] = {"messages": set(self.gone), "posts": set(self.gone)}
        for one in read:
            keys.setdefault(one.table, set()).add(one.key)
        self.known = known = look_up(self.connection, self.workspace, company, keys)
        names = _names(read)
        if known.door is not None:
            suppress(known.door, self.connection.network, names)
        rename(self.connection, self.workspace, names)
        for one in read:
            self._arrive(one, known)
        put_in_order(self.connection, [one.row for one in self.arrived.get("messages", ())])
        for table, arrived in self.arrived.items():
            self._write(table, arrived)
        for table in ("posts", "messages"):
            for one in self.arrived.get(table, ()):
                self._deliver(one, known)
        self._take_down(known)
        Delivered.objects.bulk_create(
            self.delivered.values(),
            update_conflicts=True,
            update_fields=_BEYOND,
            unique_fields=["connection", "row_key"],
        )

    @property
    def taken(self) -> list[int]:
        """The events that are in the records now, or need not be."""
        return [event.pk for event in self.events if event.pk not in self.wrong]

    @cached_property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self.workspace.zone)

    def _read(self, event: RawEvent, company: frozenset[str]) -> Arrived | None:
        """The row that an event means; None where it means none."""
        try:
            item = item_of(event.kind, event.content)
            if isinstance(item, Gone):
                key = rows.event_key(self.connection, cleaning.identity(item.id))
                self.gone[key] = event.pk, item
                return None
            table, row = self._row(event, item, company)
        except BadInput as wrong:
            self.wrong[event.pk] = wrong
            return None
        return Arrived(event, item, table, row, row_key(TABLES[table], row))

    def _row(self, event: RawEvent, item: Seen, company: frozenset[str]) -> tuple[str, rows.Row]:
        here, heard = self.connection, event.received_at
        match item:
            case Message():
                return "messages", rows.message_row(here, item, received=heard, company=company)
            case Post():
                return "posts", rows.post_row(here, item, received=heard)
            case Figures():
                return "post_figures", rows.figures_row(here, item, self._zone, received=heard)
            case Followers():
                return "audience", rows.audience_row(here, item, self._zone, received=heard)
        raise TypeError(type(item).__name__)

    def _arrive(self, one: Arrived, known: Known) -> None:
        if isinstance(one.item, Message | Post):
            try:
                known.claim(one.key, one.item)
            except BadInput as wrong:
                self.wrong[one.event.pk] = wrong
                return
            number, _ = self.gone.get(one.key, (0, None))
            if number < one.event.pk:  # it was taken down, and is there again
                self.gone.pop(one.key, None)
        one.old = known.stored[one.table].get(one.key)
        if one.old is not None:
            _keep(one)
        self.arrived.setdefault(one.table, []).append(one)

    def _write(self, table: str, arrived: list[Arrived]) -> None:
        """Rows that the door does not admit are left out, and told."""
        company = {"company": self.workspace.name}
        admitted = admit(TABLES[table], [{**one.row, **company} for one in arrived])
        for no in reversed(admitted.rejected):
            one = arrived.pop(no.index)
            self.wrong[one.event.pk] = BadInput(no.reason, column=no.column, **no.values)
        if arrived:
            write_rows(self.workspace, table, admitted.rows, fill=False)

    def _deliver(self, one: Arrived, known: Known) -> None:
        """The last that was told of something counts; what was known of edits stays."""
        if not isinstance(one.item, Message | Post) or known.is_erased(one.row):
            return
        now = rows.delivered(self.connection, one.item, received=one.event.received_at)
        before = self.delivered.get(one.key) or known.delivered.get(one.key)
        if before is not None and now.edited_at is None:
            now.edited_at = one.event.received_at if one.text_changed else before.edited_at
        known.clean(now)
        self.delivered[one.key] = now

    def _take_down(self, known: Known) -> None:
        """The record stays; that it is no longer there is known beside it."""
        for key, (_, item) in self.gone.items():
            now = self.delivered.get(key) or known.delivered.get(key)
            post = key in known.stored["posts"]
            if now is None and (post or key in known.stored["messages"]):  # an import brought it
                now = Delivered(
                    connection=self.connection, row_key=key, post=post, external_id=item.id
                )
            if now is not None:
                now.gone_at = now.gone_at or item.noticed_at
                self.delivered[key] = now


def _names(read: Sequence[Arrived]) -> dict[str, str]:
    """What people call themselves now, by their lasting ids."""
    return {
        one.item.author.id: one.row["author"]
        for one in read
        if isinstance(one.item, Message)
        and one.row["author_kind"] == CUSTOMER
        and one.item.author.id == cleaning.line(one.item.author.id, cleaning.MOST_ID) != ""
    }


def _keep(one: Arrived) -> None:
    """What the network does not tell stays as it is stored; so does the account that an event came
    by first, and its moment where the network told one that cannot be."""
    for column in TABLES[one.table].columns:
        if column.name != "company" and column.name not in one.row:
            one.row[column.name] = getattr(one.old, column.name)
    if isinstance(one.item, Message | Post):
        moment = TABLES[one.table].moment or ""
        one.row["account"] = one.old.account or one.row["account"]
        if one.row[moment] != one.item.sent_at:
            one.row[moment] = getattr(one.old, moment)
