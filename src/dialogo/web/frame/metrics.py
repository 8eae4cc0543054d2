"""What Prometheus may count: requests as they come, work and workers when it asks."""

from __future__ import annotations

import os
from collections.abc import Iterator

from prometheus_client import CollectorRegistry, Histogram, multiprocess
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from dialogo.web.queries.watching import Backlog, backlog

REGISTRY = CollectorRegistry()
REQUESTS = Histogram(
    "dialogo_request_seconds",
    "Time to answer a request",
    ["view", "method", "status"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
    registry=REGISTRY,
)


class Stored(Collector):
    """What the database says at the moment it is asked; shared by every process of the desk."""

    def collect(self) -> Iterator[Metric]:
        now = backlog()
        yield _counted(now)
        yield GaugeMetricFamily(
            "dialogo_work_oldest_due_seconds",
            "How long the oldest piece of work has been due and not begun",
            value=now.oldest_due.total_seconds(),
        )
        yield GaugeMetricFamily(
            "dialogo_workers", "Workers heard within a minute", value=now.workers
        )
        ages = GaugeMetricFamily(
            "dialogo_derived_age_seconds",
            "Of all workspaces, the longest time since this work was last done",
            labels=["kind"],
        )
        for kind, age in now.ages.items():
            ages.add_metric([kind], age.total_seconds())
        yield ages


def _counted(now: Backlog) -> Metric:
    work = GaugeMetricFamily(
        "dialogo_work", "Pieces of work by kind and state", labels=["kind", "state"]
    )
    for (kind, state), count in now.counts.items():
        work.add_metric([kind, state], count)
    return work


REGISTRY.register(Stored())


def counted() -> CollectorRegistry:
    """What is told to whoever asks: of all processes, where several make pages."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return REGISTRY
    together = CollectorRegistry()
    multiprocess.MultiProcessCollector(together)  # type: ignore[no-untyped-call]  # it has no types
    together.register(Stored())
    return together
