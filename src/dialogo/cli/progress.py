"""Progress on standard error: what is being done, how far it is; silent where nobody watches."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from dialogo.records.text import Lang, Text

Advance = Callable[[], None]


@contextmanager
def bar(what: Text, lang: Lang, total: int | None) -> Iterator[Advance]:
    """A bar of `total` steps (None: as long as it takes); call what it yields after each."""
    from rich.console import Console  # start-up: only commands that take long draw bars
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    columns = [SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn()]
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as progress:
        task = progress.add_task(what.say(lang), total=total)
        yield lambda: progress.advance(task)
