"""Files that are brought in are stored once and whole, and each is told what became of it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import time_machine
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from dialogo.importers.bring_in import bring_in
from dialogo.importers.format import Context
from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.actions import imports, uploads, work
from dialogo.web.actions.records import Written, write_rows
from dialogo.web.jobs import claim, storing, undo_import
from dialogo.web.jobs import import_ as import_job
from dialogo.web.jobs.job import Job
from dialogo.web.jobs.schedule import key_of
from dialogo.web.jobs.worker import run_until_idle
from dialogo.web.models.imports import Import, ImportChunk
from dialogo.web.models.person import Person
from dialogo.web.models.records import ROWS
from dialogo.web.models.trail import TrailEntry
from dialogo.web.models.work import Work
from dialogo.web.models.workspace import Workspace
from dialogo.web.pages.imports.upload_views import EXAMPLE

pytestmark = pytest.mark.django_db
KINDS = {job.kind: job for job in (import_job.JOB, undo_import.JOB)}

HOURS = b"person,day,activity,hours\nAda,2026-01-02,answering,2\nBruno,2026-01-02,creating,1.5\n"
MORE_HOURS = (
    b"person,day,activity,hours\nBruno,2026-01-02,creating,1.5\nAda,2026-01-03,answering,3\n"
)
ODD_HOURS = b"person,day,activity,hours\nAda,2026-01-02,answering,2\nAda,never,answering,2\n"
TWO_COMPANIES = (
    b"company,person,day,activity,hours\n"
    b"Aurora,Ada,2026-01-02,answering,2\n"
    b"Borea,Carla,2026-01-02,answering,3\nBorea,Carla,2026-01-03,answering,3\n"
)


REVIEWS = b"Review ID,Written on,Reviewer,Review\nr1,2026-01-02 10:00,Ada,Do you grind it?\n"


@pytest.fixture(autouse=True)
def data(tmp_path: Path, settings: LazySettings) -> Iterator[Path]:
    settings.OPTIONS = replace(settings.OPTIONS, data=tmp_path)
    yield tmp_path


@pytest.fixture
def bring(workspace: Workspace, owner: Person) -> Callable[..., Import]:
    """Brings files in and has them read: names to bytes."""

    def brought(files: dict[str, bytes], accounts: str = "") -> Import:
        import_ = imports.begin(owner, workspace, accounts)
        for name, content in files.items():
            imports.add(import_, SimpleUploadedFile("x", content), name)
        imports.start(owner, import_)
        run_until_idle(KINDS)
        import_.refresh_from_db()
        return import_

    return brought


def archive(**files: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as zipped:
        for name, content in files.items():
            zipped.writestr(name.replace("__", "/").replace("_csv", ".csv"), content)
    return packed.getvalue()


def stored() -> list[tuple[str, str]]:
    rows = ROWS["hours"].objects.order_by("person", "day")
    return [(row.person, str(row.day)) for row in rows]


def test_what_a_file_holds_is_stored_and_told(bring: Callable[..., Import]) -> None:
    done = bring({"hours.csv": HOURS})
    assert (done.state, done.added, done.known, done.skipped) == (Import.DONE, 2, 0, 0)
    assert stored() == [("Ada", "2026-01-02"), ("Bruno", "2026-01-02")]
    assert done.intake == [
        {
            "name": "hours.csv",
            "read": 2,
            "added": {"hours": 2},
            "known": 0,
            "filled": 0,
            "skipped": 0,
            "elsewhere": 0,
            "refused": None,
            "files": [
                {
                    "name": "hours.csv",
                    "format": "own/tables",
                    "read": 2,
                    "skipped": 0,
                    "skips": [],
                    "refused": None,
                }
            ],
        }
    ]


def test_each_file_is_told_by_itself(bring: Callable[..., Import]) -> None:
    bring({"hours.csv": HOURS})
    done = bring({"a.csv": MORE_HOURS, "b.csv": ODD_HOURS, "c.csv": b"no,such\n1,2\n"})
    told = {one["name"]: one for one in done.intake}
    assert [(n, t["added"], t["known"], t["skipped"]) for n, t in told.items()] == [
        ("a.csv", {"hours": 1}, 1, 0),
        ("b.csv", {}, 1, 1),
        ("c.csv", {}, 0, 0),
    ]
    (skip,) = told["b.csv"]["files"][0]["skips"]
    assert (skip["file"], skip["row"], skip["column"]) == ("b.csv", 2, "day")
    assert "never" in skip["en"] and "never" in skip["it"]
    assert told["c.csv"]["refused"]["en"].startswith("c.csv: is no export that is known here")
    assert "dialogo template" not in str(told["c.csv"]["refused"])


def test_files_of_which_none_can_be_read_fail_with_the_reason(
    bring: Callable[..., Import], data: Path
) -> None:
    done = bring({"a.csv": b"", "b.zip": b"PK\x03\x04 and no more"})
    error: Any = done.error
    assert (done.state, error["en"][:27]) == (Import.FAILED, "Nothing in these files coul")
    assert [one["refused"]["en"] for one in done.intake] == [
        "a.csv: is empty. Export it again.",
        done.intake[1]["refused"]["en"],
    ]
    assert Work.objects.get(kind="import").state == Work.FAILED
    assert bytes_kept(data) == 0


def test_several_companies_are_asked_about_and_the_choice_is_stored(
    bring: Callable[..., Import], owner: Person, data: Path
) -> None:
    asked = bring({"hours.csv": TWO_COMPANIES})
    assert (asked.state, asked.companies) == (
        Import.CHOOSE,
        [{"name": "Borea", "rows": 2}, {"name": "Aurora", "rows": 1}],
    )
    assert stored() == []
    with pytest.raises(BadInput):
        imports.choose(owner, asked, "Cefeo")
    imports.choose(owner, asked, "Borea")
    run_until_idle(KINDS)
    asked.refresh_from_db()
    assert (asked.state, asked.added, asked.intake[0]["elsewhere"]) == (Import.DONE, 2, 1)
    assert stored() == [("Carla", "2026-01-02"), ("Carla", "2026-01-03")]
    assert bytes_kept(data) == 0


def test_one_company_of_another_name_is_this_one(bring: Callable[..., Import]) -> None:
    named = HOURS.replace(b"person,", b"company,person,").replace(b"\nAda", b"\nAurora S.r.l.,Ada")
    named = named.replace(b"\nBruno", b"\n,Bruno")
    done = bring({"hours.csv": named})
    assert (done.state, done.added) == (Import.DONE, 2)


def test_a_folder_and_an_archive_keep_their_shape(bring: Callable[..., Import]) -> None:
    done = bring(
        {
            "mine/2026/hours.csv": HOURS,
            "mine/notes.txt": b"nothing to read",
            "packed.zip": archive(a_csv=MORE_HOURS),
        }
    )
    assert [(one["name"], sum(one["added"].values())) for one in done.intake] == [
        ("mine", 2),
        ("packed.zip", 1),
    ]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "etc/passwd"),
        ("/etc/passwd", "etc/passwd"),
        ("C:\\Users\\ada\\hours.csv", "C:/Users/ada/hours.csv"),
        ("..", "file"),
        ("", "file"),
        ("a\x00b\n\u202ec.csv", "abc.csv"),
        ("./x/./y.csv", "x/y.csv"),
        ("è" * 300 + ".csv", "è" * 58 + ".csv"),
    ],
)
def test_a_name_leads_nowhere_else(given: str, kept: str) -> None:
    assert uploads.cleaned(given) == kept


def test_two_files_of_one_name_are_both_read(
    bring: Callable[..., Import], owner: Person, workspace: Workspace
) -> None:
    import_ = imports.begin(owner, workspace)
    for content in (HOURS, MORE_HOURS):
        imports.add(import_, SimpleUploadedFile("x", content), "hours.csv")
    for name in ("odd", "odd/hours.csv"):
        imports.add(import_, SimpleUploadedFile("x", HOURS), name)
    imports.start(owner, import_)
    run_until_idle(KINDS)
    import_.refresh_from_db()
    assert [one["name"] for one in import_.intake] == [
        "hours.csv",
        "hours (2).csv",
        "odd",
        "odd (2)",
    ]
    assert (import_.state, import_.added) == (Import.DONE, 3)


def test_a_moment_that_is_no_date_is_left_out(bring: Callable[..., Import], tmp_path: Path) -> None:
    source = tmp_path / "hours.csv"
    source.write_bytes(HOURS)
    bring_in([source], tmp_path / "records", Context("Aurora"))
    (part,) = (tmp_path / "records" / "hours").rglob("*.parquet")
    rows = pq.read_table(part)
    days = pa.array([2_000_000_000, 20_000], pa.int32()).cast(pa.date32())
    pq.write_table(rows.set_column(rows.schema.get_field_index("day"), "day", days), part)
    done = bring(
        {
            f"records/{path.relative_to(tmp_path / 'records')}": path.read_bytes()
            for path in (tmp_path / "records").rglob("*")
            if path.is_file() and not path.name.startswith(".")
        }
    )
    assert (done.state, done.added, done.skipped) == (Import.DONE, 1, 1)


def test_undoing_takes_away_what_it_alone_brought(
    bring: Callable[..., Import], owner: Person
) -> None:
    first = bring({"hours.csv": HOURS})
    bring({"hours.csv": MORE_HOURS})
    imports.undo(owner, first)
    run_until_idle(KINDS)
    first.refresh_from_db()
    assert (first.state, stored()) == (
        Import.UNDONE,
        [("Ada", "2026-01-03"), ("Bruno", "2026-01-02")],
    )
    with pytest.raises(BadInput):
        imports.undo(owner, first)


def test_what_was_stored_by_a_worker_that_was_killed_is_not_stored_again(
    bring: Callable[..., Import], workspace: Workspace, data: Path
) -> None:
    done = bring({"hours.csv": HOURS})
    Work.objects.filter(kind="import").update(state=Work.WAITING)
    run_until_idle(KINDS)
    done.refresh_from_db()
    assert (done.state, done.added, ROWS["hours"].objects.count()) == (Import.DONE, 2, 2)


def test_an_import_goes_on_where_it_was_ended_and_counts_each_row_once(
    bring: Callable[..., Import], owner: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring({"known.csv": MORE_HOURS})
    monkeypatch.setattr(storing, "GROUP", 1)
    task = ended_after(monkeypatch, 3)
    files = {"a.csv": HOURS, "b.csv": HOURS + b"Carla,2026-01-02,answering,1\n"}
    ended = bring(files)
    assert (ended.state, ended.stored["groups"]) == (Import.READING, 3)
    assert imports.is_broken(ended)
    monkeypatch.setattr(storing, "write_rows", task)
    imports.again(owner, ended)
    run_until_idle(KINDS)
    ended.refresh_from_db()
    told = [(one["added"], one["known"]) for one in ended.intake]
    assert (ended.state, told, ended.stored) == (
        Import.DONE,
        [({"hours": 1}, 1), ({"hours": 1}, 2)],
        {},
    )
    assert (ended.added, ended.known) == (2, 3)


def test_what_was_stored_of_an_import_that_was_ended_can_be_undone(
    bring: Callable[..., Import], owner: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storing, "GROUP", 1)
    ended_after(monkeypatch, 1)
    ended = bring({"hours.csv": HOURS})
    assert (ended.state, len(stored())) == (Import.READING, 1)
    imports.undo(owner, ended)
    run_until_idle(KINDS)
    ended.refresh_from_db()
    assert (ended.state, stored()) == (Import.UNDONE, [])


def test_an_import_that_is_read_is_not_undone(owner: Person, workspace: Workspace) -> None:
    import_ = imports.begin(owner, workspace)
    imports.add(import_, SimpleUploadedFile("x", HOURS), "hours.csv")
    imports.start(owner, import_)
    Import.objects.update(state=Import.READING)
    import_.refresh_from_db()
    with pytest.raises(BadInput):
        imports.undo(owner, import_)


def test_what_derives_from_records_waits_until_they_move_no_more(
    owner: Person, workspace: Workspace
) -> None:
    audit = Job(kind="audit", title=import_job.JOB.title, run=lambda task: None, derives=True)
    kinds = {**KINDS, "audit": audit}
    work.ask("audit", workspace, key=key_of("audit", workspace))
    asked = work.ask("import", workspace, {"import": 0})
    now = timezone.now()
    Work.objects.filter(pk=asked.pk).update(started_at=now, due_at=now + timedelta(hours=1))
    assert claim.claim(kinds, now) is None
    Work.objects.filter(pk=asked.pk).update(state=Work.DONE)
    taken = claim.claim(kinds, now)
    assert taken is not None and taken.kind == "audit"


def test_too_large_a_file_is_told(
    owner: Person, workspace: Workspace, settings: LazySettings
) -> None:
    settings.OPTIONS = replace(settings.OPTIONS, upload_limit=1)
    import_ = imports.begin(owner, workspace)
    with pytest.raises(BadInput) as told:
        imports.add(import_, SimpleUploadedFile("x", b"x" * 1_000_001), "big.csv")
    assert told.value.say("en").startswith("big.csv: is larger than 1 MB")


def test_a_file_that_did_not_arrive_whole_is_told(
    bring: Callable[..., Import], owner: Person, workspace: Workspace
) -> None:
    import_ = imports.begin(owner, workspace)
    imports.add(import_, SimpleUploadedFile("x", HOURS), "hours.csv")
    import_.files.update(size=7)
    imports.start(owner, import_)
    run_until_idle(KINDS)
    error: Any = Work.objects.get().error
    assert error["en"] == "hours.csv: did not arrive whole. Upload it again."


def test_nothing_is_started_without_files_nor_twice(owner: Person, workspace: Workspace) -> None:
    import_ = imports.begin(owner, workspace)
    with pytest.raises(BadInput):
        imports.start(owner, import_)
    imports.add(import_, SimpleUploadedFile("x", HOURS), "hours.csv")
    imports.start(owner, import_)
    with pytest.raises(BadInput):
        imports.start(owner, import_)
    with pytest.raises(BadInput):
        imports.add(import_, SimpleUploadedFile("x", HOURS), "hours.csv")
    with pytest.raises(BadInput):
        imports.leave(owner, import_)


def test_what_is_left_is_gone(owner: Person, workspace: Workspace, data: Path) -> None:
    import_ = imports.begin(owner, workspace)
    imports.add(import_, SimpleUploadedFile("x", HOURS), "hours.csv")
    imports.leave(owner, import_)
    assert (Import.objects.count(), bytes_kept(data)) == (0, 0)


def test_what_was_left_lying_for_a_week_is_swept_out(
    owner: Person, workspace: Workspace, data: Path
) -> None:
    import_ = imports.begin(owner, workspace)
    imports.add(import_, SimpleUploadedFile("x", HOURS), "hours.csv")
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        newer = imports.begin(owner, workspace)
    assert (list(Import.objects.all()), bytes_kept(data)) == ([newer], 0)


def test_bytes_of_imports_that_are_no_more_are_swept_out(
    bring: Callable[..., Import], data: Path
) -> None:
    lost = data / "uploads" / "12345" / "1"
    lost.parent.mkdir(parents=True)
    lost.write_bytes(HOURS)
    bring({"hours.csv": HOURS})
    assert bytes_kept(data) == 0


def test_bytes_are_found_in_whichever_place_they_were_kept(
    owner: Person, workspace: Workspace, data: Path
) -> None:
    """A backup of one kind of database may have been restored into the other."""
    import_ = imports.begin(owner, workspace)
    beside = imports.add(import_, SimpleUploadedFile("x", HOURS), "beside.csv")
    inside = imports.add(import_, SimpleUploadedFile("x", MORE_HOURS), "inside.csv")
    uploads.forget(import_)
    place = data / "uploads" / str(import_.pk) / str(beside.pk)
    place.parent.mkdir(parents=True)
    place.write_bytes(HOURS)
    for number, content in enumerate((MORE_HOURS[:20], MORE_HOURS[20:])):
        ImportChunk.objects.create(file=inside, number=number, content=content)
    imports.start(owner, import_)
    run_until_idle(KINDS)
    import_.refresh_from_db()
    assert (import_.state, import_.added) == (Import.DONE, 3)


def test_the_trail_tells_who_brought_what(bring: Callable[..., Import]) -> None:
    bring({"hours.csv": HOURS})
    told = TrailEntry.objects.filter(verb__startswith="imports.").order_by("pk")
    assert [(entry.by_name, entry.said_en) for entry in told] == [
        ("Ada Neri", "brings in 1 file: hours.csv"),
        ("Ada Neri", "2 rows added by an import, 0 known already, 0 left out"),
    ]


def bytes_kept(data: Path) -> int:
    """Files and chunks that are still there."""
    files = [path for path in (data / "uploads").rglob("*") if path.is_file()]
    left = [path for path in (data / "importing").rglob("*") if path.is_file()]
    return len(files) + len(left) + ImportChunk.objects.count()


def ended_after(monkeypatch: pytest.MonkeyPatch, groups: int) -> Callable[..., Written]:
    """Has something unforeseen end the import for good after so many groups; what it did before."""
    real, calls = write_rows, count(1)

    def failing(*given: Any, **named: Any) -> Written:
        if next(calls) > groups:
            raise BadInput(Text(en="The disk is full.", it="Il disco è pieno."))
        return real(*given, **named)

    monkeypatch.setattr(storing, "write_rows", failing)
    return real


def test_a_table_of_another_program_is_read_by_the_mapping_that_lies_beside_it(
    bring: Callable[..., Import],
) -> None:
    assert bring({"reviews.csv": REVIEWS}).state == Import.FAILED
    wrong = bring({"reviews.yaml": b"table: messages", "reviews.csv": REVIEWS, "h.csv": HOURS})
    assert wrong.state == Import.DONE
    assert [(one["name"], one["read"]) for one in wrong.intake] == [
        ("reviews.yaml", 0), ("h.csv", 2), ("reviews.csv", 0),
    ]  # fmt: skip
    assert "columns" in wrong.intake[0]["refused"]["en"]
    made = bring({"how.yaml": EXAMPLE.encode(), "reviews.csv": REVIEWS})
    assert made.state == Import.DONE
    (row,) = ROWS["messages"].objects.values_list("network", "message_id", "author", "kind")
    assert row == ("trustpilot", "r1", "Ada", "review")


def test_the_later_report_of_an_ads_manager_counts_and_the_companys_own_file_does_not_overwrite(
    bring: Callable[..., Import],
) -> None:
    ads = (
        "Reporting starts,Reporting ends,Campaign name,Amount spent (EUR)\n2026-03-01,,Spring,{}\n"
    )
    own = "expense_id,day,activity,amount,currency\nF1,2026-03-01,creating,{},EUR\n"
    for amount in ("5.00", "12.50"):  # at noon, and when the day was over
        files = {"ads.csv": ads.format(amount).encode(), "own.csv": own.format(amount).encode()}
        done = bring(files)
    assert (done.added, done.known) == (0, 2)
    amounts = ROWS["expenses"].objects.order_by("expense_id").values_list("amount", flat=True)
    assert [str(amount) for amount in amounts] == ["5.0000", "12.5000"]
