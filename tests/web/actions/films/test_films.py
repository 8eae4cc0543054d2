"""A video from the hand of its author to the network: whole, once, and only as it was approved."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.utils import timezone

from dialogo.networks.letter import longer
from dialogo.web.actions.content import deciding, fitting, making, repeating, seal
from dialogo.web.actions.films import keeping
from dialogo.web.actions.films.captions import GivenCaptions
from dialogo.web.actions.films.given import GivenFilm
from dialogo.web.actions.letters import pauses
from dialogo.web.actions.letters.outcome import settling
from dialogo.web.actions.letters.picture import GivenPicture
from dialogo.web.actions.letters.refused import WontDo
from dialogo.web.actions.work import try_again
from dialogo.web.jobs import film as films
from dialogo.web.jobs.worker import run_until_idle
from dialogo.web.models.content import Piece
from dialogo.web.models.films import Film, FilmChunk, LetterFilm, PieceFilm
from dialogo.web.models.letters import Letter
from dialogo.web.models.work import Work
from dialogo.web.queries import results
from dialogo.web.queries.films import reading, where
from tests.web.actions.content.going import in_an_hour, now, pass_until
from tests.web.actions.letters.desk import Desk
from tests.web.films import film
from tests.web.world import DOT

CLIP = film(0.4)
NOISE = film(2, (480, 270), noise=True)


def handed_in(desk: Desk, data: bytes = CLIP, name: str = "roast.mov") -> Film:
    """One that comes in two parts of uneven size."""
    cut = len(data) // 3
    return keeping.keep(desk.workspace, name, len(data), (data[:cut], data[cut:]), desk.owner)


def made_ready() -> None:
    run_until_idle({where.KIND: films.JOB})


def post(desk: Desk, kept: Film, alt: str = "Beans in the drum") -> Piece:
    return making.start(
        desk.workspace, desk.owner, texts=("How we roast",), due_at=in_an_hour(),
        film=GivenFilm(kept.pk, alt),
    )  # fmt: skip


def after(piece: Piece, minutes: int) -> datetime:
    assert piece.due_at
    return piece.due_at + timedelta(minutes=minutes)


def codes(piece: Piece) -> list[str]:
    return [flaw.code for flaw in fitting.flaws(piece)]


def test_it_goes_out_once_it_is_ready_described_and_approved(desk: Desk) -> None:
    kept = handed_in(desk)
    piece = post(desk, kept, alt="")
    assert codes(piece) == ["alt", "film-waits"]
    with pytest.raises(WontDo):
        deciding.plan(piece, desk.owner)
    made_ready()
    kept.refresh_from_db()
    assert (kept.state, kept.name, kept.width, kept.height) == (Film.READY, "roast.mov", 320, 180)
    assert bytes(kept.poster)[:3] == b"\xff\xd8\xff"
    assert reading.is_whole(kept)
    assert not FilmChunk.objects.exclude(take=kept.take).exists()  # what was handed in is gone
    piece = making.change(piece, desk.owner, _same(piece, GivenFilm(kept.pk, "Beans")))
    assert codes(piece) == []
    piece = deciding.plan(piece, desk.owner)
    # What is said in it is approved and goes along as it is, too.
    said = [GivenCaptions("it", b"00:00,0 --> 00:01,0\nFagioli"), GivenCaptions("en", " ")]
    piece = making.change(piece, desk.owner, _same(piece, GivenFilm(kept.pk, "Beans", said)))
    assert (piece.state, PieceFilm.objects.get().captions[0]["lang"]) == (Piece.DRAFT, "it")
    too_long = [{"lang": "it", "text": "x" * 20_001}]
    PieceFilm.objects.update(captions=too_long)
    assert codes(piece) == ["captions"]
    piece = making.change(piece, desk.owner, _same(piece, GivenFilm(kept.pk, "Beans", said)))
    piece = deciding.plan(piece, desk.owner)
    pass_until(after(piece, 1))
    assert now(piece).state == Piece.PUBLISHED
    (there,) = desk.there()
    assert json.loads(there["pictures"]) == [
        ["roast.mp4", "video/mp4", "Beans"], ["it.vtt", "text/vtt", ""],
    ]  # fmt: skip
    assert (LetterFilm.objects.get().film, Letter.objects.count()) == (kept, 1)
    assert (results.film_of(piece.pk), results.film_of(None)) == (kept.pk, None)
    # What is out keeps its video, whatever its author takes off or a sweep thinks of it.
    keeping.forget_unused([kept.pk])
    assert Film.objects.filter(pk=kept.pk).exists()


def test_an_approval_is_for_these_very_bytes(desk: Desk) -> None:
    kept = handed_in(desk)
    made_ready()
    piece = deciding.plan(post(desk, kept), desk.owner)
    assert seal.holds(piece)
    other = handed_in(desk, film(0.3))
    made_ready()
    changed = making.change(piece, desk.owner, _same(piece, GivenFilm(other.pk, "Beans")))
    assert changed.state == Piece.DRAFT
    assert not Film.objects.filter(pk=kept.pk).exists()  # nothing has it any more
    piece = deciding.plan(changed, desk.owner)
    chunk = FilmChunk.objects.get(film=other)
    chunk.content = bytes(chunk.content)[:-1] + b"!"
    chunk.save()
    pass_until(after(piece, 1))
    letter = Letter.objects.get()
    assert (letter.state, letter.error_code, desk.there()) == (Letter.REFUSED, "film", [])
    assert "no longer the one that was approved" in (letter.error or {})["en"]


def test_where_a_network_takes_less_a_smaller_one_goes_out(desk: Desk) -> None:
    desk.connection.limits = desk.connection.limits | {"film_bytes": 250_000}
    desk.connection.save()
    kept = handed_in(desk, NOISE)
    piece = post(desk, kept)
    made_ready()
    kept.refresh_from_db()
    smaller = Film.objects.get(source=kept)
    assert (smaller.state, smaller.size <= 250_000 < kept.size) == (Film.READY, True)
    assert codes(piece) == []
    piece = deciding.plan(piece, desk.owner)
    # Its server takes less still by the time: it waits until that one is made, and goes out then.
    desk.connection.limits = desk.connection.limits | {"film_bytes": 200_000}
    desk.connection.save()
    pass_until(after(piece, 1))
    assert (now(piece).state, now(piece).error, desk.there()) == (Piece.PLANNED, None, [])
    with time_machine.travel(after(piece, 1)):
        made_ready()
    pass_until(after(piece, 2))
    letter = Letter.objects.get()
    sent = where.of_letter(letter)
    assert sent is not None
    assert (now(piece).state, sent.film.source, sent.film.size <= 200_000) == (
        Piece.PUBLISHED, kept, True,
    )  # fmt: skip
    # No request of its is looked for before it can be over.
    assert settling(letter) == pauses.SETTLES_BY_KEY + timedelta(seconds=longer(sent.film.size))
    desk.connection.limits = desk.connection.limits | {"film_bytes": 50_000}
    desk.connection.save()
    assert codes(now(piece)) == ["film-size"]
    desk.connection.limits = desk.connection.limits | {"films": 0}
    desk.connection.save()
    assert codes(now(piece)) == ["film"]
    desk.connection.limits = desk.connection.limits | {"films": 1, "film_seconds": 1}
    desk.connection.save()
    assert codes(now(piece)) == ["film-long"]


def test_what_is_no_video_is_refused_before_or_after_it_is_opened(desk: Desk) -> None:
    for data in (b"", b"GIF89a" + bytes(50)):
        with pytest.raises(WontDo, match="no video that can be read"):
            handed_in(desk, data)
    with pytest.raises(WontDo, match="videos of up to 300 MB"):
        keeping.keep(desk.workspace, "long.mp4", 300_000_001, (), desk.owner)
    with pytest.raises(WontDo, match="damaged"):  # more comes than was announced
        keeping.keep(desk.workspace, "more.mp4", 100, (CLIP,), desk.owner)
    assert not Film.objects.exists()
    assert not FilmChunk.objects.exists()
    kept = handed_in(desk, CLIP[:1500], "cut.mp4")
    piece = post(desk, kept)
    made_ready()
    assert codes(piece) == ["film"]
    (flaw,) = fitting.flaws(piece)
    assert flaw.text.say("it", **flaw.values).startswith("cut.mp4 è danneggiato")
    assert not FilmChunk.objects.exists()
    piece = making.change(piece, desk.owner, _same(piece, GivenFilm(None)))
    assert (codes(piece), Film.objects.exists()) == ([], False)
    with pytest.raises(WontDo, match="no such video"):
        making.change(piece, desk.owner, _same(piece, GivenFilm(99)))


def test_a_post_has_pictures_or_a_video_and_repeats_with_the_same_one(desk: Desk) -> None:
    kept = handed_in(desk)
    made_ready()
    piece = post(desk, kept)
    both = making.Given(parts=("x",), pictures=[GivenPicture("a.png", DOT, "A dot")])
    assert codes(making.change(piece, desk.owner, _on(piece, both))) == ["film-and-pictures"]
    said = [GivenCaptions("it", "00:00,0 --> 00:01,0\nFagioli")]
    hung = GivenFilm(kept.pk, "Beans", said)
    weekly = making.Given(
        parts=("x",), repeats="FREQ=WEEKLY", due_at=in_an_hour(), pictures=[], film=hung
    )
    piece = deciding.plan(making.change(now(piece), desk.owner, _on(piece, weekly)), desk.owner)
    assert repeating.repeat(piece.pk, timezone.now()) == 5
    (kept,) = Film.objects.all()
    again = PieceFilm.objects.filter(film=kept, piece__series=piece)
    assert [one.captions[0]["lang"] for one in again] == ["it"] * 5
    assert {one.state for one in piece.occurrences.all()} == {Piece.PLANNED}


def test_without_its_library_nothing_is_lost_and_it_is_said(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "av.py").write_text("raise ImportError")
    kept = handed_in(desk)
    with monkeypatch.context() as without:
        without.setenv("PYTHONPATH", str(tmp_path))
        made_ready()
    work = Work.objects.get(kind=where.KIND)
    assert (work.state, "pip install av" in (work.error or {})["en"]) == (Work.FAILED, True)
    assert try_again(work, desk.owner, films.JOB.title)
    made_ready()
    kept.refresh_from_db()
    assert kept.state == Film.READY


def test_a_killed_worker_leaves_nothing_behind_and_loses_nothing(desk: Desk) -> None:
    kept = handed_in(desk)
    # As one leaves it that was killed while it stored what it had made ...
    drawn = keeping.drawn(kept)
    FilmChunk.objects.create(film=kept, take=drawn, number=0, content=b"half of it")
    made_ready()
    kept.refresh_from_db()
    assert (kept.state, kept.take, reading.is_whole(kept)) == (Film.READY, drawn + 1, True)
    # ... and as one that was killed when it was ready, before it let go of the rest.
    FilmChunk.objects.create(film=kept, take=1, number=0, content=b"as it was handed in")
    Work.objects.filter(kind=where.KIND).delete()
    keeping.ask(kept)
    made_ready()
    assert {one.take for one in FilmChunk.objects.all()} == {kept.take}
    with reading.opened(kept) as file:
        file.seek(-4, 2)
        assert len(file.read()) == 4
        whole = (file.seek(0), file.read())[1]
    assert b"".join(reading.between(kept, 10, 99)) == whole[10:100]
    # What hangs on nothing goes after a day, however many hang on letters that are out.
    out = Letter.objects.bulk_create(
        Letter(workspace=desk.workspace, state=Letter.SENT) for _ in range(keeping.MOST_SWEPT)
    )
    others = Film.objects.bulk_create(Film(workspace=desk.workspace, pk=-n) for n in range(1, 101))
    LetterFilm.objects.bulk_create(
        LetterFilm(letter=letter, film=one) for letter, one in zip(out, others, strict=True)
    )
    with time_machine.travel(timezone.now() + timedelta(days=1, hours=1)):
        keeping.sweep(desk.workspace)
    assert (FilmChunk.objects.exists(), Film.objects.count()) == (False, len(others))


def _same(piece: Piece, film: GivenFilm) -> making.Given:
    return _on(piece, making.Given(parts=piece.parts, film=film, due_at=piece.due_at))


def _on(piece: Piece, given: making.Given) -> making.Given:
    accounts = piece.versions.values_list("connection", flat=True)
    given.versions.update({one: making.GivenVersion() for one in accounts})  # type: ignore[attr-defined]  # a dict
    return given
