"""Drafts out of a table: all of its rows, or none; nothing in a file is approved."""

from __future__ import annotations

import csv
from datetime import date, datetime, time
from io import StringIO

from django.db import transaction

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.actions import trail
from dialogo.web.actions.content.making import Given, GivenVersion, make, split
from dialogo.web.actions.text_files import decoded
from dialogo.web.models.connections import Connection
from dialogo.web.models.content import Piece
from dialogo.web.models.person import Person
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.content.accounts import postable
from dialogo.web.queries.content.table import COLUMNS
from dialogo.web.queries.team.wall_clock import moment
from dialogo.web.queries.team.zones import zone_of

MOST_BYTES, MOST_ROWS = 2_000_000, 500

TOO_BIG = Text(
    en="The file is too big: two megabytes and 500 rows are taken at once. Split it.",
    it="Il file è troppo grande: se ne prendono due megabyte e 500 righe per volta. Va diviso.",
)
NOT_TEXT = Text(
    en="This is no table in plain text. Save it as CSV (UTF-8).",
    it="Non è una tabella di solo testo. Va salvata come CSV (UTF-8).",
)
NO_COLUMN = Text(
    en="There is no column “text” or “title”. The first row names the columns.",
    it="Manca la colonna «text» o «title». La prima riga dà i nomi alle colonne.",
)
NOTHING = Text(en="There are no rows in it.", it="Non contiene righe.")
BAD_DAY = Text(
    en="{given} is no day. Write it as 2026-11-23.",
    it="{given} non è un giorno. Va scritto 2026-11-23.",
)
BAD_TIME = Text(
    en="{given} is no time. Write it as 09:30.", it="{given} non è un'ora. Va scritta 09:30."
)
BAD_ACCOUNT = Text(
    en="No account here is called {given}. There are: {known}.",
    it="Nessun profilo si chiama {given}. Ci sono: {known}.",
)
BAD_PURPOSE = Text(
    en="{given} is none of useful, promotional, conversation, corporate.",
    it="{given} non è tra useful, promotional, conversation, corporate.",
)
BROUGHT = Text(
    en="brought in {n:draft|drafts} from a file", it="ha portato {n:bozza|bozze} da un file"
)


@transaction.atomic
def bring(by: Person, workspace: Workspace, data: bytes) -> list[Piece]:
    """Makes a draft of each row. Raises `BadInput`, with the row and the column, and stores nothing
    then."""
    accounts = postable(workspace)
    made = []
    for row, cells in enumerate(_rows(data), 1):
        given = _given(workspace, accounts, cells, row)
        try:
            made.append(make(workspace, by, given))
        except BadInput as wrong:
            wrong.row = row
            raise
    about = f"workspace:{workspace.slug}"
    trail.note(by, workspace, "calendar.bring", about, BROUGHT, n=len(made))
    return made


def _rows(data: bytes) -> list[dict[str, str]]:
    if len(data) > MOST_BYTES:
        raise BadInput(TOO_BIG)
    if b"\0" in data:
        raise BadInput(NOT_TEXT)
    text = decoded(data)
    first = text.split("\n", 1)[0]
    mark = max(",;\t", key=first.count)
    try:
        table = list(csv.reader(StringIO(text, newline=""), delimiter=mark))
    except csv.Error as wrong:
        raise BadInput(NOT_TEXT) from wrong
    names = [name.strip().lower() for name in table[0]] if table else []
    if not {"text", "title"} & set(names):
        raise BadInput(NO_COLUMN)
    rows = [
        {name: cell.strip() for name, cell in zip(names, cells, strict=False)}
        for cells in table[1:]
        if any(cell.strip() for cell in cells)
    ]
    if not rows:
        raise BadInput(NOTHING)
    if len(rows) > MOST_ROWS:
        raise BadInput(TOO_BIG)
    return rows


def _given(
    workspace: Workspace, accounts: list[Connection], cells: dict[str, str], row: int
) -> Given:
    known = {name for name, _ in COLUMNS}
    cells = {name: _unquoted(cell) for name, cell in cells.items() if name in known}
    purpose = cells.get("purpose", "").lower()
    if purpose and purpose not in Piece.PURPOSES:
        raise BadInput(BAD_PURPOSE, row=row, column="purpose", given=purpose[:40])
    comment = cells.get("first_comment", "")
    return Given(
        title=cells.get("title", ""),
        brief=cells.get("brief", ""),
        need=cells.get("need", ""),
        purpose=purpose,
        campaign=cells.get("campaign", ""),
        language=cells.get("language", "")[:8],
        parts=split(cells.get("text", "")),
        due_at=_due(workspace, cells, row),
        versions={
            one.pk: GivenVersion(first_comment=comment)
            for one in _chosen(accounts, cells.get("accounts", ""), row)
        },
    )


def _due(workspace: Workspace, cells: dict[str, str], row: int) -> datetime | None:
    day, clock = cells.get("day", ""), cells.get("time", "") or "09:00"
    if not day:
        return None
    try:
        on = date.fromisoformat(day)
        if not 1990 < on.year < 2200:
            raise ValueError(day)
    except ValueError as wrong:
        raise BadInput(BAD_DAY, row=row, column="day", given=day[:40]) from wrong
    try:
        at = time.fromisoformat(clock.zfill(5)).replace(tzinfo=None)
    except ValueError as wrong:
        raise BadInput(BAD_TIME, row=row, column="time", given=clock[:40]) from wrong
    return moment(on, at, zone_of(workspace)).at


def _chosen(accounts: list[Connection], named: str, row: int) -> list[Connection]:
    if not named:
        return accounts
    by_name = {one.handle.lstrip("@").lower(): one for one in accounts}
    found = []
    for name in filter(None, (each.strip() for each in named.split(";"))):
        one = by_name.get(name.lstrip("@").lower())
        if one is None:
            known = ", ".join(one.handle for one in accounts) or "–"
            raise BadInput(BAD_ACCOUNT, row=row, column="accounts", given=name[:80], known=known)
        found.append(one)
    return found


def _unquoted(cell: str) -> str:
    """As it was before an export put a mark before what looks like a formula."""
    return cell[1:] if len(cell) > 1 and cell[0] == "'" and cell[1] in "=+-@" else cell
