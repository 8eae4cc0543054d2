"""The pictures in a form: those that are sent along, each with its description."""

from __future__ import annotations

from typing import Any

from dialogo.web.actions.letters.picture import GivenPicture
from dialogo.web.frame.door import Request


def given(request: Request, slots: int) -> list[GivenPicture]:
    """Those in the fields `picture-0` to `picture-slots`, as they were filled in."""
    found = []
    for slot in range(slots):
        file: Any = request.FILES.get(f"picture-{slot}")
        if file is not None:
            alt = request.POST.get(f"alt-{slot}", "")
            found.append(GivenPicture(file.name or "", file.read(), alt))
    return found
