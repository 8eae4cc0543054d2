"""What goes out of a picture: what is seen, and nothing of where and when it was taken."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from random import Random
from typing import Any

import pytest
from PIL import Image, ImageSequence
from PIL.PngImagePlugin import PngInfo

from dialogo.networks.account import Limits
from dialogo.web.actions.letters.picture import GivenPicture, look
from dialogo.web.actions.letters.picture_ready import ready
from dialogo.web.actions.letters.refused import WontDo

LIMITS = Limits(
    300,
    "graphemes",
    picture_types=("image/jpeg", "image/png", "image/webp", "image/gif"),
)
SECRET = b"Piazza Maggiore"  # where it was taken, and by whom
XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>" + SECRET + b"</x:xmpmeta>"


def drawn(width: int = 60, height: int = 40, mode: str = "RGB") -> Image.Image:
    """Red on the left, blue on the right."""
    image = Image.new(mode, (width, height), "blue")
    image.paste(Image.new(mode, (width // 2, height), "red"), (0, 0))
    return image


def noise(width: int, height: int, mode: str = "RGB") -> Image.Image:
    size = width * height * len(mode)
    data = Random(3).randbytes(size)  # noqa: S311  (the same each time)
    return Image.frombytes(mode, (width, height), data)


def told(orientation: int = 1) -> bytes:
    """As a telephone tells it: the place, the camera, and how it was held."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = SECRET.decode()
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (44.0, 29.0, 38.0)
    return exif.tobytes()


def written(image: Image.Image, kind: str, **more: Any) -> bytes:
    into = BytesIO()
    image.save(into, kind, **more)
    return into.getvalue()


def with_comment() -> dict[str, Any]:
    info = PngInfo()
    info.add_text("Comment", SECRET.decode())
    info.add_itxt("XML:com.adobe.xmp", XMP.decode())
    return {"pnginfo": info}


PICTURES = {
    "jpeg": written(drawn(), "JPEG", exif=told(), xmp=XMP, comment=SECRET),
    "jpeg and what hides behind its end": written(drawn(), "JPEG") + SECRET,
    "grey jpeg": written(drawn(mode="L"), "JPEG", exif=told()),
    "png": written(drawn(), "PNG", exif=told(), **with_comment()),
    "png with a palette": written(drawn().convert("P"), "PNG", **with_comment()),
    "webp": written(drawn(), "WEBP", exif=told(), xmp=XMP),
    "webp without loss": written(drawn(mode="RGBA"), "WEBP", lossless=True, exif=told()),
    "gif": written(drawn(), "GIF", comment=SECRET),
    "webp that moves": written(
        drawn(), "WEBP", save_all=True, append_images=[noise(60, 40)], duration=[40, 90],
        exif=told(), xmp=XMP,
    ),
    "gif that moves": written(
        drawn(), "GIF", save_all=True, append_images=[noise(60, 40)], duration=[40, 90], loop=0,
        comment=SECRET,
    ),
}  # fmt: skip


def made(data: bytes, limits: Limits = LIMITS) -> bytes:
    (found,) = ready([GivenPicture("a", data, "Red and blue")], limits)
    return found.data


@pytest.mark.parametrize("data", PICTURES.values(), ids=PICTURES)
def test_nothing_goes_out_but_what_is_seen(data: bytes) -> None:
    assert SECRET in data
    clean = made(data)
    assert SECRET not in clean
    before, after = look(data), look(clean)
    assert before == after
    with Image.open(BytesIO(clean)) as image, Image.open(BytesIO(data)) as was:
        assert dict(image.getexif()) == {}
        assert not {"xmp", "comment", "exif"} & set(image.info)
        left, right = (image.convert("RGB").getpixel((x, 5)) for x in (5, 55))
        assert left[0] > right[0] + 40  # type: ignore[index,operator]  # of a pixel's three
        assert getattr(image, "n_frames", 1) == getattr(was, "n_frames", 1)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_stands_as_it_was_held(orientation: int, kind: str) -> None:
    clean = made(written(drawn(), kind, exif=told(orientation)))
    with Image.open(BytesIO(clean)) as image:
        assert image.size == ((60, 40) if orientation < 5 else (40, 60))
        corner = image.convert("RGB").getpixel((2, 2))
    assert isinstance(corner, tuple)
    assert (corner[0] > corner[2]) is (orientation in (1, 4, 5, 6))


@pytest.mark.parametrize("name", ["webp that moves", "gif that moves"])
def test_a_picture_that_moves_keeps_its_pace(name: str) -> None:
    with Image.open(BytesIO(made(PICTURES[name]))) as image:
        pace = [frame.copy().info["duration"] for frame in ImageSequence.Iterator(image)]
        assert (pace, image.info["loop"]) == ([40, 90], 0)


def test_colours_are_as_the_camera_meant_them() -> None:
    profile = b"a profile of colours" * 10
    clean = made(written(drawn(), "JPEG", icc_profile=profile, exif=told()))
    with Image.open(BytesIO(clean)) as image:
        assert image.info["icc_profile"] == profile


@pytest.mark.parametrize(
    ("data", "most", "mime"),
    [
        (written(noise(900, 600), "JPEG", quality=95), 100_000, "image/jpeg"),
        (written(noise(900, 600), "PNG"), 200_000, "image/jpeg"),
        (written(noise(600, 400, "RGBA"), "PNG"), 200_000, "image/png"),
        (written(noise(900, 600), "WEBP", quality=95), 100_000, "image/webp"),
        (
            written(
                noise(300, 200), "GIF", save_all=True, append_images=[noise(300, 200, "L")] * 3
            ),
            60_000,
            "image/gif",
        ),
    ],
    ids=["jpeg", "png", "png with holes", "webp", "gif that moves"],
)
def test_what_is_too_big_is_made_smaller(data: bytes, most: int, mime: str) -> None:
    assert len(data) > most
    clean = made(data, replace(LIMITS, picture_bytes=most))
    seen = look(clean)
    assert seen is not None
    assert (most / 12 < len(clean) <= most, seen.mime) == (True, mime)
    assert seen.width * 2 == pytest.approx(seen.height * 3, rel=0.05)


def test_no_side_is_longer_than_anybody_shows() -> None:
    seen = look(made(written(drawn(6000, 100), "JPEG", exif=told())))
    assert seen is not None
    assert (seen.width, seen.height) == (4096, 68)


@pytest.mark.parametrize("name", PICTURES)
def test_what_breaks_off_is_said_to_be_unreadable_or_goes_as_far_as_it_can(name: str) -> None:
    data = PICTURES[name]
    for end in (30, len(data) // 3, len(data) // 2):
        try:
            clean = made(data[:end])
        except WontDo as wrong:
            assert wrong.code == "picture-type"
        else:
            assert SECRET not in clean or look(data[:end]) is None
