"""Small videos, made when they are needed: as a camera or a browser makes them."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import av
import numpy as np

PLACE = "+45.4642+009.1900/"
# What turns a picture a quarter to the right, as a phone notes it that is held upright.
_STANDING = bytes.fromhex(
    "00000000" "00010000" "00000000" "ffff0000" "00000000" "00000000" "00000000" "00000000"
    "40000000"
)  # fmt: skip
_LYING = bytes.fromhex(
    "00010000" "00000000" "00000000" "00000000" "00010000" "00000000" "00000000" "00000000"
    "40000000"
)  # fmt: skip


def film(
    seconds: float = 1.0,
    size: tuple[int, int] = (320, 180),
    kind: str = "mp4",
    *,
    rate: int = 25,
    noise: bool = False,
    sound: bool = True,
    upright: bool = False,
) -> bytes:
    """An MP4 of H.264 and AAC, or a WebM of VP8 and Opus, which says where it was taken; its left
    half is dark. `upright`: it is to be turned when it is shown."""
    into, (width, height) = BytesIO(), size
    rng = np.random.default_rng(7)
    codecs = {"mp4": ("libx264", "aac"), "webm": ("libvpx", "libopus")}[kind]
    with av.open(into, "w", format=kind) as out:
        out.metadata["location"], out.metadata["title"] = PLACE, "Office party"
        drawn: Any = out.add_stream(codecs[0], rate=rate)
        drawn.width, drawn.height, drawn.pix_fmt = width, height, "yuv420p"
        said: Any = out.add_stream(codecs[1], rate=48_000, layout="stereo") if sound else None
        for number in range(int(seconds * rate)):
            picture = np.full((height, width, 3), 60 + number * 3 % 180, np.uint8)
            if noise:
                picture = rng.integers(0, 255, (height, width, 3), np.uint8)
            picture[:, : width // 2] = 0
            out.mux(list(drawn.encode(av.VideoFrame.from_ndarray(picture, format="rgb24"))))
        out.mux(list(drawn.encode(None)))
        if said is not None:
            for at in range(0, int(seconds * 48_000), 960):
                quiet = np.zeros((1, 960 * 2), np.int16)
                frame = av.AudioFrame.from_ndarray(quiet, format="s16", layout="stereo")
                frame.sample_rate, frame.pts = 48_000, at
                out.mux(list(said.encode(frame)))
            out.mux(list(said.encode(None)))
    data = into.getvalue()
    if upright:
        at = data.index(_LYING, data.index(b"tkhd"))
        data = data[:at] + _STANDING + data[at + len(_LYING) :]
    return data
