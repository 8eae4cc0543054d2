"""What the commands of the desk share: is it installed, which options are in force."""

from __future__ import annotations

import os
from collections.abc import Mapping
from importlib.util import find_spec
from typing import TYPE_CHECKING

from dialogo.records.errors import BadInput
from dialogo.records.text import Text

if TYPE_CHECKING:
    from dialogo.web.settings.options import Options

_NOT_INSTALLED = Text(
    en='the desk is not installed. Add it: pip install "dialogo[desk]".',
    it='la scrivania non è installata. Aggiungetela: pip install "dialogo[desk]".',
)


def options(given: Mapping[str, object | None] | None = None) -> Options:
    """The options in force, those of the command line before all others; checked.

    What is `given` goes into the environment, so that processes started from here have it too.
    Raises `BadInput` for a wrong one, and where the desk's parts are missing.
    """
    if find_spec("django") is None or find_spec("platformdirs") is None:
        raise BadInput(_NOT_INSTALLED)
    from dialogo.web.settings.options import OPTIONS, read  # start-up: only the desk's commands

    for name, value in (given or {}).items():
        if value is not None:
            os.environ[OPTIONS[name].variable] = str(value)
    try:
        return read()
    except BadInput as wrong:
        for name, value in (given or {}).items():
            if value is not None and wrong.file == OPTIONS[name].variable:
                wrong.file = f"--{name}"  # where whoever runs this has written it
        raise
