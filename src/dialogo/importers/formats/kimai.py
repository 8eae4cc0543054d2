"""Kimai: its export as CSV or Excel, with headers in English, Italian or German.

Kimai writes a break beside the times, so that the duration alone says how long the work was.
"""

from __future__ import annotations

from dialogo.importers.columns import Columns
from dialogo.importers.format import Format
from dialogo.importers.tabular import headings, only_file
from dialogo.importers.tracked import Tracker, in_tables
from dialogo.importers.upload import Upload
from dialogo.records.text import Text

COLUMNS = Columns.of(
    person="Alias | Name | Nome | Username | User | Utente | Benutzer | Benutzername",
    email="Email | E-mail",
    client="Customer | Cliente | Kunde",
    project="Project | Progetto | Projekt",
    activity="Activity | Attività | Tätigkeit",
    description="Description | Descrizione | Beschreibung",
    date="Date | Data | Datum",
    start="Begin | From | Start | Start time | Inizio | Da | Beginn | Von",
    end="End | To | Stop | End time | Fine | A | Ende | Bis",
    duration="Duration | Durata | Dauer",
    tags="Tags | Tag | Etichette | Schlagworte",
)


def is_header(names: frozenset[str]) -> bool:
    return COLUMNS.has(names, "date", "duration", "project", "activity", "start")


TRACKER = Tracker("Kimai", COLUMNS, in_tables(is_header))


def recognises(upload: Upload) -> bool:
    return only_file(upload) and bool(headings(upload, is_header))


KIMAI = Format(
    id="hours/kimai",
    title=Text(en="Kimai, export (CSV)", it="Kimai, esportazione (CSV)"),
    how=Text(
        en="In Kimai: Reporting, Export, CSV, with the columns of the user. Columns: Date, Begin, "
        "End, Duration, Username, Customer, Project, Activity, Description, Tags … "
        "(src/Export in github.com/kimai/kimai). Its hours need to know which activity each of its "
        "activities, tags or projects is: hours.md.",
        it="In Kimai: Rapporti, Esportazione, CSV, con le colonne dell'utente. Colonne: Data, "
        "Inizio, Fine, Durata, Utente, Cliente, Progetto, Attività, Descrizione, Etichette … "
        "(src/Export in github.com/kimai/kimai). Va detto quale attività sono le sue attività, "
        "etichette o progetti: hours.md.",
    ),
    recognises=recognises,
    read=TRACKER.read,
)
