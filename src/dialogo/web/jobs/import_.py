"""Import: uploaded files are read aside, and what they hold is stored once, group by group."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pyarrow.compute as pc
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from dialogo.importers.bring_in import Step, bring_in
from dialogo.importers.format import Context
from dialogo.importers.mapping import mapped
from dialogo.importers.meanings import is_meanings, meanings
from dialogo.importers.tracker_words import WordsAsked
from dialogo.records import store
from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.actions import intake as told
from dialogo.web.actions import trail, uploads
from dialogo.web.actions.hours import trackers as asking
from dialogo.web.actions.imports import KIND
from dialogo.web.actions.records import Written
from dialogo.web.jobs.job import Job, Outcome, Task
from dialogo.web.jobs.storing import store_all
from dialogo.web.models.imports import Import
from dialogo.web.queries.timesheets import trackers

# Rows that name no company wait under this name: no file writes it.
UNNAMED = "\u2060unnamed\u2060"
GROUP = 20_000
STALE = timedelta(days=1)

READING = Text(en="reading {file} ({n} of {all})", it="si legge {file} ({n} di {all})")
NOTHING = Text(
    en="Nothing in these files could be read. Below it says why, file by file.",
    it="Di questi file non si è potuto leggere nulla. Qui sotto c'è il perché, file per file.",
)
BROUGHT = Text(
    en="{added:row|rows} added by an import, {known} known already, {skipped} left out",
    it="{added:riga aggiunta|righe aggiunte} da un'importazione, {known} già note, {skipped} "
    "tralasciate",
)


@dataclass
class _Given:
    """A file or folder as it was given: where its rows wait, and what was read of it."""

    folder: Path
    says: dict[str, Any]

    @property
    def read(self) -> bool:
        return store.is_store(self.folder)


def run(task: Task) -> Outcome:
    """Reads the files of an import and stores what they hold, once."""
    import_ = Import.objects.select_related("workspace").filter(pk=task.content["import"]).first()
    if import_ is None:
        return None
    if import_.state not in (Import.WAITING, Import.READING):
        uploads.forget_if_over(import_)  # stored already, by a worker that was then killed
        return None
    Import.objects.filter(pk=import_.pk, state=Import.WAITING).update(state=Import.READING)
    with _aside(import_) as folder:
        given = _read(task, import_, folder)
        if not any(one.read for one in given):
            _failed(task, import_, given)
            uploads.forget(import_)
            raise BadInput(NOTHING)
        found = _companies(given)
        if len(found) > 1 and import_.company not in found:
            _to_choose(task, import_, given, found)
            return {"companies": len(found)}
        company = import_.company or next(iter(found), None)
        written = _store(task, import_, given, company)
    uploads.forget(import_)
    return {"added": written.added, "known": written.known, "filled": written.filled}


@contextmanager
def _aside(import_: Import) -> Iterator[Path]:
    """A folder that is gone afterwards; what killed workers left is swept out first."""
    uploads.sweep()
    home: Path = settings.OPTIONS.data / "importing"
    home.mkdir(parents=True, exist_ok=True)
    long_ago = (timezone.now() - STALE).timestamp()
    for old in home.iterdir():
        if old.stat().st_mtime < long_ago:
            shutil.rmtree(old, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=f"{import_.pk}-", dir=home) as folder:
        yield Path(folder)


def _read(task: Task, import_: Import, folder: Path) -> list[_Given]:
    files = uploads.fetch(import_, folder / "files")
    accounts = frozenset(name for line in import_.accounts.splitlines() if (name := line.strip()))
    meant = trackers.meanings(import_.workspace)
    context = Context(UNNAMED, accounts=accounts, zone=import_.workspace.zone, meanings=meant)
    mapping, given = _mapping(files)
    files = [(name, path) for name, path in files if not _says_how_to_read(path)]
    for number, (name, path) in enumerate(files):
        into = folder / "read" / str(number)

        def tell(step: Step, *, number: int = number, name: str = name) -> None:
            part = min(step.done / step.total, 1) if step.total else 0
            done, total = round((number + part) * 1000), len(files) * 1000
            task.progress(done, total, READING, file=name, n=number + 1, all=len(files))

        tell(Step("reading", name, 0, 1))
        try:
            read = bring_in([path], into, context, mapping=mapping, progress=tell)
            says = told.of_read(name, read)
        except BadInput as wrong:
            says = told.of_refused(name, wrong)
            if isinstance(wrong, WordsAsked):
                asking.ask(import_.workspace, wrong.words)
        given.append(_Given(into, says))
    return given


def _says_how_to_read(path: Path) -> bool:
    """Whether it was given to say what the columns of another file are."""
    return path.is_file() and path.suffix.lower() in (".yaml", ".yml")


def _mapping(files: Sequence[tuple[str, Path]]) -> tuple[Path | None, list[_Given]]:
    """The first that says how to read the others, and what is wrong with those that do not."""
    wrong = []
    for name, path in files:
        if _says_how_to_read(path):
            try:
                if is_meanings(path):
                    meanings(path)
                else:
                    mapped(path)
            except BadInput as why:
                wrong.append(_Given(path, told.of_refused(name, why)))
            else:
                return path, wrong
    return None, wrong


def _companies(given: list[_Given]) -> Counter[str]:
    """The companies that files name, with how many rows each."""
    found: Counter[str] = Counter()
    for one in given:
        if one.read:
            for _, rows in store.batches(one.folder, GROUP):
                for each in pc.value_counts(rows["company"]).to_pylist():
                    found[each["values"]] += each["counts"]
    found.pop(UNNAMED, None)
    return Counter(dict(found.most_common()))


def _store(task: Task, import_: Import, given: list[_Given], company: str | None) -> Written:
    """All rows, then what was read and the new state."""
    folders = [one.folder if one.read else None for one in given]
    counts = store_all(task, import_, folders, [company or UNNAMED, UNNAMED])
    written = Written()
    for one, count in zip(given, counts, strict=True):
        one.says["added"] = count.added
        for name in ("known", "filled", "skipped", "elsewhere"):
            one.says[name] += getattr(count, name)
        told.leave_out(one.says, count.held)
        written += Written(sum(count.added.values()), count.known, count.filled)
    with transaction.atomic():
        task.hold()
        _done(import_, given, written)
    return written


def _done(import_: Import, given: list[_Given], written: Written) -> None:
    known = sum(one.says["known"] for one in given)
    skipped = sum(one.says["skipped"] for one in given)
    _save(
        import_,
        given,
        state=Import.DONE,
        stored={},
        added=written.added,
        known=known,
        filled=written.filled,
        skipped=skipped,
    )
    trail.note(
        import_.by, import_.workspace, "imports.done", f"import:{import_.pk}", BROUGHT,
        added=written.added, known=known, skipped=skipped,
    )  # fmt: skip


def _failed(task: Task, import_: Import, given: list[_Given]) -> None:
    with transaction.atomic():
        task.hold()
        error = {"en": NOTHING.say("en"), "it": NOTHING.say("it")}
        _save(import_, given, state=Import.FAILED, error=error)


def _to_choose(task: Task, import_: Import, given: list[_Given], found: Counter[str]) -> None:
    with transaction.atomic():
        task.hold()
        companies = [{"name": name, "rows": rows} for name, rows in found.items()]
        _save(import_, given, state=Import.CHOOSE, companies=companies)


def _save(import_: Import, given: list[_Given], **values: Any) -> None:
    says = [one.says for one in given]
    Import.objects.filter(pk=import_.pk).update(intake=says, ended_at=timezone.now(), **values)


JOB = Job(kind=KIND, title=Text(en="Bring in files", it="Importare file"), run=run, moves=True)
