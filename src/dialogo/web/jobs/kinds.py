"""The kinds of work there are: the `JOB` of every module of this folder."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from dialogo.web.jobs.job import Job

PLACE = "dialogo.web.jobs"


@cache
def kinds() -> Mapping[str, Job]:
    """Every kind of work by its name."""
    found: dict[str, Job] = {}
    for module in iter_modules(import_module(PLACE).__path__):
        job = getattr(import_module(f"{PLACE}.{module.name}"), "JOB", None)
        if isinstance(job, Job):
            found[job.kind] = job
    return found
