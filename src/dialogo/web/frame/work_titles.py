"""What each kind of work is called: the title of the `JOB` of every module of `jobs`.

They are found by name, since pages stand beside jobs and do not import them.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module

from dialogo.records.text import Text

JOBS = "dialogo.web.jobs.kinds"


@cache
def titles() -> Mapping[str, Text]:
    """By kind."""
    return {kind: job.title for kind, job in import_module(JOBS).kinds().items()}
