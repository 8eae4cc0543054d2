"""What is logged, and how: one line an event, for people or for machines.

A line says which request, work, person (by number) and workspace it is about. It never holds what
people wrote, nor addresses with tokens in them, nor secrets.
"""

from __future__ import annotations

import logging
import sys
from typing import Any

import structlog
from structlog.types import EventDict, WrappedLogger

from dialogo.web.settings.options import Options


def _without_rows(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    """Of a database's complaint only the first line: the others quote the row."""
    fault = event.get("exc_info")
    if fault is True:
        fault = sys.exc_info()
    if isinstance(fault, BaseException):
        fault = (type(fault), fault, fault.__traceback__)
    if fault and fault[1] is not None:
        event["exc_info"] = (fault[0], _shortened(fault[1]), fault[2])
    return event


def _shortened(fault: BaseException) -> BaseException:
    module = type(fault).__module__
    if module.startswith(("django.db", "psycopg", "sqlite3")) and fault.args:
        first = (str(fault).splitlines() or [""])[0]
        try:
            return type(fault)(first).with_traceback(fault.__traceback__)
        except TypeError:
            return RuntimeError(type(fault).__name__)
    return fault


_SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    _without_rows,
]


def configure() -> None:
    """Sends our own lines the same way as those of the libraries."""
    structlog.configure(
        processors=[*_SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )


def logs(options: Options) -> dict[str, Any]:
    """Django's `LOGGING`: everything to standard error."""
    if options.log_format == "json":
        last: list[Any] = [
            structlog.processors.ExceptionRenderer(
                structlog.tracebacks.ExceptionDictTransformer(show_locals=False)
            ),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ]
    else:
        plain = structlog.dev.ConsoleRenderer(
            colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
        )
        last = [plain]
    # Requests and hosts that are not ours are told by our own lines, without their addresses.
    silent = {"level": "CRITICAL", "propagate": False}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "lines": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": _SHARED,
                "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, *last],
            }
        },
        "handlers": {"lines": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"handlers": ["lines"], "level": logging.WARNING},
        "loggers": {
            "dialogo": {"level": options.log_level.upper()},
            "django.request": silent,
            "django.security.DisallowedHost": silent,
            "django.server": {"level": "INFO"},
        },
    }
