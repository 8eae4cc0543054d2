"""Brings export files and own tables into a folder of records: everything, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from dialogo.importers.finding import Found, found_in, is_passed
from dialogo.importers.format import Batch, Context, Format, Row, Skip
from dialogo.importers.formats import formats
from dialogo.importers.intake import SKIPS_KEPT, FileIntake, Intake
from dialogo.importers.mapping import mapped
from dialogo.importers.meanings import is_meanings, meanings
from dialogo.importers.upload import Upload
from dialogo.records import store
from dialogo.records.door import Admitted, admit, admit_arrow
from dialogo.records.errors import BadInput
from dialogo.records.schema import Table
from dialogo.records.tables import TABLES
from dialogo.records.text import Text

GROUP = 20_000  # rows that go through the door together

NOTHING = Text(
    en="nothing here could be read. {first}",
    it="qui non si è potuto leggere nulla. {first}",
)
NO_FILE = Text(
    en="there is no file here to read. Give exports of your networks or your own tables "
    "(dialogo template).",
    it="qui non c'è nessun file da leggere. Date esportazioni delle vostre reti o vostre tabelle "
    "(dialogo template).",
)
ODD = Text(
    en="is not made as {title} should be ({error}). Download it again; if that does not help, "
    "it may be a form of the export that Dialogo does not know yet.",
    it="non è fatto come dovrebbe essere «{title}» ({error}). Scaricatelo di nuovo; se non basta, "
    "può essere una forma dell'esportazione che Dialogo ancora non conosce.",
)


@dataclass(frozen=True)
class Step:
    """How far it is: bytes `done` of `total` while reading `file`; then, once, "storing" all."""

    phase: Literal["reading", "storing"]
    file: str
    done: int
    total: int


Progress = Callable[[Step], None]


def bring_in(
    paths: Sequence[Path],
    folder: Path,
    context: Context,
    *,
    mapping: Path | None = None,
    each: bool = False,
    progress: Progress | None = None,
) -> Intake:
    """Adds what `paths` hold to the records in `folder`, which is made if need be.

    With `each`, every folder directly below a path names a company, which owns what lies in it. A
    company that a file names itself comes first. `mapping` is a YAML file that says how to read
    CSVs of no known format, or what the words of a time tracker mean. A file that cannot be read
    is refused and told; the others are taken.
    Raises `BadInput`, with nothing changed, if none could be read.
    """
    known = formats()
    if mapping and is_meanings(mapping):
        context = replace(context, meanings=context.meanings.and_(meanings(mapping)))
    elif mapping:
        known = (mapped(mapping), *known)
    with store.adding(folder) as adding:
        reading = _Reading(adding, progress or (lambda step: None))
        for place, named in _places(paths, context, each):
            for found in found_in(place, known):
                reading.take(found, named)
        reading.check()
        reading.progress(Step("storing", str(folder), 0, 0))
        stored = adding.merge(
            number for number, file in enumerate(reading.files) if file.refused is not None
        )
        files = tuple(
            replace(file, added=stored.added.get(n, {}), known=stored.known.get(n, 0))
            for n, file in enumerate(reading.files)
        )
        adding.commit(file.told() for file in files)
    return Intake(files, stored.filled)


def _places(paths: Sequence[Path], context: Context, each: bool) -> Iterator[tuple[Path, Context]]:
    """Each path to look at, with whose it is."""
    for path in paths:
        if not (each and path.is_dir()) or store.is_store(path):
            yield path, context
            continue
        for child in sorted(path.iterdir()):
            if child.name.startswith(".") or (child.is_file() and is_passed(child.name)):
                continue
            yield child, replace(context, company=child.name) if child.is_dir() else context


@dataclass
class _Reading:
    """Reads one file after the other into `adding`, and keeps what became of each."""

    adding: store.Adding
    progress: Progress
    files: list[FileIntake] = field(default_factory=list)

    def take(self, found: Found, context: Context) -> None:
        number = len(self.files)
        if found.refused is not None:
            self.files.append(FileIntake(found.name, refused=found.refused))
        elif found.store is not None:
            self._take_store(found.name, found.store, number)
        elif found.upload is not None and found.format is not None:
            self._take_upload(found.name, found.upload, found.format, context)

    def check(self) -> None:
        """Raises `BadInput` if nothing was read."""
        if not self.files:
            raise BadInput(NO_FILE)
        refused = [file.refused for file in self.files if file.refused is not None]
        if len(refused) < len(self.files):
            return
        if len(refused) == 1:
            raise refused[0]
        first = refused[0]
        told = Text(en=first.say("en"), it=first.say("it"))
        raise BadInput(NOTHING, first=_literal(told))

    def _take_upload(self, name: str, upload: Upload, format_: Format, context: Context) -> None:
        pending = _Pending(self.adding, context.company, len(self.files), name)
        total = sum(upload.size(member) for member in upload.names if not is_passed(member))
        refused = None
        try:
            for item in format_.read(upload, context):
                if pending.put(item):
                    self.progress(Step("reading", name, min(upload.read, total), total))
            pending.flush()
        except BadInput as error:
            refused = error
        except Exception as error:
            # Whatever a hostile file makes a format stumble over, the other files are still read.
            told = f"{type(error).__name__}: {error}"[:200]
            refused = BadInput(ODD, file=name, title=format_.title, error=told)
        self.files.append(pending.told(format_.id, refused))

    def _take_store(self, name: str, folder: Path, number: int) -> None:
        """Another folder of records, as it is."""
        pending = _Pending(self.adding, "", number, name)
        refused = None
        try:
            for table, rows in store.batches(folder, GROUP):
                pending.put(Batch(table, rows, f"{name}/{table}"))
        except BadInput as error:
            refused = error
        except (OSError, ValueError, KeyError) as error:
            refused = BadInput(ODD, file=name, title=_RECORDS, error=str(error)[:200])
        self.files.append(pending.told("records", refused))


_RECORDS = Text(en="a folder of records", it="una cartella di dati")


@dataclass
class _Pending:
    """Rows of one file on their way through the door."""

    adding: store.Adding
    company: str
    number: int
    name: str
    read: int = 0
    skipped: int = 0
    skips: list[Skip] = field(default_factory=list)
    rows: dict[str, list[Row]] = field(default_factory=dict)

    def put(self, item: Row | Skip | Batch) -> bool:
        """Takes what a format yields; True when a group of rows has gone through."""
        match item:
            case Skip():
                self.read += 1
                self._skip(item)
                return False
            case Row():
                self.read += 1
                waiting = self.rows.setdefault(item.table, [])
                waiting.append(item)
                if len(waiting) < GROUP:
                    return False
                self._admit(item.table)
                return True
            case Batch():
                self.read += len(item.rows)
                table = TABLES[item.table]
                self._add(table, admit_arrow(table, item.rows), lambda _: (item.file, None))
                return True

    def flush(self) -> None:
        for table in list(self.rows):
            self._admit(table)

    def told(self, format_: str, refused: BadInput | None) -> FileIntake:
        return FileIntake(
            self.name,
            format_,
            read=self.read,
            skipped=self.skipped,
            skips=tuple(self.skips),
            refused=refused,
        )

    def _admit(self, name: str) -> None:
        rows, table = self.rows.pop(name), TABLES[name]
        admitted = admit(table, [self._owned(row.values) for row in rows])
        self._add(table, admitted, lambda index: (rows[index].file, rows[index].number))

    def _owned(self, values: dict[str, Any]) -> Mapping[str, Any]:
        return values if values.get("company") else {**values, "company": self.company}

    def _add(
        self,
        table: Table,
        admitted: Admitted,
        place: Callable[[int], tuple[str, int | None]],
    ) -> None:
        for rejected in admitted.rejected:
            file, row = place(rejected.index)
            self._skip(Skip(file, row, rejected.column, rejected.reason, rejected.values))
        self.adding.add(table.name, admitted.rows, self.number)

    def _skip(self, skip: Skip) -> None:
        self.skipped += 1
        if len(self.skips) < SKIPS_KEPT:
            self.skips.append(skip)


def _literal(text: Text) -> Text:
    """A text that is already told: its braces are no placeholders."""
    return Text(
        en=text.en.replace("{", "{{").replace("}", "}}"),
        it=text.it.replace("{", "{{").replace("}", "}}"),
    )
