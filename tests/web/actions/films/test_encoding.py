"""Videos as networks take them: untouched where they may be, written anew where they must be, and
in neither what a phone notes beside them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from PIL import Image

from dialogo.web.actions.films import apart
from dialogo.web.actions.films.encoding import Made, Unfit, make
from dialogo.web.queries.films.wanted import Wanted
from tests.web.films import film

AS_IT_IS = Wanted()


def ready(folder: Path, data: bytes, wanted: Wanted = AS_IT_IS) -> Made:
    """What comes of a video; it lies at `out.mp4` then, and its poster beside it."""
    (folder / "given").write_bytes(data)
    return make(
        folder / "given", folder / "out.mp4", folder / "out.jpg", wanted, lambda done, of: None
    )


def packets(data: Path) -> list[bytes]:
    """The very bytes of its pictures, one by one."""
    with av.open(str(data)) as opened:
        return [bytes(one) for one in opened.demux(opened.streams.video[0]) if one.size]


def codecs(data: Path) -> list[str]:
    with av.open(str(data)) as opened:
        return [one.codec_context.name for one in opened.streams]


def test_what_networks_take_as_it_is_keeps_its_pictures_and_loses_its_place(tmp_path: Path) -> None:
    data = film()
    made = ready(tmp_path, data)
    assert (made.width, made.height, made.rate, made.copied) == (320, 180, 25.0, True)
    assert made.seconds == pytest.approx(1, abs=0.05)
    assert packets(tmp_path / "out.mp4") == packets(tmp_path / "given")
    written = (tmp_path / "out.mp4").read_bytes()
    tells = (b"loci", b"Office party")  # the place, as a box of its own
    assert [told in data for told in tells] == [True, True]
    assert [told in written for told in tells] == [False, False]
    assert written.index(b"moov") < written.index(b"mdat")  # it plays while it is still coming
    with Image.open(tmp_path / "out.jpg") as poster:
        assert (poster.format, poster.size) == ("JPEG", (320, 180))


def test_what_they_do_not_take_is_written_anew(tmp_path: Path) -> None:
    made = ready(tmp_path, film(kind="webm"))
    assert (made.width, made.copied) == (320, False)
    assert codecs(tmp_path / "out.mp4") == ["h264", "aac"]
    assert ready(tmp_path, film(rate=120, sound=False)).rate == 60.0
    assert codecs(tmp_path / "out.mp4") == ["h264"]
    assert ready(tmp_path, film(0.2, (2560, 1440))).width == 1920


def test_a_phone_that_was_held_upright_makes_an_upright_video(tmp_path: Path) -> None:
    made = ready(tmp_path, film(upright=True))
    assert (made.width, made.height, made.copied) == (180, 320, False)
    with Image.open(tmp_path / "out.jpg") as poster:
        grey = np.asarray(poster.convert("L"))
    # Its left half, which is dark, is above now.
    assert int(grey[40, 90]) < 20 < int(grey[280, 90])


def test_it_is_made_as_small_as_it_must_be(tmp_path: Path) -> None:
    data = film(2, (640, 360), noise=True)
    assert len(data) > 1_000_000
    made = ready(tmp_path, data, Wanted(most=300_000))
    assert not made.copied
    assert 100_000 < (tmp_path / "out.mp4").stat().st_size <= 300_000
    with pytest.raises(Unfit) as unfit:
        ready(tmp_path, data, Wanted(most=60_000))
    assert unfit.value.code == "too-big"
    assert ready(tmp_path, data, Wanted(pixels=320 * 180, rate=10)).rate == 10.0
    with av.open(str(tmp_path / "out.mp4")) as opened:
        assert opened.streams.video[0].width == 320


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n", "kind"),
        (b"\0\0\0\x20ftypisom" + bytes(400), "broken"),
        (b"\x1a\x45\xdf\xa3" + b"\xff" * 400, "broken"),
        (film()[:3000], "broken"),
    ],
)
def test_what_is_no_video_is_told_from_one(tmp_path: Path, data: bytes, code: str) -> None:
    with pytest.raises(Unfit) as unfit:
        ready(tmp_path, data)
    assert unfit.value.code == code


def test_it_is_opened_apart_and_says_how_far_it_is(
    tmp_path: Path,
) -> None:
    given, out, poster = (tmp_path / name for name in ("given", "out.mp4", "out.jpg"))
    given.write_bytes(film(kind="webm"))
    said: list[Any] = []
    told = apart.make(given, out, poster, Wanted(), lambda done, total: said.append((done, total)))
    assert told["made"]["width"] == 320
    assert said
    given.write_bytes(b"nothing of the kind")
    assert apart.make(given, out, poster, Wanted(), lambda done, total: None) == {
        "unfit": "kind",
        "values": {},
    }
