"""Pictures as they go out: without what they tell of their taking, upright, not too big.

A photo names the place where it was taken, its hour and its camera (EXIF, XMP, IPTC), and may hide
more behind its end. Only what is seen is kept: the pixels, their colour profile, and how a picture
moves. It happens before anything is stored.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from io import BytesIO
from typing import Any

from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from dialogo.networks.account import Limits
from dialogo.web.actions.letters import refused
from dialogo.web.actions.letters.picture import GivenPicture, look
from dialogo.web.actions.letters.refused import WontDo

LONGEST = 4096  # pixels of a side; networks show no more of it, and some refuse it
MOST_PIXELS = 120_000_000  # of a picture that is opened at all, all of its frames together
QUALITY, LESS = 92, 82  # of what has to be written anew, and of what is too big like that
SHRINKS = 12  # times
FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/gif": "GIF", "image/webp": "WEBP"}
_SEEN = ("icc_profile", "transparency", "duration", "loop", "background")
_ODD = (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError)
# What Pillow raises for pictures that are broken in their middle, beside the above.
_BROKEN = (*_ODD, EOFError, IndexError, KeyError, TypeError, AttributeError)


def ready(pictures: Sequence[GivenPicture], limits: Limits) -> list[GivenPicture]:
    """Raises `WontDo` for what cannot be read. What can be made no smaller stays too big, and is
    refused where it is looked at; so is what is too many."""
    if len(pictures) > limits.pictures:
        return list(pictures)
    return [replace(one, data=_ready(one, limits)) for one in pictures]


def _ready(picture: GivenPicture, limits: Limits) -> bytes:
    seen = look(picture.data)
    if seen is None or seen.mime not in limits.picture_types:
        return picture.data  # refused for it
    if seen.width * seen.height > MOST_PIXELS:
        raise WontDo(refused.TOO_MANY_PIXELS, code="picture-size", name=picture.name)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(BytesIO(picture.data), formats=[FORMATS[seen.mime]]) as opened:
                return _made(opened, picture, seen.mime, limits)
    except _BROKEN as error:
        raise WontDo(refused.NO_PICTURE, code="picture-type", name=picture.name) from error


def _made(opened: Image.Image, picture: GivenPicture, mime: str, limits: Limits) -> bytes:
    frames = getattr(opened, "n_frames", 1) if mime in ("image/gif", "image/webp") else 1
    if frames * opened.width * opened.height > MOST_PIXELS:
        raise WontDo(refused.TOO_MANY_PIXELS, code="picture-size", name=picture.name)
    side = max(opened.size)
    if frames > 1:
        return _moving(opened, mime, limits, picture.data)
    upright = ImageOps.exif_transpose(opened)
    turned = opened.getexif().get(274, 1) not in (0, 1)
    if side <= LONGEST and not turned:
        data = _as_it_was(opened, mime, picture.data)
        if len(data) <= limits.picture_bytes:
            return data
    if mime == "image/png" and "image/jpeg" in limits.picture_types and not _see_through(upright):
        data = _written(_fitted(upright, LONGEST), "image/png")
        if len(data) <= limits.picture_bytes:
            return data
        mime, upright = "image/jpeg", upright.convert("RGB")  # a photo, which PNG makes big
    return _shrunk(upright, mime, limits)


def _as_it_was(opened: Image.Image, mime: str, data: bytes) -> bytes:
    """The same pixels, or nearly (a JPEG by its own tables), and nothing else."""
    if mime == "image/jpeg" and opened.format == "JPEG":
        with suppress(ValueError):  # written in a way that cannot be gone on with
            return _written(opened, mime, quality="keep")
    if mime == "image/webp":
        return _written(opened, mime, quality=QUALITY, lossless=data[12:16] == b"VP8L")
    return _written(opened, mime)


def _shrunk(image: Image.Image, mime: str, limits: Limits) -> bytes:
    """As big as it may be."""
    image = _fitted(image, LONGEST)
    data = b""
    for number in range(SHRINKS):
        data = _written(image, mime, quality=QUALITY if number == 0 else LESS)
        if len(data) <= limits.picture_bytes:
            break
        if number:  # after the first time with the lower quality alone
            share = max(0.3, min(0.9, (limits.picture_bytes / len(data)) ** 0.5))
            image = _fitted(image, max(1, int(max(image.size) * share)))
    return data


def _moving(opened: Image.Image, mime: str, limits: Limits, data: bytes) -> bytes:
    """A picture that moves: every frame, with how long it is shown."""
    frames = [_bare(frame.copy()) for frame in ImageSequence.Iterator(opened)]
    seconds = [frame.info.get("duration", 100) for frame in frames]
    longest = min(max(opened.size), LONGEST)
    for _ in range(SHRINKS):
        sized = [_fitted(frame, longest) for frame in frames]
        into = BytesIO()
        more: dict[str, Any] = {"quality": LESS} if mime == "image/webp" else {"disposal": 2}
        sized[0].save(
            into, FORMATS[mime], save_all=True, append_images=sized[1:], duration=seconds,
            loop=opened.info.get("loop", 1 if mime == "image/gif" else 0), **more,
        )  # fmt: skip
        data = into.getvalue()
        if len(data) <= limits.picture_bytes:
            break
        longest = max(1, int(longest * 0.75))
    return data


def _written(image: Image.Image, mime: str, **more: Any) -> bytes:
    if mime == "image/jpeg" and more.get("quality") != "keep":
        if image.mode not in ("L", "RGB", "CMYK"):
            image = image.convert("L" if image.mode in ("1", "LA") else "RGB")
        more = {"quality": QUALITY, "progressive": True, **more}
    elif mime in ("image/png", "image/gif"):
        more = {}
    if profile := image.info.get("icc_profile"):
        more["icc_profile"] = profile
    into = BytesIO()
    _bare(image).save(into, FORMATS[mime], **more)
    return into.getvalue()


def _bare(image: Image.Image) -> Image.Image:
    """Without anything that is not seen: Pillow writes some of what it has read."""
    image.info = {name: value for name, value in image.info.items() if name in _SEEN}
    return image


def _fitted(image: Image.Image, longest: int) -> Image.Image:
    if max(image.size) <= longest:
        return image
    share = longest / max(image.size)
    size = max(1, round(image.width * share)), max(1, round(image.height * share))
    if image.mode in ("P", "1"):
        image = image.convert("RGBA" if _see_through(image) else "RGB")
    return image.resize(size, Image.Resampling.LANCZOS)


def _see_through(image: Image.Image) -> bool:
    return image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
