"""Many companies at once: a pool of processes, a real Dask cluster, a worker killed on the way."""

import os
import signal
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from datetime import UTC, date, datetime
from multiprocessing import get_context
from pathlib import Path

import pyarrow as pa
import pytest

from dialogo.audit import policy_file
from dialogo.audit.each import each, rank
from dialogo.audit.policy import Policy
from dialogo.audit.run import Audit, run
from dialogo.records.records import Records
from dialogo.records.store import read, write
from dialogo.records.tables import TABLES
from dialogo.simulation.knobs import Knobs
from dialogo.simulation.simulate import simulate

POLICY = """
business-hours: {zone: Europe/Rome, week: {mon-fri: 09:00-18:00}, holidays: IT}
checks:
  - {id: own/quiet, title: Quiet, advice: Speak,
     measure: dialogue/posts-per-reply, watch: 0.1, mistake: 5}
"""


@pytest.fixture(scope="module")
def agency(tmp_path_factory: pytest.TempPathFactory) -> Records:
    """Five simulated companies in one folder of records, one of them badly behaved."""
    made = [
        simulate(
            seed,
            Knobs(answered_share=0.2, promotion_share=0.8) if seed == 3 else Knobs(),
            ending=date(2026, 6, 30),
            weeks=10,
            size=0.2,
            lang="it",
            company=f"Marchio {seed} (simulated)",
        )
        for seed in range(1, 6)
    ]
    tables = {
        name: pa.concat_tables([company.tables[name] for company in made if name in company.tables])
        for name in TABLES
        if any(name in company.tables for company in made)
    }
    folder = tmp_path_factory.mktemp("agency") / "records"
    write(Records(tables), folder)
    return read(folder)


@pytest.fixture(scope="module")
def policy(tmp_path_factory: pytest.TempPathFactory) -> Policy:
    file = tmp_path_factory.mktemp("policy") / "policy.yaml"
    file.write_text(POLICY, encoding="utf-8")
    return policy_file.read(file)


def bytes_of(audits: list[Audit]) -> bytes:
    """Everything the audits say, as bytes."""
    return "\n".join(
        repr((audit.company, audit.window, sorted(audit.measures.items())))
        + repr([(f.check.id, f.verdict, f.reading, f.limit) for f in audit.findings])
        for audit in audits
    ).encode()


class Here(Executor):
    """Runs each task at once, in this process."""

    def submit(self, fn, /, *args, **kwargs):  # type: ignore[no-untyped-def,override]  # as in Executor
        from concurrent.futures import Future

        future = Future()  # type: ignore[var-annotated]  # of whatever the task gives
        future.set_result(fn(*args, **kwargs))
        return future


@pytest.fixture(scope="module")
def audits(agency: Records, policy: Policy) -> list[Audit]:
    """Those of one process, one company after the other."""
    return each(agency, Here(), policy=policy)


@pytest.fixture(scope="module")
def expected(audits: list[Audit]) -> bytes:
    return bytes_of(audits)


def test_every_company_is_audited_the_gravest_first(
    agency: Records, policy: Policy, audits: list[Audit]
) -> None:
    assert sorted(audit.company for audit in audits) == agency.companies()
    assert audits[0].company == "Marchio 3 (simulated)"
    assert [rank(audit) for audit in audits] == sorted(rank(audit) for audit in audits)
    alone = run(agency.of_company("Marchio 3 (simulated)"), None, policy)
    assert bytes_of([alone]) == bytes_of([audits[0]])


def test_a_pool_of_processes_gives_the_same_bytes(
    agency: Records, policy: Policy, expected: bytes
) -> None:
    done: list[str] = []
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        audits = each(agency, pool, policy=policy, done=done.append)
    assert bytes_of(audits) == expected
    assert sorted(done) == agency.companies()


def test_a_company_without_anything_in_the_window_is_left_out(agency: Records) -> None:
    assert each(agency, Here(), since=datetime(2027, 1, 1, tzinfo=UTC)) == []


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """The address of a Dask cluster of two worker processes on this machine."""
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as cluster:
        yield cluster.scheduler_address


def test_a_cluster_gives_the_same_bytes(
    agency: Records, policy: Policy, expected: bytes, cluster: str
) -> None:
    from distributed import Client

    with Client(cluster) as client, client.get_executor() as pool:
        assert bytes_of(each(agency, pool, policy=policy)) == expected


def test_a_worker_killed_in_the_middle_changes_nothing(
    agency: Records, policy: Policy, expected: bytes, cluster: str
) -> None:
    from distributed import Client

    killed: list[int] = []
    with Client(cluster) as client, client.get_executor() as pool:

        def kill_one(company: str) -> None:
            if killed:
                return
            tasks = client.processing()
            busy = max(tasks, key=lambda worker: len(tasks[worker]))
            pid = client.run(os.getpid, workers=[busy])[busy]
            os.kill(pid, signal.SIGKILL)
            killed.append(pid)

        audits = each(agency, pool, policy=policy, done=kill_one)
    assert len(killed) == 1
    assert bytes_of(audits) == expected


def test_the_policy_goes_to_another_process_whole(policy: Policy, tmp_path: Path) -> None:
    import pickle

    assert pickle.loads(pickle.dumps(policy)) == policy  # noqa: S301  (our own bytes)
