"""Who does the work of many audits: processes of this machine, or a Dask cluster."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context

from dialogo.records.errors import BadInput
from dialogo.records.text import Text

_NO_DASK = Text(
    en='a cluster needs one more part: pip install "dialogo[cluster]".',
    it='per un cluster serve una parte in più: pip install "dialogo[cluster]".',
)
_NO_ANSWER = Text(
    en="no Dask scheduler answers at {address}. Check the address and that it is running.",
    it="a {address} non risponde nessuno scheduler Dask. Controllate l'indirizzo e che sia acceso.",
)
PATIENCE = "20s"


@contextmanager
def executor(workers: int | None, cluster: str | None) -> Iterator[Executor]:
    """An executor that is closed at the end.

    Raises `BadInput` where the cluster does not answer or its part is not installed.
    """
    if cluster is None:
        # A fresh process: a fork of one in which an engine has opened threads may hang.
        count = workers or os.cpu_count() or 1
        with ProcessPoolExecutor(count, mp_context=get_context("spawn")) as pool:
            yield pool
        return
    try:
        from distributed import Client  # heavy: the extra `cluster`
    except ModuleNotFoundError as missing:
        raise BadInput(_NO_DASK) from missing
    try:
        client = Client(cluster, timeout=PATIENCE)
    except (OSError, ValueError) as silent:
        raise BadInput(_NO_ANSWER, address=cluster) from silent
    with client, client.get_executor() as pool:
        yield pool
