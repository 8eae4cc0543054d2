"""The video of a post on its page: handed in, watched on its way, played, approved outside."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.html import strip_tags

from dialogo.web.actions.letters import write
from dialogo.web.api import letters_shown
from dialogo.web.jobs import film as films
from dialogo.web.jobs.worker import run_until_idle
from dialogo.web.models.content import Piece
from dialogo.web.models.films import Film, LetterFilm, PieceFilm
from dialogo.web.models.person import Person
from dialogo.web.models.roles import Role
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.films import reading, where
from tests.web.actions.letters.desk import Desk, open_desk
from tests.web.films import film

PLACE = "/w/aurora/calendar/"


@pytest.fixture
def desk(workspace: Workspace, owner: Person, tmp_path: Path) -> Desk:
    return open_desk(workspace, owner, tmp_path)


def words(answer: Any) -> str:
    return " ".join(unescape(strip_tags(answer.content.decode().replace("<", " <"))).split())


def test_a_video_is_handed_in_watched_played_and_approved_outside(
    desk: Desk, signed_in: Callable[..., Client]
) -> None:
    ada, bea = signed_in(), signed_in(Role.AUTHOR)
    given = {"text": "How we roast", f"on-{desk.connection.pk}": "1", "film-alt": ""}
    # Whatever else is wrong, it need not be sent along once more.
    wrong = bea.post(f"{PLACE}new/", given | {"time": "9:00", "film": _file(), "film-alt": "Beans"})
    kept = Film.objects.get()
    assert (wrong.status_code, Piece.objects.count()) == (422, 0)
    assert f'name="film-number" value="{kept.pk}"' in wrong.content.decode()
    again = bea.post(f"{PLACE}new/", given | {"film-number": str(kept.pk), "film-said": "Beans"})
    piece = Piece.objects.get()
    assert PieceFilm.objects.get().alt == "Beans"
    assert "It can go out when that is done" in words(bea.get(again["Location"]))
    state, play = f"{PLACE}film/{kept.pk}/", f"{PLACE}film/{kept.pk}/video.mp4"
    told = bea.get(state)
    assert ('hx-trigger="every 2s"' in told.content.decode(), "HX-Trigger" in told) == (True, False)
    assert bea.get(play).status_code == 404
    run_until_idle({where.KIND: films.JOB})
    kept.refresh_from_db()
    told = bea.get(state)
    assert (told["HX-Trigger"], "<video controls" in told.content.decode()) == ("film-ready", True)
    page = bea.get(again["Location"]).content.decode()
    assert page.count("<video controls") == 2  # in the form, and as it will look
    assert f"/calendar/film/{kept.pk}/poster.jpg" in bea.get(PLACE).content.decode()
    assert ",roast.mp4,draft" in bea.get(f"{PLACE}posts.csv").content.decode()
    with reading.opened(kept) as file:
        data = file.read()
    # What is said in it is read along, and changed where it stands.
    srt = SimpleUploadedFile("roast.srt", b"1\n00:00:00,000 --> 00:00:00,300\nFagioli & tamburo")
    hung = {"film-number": str(kept.pk), "film-said": "Beans"}
    save = f"{PLACE}piece/{piece.pk}/save/"
    wrong = bea.post(save, given | hung | {"captions-in-en": "00:01 --> nine"})
    assert "Line 1 of What is written as captions is no line of times" in words(wrong)
    assert "00:01 --&gt; nine</textarea>" in wrong.content.decode()
    bea.post(save, given | hung | {"captions-file": srt, "captions-lang": "it"})
    page = bea.get(again["Location"]).content.decode()
    track = f"{PLACE}piece/{piece.pk}/captions/it.vtt"
    assert f'<track kind="captions" src="{track}" srclang="it" label="Italian">' in page
    vtt = "WEBVTT\n\n00:00:00.000 --> 00:00:00.300\nFagioli &amp; tamburo"
    found = bea.get(track)
    assert (found.content.decode(), found["Content-Type"]) == (vtt, "text/vtt; charset=utf-8")
    steps = piece.steps.count()
    bea.post(save, given | hung | {"captions-in-it": vtt.replace("\n", "\r\n")})
    assert (piece.steps.count(), bea.get(track).content.decode()) == (steps, vtt)
    assert bea.get(track.replace("it.vtt", "en.vtt")).status_code == 404
    parts: dict[str, tuple[int, bytes, str | None]] = {}
    for asked in (
        "",
        "bytes=0-9",
        "bytes=10-",
        "bytes=-5",
        "bytes=99999999-",
        "bytes=-",
        "lines=1",
    ):
        answer = bea.get(play, headers={"Range": asked} if asked else {})
        body = b"".join(answer) if answer.streaming else answer.content  # type: ignore[arg-type]  # bytes
        parts[asked] = (answer.status_code, body, answer.headers.get("Content-Range"))
    size = len(data)
    assert parts == {
        "": (200, data, None),
        "bytes=0-9": (206, data[:10], f"bytes 0-9/{size}"),
        "bytes=10-": (206, data[10:], f"bytes 10-{size - 1}/{size}"),
        "bytes=-5": (206, data[-5:], f"bytes {size - 5}-{size - 1}/{size}"),
        "bytes=99999999-": (416, b"", f"bytes */{size}"),
        "bytes=-": (200, data, None),
        "lines=1": (200, data, None),
    }
    poster = bea.get(f"{PLACE}film/{kept.pk}/poster.jpg")
    assert (poster["Content-Type"], poster.content[:2]) == ("image/jpeg", b"\xff\xd8")
    # Somebody outside sees it by their link, and by nothing else.
    link = ada.post(f"{PLACE}piece/{piece.pk}/link/", {"label": "The client", "days": "7"})
    token = link.content.decode().split("/approve/")[1].split("/")[0]
    outside = Client()
    assert f"/approve/{token}/video.mp4" in outside.get(f"/approve/{token}/").content.decode()
    found = outside.get(f"/approve/{token}/video.mp4")
    assert (b"".join(found), found["Cache-Control"]) == (data, "private, no-store")  # type: ignore[arg-type]  # bytes
    assert outside.get(f"/approve/{token}/poster.jpg").status_code == 200
    assert outside.get("/approve/another/video.mp4").status_code == 404
    Piece.objects.filter(pk=piece.pk).update(due_at=kept.made_at, repeats="FREQ=WEEKLY")
    assert "It comes again: every week." in words(outside.get(f"/approve/{token}/"))
    assert f"/approve/{token}/captions/it.vtt" in outside.get(f"/approve/{token}/").content.decode()
    assert outside.get(f"/approve/{token}/captions/it.vtt").content.decode() == vtt
    # On its way and out it is seen, and read along, with the letter that carries it.
    letter = write.post(desk.connection, desk.owner, "How we roast", may_send=True, as_draft=True)
    LetterFilm.objects.create(
        letter=letter, film=kept, alt="Beans", captions=PieceFilm.objects.get().captions
    )
    at = f"/w/aurora/inbox/letters/{letter.pk}/"
    page = ada.get(at).content.decode()
    assert f'src="{at}video.mp4"' in page
    assert f'<track kind="captions" src="{at}captions/it.vtt"' in page
    assert b"".join(ada.get(f"{at}video.mp4")) == data  # type: ignore[arg-type]  # bytes
    assert ada.get(f"{at}poster.jpg").content == poster.content
    assert ada.get(f"{at}captions/it.vtt").content.decode() == vtt
    (listed,) = letters_shown.shown([letter], "en")
    assert (listed["film"]["id"], listed["film_alt"]) == (kept.pk, "Beans")
    assert [one["lang"] for one in listed["film_captions"]] == ["it"]
    LetterFilm.objects.all().delete()
    bea.post(
        f"{PLACE}piece/{piece.pk}/save/",
        given | {"film-number": str(kept.pk), "film-said": "Beans", "film-without": "1"},
    )
    assert not Film.objects.exists()


def test_a_file_that_is_no_video_is_told_so_beside_what_was_written(
    desk: Desk, signed_in: Callable[..., Client]
) -> None:
    bea = signed_in(Role.AUTHOR)
    file = SimpleUploadedFile("notes.mp4", b"Roast at 210 degrees", "video/mp4")
    alone = SimpleUploadedFile("a.vtt", b"WEBVTT")
    answer = bea.post(f"{PLACE}new/", {"text": "How we roast", "captions-file": alone})
    assert "Captions go along with a video" in words(answer)
    answer = bea.post(f"{PLACE}new/", {"text": "How we roast", "film": file})
    assert answer.status_code == 422
    assert "notes.mp4 is no video that can be read" in words(answer)
    assert "How we roast" in answer.content.decode()
    assert not Film.objects.exists()


def _file() -> SimpleUploadedFile:
    return SimpleUploadedFile("roast.mp4", film(0.4), "video/mp4")
