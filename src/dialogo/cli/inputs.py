"""From the paths on the command line to records: read where they are, or imported for a moment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from dialogo.cli.progress import reading
from dialogo.records.text import Lang, Text
from dialogo.report.report import Intake, LeftOut

if TYPE_CHECKING:
    from dialogo.importers.intake import Intake as Brought
    from dialogo.records.records import Records


@dataclass(frozen=True)
class Asked:
    """What was said about files: where they are, and what they do not say of themselves.

    `company` owns the rows of files that name none (else the first path does, by its name);
    `accounts` are its own account names; `zone` is that of local times; with `each`, folders
    below the paths name companies; `mapping` tells how to read other CSVs.
    """

    paths: tuple[Path, ...]
    company: str | None
    accounts: tuple[str, ...]
    zone: str
    each: bool
    mapping: Path | None
    lang: Lang

    @property
    def owner(self) -> str:
        """The company of files that name none."""
        return self.company or self.paths[0].resolve().stem or "?"


@dataclass(frozen=True)
class Given:
    """The records that the paths hold, and what was left out on the way."""

    records: Records
    skipped: tuple[LeftOut, ...] = ()
    skipped_rows: int = 0
    refused: tuple[LeftOut, ...] = ()

    def read_of(self, company: str) -> Intake:
        """What was read of one company; what was left out names none, so all are told."""
        rows = self._rows.get(company, {})
        return Intake(rows, self.skipped, self.skipped_rows, self.refused)

    @cached_property
    def _rows(self) -> dict[str, dict[str, int]]:
        """Rows by company and table; tables without any are left out."""
        from dialogo.records.tables import TABLES  # start-up, as below

        counted: dict[str, dict[str, int]] = {}
        for name in TABLES:
            sql = f"SELECT company, count(*) AS n FROM {name} GROUP BY company"
            for row in self.records.rows(sql):
                counted.setdefault(row["company"], {})[name] = row["n"]
        return counted


@contextmanager
def opened(asked: Asked) -> Iterator[Given]:
    """A folder of records as it is; anything else imported into a folder that is then removed."""
    from dialogo.records.store import is_store, journal, read  # start-up: the engine is heavy

    if len(asked.paths) == 1 and is_store(asked.paths[0]):
        (folder,) = asked.paths
        records = read(folder)
        yield _remembered(records, journal(folder))
        return
    with TemporaryDirectory(prefix="dialogo-") as place:
        store = Path(place) / "records"
        brought = bring(asked, store)
        skipped = tuple(
            LeftOut(skip.file, skip.row, skip.column, skip.reason, skip.values)
            for skip in brought.skips
        )
        yield Given(read(store), skipped, brought.skipped, _refused(brought))


def bring(asked: Asked, store: Path) -> Brought:
    """Imports the paths into the folder of records `store`, with a bar that shows how far it is."""
    from dialogo.importers.bring_in import bring_in  # start-up: formats and engine are heavy
    from dialogo.importers.format import Context

    context = Context(asked.owner, frozenset(asked.accounts), asked.zone)
    with reading(asked.lang) as show:
        return bring_in(
            asked.paths, store, context, mapping=asked.mapping, each=asked.each, progress=show
        )


def _refused(brought: Brought) -> tuple[LeftOut, ...]:
    return tuple(
        LeftOut(
            file.refused.file or file.name,
            file.refused.row,
            file.refused.column,
            file.refused.text,
            file.refused.values,
        )
        for file in brought.refused
        if file.refused is not None
    )


def _remembered(records: Records, lines: list[dict[str, Any]]) -> Given:
    """What the folder's journal says was left out when it was filled."""
    skipped = [skip for line in lines for skip in line.get("skips", ())]
    refused = [line for line in lines if "refused" in line]
    return Given(
        records,
        tuple(LeftOut(s["file"], s["row"], s["column"], _literal(s)) for s in skipped),
        sum(line.get("skipped", 0) for line in lines),
        tuple(LeftOut("", None, None, _literal(line["refused"])) for line in refused),
    )


def _literal(told: Mapping[str, str]) -> Text:
    """A text that has been told already: its braces are no placeholders."""
    en, it = (told[lang].replace("{", "{{").replace("}", "}}") for lang in ("en", "it"))
    return Text(en=en, it=it)
