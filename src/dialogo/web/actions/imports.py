"""Bringing in files: begun, added to, started, a company chosen, tried again, undone, left."""

from __future__ import annotations

from datetime import timedelta

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.actions import trail, uploads, work
from dialogo.web.models.imports import Import, ImportFile
from dialogo.web.models.person import Person
from dialogo.web.models.work import Work
from dialogo.web.models.workspace import Workspace

KIND, UNDO_KIND = "import", "undo_import"
LEFT_LYING = timedelta(days=7)  # so long an import may wait for its files, or for an answer

BEGAN = Text(en="brings in {n:file|files}: {names}", it="importa {n:file|file}: {names}")
CHOSE = Text(
    en="chose {company} among the companies of an import",
    it="ha scelto {company} tra le aziende di un'importazione",
)
UNDOES = Text(en="undoes an import of {day}", it="annulla un'importazione del {day}")
LEFT = Text(en="left an import", it="ha lasciato un'importazione")
NO_FILE = Text(
    en="No file has arrived. Choose at least one.",
    it="Non è arrivato nessun file. Sceglietene almeno uno.",
)
CLOSED = Text(
    en="This import has already begun: no more files can be added to it. Begin another one.",
    it="Questa importazione è già cominciata: non si possono aggiungere altri file. "
    "Cominciatene un'altra.",
)
NOT_THERE = Text(
    en="There is no such company in these files. Choose one of those shown.",
    it="Questa azienda non c'è in questi file. Sceglietene una di quelle mostrate.",
)
NOT_NOW = Text(
    en="This can no longer be done: the import has moved on in the meantime.",
    it="Non si può più fare: nel frattempo l'importazione è andata avanti.",
)


def begin(by: Person, workspace: Workspace, accounts: str = "") -> Import:
    """A new import, without files yet; sweeps out what was begun long ago and left lying."""
    long_ago = timezone.now() - LEFT_LYING
    waiting = (Import.UPLOADING, Import.CHOOSE)
    for old in Import.objects.filter(workspace=workspace, state__in=waiting, at__lt=long_ago):
        uploads.forget(old)
        old.delete()
    return Import.objects.create(workspace=workspace, by=by, accounts=accounts.strip()[:2000])


def add(import_: Import, uploaded: UploadedFile[bytes], name: str | None = None) -> ImportFile:
    """One more file, under `name` with its folders; raises `BadInput`."""
    if import_.state != Import.UPLOADING:
        raise BadInput(CLOSED)
    return uploads.keep(import_, uploaded, name)


def start(by: Person, import_: Import) -> None:
    """All files are there: they are read as soon as a worker is free. Raises `BadInput`."""
    names = list(import_.files.order_by("name").values_list("name", flat=True))
    if not names:
        raise BadInput(NO_FILE)
    with transaction.atomic():
        _move(import_, Import.UPLOADING, Import.WAITING)
        shown = ", ".join(names[:5]) + (" …" if len(names) > 5 else "")
        trail.note(
            by, import_.workspace, "imports.add", f"import:{import_.pk}", BEGAN,
            n=len(names), names=shown,
        )  # fmt: skip
        _ask(by, import_)


def choose(by: Person, import_: Import, company: str) -> None:
    """Which of the companies found is this workspace; raises `BadInput`."""
    if company not in {found["name"] for found in import_.companies}:
        raise BadInput(NOT_THERE)
    with transaction.atomic():
        _move(import_, Import.CHOOSE, Import.WAITING, company=company)
        about = f"import:{import_.pk}"
        trail.note(by, import_.workspace, "imports.choose", about, CHOSE, company=company)
        _ask(by, import_)


def again(by: Person, import_: Import) -> None:
    """Begins anew what something unforeseen has ended; what was stored is not stored twice."""
    if import_.state not in Import.BUSY:
        raise BadInput(NOT_NOW)
    _ask(by, import_)


def leave(by: Person, import_: Import) -> None:
    """Takes away an import of which nothing has been stored; raises `BadInput` for any other."""
    with transaction.atomic():
        found = Import.objects.select_for_update().filter(pk=import_.pk).first()
        if found is None:
            return
        if found.state not in (Import.UPLOADING, Import.CHOOSE, Import.FAILED):
            raise BadInput(NOT_NOW)
        trail.note(by, found.workspace, "imports.leave", f"import:{found.pk}", LEFT)
        uploads.forget(found)
        found.delete()


def undo(by: Person, import_: Import) -> None:
    """Takes away again what an import alone brought, whole or in part; a worker does it.

    Raises `BadInput` while it is being read.
    """
    with transaction.atomic():
        _move(import_, Import.READING if is_broken(import_) else Import.DONE, Import.UNDOING)
        day = timezone.localdate(import_.at)
        trail.note(by, import_.workspace, "imports.undo", f"import:{import_.pk}", UNDOES, day=day)
        _ask(by, import_)


def is_broken(import_: Import) -> bool:
    """Whether something unforeseen has ended it: nobody reads on, unless asked to."""
    work_of_it = Work.objects.filter(workspace=import_.workspace_id, key=key_of(import_))
    newest = work_of_it.order_by("-pk").first()
    return import_.state in Import.BUSY and newest is not None and newest.state == Work.FAILED


def _move(import_: Import, from_: str, to: str, **values: str) -> None:
    """The next state, if it is still in the one before; of two who click, one is told."""
    moved = Import.objects.filter(pk=import_.pk, state=from_).update(state=to, **values)
    if not moved:
        raise BadInput(NOT_NOW)
    import_.refresh_from_db()


def _ask(by: Person, import_: Import) -> None:
    kind = UNDO_KIND if import_.state == Import.UNDOING else KIND
    content = {"import": import_.pk}
    asked = work.ask(kind, import_.workspace, content, key=key_of(import_), by=by)
    if asked.kind != kind:  # somebody has it read on at this very moment
        raise BadInput(NOT_NOW)


def key_of(import_: Import) -> str:
    """The name of the work that an import is; there is one at a time."""
    return f"import:{import_.pk}"
