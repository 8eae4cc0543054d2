"""From the paths on the command line to records: read where they are, or imported for a moment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from dialogo.records.text import Lang
from dialogo.report.report import Intake, LeftOut

if TYPE_CHECKING:
    from dialogo.records.records import Records


@dataclass(frozen=True)
class Given:
    """The records that the paths hold, and what was left out on the way."""

    records: Records
    skipped: tuple[LeftOut, ...] = ()
    skipped_rows: int = 0
    refused: tuple[LeftOut, ...] = ()

    def read_of(self, company: str) -> Intake:
        """What was read of one company; what was left out names none, so all are told."""
        from dialogo.records.tables import TABLES  # start-up, as below

        one = self.records.of_company(company)
        counted = {name: one.row(f"SELECT count(*) AS n FROM {name}")["n"] for name in TABLES}
        rows = {name: count for name, count in counted.items() if count}
        return Intake(rows, self.skipped, self.skipped_rows, self.refused)


@contextmanager
def opened(
    paths: Sequence[Path], company: str | None, each: bool, mapping: Path | None, lang: Lang
) -> Iterator[Given]:
    """A folder of records as it is; anything else imported into a folder that is then removed."""
    from dialogo.records.store import is_store, read  # start-up: the engine is heavy

    if len(paths) == 1 and is_store(paths[0]):
        yield Given(read(paths[0]))
        return
    with TemporaryDirectory(prefix="dialogo-") as folder:
        store = Path(folder) / "records"
        yield bring(paths, store, company, each, mapping, lang)


def bring(
    paths: Sequence[Path],
    store: Path,
    company: str | None,
    each: bool,
    mapping: Path | None,
    lang: Lang,
) -> Given:
    raise NotImplementedError
