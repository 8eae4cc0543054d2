"""What was read of each file, as an import keeps it: in both languages, in the desk's words.

A dict for each file or folder that was given:
  name, read, added {table: n}, known, filled, skipped, elsewhere (rows of other companies),
  refused {"en", "it"} or None, and files: a list of name, format, read, skipped, refused and skips
  (the first rows left out: file, row, column, en, it).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dialogo.importers import bring_in, finding, tracker_dates, tracker_words
from dialogo.importers.formats import own_tables
from dialogo.importers.intake import FileIntake, Intake
from dialogo.records.errors import BadInput
from dialogo.records.text import Text

# The same reasons without the command line, which whoever sits at the desk does not have.
_AT_THE_DESK: Mapping[Text, Text] = {
    finding.UNKNOWN: Text(
        en="is no export that is known here, nor one of your own tables. Give the file as the "
        "network exported it, without opening and saving it again; your own tables go into the "
        "templates on the import page. A table of another program takes a .yaml file beside it, "
        "for which that page has an example.",
        it="non è un'esportazione che qui si conosca, né una delle vostre tabelle. Date il file "
        "come la rete l'ha esportato, senza aprirlo e salvarlo di nuovo; le vostre tabelle vanno "
        "nei modelli della pagina di importazione. La tabella di un altro programma vuole accanto "
        "un file .yaml, di cui quella pagina ha un esempio.",
    ),
    tracker_words.ASK_WORDS: Text(
        en="nobody has said which activity these are: {words}. Say it once under Team, Hours, "
        "Words of time trackers, and bring the file in again.",
        it="nessuno ha detto quale attività siano: {words}. Va detto una volta in Squadra, Ore, "
        "Parole dei programmi di misura; poi si importa di nuovo il file.",
    ),
    tracker_dates.ASK_ORDER: Text(
        en='"{text}" can be the {one} or the {other} of a month, and no date of this file tells '
        "which. Say it once under Team, Hours, Words of time trackers, and bring the file in "
        "again.",
        it="«{text}» può essere il {one} o il {other} di un mese, e nessuna data di questo file "
        "dice quale. Va detto una volta in Squadra, Ore, Parole dei programmi di misura; poi si "
        "importa di nuovo il file.",
    ),
    bring_in.NO_FILE: Text(
        en="there is no file here to read. Give exports of your networks, or the templates of the "
        "import page once they are filled in.",
        it="qui non c'è nessun file da leggere. Date esportazioni delle vostre reti, o i modelli "
        "della pagina di importazione una volta compilati.",
    ),
    own_tables.LACKS: Text(
        en='looks like the table "{table}", but without {columns} among its columns. Add what is '
        "missing, or copy the rows into the template of the import page.",
        it="sembra la tabella «{table}», ma senza {columns} tra le colonne. Aggiungete ciò che "
        "manca, o copiate le righe nel modello della pagina di importazione.",
    ),
}


def said(wrong: BadInput) -> dict[str, str]:
    """What is wrong, in both languages, in the words of the desk."""
    at_the_desk = _AT_THE_DESK.get(wrong.text)
    if at_the_desk is not None:
        wrong = BadInput(
            at_the_desk,
            file=wrong.file, row=wrong.row, column=wrong.column, key=wrong.key, **wrong.values,
        )  # fmt: skip
    return {"en": wrong.say("en"), "it": wrong.say("it")}


def of_read(name: str, intake: Intake) -> dict[str, Any]:
    """What was read of a file or folder; what came of its rows is not known yet."""
    files = [_file(file) for file in intake.files]
    return {
        "name": name,
        "read": intake.read,
        "added": {},
        "known": intake.known,
        "filled": 0,
        "skipped": intake.skipped,
        "elsewhere": 0,
        "refused": None,
        "files": files,
    }


def of_refused(name: str, wrong: BadInput) -> dict[str, Any]:
    """A file or folder of which nothing could be read."""
    return {**of_read(name, Intake(())), "refused": said(wrong)}


def leave_out(says: dict[str, Any], held: Sequence[Mapping[str, str]]) -> None:
    """Names rows that were read well and are not taken, by why, among those left out; where in the
    file they stood is not known any more."""
    if held and says["files"]:
        nowhere = {"file": says["name"], "row": None, "column": None}
        says["files"][-1]["skips"] += [{**nowhere, **why} for why in held]


def _file(file: FileIntake) -> dict[str, Any]:
    told = {"skips": [], "skipped": 0, **file.told(), "refused": None}
    if file.refused is not None:
        told["refused"] = said(file.refused)
    return told
