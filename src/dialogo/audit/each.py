"""Auditing many companies: one task a company, on whatever runs tasks.

The audit of one company never needs another company's rows. An executor is anything with the
interface of `concurrent.futures.Executor`: a local process pool, or a cluster's
(`dask.distributed.Client.get_executor()`). Every worker runs the same code on the same partition,
so the findings cannot differ; on a cluster the records must lie where every worker can read them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, as_completed
from dataclasses import replace
from datetime import datetime

from dialogo.audit.policy import Policy
from dialogo.audit.run import Audit, run
from dialogo.records.records import Records
from dialogo.records.window import Window

# One thread for each task: the companies are what runs side by side.
_THREADS = 1


def each(
    records: Records,
    executor: Executor,
    *,
    policy: Policy | None = None,
    since: datetime | None = None,
    as_of: datetime | None = None,
    done: Callable[[str], None] | None = None,
) -> list[Audit]:
    """Audits every company in `records`, the one with the gravest mistakes first.

    `done` is called with a company's name when it is finished. A company in which nothing is dated
    (or nothing lies in the window) is left out.
    """
    tasks: dict[Future[Audit | None], str] = {
        executor.submit(one, replace(part, threads=_THREADS), policy, since, as_of): part.company
        or ""
        for part in _parts(records)
    }
    audits = []
    for task in as_completed(tasks):
        audit = task.result()
        if audit is not None:
            audits.append(audit)
        if done:
            done(tasks[task])
    return sorted(audits, key=rank)


def one(
    records: Records, policy: Policy | None, since: datetime | None, as_of: datetime | None
) -> Audit | None:
    """The audit of one company's records; None if nothing is dated in the window."""
    span = records.span()
    if span is None:
        return None
    begin, end = since or span.since, as_of or span.as_of
    if begin > end or begin > span.as_of or end < span.since:
        return None
    return run(records, Window(begin, end), policy)


def rank(audit: Audit) -> tuple[int, int, int, str]:
    """Sorts companies: weight of mistakes, then of what is to be watched, then unknowns, name."""

    def weight(verdict: str) -> int:
        return -sum(f.check.weight for f in audit.findings if f.verdict == verdict)

    return weight("mistake"), weight("watch"), weight("unknown"), audit.company


def _parts(records: Records) -> Iterator[Records]:
    return (records.of_company(company) for company in records.companies())
